#include "template/loop.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/repr.h"
#include "template/undefined.h"
#include "template/vm_memory.h"

static size_t length(struct loop *loop);

static struct value
get(const void *self, struct str key, struct arena *arena)
{
	const struct loop *loop = self;
	(void)arena;
	/* What a loop looks ahead for is kept in it; loops are never constant. */
	return loop_field((struct loop *)(uintptr_t)loop, loop_find_field(key));
}

static size_t
len(const void *self)
{
	const struct loop *loop = self;
	return length((struct loop *)(uintptr_t)loop);
}

/* As Jinja prints it. */
static struct str
text(const void *self, struct arena *arena)
{
	const struct loop *loop = self;
	return str_format(arena, "<LoopContext %zu/%zu>", loop->index, len(self));
}

/* --- items --------------------------------------------------------------------------------- */

/* One that is not kept will be used again, by whatever frame. */
static struct loop *
make_loop(struct vm *vm, bool kept)
{
	if (!kept)
		vm_keep_always(vm);
	return arena_new(vm->arena, struct loop);
}

struct loop *
loop_begin(struct vm *vm, struct value over, const struct op_loop *info, struct frame *frame)
{
	struct sequence sequence;
	struct vm_floor outside = vm_floor(vm, frame);
	if (!undefined_allowed(vm, over) || !sequence_of(vm, over, &sequence)) {
		vm_fail(vm, "%s cannot be looped over", repr_kind(vm, over));
		return NULL;
	}
	struct loop *loop = vm->spare;
	if (loop)
		vm->spare = loop->next_spare;
	else
		loop = make_loop(vm, info->kept);
	*loop = (struct loop){
		.object = { &loop_type, loop },
		.vm = vm,
		.over = sequence,
		.info = info,
		.frame = frame,
		.depth = info->recursive ? frame->loop_depth : 0,
		.makes_items = sequence.kind == SEQUENCE_OBJECT && !box_of(over),
		.gives_back = !info->kept && !frame->unit->kept,
		.outside = outside,
	};
	vm_keep(vm);
	loop->turn = vm_floor(vm, frame);
	return loop;
}

void
loop_end(struct loop *loop)
{
	if (loop->info->kept)
		return;
	loop->next_spare = loop->vm->spare;
	loop->vm->spare = loop;
}

/* Does the item pass the loop's test? The test is a unit that sees the frame of the loop. */
static bool
passes(struct loop *loop, struct value item)
{
	struct vm *vm = loop->vm;
	struct frame space;
	struct vm_mark mark;
	struct frame *frame = vm_enter(vm, loop->info->test, loop->frame, &space, &mark);
	if (!frame)
		return false;
	frame->outer = loop->frame;
	frame->slots[0] = vm_is_unset(item) ? vm_undefined(STR_EMPTY) : item;
	bool passed = vm_run(vm, frame) && vm_truth(vm, vm->top[-1]);
	vm_leave(vm, &mark);
	return passed;
}

/* The next item of the sequence itself that passes. */
static bool
fetch(struct loop *loop, struct value *item)
{
	while (loop->at < loop->over.len && !loop->vm->failed) {
		*item = sequence_at(loop->vm, &loop->over, loop->at++);
		if (!loop->info->test || passes(loop, *item))
			return true;
	}
	return false;
}

/* Makes sure that one more item, or all, are known; false when there is none. */
static bool
look_ahead(struct loop *loop, bool all)
{
	struct value item;
	bool room = loop->ahead != NULL;
	while ((all || loop->ahead_at == loop->ahead_len) && !loop->drained) {
		if (!fetch(loop, &item)) {
			loop->drained = true;
			break;
		}
		if (!room) {
			/* No more than are left, and the one in hand. */
			size_t most = loop->over.len - loop->at + 1;
			loop->ahead = arena_array(loop->vm->arena, struct value, most);
			room = true;
			vm_keep_always(loop->vm);
		}
		/* Items of objects may have been made just now. */
		if (loop->over.kind == SEQUENCE_OBJECT)
			vm_keep_always(loop->vm);
		loop->ahead[loop->ahead_len++] = item;
	}
	return loop->ahead_at < loop->ahead_len;
}

