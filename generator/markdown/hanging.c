#include "markdown/hanging.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "markdown/origin.h"

enum { TAB = 4 };

static void
put(struct hanging *hanging, struct str mark, struct str text, uint32_t number, size_t column)
{
	struct str parts[] = { hanging->prefix, mark };
	struct str prefix = mark;
	if (hanging->prefix.len)
		prefix = str_join(hanging->out->arena, parts, 2, STR_EMPTY);
	origin_put(hanging->out, prefix, text, number, (uint32_t)(hanging->before + column));
}

/* The column behind a character in some column. */
static size_t
behind(size_t column, char c)
{
	return c == '\t' ? (column + TAB) / TAB * TAB : column + 1;
}

/* Columns of blanks at the begin of a line. */
static size_t
indent_of(const struct hanging *hanging, struct str line)
{
	size_t column = hanging->column;
	for (size_t at = 0; at < line.len && ascii_is_blank(line.at[at]); at++)
		column = behind(column, line.at[at]);
	return column - hanging->column;
}

/* Behind the blanks that are its first columns. Of a tab at their end *rest columns are left. */
static size_t
behind_columns(const struct hanging *hanging, struct str line, size_t columns, size_t *rest)
{
	size_t at = 0, column = hanging->column, end = column + columns;
	for (; at < line.len && ascii_is_blank(line.at[at]) && column < end; at++)
		column = behind(column, line.at[at]);
	*rest = column > end ? column - end : 0;
	return at;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Writes the text of a line from `content` on, behind `spaces` for what was left of a tab. */
static void
put_line(struct hanging *hanging, struct str line, size_t content, size_t spaces, uint32_t number)
{
	static const char mark[] = ">    ";
	for (; hanging->blank; hanging->blank--)
		put(hanging, STR(">"), STR_EMPTY, number - hanging->blank, 0);
	struct str text = str_skip(line, content);
	put(hanging, str_of(mark, 2 + spaces), text, number, content);
	hanging->in_paragraph = !verbatim_see(&hanging->inner, text) && str_trim(text).len > 0;
}

/* Would a line that is indented too little, or not at all, be more text of the paragraph before it? */
static bool
goes_on(const struct hanging *hanging, struct str line)
{
	struct verbatim unused = verbatim_begin();
	size_t rest;
	line = str_skip(line, behind_columns(hanging, line, hanging->indent, &rest));
	return hanging->in_paragraph && hanging->blank == 0 && verbatim_prefix(line) == 0 &&
	        !verbatim_see(&unused, line) && line.at[0] != '#' && line.at[0] != ':' &&
	        !str_starts(line, STR("***")) && !str_starts(line, STR("---")) &&
	        !str_starts(line, STR("___"));
}

void
hanging_begin(struct hanging *hanging, struct str line, size_t content, uint32_t number)
{
	struct str text = str_skip(line, content);
	size_t column = 0;
	for (size_t at = 0; at < content; at++)
		column = behind(column, line.at[at]);
	hanging->inner = verbatim_begin();
	hanging->blank = 0;
	hanging->open = true;
	if (verbatim_item_mark(text, 0) && column >= hanging->indent)
		hanging->strip = least(hanging->strip, column);
	put_line(hanging, line, content, 0, number);
	hanging->code = least(hanging->strip, column);
}

/* Columns to take off a line that belongs to the block. */
static size_t
strip_of(struct hanging *hanging, struct str line, size_t indent)
{
	struct verbatim ahead = verbatim_begin();
	if (hanging->inner.fence)
		return hanging->code;
	if (goes_on(hanging, line))
		return hanging->strip;
	verbatim_see(&ahead, str_trim(line));
	hanging->code = least(hanging->strip, indent);
	if (!ahead.fence)
		hanging->strip = hanging->code;
	return hanging->code;
}

bool
hanging_take(struct hanging *hanging, struct str line, uint32_t number)
{
	if (!hanging->open)
		return false;
	if (str_trim(line).len == 0) {
		hanging->blank++;
		hanging->in_paragraph = false;
		return true;
	}
	size_t indent = indent_of(hanging, line), content = 0, spaces = 0;
	bool indented = indent >= hanging->indent;
	hanging->open = indented || goes_on(hanging, line);
	if (indented)
		content = behind_columns(hanging, line, strip_of(hanging, line, indent), &spaces);
	if (hanging->open)
		put_line(hanging, line, content, spaces, number);
	return hanging->open;
}
