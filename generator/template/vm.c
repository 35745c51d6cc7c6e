/*
 * Frames, the run loop, and the ops that concern names, values and jumps. The others are in
 *
 *	vm_text.c      output and captures
 *	vm_call.c      filters, tests, functions, macros, methods
 *	vm_loop.c      loops
 *	vm_template.c  blocks, extends, include, import
 */
#include "template/vm.h"

#include "base/arena.h"
#include "base/span.h"
#include "template/ast.h"
#include "template/box.h"
#include "template/engine.h"
#include "template/operate.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/symbol.h"
#include "template/vm_memory.h"

enum { STACK_PIECE = 256 };

/* --- frames -------------------------------------------------------------------------------- */

static struct value *
take(struct vm *vm, size_t count)
{
	struct value *values = vm->top;
	for (size_t i = 0; i < count; i++)
		values[i] = VALUE_UNDEFINED_INIT;
	vm->top += count;
	return values;
}

/* Goes on in another piece of stack: the one that was left last, or a new one. */
static struct value *
begin_piece(struct vm *vm, size_t need)
{
	size_t size = (size_t)(vm->spare_end - vm->spare_piece);
	struct value *piece = vm->spare_piece;
	if (!piece || size < need) {
		size = need > STACK_PIECE ? need : STACK_PIECE;
		piece = arena_array(vm->arena, struct value, size);
	}
	vm->spare_piece = vm->spare_end = NULL;
	vm->top = piece;
	vm->end = piece + size;
	vm_keep_always(vm);
	return piece;
}

struct frame *
vm_enter(struct vm *vm, const struct unit *unit, const struct frame *like, struct frame *space,
        struct vm_mark *mark)
{
	size_t slots = unit->kept ? 0 : unit->slots;
	size_t need = slots + unit->stack;
	*mark = (struct vm_mark){ vm->frame, vm->top, vm->end, NULL, vm->floor, vm->kept_seen };
	if (vm->depth == VM_DEPTH_MAX) {
		vm_fail_depth(vm, unit);
		return NULL;
	}
	if (!vm->end || (size_t)(vm->end - vm->top) < need)
		mark->piece = begin_piece(vm, need);
	struct frame *frame = unit->kept ? arena_new(vm->arena, struct frame) : space;
	*frame = (struct frame){ .unit = unit, .next = unit->ops, .caller = vm->frame };
	frame->slots =
	        unit->kept ? arena_array(vm->arena, struct value, unit->slots) : take(vm, slots);
	frame->context = like->context;
	frame->escape = like->escape;
	vm->frame = frame;
	vm->depth++;
	vm->kept_seen = vm->kept;
	vm_keep(vm);
	vm_charge(vm, 0);
	return frame;
}

void
vm_leave(struct vm *vm, const struct vm_mark *mark)
{
	if (mark->piece) {
		vm->spare_piece = mark->piece;
		vm->spare_end = vm->end;
	}
	vm->floor = mark->floor;
	vm->kept_seen = mark->kept_seen;
	vm->frame = mark->frame;
	vm->top = mark->top;
	vm->end = mark->end;
	vm->depth--;
}

/* --- names --------------------------------------------------------------------------------- */

struct value
vm_undefined(struct str name)
{
	return undefined_value(UNDEFINED_FREE, name);
}

static struct frame *
frame_outside(struct frame *frame, unsigned depth)
{
	while (depth--)
		frame = frame->outer;
	return frame;
}

struct value
vm_visible(const struct frame *frame, const struct op_visible *visible)
{
	for (unsigned depth = visible->depth; depth; depth--)
		frame = frame->outer;
	return frame->slots[visible->slot];
}

/* What a context itself has of a name: what was set at the top level, or what includes it shows. */
static bool
context_has(const struct vm_context *context, const struct symbol *symbol, struct value *v)
{
	for (size_t i = context->names.len; i-- > 0;) {
		if (context->names.at[i].symbol == symbol) {
			*v = context->names.at[i].value;
			return true;
		}
	}
	for (uint32_t i = 0; i < context->visibles.count; i++) {
		const struct op_visible *visible = &context->visibles.at[i];
		if (visible->symbol != symbol)
			continue;
		*v = vm_visible(context->frame, visible);
		return !vm_is_unset(*v);
	}
	return false;
}

struct value
vm_lookup(struct vm *vm, const struct vm_context *context, const struct symbol *symbol)
{
	struct value v = VALUE_UNDEFINED_INIT;
	bool isolated = false;
	for (; context; context = context->outer) {
		if (context_has(context, symbol, &v))
			return v;
		isolated = context->isolated;
	}
	if (!isolated)
		v = value_get(vm->run->context, symbol->name, vm->arena);
	if (v.kind == VALUE_UNDEFINED)
		v = value_get(vm->run->globals, symbol->name, vm->arena);
	if (v.kind == VALUE_UNDEFINED)
		v = symbol->function;
	return v.kind == VALUE_UNDEFINED ? undefined_value(UNDEFINED_NAME, symbol->name) : v;
}

