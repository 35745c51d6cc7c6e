/*
 * Expressions leave one value on the stack. What is constant is made a constant, but only where
 * nobody can change it: `[]` after `set x =` must be a new list each time.
 */
#include "base/arena.h"
#include "template/compile.h"
#include "template/loop.h"
#include "template/symbol.h"

/* --- constants ----------------------------------------------------------------------------- */

static bool
constant_list(struct compile *compile, const struct ast *node, struct value *value)
{
	struct value *items = arena_array(compile->arena, struct value, node->items.count);
	size_t count = 0;
	for (const struct ast *item = node->items.first; item; item = item->next) {
		/* As an item, a tuple must stay one: it is not equal to a list. */
		if (item->kind == AST_TUPLE || !compile_constant(compile, item, &items[count++]))
			return false;
	}
	*value = value_list(items, count);
	return true;
}

static bool
constant_number(struct compile *compile, const struct ast *node, struct value *value)
{
	if (!compile_constant(compile, node->unary, value))
		return false;
	if (value->kind == VALUE_FLOAT)
		value->number = -value->number;
	else if (value->kind == VALUE_INT && value->integer != INT64_MIN)
		value->integer = -value->integer;
	else
		return false;
	return true;
}

bool
compile_constant(struct compile *compile, const struct ast *node, struct value *value)
{
	switch (node->kind) {
	case AST_CONST:
		*value = node->value;
		if (value_is_text(*value))
			*value = value_text(compile_text(compile, value_str(*value)));
		return true;
	case AST_NEG: return constant_number(compile, node, value);
	case AST_LIST:
	case AST_TUPLE: return constant_list(compile, node, value);
	default: return false;
	}
}

void
compile_push(struct compile *compile, const struct ast *node, struct value value)
{
	struct value *kept = arena_new(compile->arena, struct value);
	*kept = value;
	compile_emit(compile, node, OP_CONST)->value = kept;
}

void
compile_operand(struct compile *compile, const struct ast *node)
{
	struct value value;
	if (node->kind != AST_CONST && compile_constant(compile, node, &value))
		compile_push(compile, node, value);
	else
		compile_expression(compile, node);
}

/* --- names --------------------------------------------------------------------------------- */

static void
name(struct compile *compile, const struct ast *node)
{
	const struct symbol *symbol = node->symbol;
	struct scope_place place = { 0 };
	struct op *op;
	scope_find(compile->scope, symbol, &place);
	if (place.depth) {
		op = compile_emit(compile, node, OP_OUTER);
		op->c = (uint8_t)place.depth;
		op->b = place.from_context;
	} else {
		op = compile_emit(compile, node, place.from_context ? OP_NAME : OP_LOAD);
	}
	op->a = place.slot;
	op->symbol = symbol;
}

/* A loop of another frame may have ended when this is called. */
static void
keep_outer_loop(struct compile *compile, const struct ast *node)
{
	struct scope_place place = { 0 };
	scope_find(compile->scope, node->symbol, &place);
	if (place.depth && str_is(node->symbol->name, "loop"))
		compile_keep_loops(compile);
}

void
compile_receiver(struct compile *compile, const struct ast *node)
{
	if (node->kind == AST_NAME) {
		keep_outer_loop(compile, node);
		name(compile, node);
	} else {
		compile_expression(compile, node);
	}
}

static void
store_name(struct compile *compile, const struct ast *target, bool shown)
{
	struct scope_place place = { 0 };
	scope_find(compile->scope, target->symbol, &place);
	struct op *store = compile_emit(compile, target, OP_STORE);
	store->a = place.slot;
	store->symbol = target->symbol;
	if (shown && compile->toplevel) {
		struct op *op = compile_emit(compile, target, OP_EXPORT);
		op->a = place.slot;
		op->symbol = target->symbol;
	}
}

void
compile_store(struct compile *compile, const struct ast *target, bool shown)
{
	if (target->kind == AST_NAME) {
		store_name(compile, target, shown);
	} else if (target->kind == AST_ATTRIBUTE) {
		compile_expression(compile, target->attribute.of);
		compile_emit(compile, target, OP_ASSIGN)->symbol = target->attribute.name;
	} else {
		int count = (int)target->items.count;
		compile_emit_varies(compile, target, OP_UNPACK, count - 1)->b = (uint32_t)count;
		for (const struct ast *item = target->items.first; item; item = item->next)
			compile_store(compile, item, shown);
	}
}

/* --- operators ----------------------------------------------------------------------------- */

static void
items(struct compile *compile, const struct ast *node, enum op_code code)
{
	int count = (int)node->items.count;
	for (const struct ast *item = node->items.first; item; item = item->next)
		compile_expression(compile, item);
	uint32_t taken = (uint32_t)count / (code == OP_DICT ? 2 : 1);
	compile_emit_varies(compile, node, code, 1 - count)->b = taken;
}

static void
unary(struct compile *compile, const struct ast *node, enum op_code code)
{
	struct value value;
	if (code == OP_NEGATE && compile_constant(compile, node, &value)) {
		compile_push(compile, node, value);
		return;
	}
	compile_expression(compile, node->unary);
	compile_emit(compile, node, code);
}

