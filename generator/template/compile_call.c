/*
 * Calls. A filter or test is known while compiling, so its arguments are put in the order of its
 * parameters here, and its mistakes are found here; what a function call calls is known only when it
 * runs, so its arguments travel as they were written (struct op_call).
 */
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "template/callable.h"
#include "template/compile.h"
#include "template/compile_spot.h"
#include "template/engine.h"
#include "template/foreign.h"
#include "template/op_call.h"
#include "template/symbol.h"

/* --- arguments as they were written -------------------------------------------------------- */

static size_t
count_kind(const struct ast_argument *argument, int kind)
{
	size_t count = 0;
	for (; argument; argument = argument->next)
		count += (int)argument->kind == kind;
	return count;
}

static size_t
push_kind(struct compile *compile, const struct ast_argument *argument, int kind)
{
	size_t count = 0;
	for (; argument; argument = argument->next) {
		if ((int)argument->kind != kind)
			continue;
		compile_expression(compile, argument->value);
		count++;
	}
	return count;
}

/* Pushes the arguments of a call, and `caller` as a further keyword; *pushed counts the values. */
static struct op_call *
push_arguments(
        struct compile *compile, const struct ast *node, const struct unit *caller, int *pushed)
{
	const struct ast_argument *arguments = node->call.arguments;
	struct op_call *call = arena_new(compile->arena, struct op_call);
	size_t count = count_kind(arguments, AST_KEYWORD);
	struct str *names = arena_array(compile->arena, struct str, count + 1);
	call->positional = (uint16_t)push_kind(compile, arguments, AST_POSITIONAL);
	call->list = push_kind(compile, arguments, AST_SPLAT) > 0;
	push_kind(compile, arguments, AST_KEYWORD);
	for (const struct ast_argument *a = arguments; a; a = a->next) {
		if (a->kind == AST_KEYWORD)
			names[call->keywords++] = a->name->name;
	}
	if (caller) {
		names[call->keywords++] = STR("caller");
		compile_emit(compile, node, OP_MACRO)->unit = caller;
	}
	call->map = push_kind(compile, arguments, AST_SPLAT_MAP) > 0;
	call->names = names;
	*pushed = call->positional + call->list + call->keywords + call->map;
	return call;
}

/* --- filters and tests --------------------------------------------------------------------- */

/* The arguments by parameter; what goes to *rest and **named stays in the list. */
struct binding {
	const struct callable *callable;
	const struct ast_argument *of[CALLABLE_PARAMETERS_MAX];
	size_t positional, keywords; /* of those, how many go to *rest and **named */
};

static bool
bind_keyword(struct compile *compile, struct binding *binding, const struct ast_argument *argument)
{
	const struct callable *callable = binding->callable;
	size_t index = callable_find(callable, argument->name->name);
	if (index == STR_NONE && callable->named) {
		binding->keywords++;
		return true;
	}
	if (index != STR_NONE && !binding->of[index]) {
		binding->of[index] = argument;
		return true;
	}
	if (index != STR_NONE) {
		compile_fail(compile, argument->at, argument->len, "\"" STR_FMT "\" is given twice",
		        STR_ARG(argument->name->name));
		return false;
	}
	struct str names[CALLABLE_PARAMETERS_MAX];
	for (size_t i = 0; i < callable->count; i++)
		names[i] = callable->parameters[i].name;
	compile_fail(compile, argument->at, argument->len,
	        "\"" STR_FMT "\" has no argument \"" STR_FMT "\"", STR_ARG(callable->name),
	        STR_ARG(argument->name->name));
	diag_suggest(compile->diags, argument->name->name, names, callable->count);
	return false;
}

static void
refuse_argument(struct compile *compile, const struct callable *callable,
        const struct ast_argument *argument)
{
	if (callable->positional)
		compile_fail(compile, argument->at, argument->len,
		        "\"" STR_FMT "\" takes at most %u argument%s", STR_ARG(callable->name),
		        callable->positional, callable->positional == 1 ? "" : "s");
	else
		compile_fail(compile, argument->at, argument->len,
		        "\"" STR_FMT "\" takes no arguments", STR_ARG(callable->name));
}

static bool
bind(struct compile *compile, const struct ast *node, struct binding *binding)
{
	const struct callable *callable = binding->callable;
	size_t index = 0;
	for (const struct ast_argument *a = node->call.arguments; a; a = a->next) {
		if (a->kind == AST_KEYWORD) {
			if (!bind_keyword(compile, binding, a))
				return false;
		} else if (index < callable->positional) {
			binding->of[index++] = a;
		} else if (callable->rest) {
			binding->positional++;
		} else {
			refuse_argument(compile, callable, a);
			return false;
		}
	}
	for (size_t i = 0; i < callable->count; i++) {
		if (binding->of[i] || !callable->parameters[i].required)
			continue;
		compile_fail(compile, node->at, node->len,
		        "\"" STR_FMT "\" needs the argument \"" STR_FMT "\"",
		        STR_ARG(callable->name), STR_ARG(callable->parameters[i].name));
		return false;
	}
	return true;
}

