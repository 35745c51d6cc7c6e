/*
 * What comes first may be
 *
 *	a line of dashes, "+++" or "{"    opened, up to a line of dashes, "+++", "..." or "}"
 *	title: A                          bare, up to such a line or a blank one
 *
 * Prose has colons as well. So an opened one must be closed before a blank line or begin with a key that front matter
 * has, and a bare one must have two of them, or one in small letters.
 */
#include "base/front_lost.h"

#include <stddef.h>

#include "base/ascii.h"

enum { LINES_MAX = 400 /* of front matter; what goes on for longer is none */ };

/* Lines end with "\n", "\r\n" and, in files of long ago, with "\r". */
static struct str
next_line(struct str *rest)
{
	size_t len = 0;
	while (len < rest->len && rest->at[len] != '\n' && rest->at[len] != '\r')
		len++;
	struct str line = str_slice(*rest, 0, len);
	bool both = len + 1 < rest->len && rest->at[len] == '\r' && rest->at[len + 1] == '\n';
	*rest = str_skip(*rest, len + (both ? 2 : 1));
	return line;
}

/* The bytes of a sign that is not seen at the begin of a line. */
static size_t
blank_len(struct str text)
{
	static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf" };
	if (text.len && ascii_is_blank(text.at[0]))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (str_starts(text, str_from(wide[i])))
			return str_from(wide[i]).len;
	return 0;
}

static struct str
skip_blanks(struct str text)
{
	for (size_t len; (len = blank_len(text)) > 0;)
		text = str_skip(text, len);
	return text;
}

/* The bytes of a hyphen or of a dash, U+2010 to U+2015 or the minus sign. */
static size_t
dash_len(struct str text)
{
	if (str_starts(text, STR("-")))
		return 1;
	bool dash = text.len >= 3 && text.at[0] == '\xe2' && text.at[1] == '\x80' &&
	        (unsigned char)text.at[2] >= 0x90 && (unsigned char)text.at[2] <= 0x95;
	return dash || str_starts(text, STR("\xe2\x88\x92")) ? 3 : 0;
}

enum fence { NO_FENCE, DASHES, PLUSSES, BRACE };

/* What a line opens or closes, without the blanks around it. */
static enum fence
fence_of(struct str line)
{
	struct str rest = line;
	if (str_starts(line, STR("+++")) && line.len == 3)
		return PLUSSES;
	if (str_is(line, "{") || str_starts(line, STR("{\"")) || str_is(line, "}"))
		return BRACE;
	for (size_t len; (len = dash_len(rest)) > 0;)
		rest = str_skip(rest, len);
	if (rest.len == line.len)
		return str_is(line, "...") ? DASHES : NO_FENCE;
	rest = str_trim(rest);
	bool alone = !rest.len || rest.at[0] == '#' || str_eq_nocase(rest, STR("yaml")) ||
	        str_eq_nocase(rest, STR("yml"));
	return alone ? DASHES : NO_FENCE;
}

/* The key of a line "key: value", without quotes; empty of other lines. */
static struct str
key_of(struct str line, char sign)
{
	bool quoted = line.len && (line.at[0] == '"' || line.at[0] == '\'');
	struct str rest = str_skip(line, quoted);
	size_t len = 0;
	while (len < rest.len &&
	        (ascii_is_alnum(rest.at[len]) || rest.at[len] == '-' || rest.at[len] == '_' ||
	                rest.at[len] == '.'))
		len++;
	struct str key = str_slice(rest, 0, len);
	rest = str_skip(rest, len);
	if (!len || !ascii_is_letter(key.at[0]) ||
	        (quoted && (!rest.len || rest.at[0] != line.at[0])))
		return STR_EMPTY;
	rest = str_skip(rest, quoted);
	while (rest.len && sign == '=' && ascii_is_blank(rest.at[0]))
		rest = str_skip(rest, 1);
	bool good = rest.len && rest.at[0] == sign &&
	        (rest.len == 1 || sign == '=' || quoted || ascii_is_blank(rest.at[1]));
	return good ? key : STR_EMPTY;
}

static bool
is_hiding(struct str key)
{
	return str_eq_nocase(key, STR("draft")) || str_eq_nocase(key, STR("published"));
}

/* Is it one of those that nearly all front matter has, here or in other programs? */
static bool
is_known(struct str key)
{
	static const char *const keys[] = { "title", "date", "tags", "description", "summary",
		"slug", "author", "authors", "layout", "weight", "categories", "permalink", "lang",
		"updated", "lastmod", "aliases", "created" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq_nocase(key, str_from(keys[i])))
			return true;
	return is_hiding(key);
}

static bool
is_small(struct str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (key.at[i] >= 'A' && key.at[i] <= 'Z')
			return false;
	return true;
}

