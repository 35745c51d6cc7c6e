#include "markdown/hanging.h"

#include "base/arena.h"
#include "markdown/origin.h"

static void
put(struct hanging *hanging, struct str mark, struct str text, uint32_t number, size_t column)
{
	struct str parts[] = { hanging->prefix, mark };
	struct str prefix = mark;
	if (hanging->prefix.len)
		prefix = str_join(hanging->out->arena, parts, 2, STR_EMPTY);
	origin_put(hanging->out, prefix, text, number, (uint32_t)(hanging->before + column));
}

static void
put_line(struct hanging *hanging, struct str line, size_t content, uint32_t number)
{
	for (; hanging->blank; hanging->blank--)
		put(hanging, STR(">"), STR_EMPTY, number - hanging->blank, 0);
	struct str text = str_skip(line, content);
	put(hanging, STR("> "), text, number, content);
	hanging->in_paragraph = !verbatim_see(&hanging->inner, text) && str_trim(text).len > 0;
}

/* Behind the blanks that are the first columns of a line; a tab counts as a whole. */
static size_t
behind_columns(struct str line, size_t columns)
{
	size_t at = 0;
	while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t') &&
	        verbatim_indent(str_slice(line, 0, at)) < columns)
		at++;
	return at;
}

/* Would a line that is indented too little, or not at all, be more text of the paragraph before it? */
static bool
goes_on(const struct hanging *hanging, struct str line)
{
	struct verbatim unused = verbatim_begin();
	line = str_skip(line, behind_columns(line, hanging->indent));
	return hanging->in_paragraph && hanging->blank == 0 && verbatim_prefix(line) == 0 &&
	        !verbatim_see(&unused, line) && line.at[0] != '#' && line.at[0] != ':' &&
	        !str_starts(line, STR("***")) && !str_starts(line, STR("---")) &&
	        !str_starts(line, STR("___"));
}

void
hanging_begin(struct hanging *hanging, struct str line, size_t content, uint32_t number)
{
	hanging->inner = verbatim_begin();
	hanging->blank = 0;
	hanging->open = true;
	put_line(hanging, line, content, number);
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
	bool indented = verbatim_indent(line) >= hanging->indent;
	hanging->open = indented || goes_on(hanging, line);
	if (hanging->open)
		put_line(
		        hanging, line, indented ? behind_columns(line, hanging->strip) : 0, number);
	return hanging->open;
}
