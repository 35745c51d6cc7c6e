/*
 * CSV as RFC 4180 has it: fields between commas, rows between line ends, a field in quotes may
 * hold both, and a quote in it is doubled. The first row names the columns, each further one is a
 * map:
 *
 *	name,role              [ {name: Ada, role: author},
 *	Ada,author               {name: "Lo, B.", role: ""} ]
 *	"Lo, B.",
 *
 * Every value is text; nothing here guesses at numbers or dates. Empty lines are passed over, and
 * only the names of columns lose the white space around them.
 */
#include "data/reader.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/tree.h"

enum { COLUMNS_MAX = 1000 };

struct column {
	struct str name;
	struct tree_mark mark;
};

struct csv {
	struct tree tree;
	size_t at;
	array_of(struct column) columns;
};

static struct tree_mark
mark_here(struct csv *c)
{
	return tree_mark_at(&c->tree, c->tree.text.at + c->at);
}

static bool
at_line_end(const struct csv *c)
{
	if (c->at >= c->tree.text.len || c->tree.text.at[c->at] == '\n')
		return true;
	return str_starts(str_skip(c->tree.text, c->at), STR("\r\n"));
}

static void
skip_line_end(struct csv *c)
{
	if (c->at < c->tree.text.len)
		c->at += c->tree.text.at[c->at] == '\r' ? 2 : 1;
}

static void
skip_empty_lines(struct csv *c)
{
	while (c->at < c->tree.text.len && at_line_end(c))
		skip_line_end(c);
}

/* --- fields --------------------------------------------------------------------------------- */

static bool
is_field_end(const struct csv *c)
{
	return at_line_end(c) || c->tree.text.at[c->at] == ',';
}

static bool
read_plain(struct csv *c, struct str *out)
{
	size_t start = c->at;
	for (; !is_field_end(c); c->at++) {
		if (c->tree.text.at[c->at] == '"') {
			tree_refuse(&c->tree, mark_here(c), 1,
			        "a quote stands inside a field without quotes");
			diag_help(c->tree.diags,
			        "put the field in quotes and double the quotes in it: \"\"");
			return false;
		}
	}
	*out = str_slice(c->tree.text, start, c->at);
	return true;
}

/* `raw` with its doubled quotes made single. */
static struct str
without_doubles(struct csv *c, struct str raw)
{
	if (str_find_char(raw, '"') == STR_NONE)
		return raw;
	char *copy = arena_array(c->tree.arena, char, raw.len);
	size_t len = 0;
	for (size_t i = 0; i < raw.len; i++) {
		copy[len++] = raw.at[i];
		i += raw.at[i] == '"';
	}
	return str_of(copy, len);
}

static bool
read_quoted(struct csv *c, struct tree_mark mark, struct str *out)
{
	size_t start = ++c->at;
	for (;; c->at += 2) {
		size_t quote = str_find_char(str_skip(c->tree.text, c->at), '"');
		if (quote == STR_NONE) {
			tree_refuse(&c->tree, mark, 1, "this quote is never closed");
			diag_help(c->tree.diags, "put another \" at the end of the field");
			return false;
		}
		c->at += quote;
		if (c->at + 1 >= c->tree.text.len || c->tree.text.at[c->at + 1] != '"')
			break;
	}
	*out = without_doubles(c, str_slice(c->tree.text, start, c->at));
	c->at++;
	if (is_field_end(c))
		return true;
	tree_refuse(&c->tree, mark_here(c), 1, "the field ends at the quote before this");
	diag_help(c->tree.diags, "a quote inside a field in quotes is doubled: \"\"");
	return false;
}

/* Reads one field and the comma behind it; *more tells whether there was one. */
static bool
read_field(struct csv *c, struct column *out, bool *more)
{
	out->mark = mark_here(c);
	bool quoted = c->at < c->tree.text.len && c->tree.text.at[c->at] == '"';
	if (quoted ? !read_quoted(c, out->mark, &out->name) : !read_plain(c, &out->name))
		return false;
	*more = !at_line_end(c);
	c->at += *more;
	return true;
}

/* --- rows ----------------------------------------------------------------------------------- */

static bool
check_separator(struct csv *c)
{
	if (c->columns.len != 1)
		return true;
	const struct column *only = &c->columns.at[0];
	bool semicolon = str_find_char(only->name, ';') != STR_NONE;
	if (!semicolon && str_find_char(only->name, '\t') == STR_NONE)
		return true;
	tree_refuse(&c->tree, only->mark, 1, "the columns are separated by %s, not by commas",
	        semicolon ? "semicolons" : "tabs");
	diag_help(c->tree.diags, "export the table with commas");
	return false;
}

static bool
check_column(struct csv *c, const struct column *new)
{
	if (c->columns.len == COLUMNS_MAX)
		return tree_refuse(
		        &c->tree, new->mark, 1, "there are more than %d columns", COLUMNS_MAX);
	if (new->name.len == 0) {
		return tree_refuse(&c->tree, new->mark, 1, "column %u has no name",
		        (unsigned)c->columns.len + 1);
	}
	for (size_t i = 0; i < c->columns.len; i++) {
		if (str_eq(c->columns.at[i].name, new->name)) {
			return tree_refuse(&c->tree, new->mark, 1,
			        "columns %u and %u are both named \"" STR_FMT "\"", (unsigned)i + 1,
			        (unsigned)c->columns.len + 1, STR_ARG(node_brief(new->name)));
		}
	}
	return true;
}

static bool
read_header(struct csv *c)
{
	for (bool more = true; more;) {
		struct column column;
		if (!read_field(c, &column, &more))
			return false;
		column.name = str_trim(column.name);
		if (!check_column(c, &column))
			return false;
		*array_push(c->tree.arena, &c->columns) = column;
	}
	skip_line_end(c);
	return check_separator(c);
}

static bool
read_row(struct csv *c)
{
	struct tree_mark start = mark_here(c);
	size_t count = 0;
	if (!tree_open(&c->tree, NODE_MAP, start))
		return false;
	for (bool more = true; more; count++) {
		struct column field;
		if (!read_field(c, &field, &more))
			return false;
		if (count < c->columns.len &&
		        (!tree_key(&c->tree, c->columns.at[count].name, field.mark) ||
		                !tree_scalar(&c->tree, field.name, true, field.mark)))
			return false;
	}
	skip_line_end(c);
	tree_close(&c->tree);
	if (count == c->columns.len)
		return true;
	tree_refuse(&c->tree, start, 1, "this row has %zu field%s, but there are %zu columns",
	        count, count == 1 ? "" : "s", c->columns.len);
	diag_help(c->tree.diags,
	        count < c->columns.len ? "an empty field needs its comma all the same"
	                               : "a field with a comma in it must stand in quotes");
	return false;
}

struct node *
reader_csv(
        struct arena *arena, const struct node_source *source, struct str text, struct diags *diags)
{
	struct csv c = { .at = 0 };
	if (!tree_start(&c.tree, arena, source, diags, &text, 1))
		return NULL;
	skip_empty_lines(&c);
	struct tree_mark start = mark_here(&c);
	if (c.at == text.len) {
		tree_null(&c.tree, STR_EMPTY, start);
		return c.tree.root;
	}
	if (!read_header(&c) || !tree_open(&c.tree, NODE_LIST, start))
		return NULL;
	for (skip_empty_lines(&c); c.at < text.len; skip_empty_lines(&c)) {
		if (!read_row(&c))
			return NULL;
	}
	tree_close(&c.tree);
	return c.tree.root;
}
