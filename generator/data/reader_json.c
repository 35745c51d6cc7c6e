/*
 * JSON by cJSON, which decides what is well formed and decodes the texts. It knows nothing of
 * lines, keeps numbers as doubles and takes some things that RFC 8259 does not, so the text is
 * read along with it, twice:
 *
 *	survey   before cJSON, byte by byte: depth and size, so that cJSON makes no tree beyond the
 *	         limits, and what it would let pass (control characters, 01, \u0000)
 *	walk     after cJSON, item by item: every item of its tree is found again in the text, which
 *	         gives its place, and a number exactly as it was written
 */
#include "data/reader.h"

#include <cjson/cJSON.h>
#include <pthread.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "data/tree.h"

/* More digits than cJSON reads. */
enum { NUMBER_MAX = 63 };

struct json {
	struct tree tree;
	size_t at; /* how far the walk has come */
};

/*
 * cJSON keeps the place of the newest error in a global variable, which it clears on every call.
 */
static pthread_mutex_t cjson_lock = PTHREAD_MUTEX_INITIALIZER;

static bool
refuse_at(struct json *j, size_t offset, const char *what, const char *help)
{
	tree_refuse(&j->tree, tree_mark_at(&j->tree, j->tree.text.at + offset), 1, "%s", what);
	if (help)
		diag_help(j->tree.diags, "%s", help);
	return false;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The byte at an offset; 0, which no text contains, behind the end. */
static char
byte_at(const struct json *j, size_t at)
{
	return at < j->tree.text.len ? j->tree.text.at[at] : '\0';
}

/* --- the survey ------------------------------------------------------------------------------ */

/*
 * Behind the number at `at`, or STR_NONE when it is none:
 * -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
 */
static size_t
number_end(const struct json *j, size_t at)
{
	at += byte_at(j, at) == '-';
	if (!ascii_is_digit(byte_at(j, at)) ||
	        (byte_at(j, at) == '0' && ascii_is_digit(byte_at(j, at + 1))))
		return STR_NONE;
	while (ascii_is_digit(byte_at(j, at)))
		at++;
	if (byte_at(j, at) == '.') {
		if (!ascii_is_digit(byte_at(j, ++at)))
			return STR_NONE;
		while (ascii_is_digit(byte_at(j, at)))
			at++;
	}
	if (byte_at(j, at) == 'e' || byte_at(j, at) == 'E') {
		at++;
		at += byte_at(j, at) == '+' || byte_at(j, at) == '-';
		if (!ascii_is_digit(byte_at(j, at)))
			return STR_NONE;
		while (ascii_is_digit(byte_at(j, at)))
			at++;
	}
	return at;
}

/* Behind the text whose quote is at `at`; behind the end of the file when it is not closed. */
static size_t
text_end(const struct json *j, size_t at)
{
	for (at++; at < j->tree.text.len && j->tree.text.at[at] != '"'; at++)
		at += j->tree.text.at[at] == '\\';
	return at + 1;
}

static bool
survey_text(struct json *j, size_t start, size_t end)
{
	for (size_t at = start + 1; at + 1 < end; at++) {
		char c = byte_at(j, at);
		if (c == '\0' || c == '\n' || c == '\r')
			return refuse_at(j, start, "this text is not closed on its line",
			        "put \" at its end; a line break in it is written \\n");
		if ((unsigned char)c < 0x20)
			return refuse_at(j, at, "a control character stands in this text",
			        "a tab is written \\t");
		if (c == '\\' && str_starts(str_skip(j->tree.text, at), STR("\\u0000")))
			return refuse_at(
			        j, at, "this text has a NUL character in it (\\u0000)", NULL);
		at += c == '\\';
	}
	return end <= j->tree.text.len || refuse_at(j, start, "this text is never closed", NULL);
}

static bool
survey_number(struct json *j, size_t start, size_t end)
{
	if (end == STR_NONE)
		return refuse_at(
		        j, start, "this is no JSON number", "write it as 0, -12, 1.5 or 2e10");
	return end - start <= NUMBER_MAX ||
	        refuse_at(j, start, "this number is too long", "put it in quotes");
}

/* Passes over one text, number, bracket or other byte. */
static bool
survey_token(struct json *j, size_t *at)
{
	size_t start = *at;
	char c = j->tree.text.at[start];
	if (c == '"') {
		*at = text_end(j, start);
		return survey_text(j, start, *at);
	}
	if (c == '-' || ascii_is_digit(c)) {
		*at = number_end(j, start);
		return survey_number(j, start, *at);
	}
	*at = start + 1;
	return (unsigned char)c >= 0x20 || is_space(c) ||
	        refuse_at(j, start, "a control character stands here", "delete it");
}

static bool
survey(struct json *j)
{
	size_t depth = 0, items = 1, at = 0;
	while (at < j->tree.text.len) {
		size_t start = at;
		char c = j->tree.text.at[start];
		depth += c == '[' || c == '{';
		depth -= depth && (c == ']' || c == '}');
		items += c == '[' || c == '{' || c == ',';
		if (depth > READER_DEPTH_MAX)
			return tree_refuse_depth(
			        &j->tree, tree_mark_at(&j->tree, j->tree.text.at + start));
		/* An empty list counts twice here; the tree counts exactly. */
		if (items > 2 * (size_t)READER_NODES_MAX)
			return tree_refuse_count(
			        &j->tree, tree_mark_at(&j->tree, j->tree.text.at + start));
		if (!survey_token(j, &at))
			return false;
	}
	return true;
}

/* --- the walk -------------------------------------------------------------------------------- */

static void
skip_space(struct json *j)
{
	while (is_space(byte_at(j, j->at)))
		j->at++;
}

static struct tree_mark
mark_here(struct json *j)
{
	skip_space(j);
	return tree_mark_at(&j->tree, j->tree.text.at + j->at);
}

static struct str
copy_text(struct json *j, const char *text)
{
	return str_copy(j->tree.arena, str_from(text));
}

static bool walk(struct json *j, const cJSON *item);

/* The items of a list or the entries of a map, with their brackets. */
static bool
walk_items(struct json *j, const cJSON *container, struct tree_mark mark)
{
	bool map = cJSON_IsObject(container);
	if (!tree_open(&j->tree, map ? NODE_MAP : NODE_LIST, mark))
		return false;
	j->at++;
	for (const cJSON *item = container->child; item; item = item->next) {
		if (map) {
			struct tree_mark key_mark = mark_here(j);
			if (!tree_key(&j->tree, copy_text(j, item->string), key_mark))
				return false;
			j->at = text_end(j, j->at);
			skip_space(j);
			j->at++; /* the colon */
		}
		if (!walk(j, item))
			return false;
		skip_space(j);
		j->at += item->next ? 1 : 0; /* the comma */
	}
	skip_space(j);
	j->at++;
	tree_close(&j->tree);
	return true;
}

static bool
walk(struct json *j, const cJSON *item)
{
	struct tree_mark mark = mark_here(j);
	size_t start = j->at;
	if (cJSON_IsArray(item) || cJSON_IsObject(item))
		return walk_items(j, item, mark);
	if (cJSON_IsString(item)) {
		j->at = text_end(j, start);
		return tree_scalar(&j->tree, copy_text(j, item->valuestring), true, mark);
	}
	if (cJSON_IsNumber(item))
		j->at = number_end(j, start);
	else
		j->at += cJSON_IsFalse(item) ? 5 : 4; /* false; true, null */
	struct str text = str_slice(j->tree.text, start, j->at);
	if (cJSON_IsNull(item))
		return tree_null(&j->tree, text, mark);
	return tree_scalar(&j->tree, text, false, mark);
}

/* --- mistakes -------------------------------------------------------------------------------- */

/* The last byte before `at` that is no white space, or 0. */
static char
byte_before(const struct json *j, size_t at)
{
	while (at > 0 && is_space(j->tree.text.at[at - 1]))
		at--;
	return at > 0 ? j->tree.text.at[at - 1] : '\0';
}

/* Is the innermost list or map around an offset a map? One bit per open bracket tells. */
static bool
is_in_map(const struct json *j, size_t until)
{
	uint64_t maps = 0;
	for (size_t at = 0; at < until;) {
		char c = j->tree.text.at[at];
		if (c == '[' || c == '{')
			maps = maps << 1 | (c == '{');
		else if (c == ']' || c == '}')
			maps >>= 1;
		at = c == '"' ? text_end(j, at) : at + 1;
	}
	return maps & 1;
}

/* cJSON stops one byte late when a key does not begin with a quote. */
static bool
is_late(const struct json *j, size_t stopped)
{
	if (stopped == 0 || byte_at(j, stopped - 1) == '"' || is_space(byte_at(j, stopped - 1)))
		return false;
	char before = byte_before(j, stopped - 1);
	return (before == '{' || before == ',') && is_in_map(j, stopped - 1);
}

/* cJSON has stopped at an offset of the text. */
static bool
refuse_json(struct json *j, size_t stopped)
{
	if (stopped > j->tree.text.len)
		stopped = j->tree.text.len;
	size_t at = is_late(j, stopped) ? stopped - 1 : stopped;
	char c = byte_at(j, at), before = byte_before(j, at);
	bool value_due = before == ',' || before == ':' || before == '[' || before == '{';
	if (c == '\0')
		return refuse_at(j, j->tree.text.len, "the file ends too early",
		        "a closing \", ] or } is missing somewhere above");
	if (c == '\\')
		return refuse_at(j, at, "this escape is not known",
		        "write \\\\ for a backslash; characters may be written as they are");
	if (c == '\'')
		return refuse_at(j, at, "texts stand in double quotes", NULL);
	if (c == '/' || c == '#')
		return refuse_at(j, at, "JSON has no comments", "delete it, or use a YAML file");
	if (before == ',' && (c == ']' || c == '}'))
		return refuse_at(j, at, "a comma stands before this bracket", "delete the comma");
	if (value_due && at < stopped)
		return refuse_at(j, at, "a key in double quotes should stand here", NULL);
	if (value_due || at == 0)
		return refuse_at(j, at, "a value should stand here",
		        "values are texts in double quotes, numbers, true, false, null, lists and maps");
	return refuse_at(
	        j, at, "a comma, a colon or a closing bracket is missing before this", NULL);
}

/* --- the file -------------------------------------------------------------------------------- */

static struct node *
read_tree(struct json *j, const char *terminated)
{
	const char *stopped = terminated;
	pthread_mutex_lock(&cjson_lock);
	cJSON *root = cJSON_ParseWithOpts(terminated, &stopped, false);
	pthread_mutex_unlock(&cjson_lock);
	if (!root) {
		refuse_json(j, (size_t)(stopped - terminated));
		return NULL;
	}
	bool good = walk(j, root);
	cJSON_Delete(root);
	skip_space(j);
	if (good && j->at < j->tree.text.len)
		good = refuse_at(
		        j, j->at, "something stands behind the end of the value", "delete it");
	return good ? j->tree.root : NULL;
}

struct node *
reader_json(
        struct arena *arena, const struct node_source *source, struct str text, struct diags *diags)
{
	struct json j;
	if (!tree_start(&j.tree, arena, source, diags, &text, 1))
		return NULL;
	j.at = 0;
	if (str_trim(text).len == 0) {
		refuse_at(&j, 0, "this file is empty", "an empty list is written []");
		return NULL;
	}
	return survey(&j) ? read_tree(&j, str_terminated(arena, text)) : NULL;
}
