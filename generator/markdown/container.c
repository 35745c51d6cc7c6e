#include "markdown/container.h"

#include "markdown/definition.h"

enum { TAB = 4, PADDING_MAX = 4, RULE_MIN = 3 };

struct containers
container_begin(void)
{
	return (struct containers){ .leaf = verbatim_begin() };
}

bool
container_is_blank(const struct container_place *place)
{
	return place->text == place->line.len;
}

/* --- marks --------------------------------------------------------------------------------- */

/* From a mark's end to the text behind it. */
static void
pass_blanks(struct container_place *place)
{
	size_t begin = place->column;
	for (; place->text < place->line.len; place->text++) {
		char c = place->line.at[place->text];
		if (c == '\t')
			place->column = (place->column + TAB) / TAB * TAB;
		else if (c == ' ')
			place->column++;
		else
			break;
	}
	place->indent += place->column - begin;
}

static void
pass_mark(struct container_place *place, size_t len)
{
	place->text += len;
	place->column += len;
	place->indent = 0;
	pass_blanks(place);
}

static bool
pass_quote(struct container_place *place)
{
	if (place->indent > CONTAINER_SHALLOW || container_is_blank(place) ||
	        place->line.at[place->text] != '>')
		return false;
	pass_mark(place, 1);
	place->indent -= place->indent > 0;
	return true;
}

/* A thematic break, whose signs look like the marks of items: "* * *". */
static bool
is_rule(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == ' ' || text.at[i] == '\t')
			continue;
		if (text.at[i] != text.at[0])
			return false;
		count++;
	}
	return count >= RULE_MIN && str_find_char(STR("-*_"), text.at[0]) != STR_NONE;
}

/*
 * The length of the mark of an item. A paragraph goes on with one that is empty, or not the first. A
 * definition is indented as an item is, and begins behind the paragraph that is its term.
 */
static size_t
item_mark(const struct container_place *place, bool in_paragraph)
{
	struct str text = str_skip(place->line, place->text);
	size_t len = verbatim_item_mark(text, 0);
	if (definition_text(text))
		return 1;
	if (len == 0 || is_rule(text))
		return 0;
	bool first = len == 1 || (len == 2 && text.at[0] == '1');
	return in_paragraph && (!first || str_trim(str_skip(text, len)).len == 0) ? 0 : len;
}

/* --- containers ---------------------------------------------------------------------------- */

struct container_place
container_match(const struct containers *containers, struct str line)
{
	struct container_place place = { .line = line };
	pass_blanks(&place);
	for (; place.matched < containers->depth; place.matched++) {
		size_t columns = containers->columns[place.matched];
		if (columns == 0 && !pass_quote(&place))
			break;
		if (columns && place.indent < columns && !container_is_blank(&place))
			break;
		place.indent -= place.indent < columns ? place.indent : columns;
	}
	return place;
}

void
container_close(struct containers *containers, const struct container_place *place)
{
	if (containers->depth == place->matched + place->opened)
		return;
	containers->depth = place->matched + place->opened;
	containers->in_paragraph = containers->is_empty = false;
	containers->leaf = verbatim_begin();
}

static void
push(struct containers *containers, struct container_place *place, size_t columns)
{
	container_close(containers, place);
	containers->columns[containers->depth++] = (uint8_t)columns;
	containers->in_paragraph = containers->is_empty = false;
	containers->leaf = verbatim_begin();
	place->opened++;
}

static void
push_item(struct containers *containers, struct container_place *place, size_t mark)
{
	size_t lead = place->indent;
	pass_mark(place, mark);
	bool deep = place->indent > PADDING_MAX || container_is_blank(place);
	size_t padding = deep ? 1 : place->indent;
	push(containers, place, lead + mark + padding);
	place->indent -= place->indent < padding ? place->indent : padding;
	containers->is_empty = container_is_blank(place);
}

void
container_open(struct containers *containers, struct container_place *place)
{
	bool inside = place->matched == containers->depth;
	if (inside && (containers->leaf.fence || containers->leaf.html_end.len))
		return;
	while (place->matched + place->opened < CONTAINER_MAX &&
	        place->indent <= CONTAINER_SHALLOW && !container_is_blank(place)) {
		bool in_paragraph = inside && place->opened == 0 && containers->in_paragraph;
		size_t mark = item_mark(place, in_paragraph);
		if (mark)
			push_item(containers, place, mark);
		else if (pass_quote(place))
			push(containers, place, 0);
		else
			break;
	}
}

/* --- text ---------------------------------------------------------------------------------- */

static void
see_blank(struct containers *containers, const struct container_place *place)
{
	container_close(containers, place);
	if (containers->is_empty && place->opened == 0) {
		containers->depth--; /* an item does not begin with two empty lines */
		containers->is_empty = false;
	}
	containers->in_paragraph = false;
	verbatim_see(&containers->leaf, STR_EMPTY);
}

/* Is the text code or HTML? */
static bool
see_leaf(struct containers *containers, const struct container_place *place, struct str text)
{
	struct verbatim *leaf = &containers->leaf;
	bool may_mark = place->indent <= CONTAINER_SHALLOW && verbatim_prefix(text) == 0;
	if (leaf->html_end.len || may_mark)
		return verbatim_see(leaf, text);
	return leaf->fence || (place->indent > CONTAINER_SHALLOW && !containers->in_paragraph);
}

void
container_text(struct containers *containers, const struct container_place *place)
{
	struct str text = str_skip(place->line, place->text);
	if (text.len == 0) {
		see_blank(containers, place);
		return;
	}
	struct verbatim unused = verbatim_begin();
	bool is_text = text.at[0] != '#' && !is_rule(text);
	bool lazy = place->opened == 0 && containers->in_paragraph && is_text &&
	        !verbatim_see(&unused, text);
	if (!lazy)
		container_close(containers, place);
	containers->is_empty = false;
	containers->in_paragraph = !see_leaf(containers, place, text) && is_text;
}

bool
container_take_text(struct containers *containers, struct str line)
{
	if (!verbatim_see_text(&containers->leaf, line))
		return false;
	containers->is_empty = false;
	containers->in_paragraph = true;
	return true;
}
