/*
 * Where values land. The compiler walks over the literal text of a template as a browser will; each
 * value is then written by the op that fits its place. Wherever the ways through a template meet, they
 * have to meet in the same place:
 *
 *	if         its branches end in places that are one (spot_join)
 *	for        the body ends where it begins, so that it can run again
 *	bodies     of macros, blocks, includes, {% set %}, {% filter %} begin where they stand, and end there;
 *	           a block of a child begins where its parent has it
 *
 * What a javascript: would be is looked at where the address ends, unless literal text has settled that
 * it is none: OP_ADDRESS remembers where it began, OP_ADDRESS_END checks it.
 */
#include "template/compile_spot.h"

#include "base/diag.h"
#include "template/compile.h"
#include "template/engine.h"
#include "template/spot.h"
#include "template/symbol.h"

/* --- literal text -------------------------------------------------------------------------- */

/* Where in the source a byte of a text is; of a text that is made, where its node is. */
static uint32_t
offset_of(const struct compile *compile, const struct ast *node, struct str text, size_t at)
{
	struct str source = compile->template->source;
	bool inside = text.at >= source.at && text.at + text.len <= source.at + source.len;
	return inside ? (uint32_t)(text.at - source.at + (ptrdiff_t)at) : node->at;
}

/* Two things that browsers would take for one name. */
static void
refuse_sticking(struct compile *compile, const struct ast *node, struct str text, size_t at)
{
	struct spot *spot = &compile->spot;
	bool equals = text.at[at] == '=';
	if (spot->state == SPOT_TAG)
		spot->state = SPOT_NAME;
	spot->glued = spot->dynamic = 0;
	if (compile->unchecked)
		return;
	compile_fail(compile, offset_of(compile, node, text, at), 1,
	        equals ? "there has to be a literal name, or {{ name }} alone, before this"
	               : "this would stick to what may stand before it in the tag");
	diag_help(compile->diags, equals ? "write name=\"{{ … }}\"" : "put a space before it");
}

static void
end_address(struct compile *compile)
{
	const struct ast value = { .at = compile->value_at, .len = compile->value_len };
	if (compile->code->address == UNIT_NO_SLOT) {
		compile_fail(compile, value.at, value.len,
		        "an attribute that began outside of this part ends in it");
		diag_help(compile->diags, "let it begin and end on the same side");
		return;
	}
	struct op *op = compile_emit(compile, &value, OP_ADDRESS_END);
	op->a = compile->code->address;
	op->c = compile->spot.kind == SPOT_ADDRESSES;
}

/* A text ends in an address that may still become anything. `len` bytes of it have been written. */
static void
begin_address(struct compile *compile, const struct ast *node, size_t len)
{
	struct code *code = compile->code;
	if (code->address == UNIT_NO_SLOT)
		code->address = (uint16_t)code->frame.slots++;
	struct op *op = compile_emit(compile, node, OP_ADDRESS);
	op->a = code->address;
	op->b = (uint32_t)len;
	compile->spot.watched = 1;
}

static bool
is_open_address(const struct spot *spot)
{
	return spot->state == SPOT_VALUE && !spot->watched &&
	        (spot->kind == SPOT_ADDRESSES ||
	                (spot->kind == SPOT_ADDRESS && spot->address < SPOT_SETTLED));
}

void
compile_spot_text(struct compile *compile, const struct ast *node, struct str text)
{
	struct spot_reader r = spot_reader(&compile->spot, text);
	enum spot_event event;
	size_t from = 0;
	if (!compile->by_place) {
		compile_put_text(compile, node, text);
		return;
	}
	while ((event = spot_read(&r)) != SPOT_ENDS) {
		if (event == SPOT_STICKS) {
			refuse_sticking(compile, node, text, r.at);
			continue;
		}
		compile_put_text(compile, node, str_slice(text, from, r.at));
		end_address(compile);
		from = r.at;
	}
	compile_put_text(compile, node, str_skip(text, from));
	if (r.open != STR_NONE)
		compile->opened = offset_of(compile, node, text, r.open);
	if (r.value != STR_NONE && is_open_address(&compile->spot))
		begin_address(compile, node, text.len - r.value);
}

/* --- values -------------------------------------------------------------------------------- */

static void
refuse(struct compile *compile, const struct ast *node, const struct spot *spot)
{
	struct str why, help;
	if (compile->unchecked)
		return;
	spot_refusal(spot, &why, &help);
	compile_fail(compile, node->at, node->len, STR_FMT, STR_ARG(why));
	diag_help(compile->diags, STR_FMT, STR_ARG(help));
}

enum spot_landing
compile_spot_value(struct compile *compile, const struct ast *node)
{
	struct spot before = compile->spot;
	const struct ast *next = node->next;
	bool named = next && next->kind == AST_TEXT && str_starts(next->text, STR("="));
	if (!compile->by_place)
		return LAND_TEXT;
	enum spot_landing landing = spot_value(&compile->spot, named);
	compile->value_at = node->at;
	compile->value_len = node->len;
	if (landing != LAND_REFUSED)
		return landing;
	refuse(compile, node, &before);
	return LAND_TEXT;
}