/* The lines of *lost as far as `rest`, which begins behind their end. */
static void
end_lines(struct front_lost *lost, struct str begin, struct str rest)
{
	lost->lines = str_slice(begin, 0, (size_t)(rest.at - begin.at));
	lost->knotty |= str_find_char(lost->lines, '\n') == STR_NONE &&
	        str_find_char(lost->lines, '\r') != STR_NONE;
}

/* Is what begins behind the line of `fence` front matter? */
static bool
is_opened(struct front_lost *lost, enum fence fence, struct str rest)
{
	char sign = fence == PLUSSES ? '=' : ':';
	struct str begin = rest, key = STR_EMPTY;
	bool blank = false;
	for (unsigned i = 0; rest.len && i < LINES_MAX; i++) {
		struct str before = rest, line = str_trim(skip_blanks(next_line(&rest)));
		if (fence_of(line) == fence && key.len) {
			end_lines(lost, begin, before);
			return true;
		}
		blank |= !line.len && key.len;
		if (blank && !is_known(key))
			return false;
		if (!line.len || line.at[0] == '#' || key.len)
			continue;
		key = key_of(line, sign);
		if (!key.len)
			return false;
	}
	end_lines(lost, begin, rest);
	return is_known(key);
}

/* `{"title": "A", ...`: as far as its end can be told. */
static bool
is_json(struct front_lost *lost, struct str line, struct str rest)
{
	struct str first = skip_blanks(str_skip(line, 1));
	struct str begin = rest;
	lost->knotty = true;
	while (!first.len && rest.len)
		first = skip_blanks(next_line(&rest));
	if (first.at < begin.at)
		begin = first;
	if (!is_known(key_of(first, ':')))
		return false;
	for (unsigned i = 0; rest.len && i < LINES_MAX; i++)
		if (str_is(str_trim(next_line(&rest)), "}"))
			break;
	end_lines(lost, begin, rest);
	return true;
}

/* One word, as a switch has. */
static bool
is_word(struct str line)
{
	struct str value = str_trim(str_skip(line, str_find_char(line, ':') + 1));
	return str_find_char(value, ' ') == STR_NONE;
}

/* Does a line of front matter go on in this one? */
static bool
goes_on(struct str whole, struct str line)
{
	return line.at != whole.at || line.at[0] == '#' || str_starts(line, STR("- "));
}

/* Is what `rest` begins with front matter without a line before it? `hiding`: and one that hides the page. */
static bool
is_bare(struct front_lost *lost, struct str rest, bool hiding)
{
	struct str begin = rest, only = STR_EMPTY;
	unsigned known = 0;
	bool hides = false, closed = true;
	for (unsigned i = 0; rest.len && closed && i < LINES_MAX; i++) {
		struct str whole = next_line(&rest), line = str_trim(skip_blanks(whole));
		struct str key = key_of(line, ':');
		if (!line.len || fence_of(line) == DASHES)
			break;
		closed = key.len || (i && goes_on(whole, line));
		known += is_known(key);
		hides |= is_hiding(key) && is_word(line);
		if (!i)
			only = key;
	}
	end_lines(lost, begin, rest);
	if (!only.len || hiding || hides || known > 1)
		return only.len && (hides || (!hiding && known > 1));
	return closed && is_known(only) && !is_hiding(only) && is_small(only);
}

/* A heading or a comment, which somebody has put before the front matter. */
static bool
is_head(struct str line)
{
	return (str_starts(line, STR("#")) && str_find_char(line, ' ') != STR_NONE) ||
	        (str_starts(line, STR("<!--")) && str_ends(line, STR("-->")));
}

static enum front_lost_why
why_opened(struct str whole, struct str line, enum fence fence, bool late)
{
	if (fence != DASHES)
		return FRONT_LOST_FORMAT;
	if (!str_is(line, "---"))
		return FRONT_LOST_DASHES;
	return line.at == whole.at || late ? FRONT_LOST_LATE : FRONT_LOST_INDENT;
}

struct front_lost
front_lost_find(struct str text, bool second)
{
	struct front_lost lost = { 0 };
	struct str rest = text, line = STR_EMPTY, whole = STR_EMPTY, before = text;
	bool heads[2] = { false, false };
	while (rest.len) {
		before = rest;
		whole = next_line(&rest);
		line = str_trim(skip_blanks(whole));
		if (line.len && !is_head(line))
			break;
		if (line.len && heads[line.at[0] == '#'])
			return lost;
		if (line.len)
			heads[line.at[0] == '#'] = true;
	}
	enum fence fence = fence_of(line);
	bool late = whole.at != text.at, opened = false;
	lost.first = line;
	if (fence == BRACE)
		opened = is_json(&lost, line, rest);
	else if (fence)
		opened = is_opened(&lost, fence, rest);
	lost.knotty |= fence == PLUSSES;
	if (opened)
		lost.why = why_opened(whole, line, fence, late || second);
	else if (!fence && !second && line.len && is_bare(&lost, before, heads[1]))
		lost.why = FRONT_LOST_FENCE;
	return lost;
}
