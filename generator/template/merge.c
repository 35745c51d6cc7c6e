#include "template/merge.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/vm.h"

/* A key and a value out of a pair. False after vm_fail. */
static bool
take_pair(struct vm *vm, struct value pair, struct value *key, struct value *value)
{
	const struct value *items;
	size_t len;
	if (!sequence_items(vm, pair, "an entry of a map", &items, &len))
		return false;
	if (len != 2) {
		vm_fail(vm, "an entry of a map is made of a key and a value, not of %zu items",
		        len);
		return false;
	}
	*key = items[0];
	*value = items[1];
	return true;
}

bool
merge_into(struct vm *vm, struct box *into, struct value from)
{
	const struct value *items;
	size_t len;
	bool map = box_plain(from).kind == VALUE_MAP ||
	        (from.kind == VALUE_OBJECT && !value_is_sequence(from));
	if (from.kind == VALUE_UNDEFINED) {
		vm_fail(vm, "what is undefined cannot be made a map");
		return false;
	}
	if (!sequence_items(vm, from, "made a map", &items, &len))
		return false;
	for (size_t i = 0; i < len && vm_charge(vm, into->len / 8); i++) {
		struct value key = items[i], v;
		if (map)
			v = subscript_item(vm, from, key);
		else if (!take_pair(vm, items[i], &key, &v))
			return false;
		if (!subscript_check_key(vm, key))
			return false;
		box_set(vm->arena, into, key, v);
	}
	return !vm->failed;
}

bool
merge_arguments(struct vm *vm, struct box *into, struct value others, struct value named)
{
	others = box_plain(others);
	if (others.len > 1) {
		vm_fail(vm, "one map, or one list of pairs, is what can be taken over, not %u",
		        others.len);
		return false;
	}
	return (!others.len || merge_into(vm, into, others.items[0])) &&
	        merge_into(vm, into, named);
}
