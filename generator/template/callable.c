#include "template/callable.h"

#include "base/arena.h"
#include "base/diag.h"
#include "template/box.h"
#include "template/parse.h"
#include "template/symbol.h"
#include "template/vm.h"

/* --- the words of a table row -------------------------------------------------------------- */

/* A default is a literal; of lists and dicts only the empty ones. */
static bool
literal(struct arena *arena, const struct ast *node, struct value *out)
{
	switch (node->kind) {
	case AST_CONST:
		*out = node->value;
		if (value_is_text(*out))
			*out = value_text(str_copy(arena, value_str(*out)));
		return true;
	case AST_NEG:
		if (node->unary->kind != AST_CONST || node->unary->value.kind != VALUE_INT)
			return false;
		*out = value_int(-node->unary->value.integer);
		return true;
	case AST_NAME: /* `undefined` */ *out = VALUE_UNDEFINED_INIT; return true;
	case AST_LIST: *out = value_list(NULL, 0); return !node->items.count;
	case AST_DICT: *out = value_map(NULL, 0); return !node->items.count;
	default: return false;
	}
}

static bool
fill(struct arena *arena, struct callable *made, const struct ast_argument *parameter)
{
	struct callable_parameter *parameters =
	        arena_array(arena, struct callable_parameter, CALLABLE_PARAMETERS_MAX);
	for (; parameter; parameter = parameter->next) {
		struct callable_parameter *next = &parameters[made->count];
		if (made->count == CALLABLE_PARAMETERS_MAX - 2)
			return false;
		if (parameter->kind == AST_SPLAT) {
			made->rest = true;
			made->positional = made->count;
		} else if (parameter->kind == AST_SPLAT_MAP) {
			made->named = true;
		} else {
			next->name = parameter->name->name;
			next->required = !parameter->value;
			made->count++;
		}
		if (parameter->value && !literal(arena, parameter->value, &next->fallback))
			return false;
	}
	made->parameters = parameters;
	if (!made->rest)
		made->positional = made->count;
	return true;
}

struct callable *
callable_make(struct arena *arena, struct arena *scratch, struct symbols *symbols, struct str name,
        struct value (*call)(struct template_call *call), const char *parameters)
{
	struct callable *made = arena_new(arena, struct callable);
	struct diags diags;
	struct ast_argument *list = NULL;
	arena_reset(scratch);
	struct parse *parse = arena_new(scratch, struct parse);
	diag_init(&diags);
	parse->arena = scratch;
	parse->symbols = symbols;
	parse->diags = &diags;
	parse->source = str_from(parameters);
	lex_start_expression(&parse->lex, scratch, parse->source);
	made->name = name;
	made->call = call;
	bool good = parse_parameters(parse, &list) && fill(arena, made, list);
	diag_free(&diags);
	return good ? made : NULL;
}

size_t
callable_width(const struct callable *callable)
{
	return (size_t)callable->count + callable->rest + callable->named;
}

size_t
callable_find(const struct callable *callable, struct str name)
{
	for (size_t i = 0; i < callable->count; i++) {
		if (str_eq(callable->parameters[i].name, name))
			return i;
	}
	return STR_NONE;
}

/* --- arguments at run time ----------------------------------------------------------------- */

static bool
bind_keywords(struct vm *vm, const struct callable *callable,
        const struct callable_arguments *arguments, struct value *out, bool *given)
{
	struct box *named = callable->named ? box_map(vm->arena, BOX_DICT, arguments->named) : NULL;
	for (size_t i = 0; i < arguments->named; i++) {
		struct str name = arguments->names[i];
		size_t index = callable_find(callable, name);
		if (index != STR_NONE && given[index]) {
			vm_fail(vm, "\"" STR_FMT "\" gets \"" STR_FMT "\" twice",
			        STR_ARG(callable->name), STR_ARG(name));
			return false;
		}
		if (index == STR_NONE && !named) {
			vm_fail(vm, "\"" STR_FMT "\" has no argument \"" STR_FMT "\"",
			        STR_ARG(callable->name), STR_ARG(name));
			return false;
		}
		if (index == STR_NONE) {
			box_set(vm->arena, named, value_text(name), arguments->keywords[i]);
		} else {
			out[index] = arguments->keywords[i];
			given[index] = true;
		}
	}
	if (named)
		out[callable->count + callable->rest] = box_value(named);
	return true;
}

bool
callable_bind(struct vm *vm, const struct callable *callable,
        const struct callable_arguments *arguments, struct value *out)
{
	bool given[CALLABLE_PARAMETERS_MAX] = { false };
	size_t taken =
	        arguments->count < callable->positional ? arguments->count : callable->positional;
	for (size_t i = 0; i < callable->count; i++) {
		given[i] = i < taken;
		out[i] = given[i] ? arguments->positional[i] : callable->parameters[i].fallback;
	}
	if (callable->rest) {
		out[callable->count] = box_tuple(
		        vm->arena, arguments->positional + taken, arguments->count - taken);
	} else if (taken < arguments->count) {
		vm_fail(vm, "\"" STR_FMT "\" takes at most %u argument%s, not %zu",
		        STR_ARG(callable->name), callable->count, callable->count == 1 ? "" : "s",
		        arguments->count);
		return false;
	}
	if (!bind_keywords(vm, callable, arguments, out, given))
		return false;
	for (size_t i = 0; i < callable->count; i++) {
		if (!given[i] && callable->parameters[i].required) {
			vm_fail(vm, "\"" STR_FMT "\" needs the argument \"" STR_FMT "\"",
			        STR_ARG(callable->name), STR_ARG(callable->parameters[i].name));
			return false;
		}
	}
	return true;
}
