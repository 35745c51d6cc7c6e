/*
 * Statements leave the stack as they found it.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "template/compile.h"
#include "template/compile_spot.h"
#include "template/parameter.h"
#include "template/symbol.h"

/* --- output -------------------------------------------------------------------------------- */

/* A short text is followed by zeroes, so that it can be written by a copy of fixed size. */
static const struct str *
keep_output(struct compile *compile, struct str text)
{
	struct str *kept = arena_new(compile->arena, struct str);
	*kept = compile_text(compile, text);
	if (text.len < UNIT_TEXT_ROOM)
		kept->at =
		        memcpy(arena_bytes(compile->arena, UNIT_TEXT_ROOM, 1), text.at, text.len);
	return kept;
}

/* Texts that follow each other, with no jump between them, are one. */
void
compile_put_text(struct compile *compile, const struct ast *node, struct str text)
{
	struct code *code = compile->code;
	struct op *last = code->ops.len ? &code->ops.at[code->ops.len - 1] : NULL;
	if (!text.len)
		return;
	if (last && last->code == OP_TEXT && code->label < code->ops.len) {
		struct str parts[] = { *last->text, text };
		last->text = keep_output(compile, str_join(compile->arena, parts, 2, STR_EMPTY));
	} else {
		compile_emit(compile, node, OP_TEXT)->text = keep_output(compile, text);
	}
}

/* A text or integer that is written as it stands in the source is escaped here. */
static bool
constant_output(struct compile *compile, const struct ast *node)
{
	struct value value;
	struct buf out;
	if (!compile->escape_known || node->kind != AST_CONST)
		return false;
	if (!compile_constant(compile, node, &value))
		return false;
	if (!value_is_text(value) && value.kind != VALUE_INT)
		return false;
	buf_init(&out, compile->template->source.len * 8 + 32);
	if (value.kind == VALUE_INT)
		buf_int(&out, value.integer);
	else if (compile->template->escape == ESCAPE_HTML)
		escape_html(&out, value_str(value));
	else if (compile->template->escape == ESCAPE_XML)
		escape_xml(&out, value_str(value));
	else
		buf_put(&out, value_str(value));
	compile_spot_text(compile, node, str_copy(compile->arena, buf_view(&out)));
	buf_free(&out);
	return true;
}

static void
output(struct compile *compile, const struct ast *node)
{
	const struct ast *value = node->unary;
	enum spot_landing landing = compile_spot_value(compile, node);
	if (landing <= LAND_QUOTED && constant_output(compile, value))
		return;
	if (landing == LAND_TEXT && value->kind == AST_CALL) {
		compile_call(compile, value, true);
		return;
	}
	compile_expression(compile, value);
	compile_spot_emit(compile, node, landing);
}

/* Once a branch has found a parent, its children's outputs are not even worked out. */
static void
output_unless_extended(struct compile *compile, const struct ast *node)
{
	if (!compile->may_extend) {
		output(compile, node);
		return;
	}
	uint32_t skip = compile_jump(compile, node, OP_EXTENDED);
	output(compile, node);
	compile_land(compile, skip);
}

/* --- bodies -------------------------------------------------------------------------------- */

void
compile_body(struct compile *compile, const struct ast *list)
{
	bool toplevel = compile->toplevel;
	compile->toplevel = false;
	compile_statements(compile, list);
	compile->toplevel = toplevel;
}

/* A body around which something is switched: `undo` is what a break out of it has to do. */
static void
wrapped_body(struct compile *compile, const struct ast *list, enum op_code undo)
{
	struct compile_wrap wrap = { compile->code->wrap, undo };
	compile->code->wrap = &wrap;
	compile_body(compile, list);
	compile->code->wrap = wrap.outer;
}

/* Leaves what the body renders on the stack, and sends it through filters if there are any. */
static void
captured_body(struct compile *compile, const struct ast *node, const struct ast *list,
        const struct ast *filters)
{
	uint8_t mark;
	struct spot outside = compile_spot_enter(compile, &mark);
	compile_emit(compile, node, OP_CAPTURE);
	wrapped_body(compile, list, OP_DISCARD);
	compile_emit(compile, node, OP_CAPTURED)->c = mark;
	compile_spot_leave(compile, node, &outside, "what this collects");
	if (!filters)
		return;
	compile_expression(compile, filters);
	compile_emit(compile, node, OP_MARK)->c = mark;
}

static void
branches(struct compile *compile, const struct ast *node)
{
	array_of(uint32_t) ends = { 0 };
	struct spot start = compile->spot, end = { .state = SPOT_NOWHERE };
	bool has_else = false;
	for (const struct ast_branch *branch = node->branches; branch; branch = branch->next) {
		uint32_t next = 0;
		has_else = !branch->test;
		compile->spot = start;
		if (branch->test) {
			compile_expression(compile, branch->test);
			next = compile_jump(compile, branch->test, OP_JUMP_FALSE);
		}
		compile->branches++;
		compile_statements(compile, branch->body);
		compile->branches--;
		compile_spot_branch(compile, node, branch, &end);
		if (branch->next)
			*array_push(compile->scratch, &ends) = compile_jump(compile, node, OP_JUMP);
		if (branch->test)
			compile_land(compile, next);
	}
	for (size_t i = 0; i < ends.len; i++)
		compile_land(compile, ends.at[i]);
	compile->spot = start;
	if (!has_else)
		compile_spot_branch(compile, node, NULL, &end);
	compile->spot = compile->by_place ? end : start;
}

