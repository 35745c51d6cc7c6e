/*
 * What a statement makes on its way is given back when it has been written, so that a loop needs no more
 * memory the longer it runs. The arena is cut back to the floor:
 *
 *	| frames, slots' values, loops | texts and lists of this statement |     vm->arena->at
 *	                               ^ vm->floor
 *
 * Who lets something last longer than its statement says so; all that has been made lasts as long then:
 *
 *	vm_keep           a name of the block: to the end of this turn of the loop, if it is in one
 *	vm_keep_frame     what is remembered for the frame: as long as that
 *	vm_keep_always    what may outlive the frame, as an item of a list: to the end of the rendering, with
 *	                  all that is made until the statement ends
 *
 * A frame begins with a floor of its own, so that the statement that runs it loses nothing before it ends
 * itself (vm_enter, vm_leave).
 */
#ifndef KITH_TEMPLATE_VM_MEMORY_H
#define KITH_TEMPLATE_VM_MEMORY_H

#include "base/arena.h"
#include "template/vm.h"

static inline void
vm_keep(struct vm *vm)
{
	vm->floor = *vm->arena;
}

static inline void
vm_keep_frame(struct vm *vm, struct frame *frame)
{
	vm_keep(vm);
	frame->kept++;
}

static inline void
vm_keep_always(struct vm *vm)
{
	vm->kept++;
}

void vm_memory_release(struct vm *vm);

/* The end of a statement: nothing lies on the stack but what was kept. */
static inline void
vm_release(struct vm *vm)
{
	if (vm->arena->used != vm->floor.used)
		vm_memory_release(vm);
}

static inline struct vm_floor
vm_floor(const struct vm *vm, const struct frame *frame)
{
	return (struct vm_floor){ vm->floor, frame->kept, vm->kept };
}

/* The end of what began at the floor, which rises if that has left something for good. */
void vm_memory_lower(struct vm *vm, const struct frame *frame, struct vm_floor *floor);

#endif