static void
push(struct vm *vm, struct value v)
{
	*vm->top++ = v;
}

/* A slot of this frame without a value: whether a macro was called from a {% call %} may be asked. */
static struct value
unset(const struct frame *frame, const struct op *op)
{
	const struct unit *unit = frame->unit;
	enum undefined_origin origin = UNDEFINED_SLOT;
	if (op->a < unit->parameters)
		origin = UNDEFINED_PARAMETER;
	else if ((unit->kind == UNIT_MACRO || unit->kind == UNIT_CALLER) && op->a == unit->caller)
		origin = UNDEFINED_FREE;
	return undefined_value(origin, op->symbol->name);
}

void
vm_op_load(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value v = frame->slots[op->a];
	push(vm, vm_is_unset(v) ? unset(frame, op) : v);
}

void
vm_op_name(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value *slot = &frame->slots[op->a];
	if (vm_is_unset(*slot)) {
		*slot = vm_lookup(vm, frame->context, op->symbol);
		vm_keep_frame(vm, frame);
	}
	push(vm, *slot);
}

void
vm_op_outer(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct frame *outside = frame_outside(frame, op->c);
	struct value v = outside->slots[op->a];
	if (vm_is_unset(v))
		v = op->b ? vm_lookup(vm, outside->context, op->symbol) : unset(outside, op);
	push(vm, v);
}

void
vm_op_store(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value v = *--vm->top;
	frame->slots[op->a] = vm_is_unset(v) ? vm_undefined(STR_EMPTY) : v;
	vm_keep(vm);
}

void
vm_op_clear(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)vm;
	frame->slots[op->a] = VALUE_UNDEFINED_INIT;
}

void
vm_op_copy(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)vm;
	frame->slots[op->b] = frame_outside(frame, op->c)->slots[op->a];
}

static void
show(struct vm *vm, struct frame *frame, const struct op *op, bool hidden)
{
	struct vm_context *context = frame->context;
	struct vm_name *name = NULL;
	for (size_t i = 0; i < context->names.len && !name; i++) {
		if (context->names.at[i].symbol == op->symbol)
			name = &context->names.at[i];
	}
	if (!name)
		name = array_push(vm->arena, &context->names);
	name->symbol = op->symbol;
	name->value = frame->slots[op->a];
	name->hidden = hidden;
	vm_keep_frame(vm, frame);
}

void
vm_op_export(struct vm *vm, struct frame *frame, const struct op *op)
{
	show(vm, frame, op, str_starts(op->symbol->name, STR("_")));
}

void
vm_op_hide(struct vm *vm, struct frame *frame, const struct op *op)
{
	show(vm, frame, op, true);
}

/* A text that is taken apart is most often a key of a map, which was to come with its value. */
static void
refuse_unpacking(struct vm *vm, struct value v, size_t len, uint32_t names)
{
	struct str help = STR_EMPTY;
	if (value_is_text(v))
		help = STR("these are the characters of a text; a loop over a map gives its keys, "
		           "and over map.items() keys with their values");
	vm_fail_help(vm, help, "there are %zu values for %u names", len, names);
}

void
vm_op_unpack(struct vm *vm, struct frame *frame, const struct op *op)
{
	const struct value *items;
	size_t len;
	(void)frame;
	if (!sequence_items(vm, *--vm->top, "unpacked", &items, &len))
		return;
	if (len != op->b) {
		refuse_unpacking(vm, *vm->top, len, op->b);
		return;
	}
	while (len--)
		push(vm, items[len]);
}

void
vm_op_assign(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct box *box = box_of(*--vm->top);
	struct value v = *--vm->top;
	(void)frame;
	if (!box || box->kind != BOX_NAMESPACE)
		vm_fail(vm, "only a namespace has attributes that can be set");
	else if (vm_charge(vm, box->len / 8))
		box_set(vm->arena, box, value_text(op->symbol->name), v);
	vm_keep_always(vm);
}

/* --- values -------------------------------------------------------------------------------- */

void
vm_op_const(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	push(vm, *op->value);
}

void
vm_op_pop(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->top--;
}

void
vm_op_dup(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	push(vm, vm->top[-1]);
}

/* Of an object of the program, whose properties may be any amount of work. */
static void
measure_attribute(struct vm *vm, const struct symbol *name)
{
	const char *type = vm->top[-1].object->type->name;
	span_open(vm->spans, SPAN_PROPERTY, str_from(type), name->name);
	vm->top[-1] = subscript_symbol(vm, vm->top[-1], name);
	span_close(vm->spans, value_str(vm->top[-1]).len);
}