void
compile_spot_emit(struct compile *compile, const struct ast *node, enum spot_landing landing)
{
	if (landing == LAND_TEXT)
		compile_emit(compile, node, OP_EMIT);
	else
		compile_emit(compile, node, OP_PUT)->c = (uint8_t)landing;
}

/* --- parts --------------------------------------------------------------------------------- */

/* What a part that begins here makes is safe in places like this one. */
static uint8_t
safe_in(struct spot start)
{
	enum spot_landing landing = spot_value(&start, false);
	return landing == LAND_REFUSED ? LAND_TEXT : (uint8_t)landing;
}

static struct str
describe(struct compile *compile, const struct spot *spot)
{
	return spot_describe(spot, compile->scratch);
}

static void
check_return(
        struct compile *compile, const struct ast *node, const struct spot *start, const char *what)
{
	if (!compile->by_place || compile->unchecked || spot_returns(start, &compile->spot))
		return;
	compile_fail(compile, node->at, node->len, "%s begins in " STR_FMT ", but ends in " STR_FMT,
	        what, STR_ARG(describe(compile, start)),
	        STR_ARG(describe(compile, &compile->spot)));
	diag_help(compile->diags, "let it close what it opens, and open what it closes");
}

struct spot
compile_spot_enter(struct compile *compile, uint8_t *mark)
{
	struct spot outside = compile->spot;
	*mark = LAND_TEXT;
	if (compile->by_place) {
		compile->spot = spot_part(&outside);
		*mark = safe_in(compile->spot);
	}
	return outside;
}

void
compile_spot_leave(struct compile *compile, const struct ast *node, const struct spot *outside,
        const char *what)
{
	struct spot start = spot_part(outside);
	check_return(compile, node, &start, what);
	compile->spot = *outside;
}

void
compile_spot_insert(struct compile *compile, const struct ast *node, struct spot *start)
{
	struct spot *spot = &compile->spot, probe = *spot;
	*start = spot_part(spot);
	if (!compile->by_place)
		return;
	compile->value_at = node->at;
	compile->value_len = node->len;
	bool fits = spot->state != SPOT_OPEN && spot->state != SPOT_EQUALS &&
	        spot->state != SPOT_UNQUOTED && spot_value(&probe, false) != LAND_REFUSED;
	if (!fits)
		refuse(compile, node, spot);
	*spot = *start;
	if (spot_is_in_tag(spot))
		spot->glued = 1;
}

/* --- blocks -------------------------------------------------------------------------------- */

/* Where a template that this one extends has the block. */
static const struct template_block *
find_parents_block(
        const struct compile *compile, const struct symbol *name, const struct template **owner)
{
	for (size_t i = 0; i < compile->parents.len; i++) {
		const struct template *parent = compile->parents.at[i];
		for (; parent && parent != compile->template; parent = parent->parent) {
			for (size_t k = 0; k < parent->blocks.len; k++) {
				*owner = parent;
				if (parent->blocks.at[k].name == name)
					return &parent->blocks.at[k];
			}
		}
	}
	return NULL;
}

void
compile_spot_block(
        struct compile *compile, const struct ast *node, struct spot *start, bool stands_here)
{
	const struct template *owner = NULL;
	const struct template_block *above = find_parents_block(compile, node->block.name, &owner);
	*start = compile->template->start;
	if (stands_here)
		compile_spot_insert(compile, node, start);
	if (!above || !compile->by_place)
		return;
	if (!stands_here)
		*start = above->start;
	if (spot_is_same(start, &above->start))
		return;
	compile_fail(compile, node->at, node->len,
	        "block \"" STR_FMT "\" stands in " STR_FMT " here, but in " STR_FMT " in " STR_FMT,
	        STR_ARG(node->block.name->name), STR_ARG(describe(compile, start)),
	        STR_ARG(describe(compile, &above->start)), STR_ARG(owner->path));
	diag_help(compile->diags, "give it another name");
}

uint8_t
compile_spot_begin_block(struct compile *compile, const struct spot *start)
{
	compile->spot = *start;
	return compile->by_place ? safe_in(*start) : LAND_TEXT;
}

void
compile_spot_end_block(struct compile *compile, const struct ast *node, const struct spot *start)
{
	check_return(compile, node, start, "this block");
}

/* --- branches and loops -------------------------------------------------------------------- */

/* The line of a branch's end, or of its test. */
static uint32_t
line_of(const struct compile *compile, const struct ast_branch *branch)
{
	const struct template *template = compile->template;
	const struct ast *last = branch->body ? branch->body : branch->test;
	while (last && last != branch->test && last->next)
		last = last->next;
	uint32_t at = last ? last->at + (last->len ? last->len - 1 : 0) : 0;
	return diag_place(template->path, template->source, at, 1).line;
}

