#include "markdown/indent.h"

#include <string.h>

#include "base/ascii.h"
#include "markdown/verbatim.h"

enum { TAB = 4, FENCE_MIN = 3 };

/* The column behind a character. */
static size_t
column_behind(size_t column, char c)
{
	return c == '\t' ? (column + TAB) / TAB * TAB : column + 1;
}

static size_t
line_begin(struct str text, size_t at)
{
	while (at > 0 && text.at[at - 1] != '\n')
		at--;
	return at;
}

size_t
indent_line_end(struct str text, size_t at)
{
	const char *newline = at < text.len ? memchr(text.at + at, '\n', text.len - at) : NULL;
	return newline ? (size_t)(newline - text.at) : text.len;
}

struct indent
indent_before(struct str text, size_t end, size_t columns)
{
	size_t begin = end, column = 0, last;
	while (begin > 0 && ascii_is_blank(text.at[begin - 1]))
		begin--;
	for (size_t i = line_begin(text, begin); i < begin; i++)
		column = column_behind(column, text.at[i]);
	last = column;
	for (size_t i = begin; i < end; i++)
		last = column_behind(last, text.at[i]);
	for (; last - column > columns; begin++)
		column = column_behind(column, text.at[begin]);
	size_t missing = columns - (last - column);
	if (missing >= TAB)
		return (struct indent){ columns, STR_EMPTY };
	return (struct indent){ missing, str_slice(text, begin, end) };
}

/* The line from `at`, and in *run how many such characters it begins with, behind the marks of containers. */
static struct str
fence_line(struct str text, size_t at, char fence, size_t *run)
{
	struct str line = str_slice(text, at, indent_line_end(text, at));
	line = str_skip(line, verbatim_prefix(line));
	*run = 0;
	while (*run < line.len && line.at[*run] == fence)
		++*run;
	return line;
}

bool
indent_is_fence(struct str text, size_t at, char fence)
{
	size_t run;
	fence_line(text, at, fence, &run);
	return run >= FENCE_MIN;
}

struct str
indent_fence_info(struct str text, size_t at, char fence)
{
	size_t run;
	struct str line = fence_line(text, at, fence, &run);
	return str_trim(str_skip(line, run));
}

size_t
indent_find_fence(struct str text, size_t at, char fence)
{
	while (at < text.len && !indent_is_fence(text, at, fence))
		at = indent_next_line(text, at);
	return at;
}

size_t
indent_next_line(struct str text, size_t at)
{
	size_t end = indent_line_end(text, at);
	return end < text.len ? end + 1 : end;
}
