/*
 * Cells that a row of a table has more than the table has columns. As in GitHub Flavored Markdown
 * they are not shown, which their author should know:
 *
 *	| a | b |
 *	|---|---|
 *	| 1 | 2 | 3 |
 *	          ^
 */
#ifndef KITH_MARKDOWN_SURPLUS_H
#define KITH_MARKDOWN_SURPLUS_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

struct arena;
struct tape;

struct surplus_cell {
	size_t at; /* in the source: its text */
	uint32_t columns;
};

struct surplus {
	array_of(struct surplus_cell) list;
};

/* The first of each row that has some with text in them, in reading order, in the arena. */
struct surplus surplus_find(struct arena *arena, const struct tape *tape);

#endif
