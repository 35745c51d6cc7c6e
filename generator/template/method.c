#include "template/method.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/callable.h"
#include "template/engine.h"
#include "template/global.h"
#include "template/loop.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/undefined.h"
#include "template/vm.h"

const struct callable_row method_rows[] = {
#define METHOD(name, receivers, function, parameters, help, ...) \
	{ name, function, parameters, help, { __VA_ARGS__ }, receivers },
#include "template/method.def"
#undef METHOD
	{ NULL, NULL, NULL, NULL, { NULL }, 0 },
};

/* What kind of value this is for methods; 0 for one that has none. */
static unsigned
receiver(struct value v)
{
	switch (v.kind) {
	case VALUE_TEXT:
	case VALUE_MARKUP: return METHOD_TEXT;
	case VALUE_LIST: return METHOD_LIST;
	case VALUE_MAP: return METHOD_DICT;
	case VALUE_DATE: return METHOD_DATE;
	case VALUE_OBJECT: break;
	default: return 0;
	}
	const struct box *box = box_of(v);
	if (box && box->kind == BOX_NAMESPACE)
		return 0;
	if (box_is_tuple(v) || range_of(v))
		return METHOD_TUPLE;
	if (loop_of(v))
		return METHOD_LOOP;
	if (v.object->type == &global_cycler_type)
		return METHOD_CYCLER;
	if (v.object->type->at)
		return METHOD_LIST;
	return v.object->type->keys ? METHOD_DICT : 0;
}

const struct callable *
method_of(const struct symbol *name, struct value of)
{
	unsigned kind = receiver(of);
	const struct callable *method = name->methods;
	while (method && !(method->receivers & kind))
		method = method->next;
	return method;
}

struct value
method_names(struct vm *vm, struct value of)
{
	size_t count = 0, rows = 0;
	while (method_rows[rows].name)
		rows++;
	struct value *names = arena_array(vm->arena, struct value, rows);
	for (size_t i = 0; i < rows; i++) {
		if (method_rows[i].receivers & receiver(of))
			names[count++] = value_text(str_from(method_rows[i].name));
	}
	return value_list(names, count);
}

void
method_missing(struct vm *vm, struct value of, struct value own, const struct symbol *name)
{
	if (!undefined_allowed(vm, of))
		return;
	if (of.kind == VALUE_UNDEFINED && of.len)
		vm_fail(vm, "\"" STR_FMT "\" is undefined and has no \"" STR_FMT "\" to call",
		        STR_ARG(undefined_name(of)), STR_ARG(name->name));
	else if (own.kind != VALUE_UNDEFINED)
		vm_fail(vm, "\"" STR_FMT "\" is %s and cannot be called", STR_ARG(name->name),
		        repr_kind(vm, own));
	else
		vm_fail_help(vm, undefined_help_method(vm, of, name->name),
		        "%s has no %s\"" STR_FMT "\"", repr_kind(vm, of),
		        vm_is_self(of)             ? "block "
		                : vm_is_module(of) ? ""
		                                   : "method ",
		        STR_ARG(name->name));
}
