/*
 * What a unit works on while it runs: a frame for its own names, a context for all others.
 *
 * A frame has two parents: `caller`, which it returns to, and `outer`, in which its unit was written
 * and whose slots it sees. Names that are no slots are looked up in its context:
 *
 *	context of an include -> names of the includer's frame -> context of the includer -> ... -> the
 *	program's context -> globals -> functions
 */
#ifndef KITH_TEMPLATE_FRAME_H
#define KITH_TEMPLATE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "data/value.h"
#include "template/unit.h"

/* The templates of one rendering, from the one that was asked for to the one it ends up extending. */
struct vm_link {
	const struct template *template;
	struct vm_link *parent;
};

struct vm_name {
	const struct symbol *symbol;
	struct value value;
	bool hidden; /* blocks see it, imports do not */
};

struct vm_context {
	const struct vm_context *outer;
	const struct frame *frame; /* whose slots `visibles` are; NULL without */
	struct op_visibles visibles;
	array_of(struct vm_name) names; /* set at the top level of its templates */
	struct vm_link *chain, *chain_end;
	const struct template *parent; /* what the template that runs has said it extends */
	size_t mark;                   /* output behind this, written after that, is dropped */
	bool isolated;                 /* the program's context is out of sight */
	enum escape
	        escape; /* as {% autoescape %} has it: around whatever runs, not in its source */
};

struct vm;

struct frame {
	const struct unit *unit;
	const struct op *next; /* the op behind the one that runs */
	struct value *slots;
	struct frame *outer, *caller;
	struct vm_context *context;
	const struct vm_link *level; /* of a block: the template it is from */
	uint32_t loop_depth;         /* of a recursive loop, from 0 */
	unsigned kept;               /* calls of vm_keep_frame */
	enum escape escape;
};

/* Up to where memory was in use at a time, and what had been kept for good by then (vm_memory.h). */
struct vm_floor {
	struct arena at;
	unsigned frame_kept, kept;
};

/* --- running one (vm.c) -------------------------------------------------------------------- */

struct vm_mark {
	struct frame *frame;
	struct value *top, *end;
	struct value *piece; /* that was begun for the frame; NULL if it fitted */
	struct arena floor;
	unsigned kept_seen;
};

/*
 * A frame for the unit, with the context and escaping of `like`, no outer frame and its slots unset;
 * `space` holds it unless the unit wants it kept. NULL after vm_fail when units nest too deep. Leave
 * what was entered.
 */
struct frame *vm_enter(struct vm *vm, const struct unit *unit, const struct frame *like,
        struct frame *space, struct vm_mark *mark);
/* Runs it to the end. False after an error. */
bool vm_run(struct vm *vm, struct frame *frame);
void vm_leave(struct vm *vm, const struct vm_mark *mark);

/* --- names (vm.c) -------------------------------------------------------------------------- */

/* What the context says about a name; UNDEFINED with its name when nobody knows it. */
struct value vm_lookup(
        struct vm *vm, const struct vm_context *context, const struct symbol *symbol);
/* What a frame has of a name that it shows to others; unset when it has none yet. */
struct value vm_visible(const struct frame *frame, const struct op_visible *visible);
/* An undefined value that is free (undefined.h). It knows its name, which tells it from an unset slot. */
struct value vm_undefined(struct str name);
/* Is this a slot that nothing has been put into? */
static inline bool
vm_is_unset(struct value v)
{
	return v.kind == VALUE_UNDEFINED && v.len == 0;
}

#endif
