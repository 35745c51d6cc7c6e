/*
 * Loops. While one runs it lies on the stack as an object, under what its body works on.
 */
#include "template/loop.h"
#include "template/subscript.h"
#include "template/symbol.h"
#include "template/vm.h"
#include "template/vm_memory.h"

void
vm_op_loop(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct loop *loop = loop_begin(vm, vm->top[-1], op->loop, frame);
	if (!loop)
		return;
	vm->top[-1] = (struct value){ .kind = VALUE_OBJECT, .object = &loop->object };
	if (op->a != UNIT_NO_SLOT)
		frame->slots[op->a] = vm->top[-1];
}

void
vm_op_next(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value item;
	struct loop *loop = loop_of(vm->top[-1]);
	if (loop->gives_back)
		vm_memory_lower(vm, frame, &loop->turn);
	else
		vm_release(vm);
	/* What will not be used need not go on. */
	if (vm->out->full)
		vm_fail(vm, "the output is beyond its limit of %zu bytes", vm->out->max);
	else if (loop_next(loop, &item))
		*vm->top++ = item;
	else
		frame->next = frame->unit->ops + op->b;
}

void
vm_op_skip(struct vm *vm, struct frame *frame, const struct op *op)
{
	vm->top--;
	loop_skip(loop_of(vm->top[-1]));
	frame->next = frame->unit->ops + op->b;
}

void
vm_op_turn(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	loop_of(vm->top[-1])->turned = true;
}

void
vm_op_loop_end(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct loop *loop = loop_of(*--vm->top);
	if (loop->info->counts_turns ? loop->turned : loop->index > 0)
		frame->next = frame->unit->ops + op->b;
	if (loop->gives_back)
		vm_memory_lower(vm, frame, &loop->outside);
	loop_end(loop);
}

void
vm_op_recurse(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct frame like = *frame;
	like.outer = frame;
	struct value over = *--vm->top;
	loop_recurse(vm, op->unit, &like, over, 0);
}

/* Whoever names something else `loop` gets that one's attribute. */
void
vm_op_loop_field(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value v = frame->slots[op->a];
	struct loop *loop = loop_of(v);
	if (vm_is_unset(v))
		v = undefined_value(UNDEFINED_NAME, STR("loop"));
	struct value field =
	        loop ? loop_field(loop, op->c) : subscript_attribute(vm, v, op->symbol->name);
	*vm->top++ = vm_is_unset(field) ? undefined_key(vm, v, op->symbol->name) : field;
}