static void
set_block(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	bool extended = compile->extended, may_extend = compile->may_extend;
	scope_open(&scope, compile->scope, &compile->code->frame);
	scope_read(&scope, node->set.body);
	scope_read(&scope, node->set.value);
	compile_enter(compile, node, &scope);
	compile->extended = compile->may_extend = false;
	captured_body(compile, node, node->set.body, node->set.value);
	compile->extended = extended;
	compile->may_extend = may_extend;
	compile_leave(compile, &scope);
	compile_store(compile, node->set.target, true);
}

/* The values are worked out in the scope outside, so `with a = 1, b = a` has another a in mind. */
static void
with(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	scope_open(&scope, compile->scope, &compile->code->frame);
	for (const struct ast *target = node->with.targets; target; target = target->next)
		scope_declare_target(&scope, target);
	scope_read(&scope, node->with.body);
	compile_enter(compile, node, &scope);
	const struct ast *value = node->with.values;
	for (const struct ast *target = node->with.targets; target; target = target->next) {
		compile->scope = scope.outer;
		compile_expression(compile, value);
		compile->scope = &scope;
		compile_store(compile, target, false);
		value = value->next;
	}
	compile_body(compile, node->with.body);
	compile_leave(compile, &scope);
}

static void
filter_block(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	scope_open(&scope, compile->scope, &compile->code->frame);
	scope_read(&scope, node->wrap.body);
	scope_read(&scope, node->wrap.subject);
	compile_enter(compile, node, &scope);
	captured_body(compile, node, node->wrap.body, node->wrap.subject);
	compile_spot_emit(compile, node, compile_spot_value(compile, node));
	compile_leave(compile, &scope);
}

static void
autoescape(struct compile *compile, const struct ast *node)
{
	struct scope scope;
	bool known = compile->escape_known;
	const struct ast *subject = node->wrap.subject;
	bool off = subject->kind == AST_CONST && !value_truth(subject->value);
	scope_open(&scope, compile->scope, &compile->code->frame);
	scope_read(&scope, subject);
	scope_read(&scope, node->wrap.body);
	compile_enter(compile, node, &scope);
	compile_expression(compile, subject);
	compile_emit(compile, node, OP_ESCAPE);
	compile->escape_known = false;
	compile->unchecked += off;
	wrapped_body(compile, node->wrap.body, OP_ESCAPE_END);
	compile->escape_known = known;
	compile->unchecked -= off;
	compile_emit(compile, node, OP_ESCAPE_END);
	compile_leave(compile, &scope);
}

/* What the program may ask for (parameter.h); the rest is done by the statements of the body. */
static void
declare_attributes(struct compile *compile, const struct ast *node)
{
	struct template *template = compile->template;
	size_t count = 0;
	if (template->declares)
		compile_fail(
		        compile, node->at, node->len, "a template declares its attributes once");
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next)
		count++;
	struct parameter *all = arena_array(compile->arena, struct parameter, count + 1);
	count = 0;
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next)
		all[count++] = (struct parameter){ p->name->name, p->value == NULL };
	template->declares = true;
	template->parameters = all;
	template->parameter_count = count;
	compile_statements(compile, node->macro.body);
}

/* --- statements ---------------------------------------------------------------------------- */

static void
statement(struct compile *compile, const struct ast *node)
{
	switch (node->kind) {
	case AST_TEXT:
		if (!compile->extended)
			compile_spot_text(compile, node, node->text);
		break;
	case AST_OUTPUT:
		if (!compile->extended)
			output_unless_extended(compile, node);
		break;
	case AST_DO:
		compile_expression(compile, node->unary);
		compile_emit(compile, node, OP_POP);
		break;
	case AST_IF: branches(compile, node); break;
	case AST_FOR: compile_loop(compile, node); break;
	case AST_BREAK:
	case AST_CONTINUE: compile_leave_loop(compile, node); break;
	case AST_SET:
		compile_expression(compile, node->set.value);
		compile_store(compile, node->set.target, true);
		break;
	case AST_SET_BLOCK: set_block(compile, node); break;
	case AST_WITH: with(compile, node); break;
	case AST_FILTER_BLOCK: filter_block(compile, node); break;
	case AST_AUTOESCAPE: autoescape(compile, node); break;
	case AST_MACRO: compile_macro(compile, node); break;
	case AST_CALL_BLOCK: compile_call_block(compile, node); break;
	case AST_ATTRIBUTES: declare_attributes(compile, node); break;
	case AST_BLOCK: compile_block(compile, node); break;
	case AST_EXTENDS: compile_extends(compile, node); break;
	case AST_INCLUDE: compile_include(compile, node); break;
	case AST_IMPORT:
	case AST_FROM: compile_import(compile, node); break;
	default: break; /* expressions are not statements */
	}
}

void
compile_statements(struct compile *compile, const struct ast *list)
{
	for (; list; list = list->next)
		statement(compile, list);
}
