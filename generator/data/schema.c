/*
 * A schema's rows are walked key by key: the file says `updated: 2026-11-05`, schema_find gives
 * the row of "lastmod", the row's type gives a function of `types`, and that writes the field:
 *
 *	row  { "lastmod", SCHEMA_DATE, offsetof(struct front, lastmod), "updated modified", ... }
 *	                       |                          |
 *	                  read_date(node)  ---------->  out + offset
 *
 * A type reads the text as its author wrote it. Nothing guesses: `title: No` is the text "No"
 * because a title is a text, and `draft: no` is an error because a draft is true or false. Quotes
 * make no difference to a key whose type is known. A key without a value leaves its field as it
 * is.
 */
#include "data/schema.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/escape.h"
#include "data/value.h"

enum { ROWS_MAX = 256 };

/* One value on its way into its field. */
struct reading {
	struct arena *arena;
	const struct node_source *source;
	struct diags *diags;
	const struct schema_row *row;
	const struct node *node;
};

/* --- lists of words in a row ----------------------------------------------------------------- */

/* The next word, trimmed and not empty; false when there is none. */
static bool
next_word(struct str *rest, char separator, struct str *word)
{
	while (rest->at) {
		*word = str_trim(str_cut(rest, separator));
		if (word->len)
			return true;
	}
	return false;
}

/* Choices stand between blanks, or between commas where one of them has a blank in it. */
static char
choice_separator(const struct schema_row *row)
{
	return str_find_char(str_from(row->choices), ',') == STR_NONE ? ' ' : ',';
}

/* 1 + the index of a choice, where `a=b` counts as no choice of its own; 0 when it is none. */
static uint8_t
find_choice(const struct schema_row *row, struct str text)
{
	struct str rest = str_from(row->choices), word;
	uint8_t index = 0;
	while (next_word(&rest, choice_separator(row), &word)) {
		struct str meaning = word, spelling = str_cut(&meaning, '=');
		if (meaning.at && str_eq_nocase(spelling, text))
			return find_choice(row, meaning);
		if (!meaning.at) {
			index++;
			if (str_eq_nocase(word, text))
				return index;
		}
	}
	return 0;
}

static struct str
choice_name(const struct schema_row *row, uint8_t index)
{
	struct str rest = str_from(row->choices), word;
	while (index && next_word(&rest, choice_separator(row), &word)) {
		if (str_find_char(word, '=') == STR_NONE && --index == 0)
			return word;
	}
	return STR_EMPTY;
}

static bool
has_alias(const struct schema_row *row, struct str key)
{
	struct str rest = str_from(row->aliases), word;
	while (next_word(&rest, ' ', &word)) {
		if (str_eq(word, key))
			return true;
	}
	return false;
}

const struct schema_row *
schema_find(const struct schema *schema, struct str key)
{
	for (size_t i = 0; i < schema->count; i++) {
		struct str name = schema->rows[i].name;
		if (name.len == key.len && name.at[0] == key.at[0] && str_eq(name, key))
			return &schema->rows[i];
	}
	for (size_t i = 0; i < schema->count; i++) {
		if (schema->rows[i].aliases && has_alias(&schema->rows[i], key))
			return &schema->rows[i];
	}
	return NULL;
}

/* --- messages -------------------------------------------------------------------------------- */

/* The key as its author wrote it. */
static struct str
name_of(const struct reading *r)
{
	return r->node->key ? r->node->key->text : r->row->name;
}

static const char *
kind_of(const struct node *node)
{
	switch (node->kind) {
	case NODE_LIST: return "a list";
	case NODE_MAP: return "a map";
	case NODE_NULL: return "empty";
	default: return "a text";
	}
}

static void
help_example(const struct reading *r)
{
	if (r->row->example || r->row->type == SCHEMA_DATE)
		diag_help(r->diags, "for example: " STR_FMT ": %s", STR_ARG(r->row->name),
		        r->row->example ? r->row->example : "2026-11-02");
}