/* The values of *rest as a tuple, those of **named as a dict. */
static void
push_further(struct compile *compile, const struct ast *node, const struct binding *binding)
{
	const struct callable *callable = binding->callable;
	size_t index = 0;
	if (callable->rest) {
		for (const struct ast_argument *a = node->call.arguments; a; a = a->next) {
			if (a->kind == AST_POSITIONAL && index++ >= callable->positional)
				compile_expression(compile, a->value);
		}
		compile_emit_varies(compile, node, OP_TUPLE, 1 - (int)binding->positional)->b =
		        (uint32_t)binding->positional;
	}
	if (callable->named && !binding->keywords) {
		compile_push(compile, node, value_map(NULL, 0));
	} else if (callable->named) {
		for (const struct ast_argument *a = node->call.arguments; a; a = a->next) {
			if (a->kind != AST_KEYWORD ||
			        callable_find(callable, a->name->name) != STR_NONE)
				continue;
			compile_push(compile, node, value_text(a->name->name));
			compile_expression(compile, a->value);
		}
		compile_emit_varies(compile, node, OP_DICT, 1 - 2 * (int)binding->keywords)->b =
		        (uint32_t)binding->keywords;
	}
}

/* A filter or test that is named by a string, as in map("upper"), is known here as well. */
static void
check_named(struct compile *compile, const struct binding *binding)
{
	static const char *const parameters[] = { "filter", "test" };
	const struct map *maps[] = { &compile->engine->filters, &compile->engine->predicates };
	for (size_t i = 0; i < 2; i++) {
		size_t index = callable_find(binding->callable, str_from(parameters[i]));
		const struct ast_argument *argument = index == STR_NONE ? NULL : binding->of[index];
		if (!argument || argument->value->kind != AST_CONST)
			continue;
		struct str name = value_str(argument->value->value);
		if (name.len && !map_get(maps[i], name)) {
			compile_fail(compile, argument->at, argument->len,
			        "there is no %s \"" STR_FMT "\"", parameters[i], STR_ARG(name));
			engine_suggest_key(maps[i], name, compile->diags);
		}
	}
}

/* A value that is the same each time; lists are new ones. */
static bool
is_fixed(struct compile *compile, const struct ast *node, struct value *value)
{
	return (node->kind == AST_CONST || node->kind == AST_NEG) &&
	        compile_constant(compile, node, value);
}

/* The arguments, if all are known here; else NULL. Those of *rest are a new tuple each time. */
static const struct value *
constants_of(struct compile *compile, const struct binding *binding)
{
	const struct callable *callable = binding->callable;
	struct value constants[CALLABLE_PARAMETERS_MAX];
	if (callable->rest || callable->named)
		return NULL;
	for (size_t i = 0; i < callable->count; i++) {
		constants[i] = callable->parameters[i].fallback;
		if (binding->of[i] && !is_fixed(compile, binding->of[i]->value, &constants[i]))
			return NULL;
	}
	struct value *kept = arena_array(compile->arena, struct value, callable->count + 1);
	memcpy(kept, constants, callable->count * sizeof *kept);
	return kept;
}

/* Pushes the arguments, unless they are constant; false after an error. */
static bool
push_bound(struct compile *compile, const struct ast *node, struct op_use *use)
{
	struct binding binding = { .callable = use->callable };
	if (!bind(compile, node, &binding))
		return false;
	check_named(compile, &binding);
	use->constants = constants_of(compile, &binding);
	if (use->constants)
		return true;
	for (size_t i = 0; i < use->callable->count; i++) {
		if (binding.of[i])
			compile_expression(compile, binding.of[i]->value);
		else
			compile_push(compile, node, use->callable->parameters[i].fallback);
	}
	push_further(compile, node, &binding);
	use->count = (uint16_t)callable_width(use->callable);
	return true;
}

void
compile_use(struct compile *compile, const struct ast *node)
{
	bool is_filter = node->kind == AST_FILTER;
	const struct map *map =
	        is_filter ? &compile->engine->filters : &compile->engine->predicates;
	struct op_use *use = arena_new(compile->arena, struct op_use);
	int pushed;
	use->callable = map_get(map, node->call.name);
	if (!use->callable) {
		compile_fail(compile, node->at, (uint32_t)node->call.name.len,
		        "there is no %s \"" STR_FMT "\"", is_filter ? "filter" : "test",
		        STR_ARG(node->call.name));
		engine_suggest_key(map, node->call.name, compile->diags);
		if (is_filter && foreign_filter(node->call.name))
			diag_help(compile->diags, "%s", foreign_filter(node->call.name));
		return;
	}
	if (count_kind(node->call.arguments, AST_SPLAT) ||
	        count_kind(node->call.arguments, AST_SPLAT_MAP)) {
		use->call = push_arguments(compile, node, NULL, &pushed);
	} else {
		if (!push_bound(compile, node, use))
			return;
		pushed = use->count;
	}
	compile_emit_varies(compile, node, is_filter ? OP_FILTER : OP_TEST, -pushed)->use = use;
}

/* --- functions, macros, methods ------------------------------------------------------------ */