static void
refuse_branches(struct compile *compile, const struct ast *node, const struct ast_branch *branch,
        const struct spot *first)
{
	struct str without = STR(", without any of them");
	if (branch)
		without = str_format(compile->scratch, " at line %u", line_of(compile, branch));
	compile_fail(compile, node->at, node->len,
	        "the branches of this \"if\" end in different places: in " STR_FMT
	        " at line %u, in " STR_FMT STR_FMT,
	        STR_ARG(describe(compile, first)), line_of(compile, node->branches),
	        STR_ARG(describe(compile, &compile->spot)), STR_ARG(without));
	diag_help(compile->diags,
	        "let each branch close what it opens, or give the value an \"if\" of its own");
}

void
compile_spot_branch(struct compile *compile, const struct ast *node,
        const struct ast_branch *branch, struct spot *end)
{
	if (!compile->by_place || spot_join(end, &compile->spot) || compile->unchecked)
		return;
	refuse_branches(compile, node, branch, end);
	*end = (struct spot){ .state = SPOT_NOWHERE };
}

static bool begins_apart(const struct ast *list);

static bool
branches_begin_apart(const struct ast_branch *branch)
{
	for (; branch; branch = branch->next) {
		if (branch->body && !begins_apart(branch->body))
			return false;
	}
	return true;
}

/* Does what this renders in a tag begin with a space, if it renders anything? */
static bool
begins_apart(const struct ast *list)
{
	for (; list; list = list->next) {
		switch (list->kind) {
		case AST_TEXT:
			if (list->text.len)
				return str_find_char(STR(" \t\n\f\r/>"), *list->text.at) !=
				        STR_NONE;
			break;
		case AST_SET:
		case AST_DO: break;
		case AST_IF:
			if (!branches_begin_apart(list->branches))
				return false;
			break;
		default: return false;
		}
	}
	return true;
}

void
compile_spot_loop(struct compile *compile, const struct ast *node, struct spot *start)
{
	if (!compile->by_place)
		return;
	*start = spot_part(&compile->spot);
	if (start->state == SPOT_TAG && begins_apart(node->loop.body))
		start->glued = 1;
	compile->spot = *start;
	if (node->loop.recursive)
		compile->code->unit->safe_in = safe_in(*start);
}

/* May the loop's next turn begin here? */
static bool
begins_again(const struct spot *start, const struct spot *end)
{
	bool apart = end->state == SPOT_NOWHERE || (end->state == SPOT_TAG && !end->glued);
	if (start->state == SPOT_TAG && !start->glued && !apart)
		return false;
	return spot_returns(start, end);
}

void
compile_spot_turn(struct compile *compile, const struct ast *node, const struct spot *start)
{
	if (!compile->by_place || compile->unchecked || begins_again(start, &compile->spot))
		return;
	bool in_tag = spot_is_in_tag(start) && spot_is_in_tag(&compile->spot);
	if (in_tag) {
		compile_fail(compile, node->at, node->len,
		        "what the turns of this loop render in the tag would stick together");
		diag_help(compile->diags, "let each begin with a space");
	} else {
		check_return(compile, node, start, "this loop");
	}
}

void
compile_spot_loop_end(struct compile *compile, const struct ast *node, const struct spot *start)
{
	struct spot end = compile->spot;
	if (!compile->by_place)
		return;
	compile->spot = *start;
	if (spot_join(&compile->spot, &end) || compile->unchecked)
		return;
	compile_fail(compile, node->at, node->len,
	        "this loop ends in " STR_FMT ", but its \"else\" in " STR_FMT,
	        STR_ARG(describe(compile, start)), STR_ARG(describe(compile, &end)));
	diag_help(compile->diags, "let both close what they open");
}

/* --- templates ----------------------------------------------------------------------------- */

void
compile_spot_start(struct compile *compile)
{
	struct template *template = compile->template;
	compile->by_place = compile->engine->settings.by_place && template->escape != ESCAPE_NONE;
	compile->spot = template->start;
}

void
compile_spot_extend(struct compile *compile, size_t first_use)
{
	const struct template *template = compile->template;
	for (size_t i = first_use; i < template->uses.len; i++)
		*array_push(compile->scratch, &compile->parents) = template->uses.at[i];
	if (compile->extended)
		compile->spot = template->start;
}

void
compile_spot_end(struct compile *compile)
{
	const struct template *template = compile->template;
	if (!compile->by_place || compile->extended || compile->failed ||
	        spot_returns(&template->start, &compile->spot))
		return;
	if (template->start.state == SPOT_TEXT)
		compile_fail(compile, compile->opened, 1,
		        "what begins here is not closed: the template ends in " STR_FMT,
		        STR_ARG(describe(compile, &compile->spot)));
	else
		compile_fail(compile, compile->opened, 1,
		        "the template is included in " STR_FMT ", but ends in " STR_FMT,
		        STR_ARG(describe(compile, &template->start)),
		        STR_ARG(describe(compile, &compile->spot)));
	diag_help(compile->diags,
	        "each template has to close the tags, quotes, comments and scripts that it opens");
}