/* The value is not what its key wants. */
static void
wrong(const struct reading *r, const char *wanted)
{
	const struct node *node = r->node;
	if (node->kind == NODE_SCALAR)
		node_error(r->diags, r->source, node,
		        "\"" STR_FMT "\" must be %s, not \"" STR_FMT "\"", STR_ARG(name_of(r)),
		        wanted, STR_ARG(node_brief(node->text)));
	else
		node_error(r->diags, r->source, node, "\"" STR_FMT "\" must be %s, not %s",
		        STR_ARG(name_of(r)), wanted, kind_of(node));
	help_example(r);
}

/* --- one function per type ------------------------------------------------------------------- */

/* The text of a scalar; false after saying that it is none. */
static bool
take_scalar(const struct reading *r, const char *wanted, struct str *text)
{
	if (r->node->kind != NODE_SCALAR) {
		wrong(r, wanted);
		return false;
	}
	*text = r->node->text;
	return true;
}

static void
read_text(const struct reading *r, void *field)
{
	take_scalar(r, "a text", field);
}

/* A trimmed text of one line that is not empty. */
static bool
take_line(const struct reading *r, struct str *out)
{
	struct str text;
	if (!take_scalar(r, "a text", &text))
		return false;
	text = str_trim(text);
	bool many_lines = str_find_char(text, '\n') != STR_NONE;
	if (text.len == 0) {
		node_error(r->diags, r->source, r->node, "\"" STR_FMT "\" is empty",
		        STR_ARG(name_of(r)));
		diag_help(r->diags, "give it a text, or leave the key out");
	} else if (many_lines) {
		node_error(r->diags, r->source, r->node, "\"" STR_FMT "\" must be a single line",
		        STR_ARG(name_of(r)));
		help_example(r);
	} else {
		*out = text;
	}
	return text.len && !many_lines;
}

static void
read_line(const struct reading *r, void *field)
{
	take_line(r, field);
}

void
schema_check_address(const struct node_source *source, const struct node *node, struct diags *diags)
{
	struct str text = str_trim(node->text);
	if (!escape_url_lacks_scheme(text))
		return;
	node_warning(diags, source, node, "\"" STR_FMT "\" leads to a page of this site",
	        STR_ARG(node_brief(text)));
	diag_help(diags, "did you mean https://" STR_FMT "?", STR_ARG(node_brief(text)));
}

static void
read_url(const struct reading *r, void *field)
{
	struct str text;
	if (!take_line(r, &text))
		return;
	if (escape_url_is_safe(text)) {
		*(struct str *)field = text;
		schema_check_address(r->source, r->node, r->diags);
		return;
	}
	wrong(r, "the address of a page");
	diag_help(r->diags,
	        "an address begins with https:, http:, mailto: or the like, or is a path");
}

/* Says which of the two an author of yes, no, on or off wants. */
static bool
take_bool(const struct reading *r, bool *out)
{
	static const char wanted[] = "true or false";
	static const char *const yes[] = { "yes", "y", "on", "1" },
	                         *const no[] = { "no", "n", "off", "0" };
	struct str text;
	if (!take_scalar(r, wanted, &text))
		return false;
	*out = str_eq_nocase(text, STR("true"));
	if (*out || str_eq_nocase(text, STR("false")))
		return true;
	wrong(r, wanted);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (str_eq_nocase(text, str_from(yes[i])))
			diag_help(r->diags, "write true");
		if (str_eq_nocase(text, str_from(no[i])))
			diag_help(r->diags, "write false");
	}
	return false;
}

static void
read_bool(const struct reading *r, void *field)
{
	take_bool(r, field);
}

static void
read_tri(const struct reading *r, void *field)
{
	bool b;
	if (take_bool(r, &b))
		*(int8_t *)field = b ? 1 : -1;
}

/* What a row's limits ask for, in words. */
static const char *
int_wanted(const struct reading *r, int64_t least, int64_t most)
{
	struct arena *arena = &r->diags->arena;
	if (least == INT64_MIN)
		return "a whole number";
	if (most == INT64_MAX)
		return str_format(arena, "a whole number from %lld on", (long long)least).at;
	return str_format(
	        arena, "a whole number from %lld to %lld", (long long)least, (long long)most)
	        .at;
}

