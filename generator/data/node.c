/*
 * A plain scalar is typed by the core schema of YAML 1.2 (chapter 10.3.2), which knows far less
 * than YAML 1.1 did: no yes and no, no dates, no sexagesimals, no underscores. What would not
 * survive the trip through an int64_t or a double (more digits than 64 bits hold, 1e999) stays the
 * text it was.
 */
#include "data/node.h"

#include <math.h>
#include <stdarg.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"

const struct node *
node_get(const struct node *map, struct str key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (const struct node *value = map->child; value; value = value->next) {
		if (str_eq(value->key->text, key))
			return value;
	}
	return NULL;
}

/* --- types ---------------------------------------------------------------------------------- */

/* The value of a digit in a base up to 16, or 99. */
static unsigned
digit_value(char c)
{
	if (ascii_is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 99;
}

/* 0o17 and 0xFF, which have no sign. */
static bool
based_int(struct str s, int64_t *out)
{
	if (s.len < 3 || s.at[0] != '0' || (s.at[1] != 'o' && s.at[1] != 'x'))
		return false;
	unsigned base = s.at[1] == 'o' ? 8 : 16;
	int64_t n = 0;
	for (size_t i = 2; i < s.len; i++) {
		unsigned digit = digit_value(s.at[i]);
		if (digit >= base || n > (INT64_MAX - (int64_t)digit) / (int64_t)base)
			return false;
		n = n * (int64_t)base + (int64_t)digit;
	}
	*out = n;
	return true;
}

static bool
special_float(struct str s, double *out)
{
	if (str_is(s, ".nan") || str_is(s, ".NaN") || str_is(s, ".NAN")) {
		*out = (double)NAN;
		return true;
	}
	bool sign = s.len && (s.at[0] == '-' || s.at[0] == '+');
	struct str name = str_skip(s, sign);
	if (!str_is(name, ".inf") && !str_is(name, ".Inf") && !str_is(name, ".INF"))
		return false;
	*out = s.at[0] == '-' ? -(double)INFINITY : (double)INFINITY;
	return true;
}

/* Tells a float from an integer that is merely too long for an int64_t. */
static bool
has_point(struct str s)
{
	return memchr(s.at, '.', s.len) || memchr(s.at, 'e', s.len) || memchr(s.at, 'E', s.len);
}

static struct value
number_value(struct str s)
{
	int64_t n;
	if (str_to_int(s, &n) || based_int(s, &n))
		return value_int(n);
	double d;
	if (special_float(s, &d) || (has_point(s) && str_to_number(s, &d)))
		return value_float(d);
	return value_text(s);
}

static struct value
scalar_value(const struct node *node)
{
	struct str s = node->text;
	if (node->quoted || s.len == 0)
		return value_text(s);
	switch (s.at[0]) {
	case 't':
	case 'T':
		if (str_is(s, "true") || str_is(s, "True") || str_is(s, "TRUE"))
			return value_bool(true);
		break;
	case 'f':
	case 'F':
		if (str_is(s, "false") || str_is(s, "False") || str_is(s, "FALSE"))
			return value_bool(false);
		break;
	default:
		if (ascii_is_digit(s.at[0]) || strchr("+-.", s.at[0]))
			return number_value(s);
	}
	return value_text(s);
}

static struct value
list_value(const struct node *node, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, node->len);
	size_t count = 0;
	for (const struct node *item = node->child; item; item = item->next)
		items[count++] = node_value(item, arena);
	return value_list(items, count);
}

static struct value
map_value(const struct node *node, struct arena *arena)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, node->len);
	size_t count = 0;
	for (const struct node *value = node->child; value; value = value->next) {
		entries[count++] = (struct value_entry){
			.key = value_text(value->key->text),
			.value = node_value(value, arena),
		};
	}
	return value_map(entries, count);
}

/* Recursion ends: the readers let no tree grow deeper than READER_DEPTH_MAX. */
struct value
node_value(const struct node *node, struct arena *arena)
{
	switch (node->kind) {
	case NODE_SCALAR: return scalar_value(node);
	case NODE_LIST: return list_value(node, arena);
	case NODE_MAP: return map_value(node, arena);
	default: return value_none();
	}
}

/* --- messages ------------------------------------------------------------------------------- */

struct str
node_brief(struct str text)
{
	enum { CHARACTERS = 60 };
	size_t line_end = str_find_char(text, '\n');
	return utf8_prefix(str_slice(text, 0, line_end), CHARACTERS);
}

struct place
node_place(const struct node_source *source, const struct node *node, struct str shown)
{
	if (!node)
		return diag_file(source->path);
	return (struct place){ source->path, node->line, node->column,
		(uint32_t)utf8_length(node_brief(shown)) };
}

/* How much of its line a node covers, as far as its text tells. */
static uint32_t
width_of(const struct node *node)
{
	if (node->kind != NODE_SCALAR || node->quoted ||
	        str_find_char(node->text, '\n') != STR_NONE)
		return 1;
	return (uint32_t)utf8_length(node->text);
}

static void
report(struct diags *diags, enum diag_level level, const struct node_source *source,
        const struct node *node, const char *format, va_list args)
{
	struct place place = { source->path, node->line, node->column, width_of(node) };
	struct str text = str_vformat(&diags->arena, format, args);
	diag_add(diags, level, place, source->bytes, STR_FMT, STR_ARG(text));
}

void
node_error(struct diags *diags, const struct node_source *source, const struct node *node,
        const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report(diags, DIAG_ERROR, source, node, format, args);
	va_end(args);
}

void
node_warning(struct diags *diags, const struct node_source *source, const struct node *node,
        const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report(diags, DIAG_WARNING, source, node, format, args);
	va_end(args);
}
