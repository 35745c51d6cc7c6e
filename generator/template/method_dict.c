/*
 * Methods of maps. Only what a template has made itself can be changed.
 */
#include "base/arena.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/method.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

/* The dict to be changed; NULL after template_fail. */
static struct box *
changeable(struct template_call *call)
{
	struct box *box = box_of(call->subject);
	if (box && box->kind == BOX_DICT && vm_charge(call->vm, box->len / 8))
		return box;
	vm_fail_help(call->vm, STR("a copy can be changed: dict(value)"),
	        "this map cannot be changed: no template has made it");
	return NULL;
}

struct value
method_get(struct template_call *call)
{
	if (!subscript_check_key(call->vm, call->arguments[0]))
		return VALUE_UNDEFINED_INIT;
	struct value v = subscript_item(call->vm, call->subject, call->arguments[0]);
	return v.kind == VALUE_UNDEFINED ? call->arguments[1] : v;
}

struct value
method_items(struct template_call *call)
{
	return filter_items(call);
}

struct value
method_keys(struct template_call *call)
{
	return filter_list(call);
}

struct value
method_values(struct template_call *call)
{
	const struct value *keys;
	size_t len;
	if (!call_items(call, &keys, &len))
		return VALUE_UNDEFINED_INIT;
	struct value *values = call_room(call, len);
	for (size_t i = 0; values && i < len; i++)
		values[i] = subscript_item(call->vm, call->subject, keys[i]);
	return values ? call_list(call, values, len) : VALUE_UNDEFINED_INIT;
}

/* Takes over the entries of a map; false after vm_fail. */
static bool
merge(struct template_call *call, struct box *into, struct value from)
{
	const struct value *keys;
	size_t len;
	if (!sequence_items(call->vm, from, "merged into a map", &keys, &len))
		return false;
	for (size_t i = 0; i < len && vm_charge(call->vm, into->len / 8); i++) {
		struct value key = keys[i], v = VALUE_UNDEFINED_INIT;
		if (value_is_sequence(from)) {
			v = subscript_item(call->vm, key, value_int(1));
			key = subscript_item(call->vm, key, value_int(0));
		} else {
			v = subscript_item(call->vm, from, key);
		}
		if (!subscript_check_key(call->vm, key))
			return false;
		box_set(call->vm->arena, into, key, v);
	}
	return !call->vm->failed;
}

struct value
method_copy_dict(struct template_call *call)
{
	struct box *copy = box_map(call->vm->arena, BOX_DICT, 0);
	merge(call, copy, call->subject);
	return box_value(copy);
}

struct value
method_update(struct template_call *call)
{
	struct box *box = changeable(call);
	struct value others = box_plain(call->arguments[0]);
	for (uint32_t i = 0; box && i < others.len; i++) {
		if (!merge(call, box, others.items[i]))
			return value_none();
	}
	if (box)
		merge(call, box, call->arguments[1]);
	return value_none();
}

struct value
method_setdefault(struct template_call *call)
{
	struct box *box = changeable(call);
	if (!box || !subscript_check_key(call->vm, call->arguments[0]))
		return VALUE_UNDEFINED_INIT;
	struct value *found = box_find(box, call->arguments[0]);
	if (found)
		return *found;
	box_set(call->vm->arena, box, call->arguments[0], call->arguments[1]);
	return call->arguments[1];
}

struct value
method_pop_key(struct template_call *call)
{
	struct box *box = changeable(call);
	struct value fallback = call->arguments[1];
	if (!box || !subscript_check_key(call->vm, call->arguments[0]))
		return VALUE_UNDEFINED_INIT;
	size_t index = box_index(box, call->arguments[0]);
	if (index != STR_NONE) {
		struct value v = box->entries[index].value;
		box_remove(box, index);
		return v;
	}
	if (fallback.kind == VALUE_UNDEFINED)
		return template_fail(call, "this key is not in the map");
	return fallback;
}