static void
read_int(const struct reading *r, void *field)
{
	int64_t n, least = INT64_MIN, most = INT64_MAX;
	struct str word, limits = str_from(r->row->choices);
	if (next_word(&limits, ' ', &word))
		str_to_int(word, &least);
	if (next_word(&limits, ' ', &word))
		str_to_int(word, &most);
	if (r->node->kind == NODE_SCALAR && str_to_int(str_trim(r->node->text), &n) && n >= least &&
	        n <= most)
		*(int64_t *)field = n;
	else
		wrong(r, int_wanted(r, least, most));
}

static void
read_date(const struct reading *r, void *field)
{
	struct str text;
	if (!take_scalar(r, "a date", &text))
		return;
	const char *fault = date_parse(text, field);
	if (!fault)
		return;
	node_error(r->diags, r->source, r->node, "\"" STR_FMT "\" is no date: %s",
	        STR_ARG(name_of(r)), fault);
	help_example(r);
}

static void
read_choice(const struct reading *r, void *field)
{
	struct str text;
	if (!take_scalar(r, "one of a few words", &text))
		return;
	uint8_t index = find_choice(r->row, str_trim(text));
	if (index) {
		*(uint8_t *)field = index;
		return;
	}
	array_of(struct str) names = { NULL, 0, 0 };
	struct str name;
	while ((name = choice_name(r->row, (uint8_t)(names.len + 1))).len)
		*array_push(&r->diags->arena, &names) = name;
	node_error(r->diags, r->source, r->node, "\"" STR_FMT "\" cannot be \"" STR_FMT "\"",
	        STR_ARG(name_of(r)), STR_ARG(node_brief(text)));
	struct str list = str_join(&r->diags->arena, names.at, names.len, STR(", "));
	diag_help(r->diags, "it is one of: " STR_FMT, STR_ARG(list));
	diag_suggest(r->diags, text, names.at, names.len);
}

/* One text of a list or map that wants nothing else; false after an error. */
static bool
check_item(const struct reading *r, const struct node *item)
{
	if (item->kind == NODE_SCALAR && item->text.len)
		return true;
	bool empty = item->kind == NODE_SCALAR || item->kind == NODE_NULL;
	if (item->key)
		node_error(r->diags, r->source, item,
		        empty ? "\"" STR_FMT "\" has no value"
		              : "\"" STR_FMT "\" must be a text, not %s",
		        STR_ARG(item->key->text), kind_of(item));
	else
		node_error(r->diags, r->source, item,
		        empty ? "an item of \"" STR_FMT "\" is empty"
		              : "an item of \"" STR_FMT "\" must be a text, not %s",
		        STR_ARG(name_of(r)), kind_of(item));
	help_example(r);
	return false;
}

static void
read_texts(const struct reading *r, void *field)
{
	schema_texts texts = { NULL, 0, 0 };
	if (r->node->kind == NODE_MAP) {
		wrong(r, "a list of texts");
		return;
	}
	bool single = r->node->kind == NODE_SCALAR;
	for (const struct node *item = single ? r->node : r->node->child; item;
	        item = single ? NULL : item->next) {
		if (single && item->text.len == 0)
			break; /* "" is how some editors write an empty list */
		if (!check_item(r, item))
			return;
		*array_push(r->arena, &texts) = item->text;
	}
	*(schema_texts *)field = texts;
}

static void
read_pairs(const struct reading *r, void *field)
{
	schema_pairs pairs = { NULL, 0, 0 };
	if (r->node->kind != NODE_MAP) {
		wrong(r, "a map of texts");
		return;
	}
	for (const struct node *item = r->node->child; item; item = item->next) {
		if (!check_item(r, item))
			return;
		*array_push(r->arena, &pairs) = (struct schema_pair){ item->key->text, item->text };
	}
	*(schema_pairs *)field = pairs;
}

static void
read_value(const struct reading *r, void *field)
{
	*(struct value *)field = node_value(r->node, r->arena);
}

