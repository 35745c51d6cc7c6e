/*
 * Keys of the front matter itself are those as deep as its first line; all else belongs to one of them.
 */
#include "base/front_peek.h"

#include <stddef.h>

#include "base/date.h"
#include "base/front_cut.h"
#include "base/front_lost.h"

static size_t
depth_of(struct str line)
{
	size_t depth = 0;
	while (depth < line.len && (line.at[depth] == ' ' || line.at[depth] == '\t'))
		depth++;
	return depth;
}

static struct str
unquote(struct str text)
{
	text = str_trim(text);
	if (text.len >= 2 && (text.at[0] == '"' || text.at[0] == '\'') &&
	        text.at[text.len - 1] == text.at[0])
		return str_slice(text, 1, text.len - 1);
	return text;
}

/* What stands behind the colon, without a comment; in the next line when nothing does. */
static struct str
value_of(struct str text, struct str rest, size_t depth)
{
	size_t comment = str_find(text, STR(" #"));
	text = str_trim(comment == STR_NONE ? text : str_slice(text, 0, comment));
	while (!text.len && rest.at) {
		struct str line = str_line(&rest);
		if (str_trim(line).len && depth_of(line) <= depth)
			break;
		text = str_trim(line);
	}
	return unquote(text);
}

static bool
is_one_of(struct str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(text, str_from(words[i])))
			return true;
	return false;
}

static bool
hides(struct str key, struct str value)
{
	static const char *const no[] = { "false", "no", "n", "off", "0" };
	static const char *const none[] = { "", "~", "null" };
	bool is_no = is_one_of(value, no, sizeof no / sizeof *no);
	if (str_eq_nocase(key, STR("draft")))
		return !is_no && !is_one_of(value, none, sizeof none / sizeof *none);
	return str_eq_nocase(key, STR("published")) && is_no;
}

/* Is it written in a way that is not looked through here? */
static bool
is_knotty(struct str line)
{
	line = str_trim(line);
	return str_starts(line, STR("{")) || str_starts(line, STR("?")) ||
	        str_starts(line, STR("&")) || str_starts(line, STR("!"));
}

static bool
has_word(struct str text)
{
	return str_find(text, STR("draft")) != STR_NONE ||
	        str_find(text, STR("published")) != STR_NONE;
}

/* A way through the lines that belong to the front matter itself. */
struct peek {
	struct str rest;
	size_t depth; /* STR_NONE before the first line */
	struct str key, value;
	bool knotty; /* the line is of another kind; no key */
};

static struct peek
peek_at(struct str yaml)
{
	return (struct peek){ .rest = yaml, .depth = STR_NONE };
}

/* The next line that says something; false at the end. */
static bool
next_line(struct peek *peek)
{
	while (peek->rest.at) {
		struct str line = str_line(&peek->rest), text = str_trim(line);
		if (!text.len || text.at[0] == '#')
			continue;
		if (peek->depth == STR_NONE)
			peek->depth = depth_of(line);
		if (depth_of(line) != peek->depth)
			continue;
		peek->knotty = is_knotty(line);
		size_t colon = str_find_char(text, ':');
		if (!peek->knotty && colon == STR_NONE)
			continue;
		peek->key = peek->value = STR_EMPTY;
		if (!peek->knotty) {
			peek->key = unquote(str_slice(text, 0, colon));
			peek->value = value_of(str_skip(text, colon + 1), peek->rest, peek->depth);
		}
		return true;
	}
	return false;
}

static bool
look_through(struct str yaml)
{
	struct peek peek = peek_at(yaml);
	while (next_line(&peek)) {
		if (peek.knotty)
			return has_word(yaml);
		if (hides(peek.key, peek.value))
			return true;
	}
	return false;
}

/* What stands between "+++" and "+++", or to the end. */
static struct str
toml_of(struct str file)
{
	size_t begin = str_find_char(file, '\n');
	struct str toml = str_skip(file, begin == STR_NONE ? file.len : begin + 1);
	size_t end = str_find(toml, STR("\n+++"));
	return end == STR_NONE ? toml : str_slice(toml, 0, end);
}

/* Settings that were to be front matter, at the begin of a text. */
static bool
lost_draft(struct str text, bool second)
{
	struct front_lost lost = front_lost_find(text, second);
	if (!lost.why)
		return false;
	return lost.knotty ? has_word(lost.lines) : look_through(lost.lines);
}

bool
front_peek_draft(struct str file)
{
	struct front_cut cut = front_cut(file);
	switch (cut.kind) {
	case FRONT_CUT_NONE: return lost_draft(cut.body, false);
	case FRONT_CUT_TOML: return has_word(toml_of(cut.body));
	case FRONT_CUT_OPEN: return look_through(cut.body);
	case FRONT_CUT_YAML: break;
	}
	return look_through(cut.yaml) || lost_draft(cut.body, true);
}

struct date
front_peek_date(struct str file)
{
	static const char *const keys[] = { "date", "created", "pubDatetime" };
	struct front_cut cut = front_cut(file);
	struct peek peek = peek_at(cut.yaml);
	struct date date;
	while (cut.kind == FRONT_CUT_YAML && next_line(&peek))
		if (is_one_of(peek.key, keys, sizeof keys / sizeof *keys) &&
		        !date_parse(peek.value, &date))
			return date;
	return (struct date){ .precision = DATE_NONE };
}