static void
call_with(struct compile *compile, const struct ast *node, const struct unit *caller, bool written)
{
	const struct ast *callee = node->call.of;
	bool is_method = callee->kind == AST_ATTRIBUTE;
	int pushed;
	compile_receiver(compile, is_method ? callee->attribute.of : callee);
	struct op_call *call = push_arguments(compile, node, caller, &pushed);
	struct op *op = compile_emit_varies(
	        compile, node, is_method ? OP_METHOD : OP_CALL, -pushed - written);
	call->method = is_method ? callee->attribute.name : NULL;
	op->call = call;
	op->c = written;
}

void
compile_call(struct compile *compile, const struct ast *node, bool written)
{
	call_with(compile, node, NULL, written);
}

static const struct ast_argument *
find_parameter(const struct ast_argument *parameter, const struct symbol *name)
{
	while (parameter && parameter->name != name)
		parameter = parameter->next;
	return parameter;
}

static uint16_t
declare_special(struct compile *compile, const struct ast *node, const char *word)
{
	const struct symbol *name = compile_symbol(compile, word);
	if (find_parameter(node->macro.parameters, name) || !ast_mentions(node->macro.body, name))
		return UNIT_NO_SLOT;
	return scope_declare(compile->scope, name);
}

static void
declare_caller(struct compile *compile, const struct ast *node, struct unit *unit)
{
	const struct symbol *name = compile_symbol(compile, "caller");
	const struct ast_argument *parameter = find_parameter(node->macro.parameters, name);
	unit->caller = declare_special(compile, node, "caller");
	unit->uses_caller = ast_mentions(node->macro.body, name);
	if (!parameter)
		return;
	if (!parameter->value && ast_mentions(node->macro.body, name))
		compile_fail(compile, parameter->at, parameter->len,
		        "a parameter \"caller\" needs a default, since not every call has a body");
	unit->caller = scope_declare(compile->scope, name);
	unit->caller_is_parameter = true;
}

/* Parameters become the first slots, then come `caller`, `kwargs` and `varargs` where they are used. */
static void
declare_parameters(struct compile *compile, const struct ast *node, struct unit *unit)
{
	size_t count = 0;
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next)
		count++;
	const struct symbol **names = arena_array(compile->arena, const struct symbol *, count);
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next) {
		if (find_parameter(node->macro.parameters, p->name) != p)
			compile_fail(
			        compile, p->at, p->len, "there are two parameters of this name");
		names[unit->parameters++] = p->name;
		scope_declare(compile->scope, p->name);
	}
	unit->parameter_names = names;
	declare_caller(compile, node, unit);
	unit->kwargs = declare_special(compile, node, "kwargs");
	unit->varargs = declare_special(compile, node, "varargs");
}

static void
push_defaults(struct compile *compile, const struct ast *node)
{
	struct scope_place place = { 0 };
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next) {
		if (!p->value)
			continue;
		scope_find(compile->scope, p->name, &place);
		uint32_t jump = compile_jump(compile, p->value, OP_DEFAULT);
		compile->code->ops.at[jump].a = place.slot;
		compile_expression(compile, p->value);
		compile_emit(compile, p->value, OP_STORE)->a = place.slot;
		compile_land(compile, jump);
	}
}

/* The unit of a macro, or of the body of a call block. */
static const struct unit *
macro_unit(struct compile *compile, const struct ast *node)
{
	struct code code;
	struct scope scope;
	struct compile outside = *compile;
	enum unit_kind kind = node->kind == AST_MACRO ? UNIT_MACRO : UNIT_CALLER;
	compile_keep_frames(compile);
	struct unit *unit = compile_open(compile, &code, &scope, compile->scope, kind);
	unit->name = node->macro.name;
	compile->toplevel = compile->extended = compile->may_extend = false;
	declare_parameters(compile, node, unit);
	for (const struct ast_argument *p = node->macro.parameters; p; p = p->next)
		scope_read(&scope, p->value);
	scope_read(&scope, node->macro.body);
	compile_enter(compile, node, &scope);
	push_defaults(compile, node);
	struct spot around = compile_spot_enter(compile, &unit->safe_in);
	compile_statements(compile, node->macro.body);
	compile_spot_leave(compile, node, &around,
	        kind == UNIT_MACRO ? "this macro" : "the body of this call");
	compile_close(compile, node);
	compile->toplevel = outside.toplevel;
	compile->extended = outside.extended;
	compile->may_extend = outside.may_extend;
	return unit;
}

void
compile_macro(struct compile *compile, const struct ast *node)
{
	struct ast target = { .kind = AST_NAME, .at = node->at, .len = node->len };
	target.symbol = node->macro.name;
	const struct unit *unit = macro_unit(compile, node);
	compile_emit(compile, node, OP_MACRO)->unit = unit;
	compile_store(compile, &target, true);
}

void
compile_call_block(struct compile *compile, const struct ast *node)
{
	const struct unit *body = macro_unit(compile, node);
	enum spot_landing landing = compile_spot_value(compile, node);
	call_with(compile, node->macro.call, body, landing == LAND_TEXT);
	if (landing != LAND_TEXT)
		compile_spot_emit(compile, node, landing);
}
