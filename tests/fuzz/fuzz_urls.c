/*
 * Any bytes as text, as a part of a URL and as a whole one: what is encoded decodes to what it was,
 * escapes leave no character that could end their context, and the verdict on a scheme is that of a
 * second, slow reading of the rules.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "require.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"

static bool
only_has(struct str s, const char *punctuation)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		if (c >= 0x80 || !c || (!isalnum(c) && !strchr(punctuation, c)))
			return false;
	}
	return true;
}

static void
check_part(struct arena *arena, struct str input, void (*escape)(struct buf *, struct str),
        const char *punctuation)
{
	struct buf out;
	struct str back;
	buf_init(&out, SIZE_MAX);
	escape(&out, input);
	require(only_has(buf_view(&out), punctuation));
	if (str_find_char(input, '\0') == STR_NONE)
		require(path_decode(arena, buf_view(&out), &back) && str_eq(back, input));
	buf_free(&out);
}

static void
check_whole(struct str input)
{
	struct buf once, twice;
	buf_init(&once, SIZE_MAX);
	buf_init(&twice, SIZE_MAX);
	escape_url(&once, input);
	escape_url(&twice, buf_view(&once));
	require(only_has(buf_view(&once), "-._~:/?#[]@!$&'()*+,;=%"));
	require(str_eq(buf_view(&once), buf_view(&twice)));
	buf_free(&once);
	buf_free(&twice);
}

/* Reads the rules again, with more copying and less cleverness. */
static void
check_scheme(struct arena *arena, struct str url)
{
	static const char known[] =
	        " http https mailto tel xmpp irc ircs ftp sftp gemini gopher magnet "
	        "matrix geo sms ";
	char *kept = arena_bytes(arena, url.len + 1, 1);
	size_t len = 0;
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.at[i];
		if (c > 0x20 && c != 0x7f)
			kept[len++] = (char)(c < 0x80 ? tolower(c) : c);
	}
	bool slashes = strncmp(kept, "//", 2) == 0;
	size_t end = strspn(kept, "abcdefghijklmnopqrstuvwxyz0123456789+-.");
	bool scheme = kept[end] == ':' && end && isalpha((unsigned char)kept[0]);
	bool safe = !scheme;
	if (scheme) {
		struct str padded = str_format(arena, " %.*s ", (int)end, kept);
		safe = str_find(STR(known), padded) != STR_NONE;
	}
	require(escape_url_is_safe(url) == safe);
	require(escape_url_is_absolute(url) == (scheme || slashes));
}

/* What escape_html makes of a control character that HTML forbids. */
static struct str
without_controls(struct arena *arena, struct str s)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] < ' ' && (!s.at[i] || !strchr("\t\r\n", s.at[i])))
			buf_lit(&out, "\xef\xbf\xbd");
		else
			buf_char(&out, s.at[i]);
	}
	struct str copy = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

/* Undoes the five entities. */
static struct str
unescape(struct arena *arena, struct str s)
{
	static const struct {
		struct str entity;
		char c;
	} entities[] = {
		{ STR_INIT("&amp;"), '&' },
		{ STR_INIT("&lt;"), '<' },
		{ STR_INIT("&gt;"), '>' },
		{ STR_INIT("&#34;"), '"' },
		{ STR_INIT("&#39;"), '\'' },
	};
	char *out = str_terminated(arena, s);
	size_t len = 0;
	while (s.len) {
		size_t i = 0;
		while (i < 5 && !str_starts(s, entities[i].entity))
			i++;
		require(i < 5 || !strchr("&<>\"'", s.at[0]) || !s.at[0]);
		out[len++] = i < 5 ? entities[i].c : s.at[0];
		s = str_skip(s, i < 5 ? entities[i].entity.len : 1);
	}
	return str_of(out, len);
}

static void
check_text(struct arena *arena, struct str input)
{
	struct buf html, xml, json;
	buf_init(&html, SIZE_MAX);
	buf_init(&xml, SIZE_MAX);
	buf_init(&json, SIZE_MAX);
	escape_html(&html, input);
	require(str_eq(unescape(arena, buf_view(&html)), without_controls(arena, input)));
	escape_xml(&xml, input);
	require(utf8_invalid(buf_view(&xml)) == STR_NONE);
	struct str plain = unescape(arena, buf_view(&xml));
	for (size_t i = 0; i < plain.len; i++)
		require((unsigned char)plain.at[i] >= ' ' || strchr("\t\r\n", plain.at[i]));
	escape_json(&json, input);
	require(utf8_invalid(buf_view(&json)) == STR_NONE);
	for (size_t i = 0; i < json.len; i++) {
		unsigned char c = (unsigned char)json.at[i];
		require(c >= ' ' && !strchr("<>&'", c));
		if (c == '\\')
			require(strchr("\"\\bfnrtu", json.at[++i]));
		else
			require(c != '"');
	}
	buf_free(&html);
	buf_free(&xml);
	buf_free(&json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str input = size ? str_of((const char *)data, size) : STR_EMPTY;
	check_part(&arena, input, escape_url_component, "-._~!$&'()*+,;=:@%");
	check_part(&arena, input, escape_url_path, "-._~!$&'()*+,;=:@%/");
	check_part(&arena, input, escape_url_query, "-._~%");
	check_whole(input);
	if (str_find_char(input, '\0') == STR_NONE)
		check_scheme(&arena, input);
	check_text(&arena, input);
	arena_free(&arena);
	return 0;
}