static void
binary(struct compile *compile, const struct ast *node)
{
	enum operation op = node->binary.op;
	compile_expression(compile, node->binary.left);
	if (op == OPERATE_IN || op == OPERATE_NOT_IN)
		compile_operand(compile, node->binary.right);
	else
		compile_expression(compile, node->binary.right);
	compile_emit(compile, node, OP_BINARY)->c = (uint8_t)op;
}

/* a < b < c: the first comparison that is false is the result, and ends the evaluation. */
static void
chain(struct compile *compile, const struct ast *node)
{
	array_of(uint32_t) jumps = { 0 };
	compile_expression(compile, node->chain.first);
	const struct ast_link *link = node->chain.links;
	for (; link->next; link = link->next) {
		compile_expression(compile, link->operand);
		uint32_t jump = compile_jump(compile, node, OP_CHAIN);
		compile->code->ops.at[jump].c = (uint8_t)link->op;
		*array_push(compile->scratch, &jumps) = jump;
	}
	compile_expression(compile, link->operand);
	compile_emit(compile, node, OP_BINARY)->c = (uint8_t)link->op;
	for (size_t i = 0; i < jumps.len; i++)
		compile_land(compile, jumps.at[i]);
}

static void
either(struct compile *compile, const struct ast *node, enum op_code code)
{
	compile_expression(compile, node->binary.left);
	uint32_t jump = compile_jump(compile, node, code);
	compile_expression(compile, node->binary.right);
	compile_land(compile, jump);
}

static void
condition(struct compile *compile, const struct ast *node)
{
	compile_expression(compile, node->condition.test);
	uint32_t no = compile_jump(compile, node, OP_JUMP_FALSE);
	compile_expression(compile, node->condition.yes);
	uint32_t end = compile_jump(compile, node, OP_JUMP);
	compile->code->depth--;
	compile_land(compile, no);
	if (node->condition.no)
		compile_expression(compile, node->condition.no);
	else
		compile_push(compile, node, VALUE_UNDEFINED_INIT);
	compile_land(compile, end);
}

/* --- parts of values ----------------------------------------------------------------------- */

/* `loop.index` and its kin, when `loop` is the loop of this very frame. */
static bool
own_loop_field(struct compile *compile, const struct ast *node)
{
	const struct ast *of = node->attribute.of;
	struct scope_place place;
	if (of->kind != AST_NAME || !str_is(of->symbol->name, "loop") ||
	        !scope_find(compile->scope, of->symbol, &place) || place.depth ||
	        place.from_context)
		return false;
	struct op *op = compile_emit(compile, node, OP_LOOP_FIELD);
	op->a = place.slot;
	op->c = loop_find_field(node->attribute.name->name);
	op->symbol = node->attribute.name;
	return true;
}

static void
attribute(struct compile *compile, const struct ast *node)
{
	if (own_loop_field(compile, node))
		return;
	compile_expression(compile, node->attribute.of);
	compile_emit(compile, node, OP_ATTRIBUTE)->symbol = node->attribute.name;
}

static void
item(struct compile *compile, const struct ast *node)
{
	compile_operand(compile, node->item.of);
	compile_expression(compile, node->item.index);
	compile_emit(compile, node, OP_ITEM);
}

static void
slice(struct compile *compile, const struct ast *node)
{
	const struct ast *parts[] = { node->slice.from, node->slice.to, node->slice.step };
	compile_expression(compile, node->slice.of);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i])
			compile_expression(compile, parts[i]);
		else
			compile_push(compile, node, value_none());
	}
	compile_emit(compile, node, OP_SLICE);
}

static void
constant(struct compile *compile, const struct ast *node)
{
	struct value value;
	compile_constant(compile, node, &value);
	compile_push(compile, node, value);
}

void
compile_expression(struct compile *compile, const struct ast *node)
{
	switch (node->kind) {
	case AST_CONST: constant(compile, node); break;
	case AST_NAME:
		if (str_is(node->symbol->name, "loop"))
			compile_keep_loops(compile);
		name(compile, node);
		break;
	case AST_LIST: items(compile, node, OP_LIST); break;
	case AST_TUPLE: items(compile, node, OP_TUPLE); break;
	case AST_DICT: items(compile, node, OP_DICT); break;
	case AST_CONCAT: items(compile, node, OP_CONCAT); break;
	case AST_NOT: unary(compile, node, OP_NOT); break;
	case AST_NEG: unary(compile, node, OP_NEGATE); break;
	case AST_POS: unary(compile, node, OP_POSITIVE); break;
	case AST_BINARY: binary(compile, node); break;
	case AST_AND: either(compile, node, OP_AND); break;
	case AST_OR: either(compile, node, OP_OR); break;
	case AST_CHAIN: chain(compile, node); break;
	case AST_CONDITION: condition(compile, node); break;
	case AST_ATTRIBUTE: attribute(compile, node); break;
	case AST_ITEM: item(compile, node); break;
	case AST_SLICE: slice(compile, node); break;
	case AST_FILTER:
	case AST_TEST:
		if (node->call.of)
			compile_expression(compile, node->call.of);
		compile_use(compile, node);
		break;
	case AST_CALL: compile_call(compile, node, false); break;
	default: break; /* statements are not expressions */
	}
}