static void
read_node(const struct reading *r, void *field)
{
	*(const struct node **)field = r->node;
}

static void (*const types[])(const struct reading *r, void *field) = {
	[SCHEMA_TEXT] = read_text,
	[SCHEMA_LINE] = read_line,
	[SCHEMA_BOOL] = read_bool,
	[SCHEMA_TRI] = read_tri,
	[SCHEMA_INT] = read_int,
	[SCHEMA_DATE] = read_date,
	[SCHEMA_URL] = read_url,
	[SCHEMA_CHOICE] = read_choice,
	[SCHEMA_TEXTS] = read_texts,
	[SCHEMA_PAIRS] = read_pairs,
	[SCHEMA_VALUE] = read_value,
	[SCHEMA_NODE] = read_node,
};

/* --- unknown keys ---------------------------------------------------------------------------- */

static struct str
first_of(struct str s)
{
	return str_slice(s, 0, 1);
}

/* Do that many edits (a byte wrong, missing, added, exchanged with the next) turn a into b? */
static bool
is_within(struct str a, struct str b, unsigned edits)
{
	while (a.len && b.len && str_eq_nocase(first_of(a), first_of(b))) {
		a = str_skip(a, 1);
		b = str_skip(b, 1);
	}
	if (a.len == 0 || b.len == 0)
		return a.len + b.len <= edits;
	if (edits == 0 || a.len > b.len + edits || b.len > a.len + edits)
		return false;
	bool exchanged = a.len > 1 && b.len > 1 && a.at[0] == b.at[1] && a.at[1] == b.at[0];
	return is_within(str_skip(a, 1), str_skip(b, 1), edits - 1) ||
	        is_within(str_skip(a, 1), b, edits - 1) ||
	        is_within(a, str_skip(b, 1), edits - 1) ||
	        (exchanged && is_within(str_skip(a, 2), str_skip(b, 2), edits - 1));
}

/*
 * The known spelling that an unknown key is probably a slip of, or the empty text. Where keys of
 * one's own are welcome, only two edits make a slip.
 */
static struct str
nearest_key(const struct schema *schema, struct str key, bool own_welcome, struct arena *arena)
{
	array_of(struct str) near = { NULL, 0, 0 };
	for (size_t i = 0; i < schema->count; i++) {
		struct str aliases = str_from(schema->rows[i].aliases), word = schema->rows[i].name;
		do {
			if (str_eq_nocase(key, word))
				return word;
			if (!own_welcome || is_within(key, word, 2))
				*array_push(arena, &near) = word;
		} while (next_word(&aliases, ' ', &word));
	}
	return diag_nearest(key, near.at, near.len);
}

