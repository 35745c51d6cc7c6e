#include "markdown/untag.h"

#include <stdbool.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/entity.h"

/* Elements within a line: their tags leave no blank. */
static const char *const inline_names[] = { "a", "abbr", "acronym", "b", "bdi", "bdo", "big",
	"cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
	"samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
	"wbr" };

/* Elements whose content is not for reading. */
static const char *const silent_names[] = { "script", "style", "template", "iframe" };

static bool
is_one_of(struct str name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq_nocase(name, str_from(names[i])))
			return true;
	}
	return false;
}

#define IS_ONE_OF(name, names) is_one_of((name), (names), sizeof(names) / sizeof *(names))

/* How long the tag, comment or the like is that `s` begins with, to its end; 0: it is just a "<". */
static size_t
tag_length(struct str s)
{
	char quote = '\0';
	char first = s.len > 1 ? s.at[1] : '\0';
	if (str_starts(s, STR("<!--"))) {
		size_t end = str_find(str_skip(s, 4), STR("-->"));
		return end == STR_NONE ? s.len : end + 7;
	}
	if (!ascii_is_letter(first) && first != '!' && first != '?' &&
	        !(first == '/' && s.len > 2 && ascii_is_letter(s.at[2])))
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.at[i];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if ((c == '"' || c == '\'') && ascii_is_letter(first))
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	return s.len;
}

static struct str
name_of(struct str tag)
{
	size_t from = tag.len > 1 && tag.at[1] == '/' ? 2 : 1, to = from;
	while (to < tag.len && (ascii_is_alnum(tag.at[to])))
		to++;
	return str_slice(tag, from, to);
}

/* Behind the end tag of an element whose content is left out; all of it when there is none. */
static size_t
silence_length(struct str s, struct str name)
{
	for (size_t at = 0; at < s.len;) {
		size_t open = str_find(str_skip(s, at), STR("</"));
		if (open == STR_NONE)
			break;
		struct str rest = str_skip(s, at + open);
		if (str_eq_nocase(name_of(rest), name))
			return at + open + tag_length(rest);
		at += open + 2;
	}
	return s.len;
}

/* Appends text with its white space folded, from `begin` on. */
static void
fold(struct buf *out, size_t begin)
{
	size_t to = begin;
	bool space = false;
	for (size_t i = begin; i < out->len; i++) {
		char c = out->at[i];
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			space = to > begin;
			continue;
		}
		if (space)
			out->at[to++] = ' ';
		space = false;
		out->at[to++] = c;
	}
	out->len = to;
}

void
untag_html(struct buf *out, struct str html)
{
	size_t begin = out->len;
	while (html.len) {
		size_t open = str_find_char(html, '<');
		entity_decode_all(out, str_slice(html, 0, open));
		if (open == STR_NONE)
			break;
		html = str_skip(html, open);
		size_t length = tag_length(html);
		struct str tag = str_slice(html, 0, length), name = name_of(tag);
		html = str_skip(html, length ? length : 1);
		if (!length)
			buf_char(out, '<');
		else if (name.len && !IS_ONE_OF(name, inline_names))
			buf_char(out, ' ');
		if (length && tag.at[1] != '/' && IS_ONE_OF(name, silent_names))
			html = str_skip(html, silence_length(html, name));
	}
	fold(out, begin);
}