void
vm_op_attribute(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	if (vm->spans && vm->top[-1].kind == VALUE_OBJECT)
		measure_attribute(vm, op->symbol);
	else
		vm->top[-1] = subscript_symbol(vm, vm->top[-1], op->symbol);
}

void
vm_op_item(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->top--;
	vm->top[-1] = subscript_item(vm, vm->top[-1], vm->top[0]);
}

void
vm_op_slice(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	struct value part = subscript_slice(vm, vm->top[-4], vm->top - 3);
	vm->top -= 3;
	vm->top[-1] = part;
}

void
vm_op_list(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	vm->top -= op->b;
	push(vm, box_list(vm->arena, vm->top, op->b));
	vm_charge(vm, 0);
}

void
vm_op_tuple(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	vm->top -= op->b;
	push(vm, box_tuple(vm->arena, vm->top, op->b));
	vm_charge(vm, 0);
}

void
vm_op_dict(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct box *box = box_map(vm->arena, BOX_DICT, op->b);
	(void)frame;
	vm->top -= 2 * (size_t)op->b;
	for (uint32_t i = 0; i < op->b && vm_charge(vm, i); i++) {
		if (subscript_check_key(vm, vm->top[2 * i]))
			box_set(vm->arena, box, vm->top[2 * i], vm->top[2 * i + 1]);
	}
	push(vm, box_value(box));
}

/* --- operators ----------------------------------------------------------------------------- */

void
vm_op_not(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->top[-1] = value_bool(!vm_truth(vm, vm->top[-1]));
}

void
vm_op_negate(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->top[-1] = operate_negate(vm, vm->top[-1]);
}

void
vm_op_positive(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame, (void)op;
	vm->top[-1] = operate_positive(vm, vm->top[-1]);
}

void
vm_op_binary(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)frame;
	vm->top--;
	vm->top[-1] = operate_binary(vm, op->c, vm->top[-1], vm->top[0]);
}

void
vm_op_chain(struct vm *vm, struct frame *frame, const struct op *op)
{
	vm->top--;
	struct value result = operate_binary(vm, op->c, vm->top[-1], vm->top[0]);
	if (value_truth(result)) {
		vm->top[-1] = vm->top[0];
	} else {
		vm->top[-1] = result;
		frame->next = frame->unit->ops + op->b;
	}
}

void
vm_op_concat(struct vm *vm, struct frame *frame, const struct op *op)
{
	/* They stay on the stack while a text is made: that of a loop runs its filter above them. */
	struct value text = vm_concat(vm, frame->escape, vm->top - op->b, op->b);
	vm->top -= op->b;
	push(vm, text);
}

/* --- jumps --------------------------------------------------------------------------------- */

void
vm_op_jump(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)vm;
	frame->next = frame->unit->ops + op->b;
}

void
vm_op_jump_false(struct vm *vm, struct frame *frame, const struct op *op)
{
	if (!vm_truth(vm, *--vm->top))
		frame->next = frame->unit->ops + op->b;
}

void
vm_op_jump_true(struct vm *vm, struct frame *frame, const struct op *op)
{
	if (vm_truth(vm, *--vm->top))
		frame->next = frame->unit->ops + op->b;
}

void
vm_op_and(struct vm *vm, struct frame *frame, const struct op *op)
{
	if (vm_truth(vm, vm->top[-1]))
		vm->top--;
	else
		frame->next = frame->unit->ops + op->b;
}

void
vm_op_or(struct vm *vm, struct frame *frame, const struct op *op)
{
	if (!vm_truth(vm, vm->top[-1]))
		vm->top--;
	else
		frame->next = frame->unit->ops + op->b;
}

void
vm_op_default(struct vm *vm, struct frame *frame, const struct op *op)
{
	(void)vm;
	if (!vm_is_unset(frame->slots[op->a]))
		frame->next = frame->unit->ops + op->b;
}

/* --- running ------------------------------------------------------------------------------- */

void
vm_op_return(struct vm *vm, struct frame *frame, const struct op *op)
{
	/* The run loop sees to it. */
	(void)vm, (void)frame, (void)op;
}

/* The ops of this file, which are the most frequent ones, become part of the loop. */
bool
vm_run(struct vm *vm, struct frame *frame)
{
	do {
		while (--vm->steps >= 0) {
			const struct op *op = frame->next++;
			if (op->code == OP_RETURN)
				return true;
			switch ((enum op_code)op->code) {
#define OP(name, function, operand, grows, help) \
	case OP_##name:                          \
		function(vm, frame, op);         \
		break;
#include "template/op.def"
#undef OP
			default: break;
			}
		}
	} while (vm_charge(vm, 0));
	return false;
}
