/*
 * Loops, and what templates see of them as `loop`.
 */
#ifndef KITH_TEMPLATE_LOOP_H
#define KITH_TEMPLATE_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"
#include "template/frame.h"
#include "template/sequence.h"

struct callable_arguments;
struct frame;
struct op_loop;
struct unit;
struct vm;

struct loop {
	struct value_object object; /* how templates see it */
	struct vm *vm;
	struct sequence over;
	size_t at;                 /* the next item of `over` to look at */
	size_t index;              /* from 1; 0 before the first */
	bool turned;               /* a turn has come to its end, where that is counted */
	struct value item, before; /* the current item and the one before it */
	const struct op_loop *info;
	struct frame *frame;           /* in which it runs, which `test` looks into */
	uint32_t depth;                /* of recursion, from 0 */
	struct value *ahead;           /* items that have passed the test already ... */
	size_t ahead_at, ahead_len;    /* ... and which of them are still to come */
	bool drained;                  /* `ahead` is all there is */
	bool makes_items;              /* each when it is asked for */
	bool gives_back;               /* no closure or item shows behind a turn what it has made */
	struct vm_floor outside, turn; /* of memory: before the loop, and before each turn */
	struct value last_changed;     /* what loop.changed() was called with; UNDEFINED before */
	struct loop *next_spare;
};

extern const struct value_object_type loop_type;

/* A loop over a value; NULL after vm_fail when that is not possible. */
struct loop *loop_begin(
        struct vm *vm, struct value over, const struct op_loop *info, struct frame *frame);
/* The next item; false at the end, or after an error. */
bool loop_next(struct loop *loop, struct value *item);
/* The item has not passed a test that is part of the body. */
void loop_skip(struct loop *loop);
/* Gives it back for use by the next one. */
void loop_end(struct loop *loop);
/* Runs the unit of a recursive loop over a value; it sees what `like` sees. */
bool loop_recurse(struct vm *vm, const struct unit *unit, const struct frame *like,
        struct value over, uint32_t depth);
/* loop.index and its kin: the number of a name, LOOP_NO_FIELD for others, and what it is. */
enum { LOOP_NO_FIELD = 255 };
uint8_t loop_find_field(struct str name);
struct value loop_field(struct loop *loop, uint8_t field);

/* NULL when it is none. */
static inline struct loop *
loop_of(struct value v)
{
	if (v.kind != VALUE_OBJECT || v.object->type != &loop_type)
		return NULL;
	/* Loops are never constant. */
	return (struct loop *)(uintptr_t)v.object->self;
}

#endif
