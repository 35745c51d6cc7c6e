/*
 * Methods of maps. Only what a template has made itself can be changed.
 */
#include "base/arena.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/merge.h"
#include "template/method.h"
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
	struct box *box = box_of(call->subject);
	struct value key = call->arguments[0];
	if (!subscript_check_key(call->vm, key))
		return VALUE_UNDEFINED_INIT;
	if (box && box->kind == BOX_DICT) {
		struct value *found = vm_charge(call->vm, box->len / 8) ? box_find(box, key) : NULL;
		return found ? *found : call->arguments[1];
	}
	struct value v = subscript_item(call->vm, call->subject, key);
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

struct value
method_copy_dict(struct template_call *call)
{
	struct box *copy = box_map(call->vm->arena, BOX_DICT, 0);
	merge_into(call->vm, copy, call->subject);
	return box_value(copy);
}

struct value
method_update(struct template_call *call)
{
	struct box *box = changeable(call);
	if (box)
		merge_arguments(call->vm, box, call->arguments[0], call->arguments[1]);
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
	struct value fallback = box_plain(call->arguments[1]);
	if (!box || (box->len && !subscript_check_key(call->vm, call->arguments[0])))
		return VALUE_UNDEFINED_INIT;
	if (fallback.len > 1)
		return template_fail(call, "\"pop\" takes a key and a default");
	size_t index = box_index(box, call->arguments[0]);
	if (index != STR_NONE) {
		struct value v = box->entries[index].value;
		box_remove(box, index);
		return v;
	}
	if (!fallback.len)
		return template_fail(call, "this key is not in the map");
	return fallback.items[0];
}

struct value
method_popitem(struct template_call *call)
{
	struct box *box = changeable(call);
	if (!box)
		return VALUE_UNDEFINED_INIT;
	if (!box->len)
		return template_fail(call, "the map is empty");
	struct value_entry last = box->entries[box->len - 1];
	box_remove(box, box->len - 1);
	return box_pair(call->vm->arena, last.key, last.value);
}
