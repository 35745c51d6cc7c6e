/*
 * Numbers for texts: equal texts get equal numbers, from 0 on in order of appearance, so that
 * sequences of them can be compared quickly (script.h).
 */
#ifndef KITH_DIFF_NUMBERING_H
#define KITH_DIFF_NUMBERING_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct numbering_slot;

struct numbering {
	struct arena *arena;
	struct numbering_slot *slots;
	size_t mask;
	uint32_t count; /* numbers given out */
};

/* An empty table in the arena. */
struct numbering numbering_make(struct arena *arena);
/* Its number; the text must live as long as the table. */
uint32_t numbering_of(struct numbering *numbering, struct str text);

#endif
