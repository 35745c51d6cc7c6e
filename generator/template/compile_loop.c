/*
 * A loop lies on the stack while it runs:
 *
 *	      <over>             LOOP              what to loop over becomes the loop
 *	next: NEXT end           STORE, UNPACK     its next item goes to the target
 *	      <body>             JUMP next
 *	end:  LOOP_END after     <empty>           unless a turn came to its end
 *	after:
 *
 * A test is part of the body where nothing asks the loop how many items there are; otherwise it is a
 * unit of its own, which the loop calls to look ahead. A recursive loop is a unit as a whole.
 *
 * As in Jinja, the else is also for a loop that `continue` or `break` has left in each turn: then a TURN
 * before the jump tells that one was not.
 */
#include <stddef.h>

#include "base/arena.h"
#include "template/compile.h"
#include "template/compile_spot.h"
#include "template/symbol.h"

struct search {
	const struct symbol *loop;
	bool found;
};

/* Does anything in the body use `loop`, or may somebody it calls? */
static void
search_loop(void *context, const struct ast *node)
{
	struct search *search = context;
	if (node->kind == AST_NAME)
		search->found |= node->symbol == search->loop;
	else if (node->kind == AST_BLOCK)
		search->found |= node->block.scoped;
	else if (node->kind == AST_INCLUDE)
		search->found |= node->include.with_context;
	if (node->kind != AST_BLOCK && !search->found)
		ast_children(node, search_loop, search);
}

static bool
uses_loop(const struct ast *list, const struct symbol *loop)
{
	struct search search = { loop, false };
	for (; list; list = list->next)
		search_loop(&search, list);
	return search.found;
}

/* The test of a loop as a unit, whose only slot in the beginning is the item. */
static const struct unit *
test_unit(struct compile *compile, const struct ast *node)
{
	struct code code;
	struct scope scope;
	struct unit *unit = compile_open(compile, &code, &scope, compile->scope, UNIT_TEST);
	code.frame.slots = unit->parameters = 1;
	scope_declare_target(&scope, node->loop.target);
	scope_read(&scope, node->loop.test);
	compile_enter(compile, node, &scope);
	compile_emit(compile, node, OP_LOAD)->symbol = compile_symbol(compile, "item");
	compile_store(compile, node->loop.target, false);
	compile_expression(compile, node->loop.test);
	compile_close(compile, node);
	return unit;
}

/* The test of a loop in its body: what it refuses goes no further. */
static void
test_inline(struct compile *compile, const struct ast *node, uint32_t next)
{
	struct scope scope;
	scope_open(&scope, compile->scope, &compile->code->frame);
	scope_declare_target(&scope, node->loop.target);
	scope_read(&scope, node->loop.test);
	compile_enter(compile, node, &scope);
	compile_emit(compile, node, OP_DUP);
	compile_store(compile, node->loop.target, false);
	compile_expression(compile, node->loop.test);
	uint32_t passed = compile_jump(compile, node->loop.test, OP_JUMP_TRUE);
	compile_emit(compile, node, OP_SKIP)->b = next;
	compile->code->depth++;
	compile_land(compile, passed);
	compile_leave(compile, &scope);
}

/* The scope of the body; false in *extended when nothing uses `loop`. */
static uint16_t
open_body(struct compile *compile, const struct ast *node, struct scope *scope, bool *extended)
{
	const struct symbol *symbol = compile_symbol(compile, "loop");
	uint16_t slot = UNIT_NO_SLOT;
	*extended = node->loop.recursive || uses_loop(node->loop.body, symbol);
	scope_open(scope, compile->scope, &compile->code->frame);
	if (*extended)
		slot = scope_declare(scope, symbol);
	scope_declare_target(scope, node->loop.target);
	scope_read(scope, node->loop.body);
	return slot;
}

static void
empty_body(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	scope_open(&scope, compile->scope, &compile->code->frame);
	scope_read(&scope, node->loop.empty);
	compile_enter(compile, node, &scope);
	compile_body(compile, node->loop.empty);
	compile_leave(compile, &scope);
}

/* All of the loop but what it goes over, which is on the stack. */
static void
loop(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	struct op_loop *info = arena_new(compile->arena, struct op_loop);
	struct compile_loop open = { compile->code->loop, info, compile->code->wrap, 0, { 0 },
		{ 0 }, false };
	struct spot outside = compile->spot;
	bool extended;
	uint16_t slot = open_body(compile, node, &scope, &extended);
	info->recursive = node->loop.recursive;
	if (node->loop.test && extended)
		info->test = test_unit(compile, node);
	struct op *begin = compile_emit(compile, node->loop.over, OP_LOOP);
	begin->a = slot;
	begin->loop = info;
	open.next = compile_label(compile);
	uint32_t end = compile_jump(compile, node->loop.target, OP_NEXT);
	if (node->loop.test && !extended)
		test_inline(compile, node, open.next);
	compile_enter(compile, node, &scope);
	compile_store(compile, node->loop.target, false);
	compile->code->loop = &open;
	compile_spot_loop(compile, node, &open.spot);
	compile_body(compile, node->loop.body);
	compile_spot_turn(compile, node, &open.spot);
	compile->code->loop = open.outer;
	compile->spot = outside;
	if (node->loop.empty && open.left) {
		info->counts_turns = true;
		compile_emit(compile, node, OP_TURN);
	}
	compile_emit(compile, node, OP_JUMP)->b = open.next;
	compile_leave(compile, &scope);
	compile_land(compile, end);
	for (size_t i = 0; i < open.breaks.len; i++)
		compile_land(compile, open.breaks.at[i]);
	uint32_t found = compile_jump(compile, node, OP_LOOP_END);
	if (node->loop.empty)
		empty_body(compile, node);
	compile_spot_loop_end(compile, node, &open.spot);
	compile_land(compile, found);
}

/* The unit of a recursive loop gets what it goes over in its first slot. */
static const struct unit *
loop_unit(struct compile *compile, const struct ast *node)
{
	struct code code;
	struct scope scope;
	compile_keep_frames(compile);
	struct unit *unit = compile_open(compile, &code, &scope, compile->scope, UNIT_LOOP);
	code.frame.slots = unit->parameters = 1;
	scope_seal(&scope);
	compile_emit(compile, node, OP_LOAD)->symbol = compile_symbol(compile, "loop");
	loop(compile, node);
	compile_close(compile, node);
	return unit;
}

void
compile_loop(struct compile *compile, const struct ast *node)
{
	compile_operand(compile, node->loop.over);
	if (node->loop.recursive) {
		const struct unit *unit = loop_unit(compile, node);
		compile_emit(compile, node, OP_RECURSE)->unit = unit;
	} else {
		loop(compile, node);
	}
}

/* On its way out, `break` drops what bodies between it and the loop have kept back. */
void
compile_leave_loop(struct compile *compile, const struct ast *node)
{
	struct code *code = compile->code;
	struct compile_loop *open = code->loop;
	int depth = code->depth;
	open->left = true;
	compile_spot_turn(compile, node, &open->spot);
	if (compile->by_place)
		compile->spot = (struct spot){ .state = SPOT_NOWHERE };
	for (struct compile_wrap *wrap = code->wrap; wrap != open->wrap; wrap = wrap->outer)
		compile_emit(compile, node, wrap->undo);
	if (node->kind == AST_BREAK)
		*array_push(compile->scratch, &open->breaks) = compile_jump(compile, node, OP_JUMP);
	else
		compile_emit(compile, node, OP_JUMP)->b = open->next;
	code->depth = depth;
}
