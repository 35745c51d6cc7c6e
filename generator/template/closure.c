#include "template/closure.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/symbol.h"
#include "template/vm.h"

struct value
closure_value(struct arena *arena, struct value_function closure)
{
	struct value_function *made = arena_new(arena, struct value_function);
	*made = closure;
	return (struct value){ .kind = VALUE_FUNCTION, .function = made };
}

struct value
closure_native(struct arena *arena, const struct callable *native, void *state)
{
	struct value_function closure = {
		.kind = CLOSURE_NATIVE, .native = native, .state = state
	};
	return closure_value(arena, closure);
}

/* What a template may ask about a macro. */
static struct value
macro_attribute(struct vm *vm, const struct unit *unit, struct str name)
{
	if (str_is(name, "name"))
		return unit->name ? value_text(unit->name->name) : value_none();
	if (str_is(name, "caller"))
		return value_bool(unit->uses_caller);
	if (str_is(name, "catch_kwargs"))
		return value_bool(unit->kwargs != UNIT_NO_SLOT);
	if (str_is(name, "catch_varargs"))
		return value_bool(unit->varargs != UNIT_NO_SLOT);
	if (!str_is(name, "arguments"))
		return VALUE_UNDEFINED_INIT;
	struct value *names = arena_array(vm->arena, struct value, unit->parameters);
	for (uint16_t i = 0; i < unit->parameters; i++)
		names[i] = value_text(unit->parameter_names[i]->name);
	return box_tuple(vm->arena, names, unit->parameters);
}

/* `super` of a block that has one. */
static struct value
block_attribute(struct vm *vm, const struct value_function *block, struct str name)
{
	struct value_function above = *block;
	if (str_is(name, "name"))
		return value_text(block->block->name);
	if (!str_is(name, "super"))
		return VALUE_UNDEFINED_INIT;
	above.below = vm_find_block(block->context, block->block, block->below, NULL);
	if (!above.below || !vm_find_block(block->context, block->block, above.below, NULL))
		return vm_undefined(name);
	return closure_value(vm->arena, above);
}

struct value
closure_names(struct vm *vm, const struct value_function *closure)
{
	static const char *const names[] = { "name", "caller", "catch_kwargs", "catch_varargs",
		"arguments" };
	size_t count = closure->kind == CLOSURE_MACRO ? sizeof names / sizeof *names : 0;
	struct value *items = arena_array(vm->arena, struct value, count);
	for (size_t i = 0; i < count; i++)
		items[i] = value_text(str_from(names[i]));
	return value_list(items, count);
}

struct value
closure_attribute(struct vm *vm, const struct value_function *closure, struct str name)
{
	if (closure->kind == CLOSURE_MACRO)
		return macro_attribute(vm, closure->unit, name);
	if (closure->kind == CLOSURE_BLOCK)
		return block_attribute(vm, closure, name);
	return VALUE_UNDEFINED_INIT;
}
