/*
 * The text of values: what {{ }} prints, and how lists show what is in them. As in Python, a text
 * prints as itself but stands in quotes within a list.
 */
#ifndef KITH_TEMPLATE_REPR_H
#define KITH_TEMPLATE_REPR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/value.h"

struct box;
struct buf;
struct vm;

/* A list or map that is being shown, and those around it: one that holds itself is not shown for ever. */
struct repr_level {
	const struct repr_level *outer; /* NULL: this is the outermost one */
	const struct box *box; /* NULL: one that cannot be changed, and cannot hold itself */
	unsigned depth;
};

/*
 * The level of a value within `outer`, NULL at first. False when it is one of those around itself, or lies
 * too deep: "..." stands for it then.
 */
bool repr_enter(const struct repr_level *outer, struct value v, struct repr_level *level);
/* Appends what a value prints; nothing for an undefined one. */
void repr_text(struct vm *vm, struct buf *out, struct value v);
/* Appends it as it stands within a list. */
void repr_item(struct vm *vm, struct buf *out, struct value v);
/* The same in ASCII alone, other characters as escapes. */
void repr_ascii(struct vm *vm, struct buf *out, struct value v);
/* What messages call it: "an integer", "a page", "none". */
const char *repr_kind(struct vm *vm, struct value v);
/* What a value that is no text prints, in the arena. */
struct str repr_made(struct vm *vm, struct value v);

/* The printed text as a view of the value or in the arena. */
static inline struct str
repr_str(struct vm *vm, struct value v)
{
	return value_is_text(v) ? value_str(v) : repr_made(vm, v);
}

/*
 * Appends a value as JSON that is safe within <script>, or with `file` as a file of its own would have
 * it; vm_fail when it nests too deep (repr_json.c).
 */
void repr_json(struct vm *vm, struct buf *out, struct value v, size_t indent, bool file);

#endif
