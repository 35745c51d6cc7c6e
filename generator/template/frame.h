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
};

struct frame {
	const struct unit *unit;
	const struct op *next; /* the op behind the one that runs */
	struct value *slots;
	struct frame *outer, *caller;
	struct vm_context *context;
	const struct vm_link *level; /* of a block: the template it is from */
	uint32_t loop_depth;         /* of a recursive loop, from 0 */
	enum escape escape;
};

#endif