static void
take_unknown(const struct reading *r, const struct schema *schema, enum schema_unknown unknown,
        schema_rest *rest)
{
	const struct node *key = r->node->key;
	struct str brief = node_brief(key->text), near = STR_EMPTY;
	if (rest)
		*array_push(r->arena, rest) = r->node;
	if (unknown == SCHEMA_UNKNOWN_ERROR) {
		node_error(r->diags, r->source, key, "unknown key \"" STR_FMT "\"", STR_ARG(brief));
		if (!r->diags->silent)
			near = nearest_key(schema, key->text, false, r->arena);
	} else {
		near = nearest_key(schema, key->text, true, r->arena);
		if (near.len)
			node_warning(r->diags, r->source, key, "unknown key \"" STR_FMT "\"",
			        STR_ARG(brief));
	}
	if (near.len)
		diag_help(r->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else if (unknown == SCHEMA_UNKNOWN_ERROR && str_find_char(key->text, ':') != STR_NONE)
		diag_help(r->diags, "a space is missing behind the colon");
	else if (unknown == SCHEMA_UNKNOWN_ERROR && str_find_char(key->text, ' ') != STR_NONE)
		diag_help(r->diags, "a text with a colon or comma in it must stand in quotes");
}

/* --- reading --------------------------------------------------------------------------------- */

static void
refuse_twice(const struct reading *r, const struct schema *schema, const struct node *map)
{
	const struct node *first = map->child;
	while (schema_find(schema, first->key->text) != r->row)
		first = first->next;
	node_error(r->diags, r->source, r->node->key,
	        "\"" STR_FMT "\" is another spelling of \"" STR_FMT "\" on line %u",
	        STR_ARG(r->node->key->text), STR_ARG(first->key->text), (unsigned)first->key->line);
	diag_help(r->diags, "keep one of the two");
}

static bool
check_map(const struct schema *schema, const struct node_source *source, const struct node *node,
        struct diags *diags)
{
	if (node->kind == NODE_MAP || node->kind == NODE_NULL)
		return true;
	node_error(diags, source, node, "%s must consist of keys with values, not of %s",
	        schema->subject, kind_of(node));
	diag_help(diags, "write \"key: value\", one key a line, with a space behind the colon");
	return false;
}

bool
schema_read(const struct schema *schema, struct arena *arena, const struct node_source *source,
        const struct node *node, enum schema_unknown unknown, void *out, schema_rest *rest,
        struct diags *diags)
{
	bool seen[ROWS_MAX] = { false };
	size_t errors = diags->errors;
	assert(schema->count <= ROWS_MAX);
	if (!check_map(schema, source, node, diags))
		return false;
	for (const struct node *value = node->child; value; value = value->next) {
		const struct schema_row *row = schema_find(schema, value->key->text);
		struct reading reading = { arena, source, diags, row, value };
		if (!row) {
			take_unknown(&reading, schema, unknown, rest);
		} else if (seen[row - schema->rows]) {
			refuse_twice(&reading, schema, node);
		} else {
			seen[row - schema->rows] = true;
			if (value->kind != NODE_NULL)
				types[row->type](&reading, (char *)out + row->offset);
		}
	}
	return diags->errors == errors;
}

/* --- as values ------------------------------------------------------------------------------- */

static struct value
texts_value(const schema_texts *texts, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, texts->len);
	for (size_t i = 0; i < texts->len; i++)
		items[i] = value_text(texts->at[i]);
	return texts->len ? value_list(items, texts->len) : VALUE_UNDEFINED_INIT;
}

static struct value
pairs_value(const schema_pairs *pairs, struct arena *arena)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, pairs->len);
	for (size_t i = 0; i < pairs->len; i++)
		entries[i] = (struct value_entry){ value_text(pairs->at[i].name),
			value_text(pairs->at[i].text) };
	return pairs->len ? value_map(entries, pairs->len) : VALUE_UNDEFINED_INIT;
}

static struct value
text_value(struct str text)
{
	return text.len ? value_text(text) : VALUE_UNDEFINED_INIT;
}

struct value
schema_value(const struct schema_row *row, const void *in, struct arena *arena)
{
	const void *field = (const char *)in + row->offset;
	switch (row->type) {
	case SCHEMA_TEXT:
	case SCHEMA_LINE:
	case SCHEMA_URL: return text_value(*(const struct str *)field);
	case SCHEMA_BOOL: return value_bool(*(const bool *)field);
	case SCHEMA_TRI: {
		int8_t tri = *(const int8_t *)field;
		return tri ? value_bool(tri > 0) : VALUE_UNDEFINED_INIT;
	}
	case SCHEMA_INT: return value_int(*(const int64_t *)field);
	case SCHEMA_DATE: return value_date(field);
	case SCHEMA_CHOICE: return text_value(schema_choice(row, in));
	case SCHEMA_TEXTS: return texts_value(field, arena);
	case SCHEMA_PAIRS: return pairs_value(field, arena);
	case SCHEMA_VALUE: return *(const struct value *)field;
	case SCHEMA_NODE: {
		const struct node *node = *(const struct node *const *)field;
		return node ? node_value(node, arena) : VALUE_UNDEFINED_INIT;
	}
	}
	return VALUE_UNDEFINED_INIT;
}

struct str
schema_choice(const struct schema_row *row, const void *in)
{
	return choice_name(row, *(const uint8_t *)((const char *)in + row->offset));
}
