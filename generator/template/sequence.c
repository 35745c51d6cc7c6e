#include "template/sequence.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "template/repr.h"
#include "template/undefined.h"
#include "template/vm.h"

/* The characters of a text, each as a text of its own; those of markup are no markup. */
static void
characters(struct vm *vm, struct value text, struct sequence *out)
{
	struct str s = value_str(text);
	size_t len = utf8_length(s);
	if (len > VM_ITEMS_MAX) {
		vm_fail(vm, "a text of more than %d characters cannot be taken apart",
		        VM_ITEMS_MAX);
		return;
	}
	if (!vm_charge(vm, len))
		return;
	struct value *items = arena_array(vm->arena, struct value, len);
	size_t at = 0;
	for (size_t i = 0; i < len; i++) {
		size_t from = at;
		utf8_next(s, &at);
		items[i] = value_text(str_slice(s, from, at));
	}
	out->items = items;
	out->len = len;
}

bool
sequence_of(struct vm *vm, struct value v, struct sequence *out)
{
	*out = (struct sequence){ .kind = SEQUENCE_ITEMS };
	switch (v.kind) {
	case VALUE_UNDEFINED: return true;
	case VALUE_LIST:
		out->items = v.items;
		out->len = v.len;
		return true;
	case VALUE_MAP:
		out->kind = SEQUENCE_KEYS;
		out->entries = v.entries;
		out->len = v.len;
		return true;
	case VALUE_TEXT:
	case VALUE_MARKUP: characters(vm, v, out); return true;
	case VALUE_OBJECT:
		if (v.object->type->at && v.object->type->len) {
			out->kind = SEQUENCE_OBJECT;
			out->object = v.object;
			out->len = value_len(v);
			return true;
		}
		if (!v.object->type->keys)
			return false;
		v = v.object->type->keys(v.object->self, vm->arena);
		vm_charge(vm, v.len / 8);
		return sequence_of(vm, v, out);
	default: return false;
	}
}

struct value
sequence_at(struct vm *vm, const struct sequence *sequence, size_t index)
{
	switch (sequence->kind) {
	case SEQUENCE_ITEMS: return sequence->items[index];
	case SEQUENCE_KEYS: return sequence->entries[index].key;
	default: break;
	}
	/* A list that shrinks while it is gone through has fewer items than it began with. */
	const struct value_object *object = sequence->object;
	if (index >= object->type->len(object->self))
		return vm_undefined(STR_EMPTY);
	return object->type->at(object->self, index, vm->arena);
}

bool
sequence_items(
        struct vm *vm, struct value v, const char *doing, const struct value **items, size_t *len)
{
	struct sequence sequence;
	if (!undefined_allowed(vm, v) || !sequence_of(vm, v, &sequence)) {
		vm_fail(vm, "%s cannot be %s", repr_kind(vm, v), doing);
		return false;
	}
	*len = sequence.len;
	if (!vm_charge(vm, sequence.len))
		return false;
	if (sequence.kind == SEQUENCE_ITEMS) {
		*items = sequence.items;
		return true;
	}
	if (sequence.len > VM_ITEMS_MAX) {
		vm_fail(vm, "there are more than %d items", VM_ITEMS_MAX);
		return false;
	}
	struct value *copies = arena_array(vm->arena, struct value, sequence.len);
	for (size_t i = 0; i < sequence.len; i++)
		copies[i] = sequence_at(vm, &sequence, i);
	*items = copies;
	return true;
}
