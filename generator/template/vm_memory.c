#include "template/vm_memory.h"

void
vm_memory_release(struct vm *vm)
{
	if (vm->kept == vm->kept_seen) {
		arena_back(vm->arena, &vm->floor);
	} else {
		vm->kept_seen = vm->kept;
		vm_keep(vm);
	}
}

void
vm_memory_lower(struct vm *vm, const struct frame *frame, struct vm_floor *floor)
{
	if (floor->frame_kept == frame->kept && floor->kept == vm->kept)
		vm->floor = floor->at;
	vm_release(vm);
	*floor = vm_floor(vm, frame);
}
