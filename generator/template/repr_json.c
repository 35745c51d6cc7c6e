/* JSON of values, for the filters and for scripts. */
#include "base/arena.h"
#include "data/writer_json.h"
#include "template/box.h"
#include "template/repr.h"
#include "template/vm.h"

enum { JSON_DEPTH_MAX = 60 };

/* What templates have made, as plain lists and maps all the way down. */
static struct value
plain(struct vm *vm, struct value v, unsigned depth)
{
	v = box_plain(v);
	if (depth == JSON_DEPTH_MAX) {
		vm_fail(vm, "this nests too deep for JSON");
		return value_none();
	}
	if (v.kind == VALUE_LIST && vm_charge(vm, v.len)) {
		struct value *items = arena_array(vm->arena, struct value, v.len);
		for (uint32_t i = 0; i < v.len && !vm->failed; i++)
			items[i] = plain(vm, v.items[i], depth + 1);
		return value_list(items, v.len);
	}
	if (v.kind == VALUE_MAP && vm_charge(vm, v.len)) {
		struct value_entry *entries = arena_array(vm->arena, struct value_entry, v.len);
		for (uint32_t i = 0; i < v.len && !vm->failed; i++) {
			entries[i].key = v.entries[i].key;
			entries[i].value = plain(vm, v.entries[i].value, depth + 1);
		}
		return value_map(entries, v.len);
	}
	return v;
}

void
repr_json(struct vm *vm, struct buf *out, struct value v, size_t indent, bool file)
{
	struct writer_json writer = writer_json_start(out, (int)indent);
	v = plain(vm, v, 0);
	writer.file = file;
	if (!vm->failed)
		writer_json_value(&writer, v, vm->arena);
}