bool
loop_next(struct loop *loop, struct value *item)
{
	if (loop->ahead_at < loop->ahead_len)
		*item = loop->ahead[loop->ahead_at++];
	else if (loop->drained || !fetch(loop, item))
		return false;
	/* previtem will show it in the next turn. */
	if (loop->makes_items && item->kind >= VALUE_TEXT)
		loop->gives_back = false;
	loop->before = loop->item;
	loop->item = *item;
	loop->index++;
	return true;
}

void
loop_skip(struct loop *loop)
{
	loop->index--;
}

bool
loop_recurse(struct vm *vm, const struct unit *unit, const struct frame *like, struct value over,
        uint32_t depth)
{
	struct frame space;
	struct vm_mark mark;
	struct frame *frame = vm_enter(vm, unit, like, &space, &mark);
	if (!frame)
		return false;
	frame->outer = like->outer;
	frame->loop_depth = depth;
	frame->slots[0] = vm_is_unset(over) ? vm_undefined(STR_EMPTY) : over;
	bool ran = vm_run(vm, frame);
	vm_leave(vm, &mark);
	return ran;
}

/* --- what templates see -------------------------------------------------------------------- */

/* How many items there are; with a test, all that are left are looked at for it. */
static size_t
length(struct loop *loop)
{
	if (!loop->info->test)
		return loop->over.len;
	look_ahead(loop, true);
	return loop->index + loop->ahead_len - loop->ahead_at;
}

static struct value
field_index(struct loop *loop)
{
	return value_int((int64_t)loop->index);
}

static struct value
field_index0(struct loop *loop)
{
	return value_int((int64_t)loop->index - 1);
}

static struct value
field_first(struct loop *loop)
{
	return value_bool(loop->index == 1);
}

static struct value
field_last(struct loop *loop)
{
	if (loop->info->test)
		return value_bool(!look_ahead(loop, false));
	return value_bool(loop->at >= loop->over.len);
}

static struct value
field_length(struct loop *loop)
{
	return value_int((int64_t)length(loop));
}

static struct value
field_revindex(struct loop *loop)
{
	return value_int((int64_t)length(loop) - (int64_t)loop->index + 1);
}

static struct value
field_revindex0(struct loop *loop)
{
	return value_int((int64_t)length(loop) - (int64_t)loop->index);
}

static struct value
field_previtem(struct loop *loop)
{
	return loop->index == 1 ? vm_undefined(STR("previtem")) : loop->before;
}

static struct value
field_nextitem(struct loop *loop)
{
	if (!loop->info->test) {
		if (loop->at < loop->over.len)
			return sequence_at(loop->vm, &loop->over, loop->at);
	} else if (look_ahead(loop, false)) {
		return loop->ahead[loop->ahead_at];
	}
	return vm_undefined(STR("nextitem"));
}

static struct value
field_depth(struct loop *loop)
{
	return value_int((int64_t)loop->depth + 1);
}

static struct value
field_depth0(struct loop *loop)
{
	return value_int(loop->depth);
}

static const struct {
	struct str name;
	struct value (*get)(struct loop *loop);
} fields[] = {
#define LOOP_FIELD(name, help) { STR_INIT(#name), field_##name },
#include "template/loop_field.def"
#undef LOOP_FIELD
};

enum { FIELDS = sizeof fields / sizeof *fields };

uint8_t
loop_find_field(struct str name)
{
	for (uint8_t i = 0; i < FIELDS; i++) {
		if (str_eq(fields[i].name, name))
			return i;
	}
	return LOOP_NO_FIELD;
}

struct value
loop_field(struct loop *loop, uint8_t field)
{
	return field < FIELDS ? fields[field].get(loop) : VALUE_UNDEFINED_INIT;
}

static struct value
names(const void *self, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, FIELDS);
	(void)self;
	for (size_t i = 0; i < FIELDS; i++)
		items[i] = value_text(fields[i].name);
	return value_list(items, FIELDS);
}

const struct value_object_type loop_type = {
	.name = "loop",
	.get = get,
	.len = len,
	.text = text,
	.names = names,
};
