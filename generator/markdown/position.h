/*
 * From offsets in a text to lines and columns of its file. Questions come in reading order, mostly,
 * so that answering all of them reads the text once.
 */
#ifndef KITH_MARKDOWN_POSITION_H
#define KITH_MARKDOWN_POSITION_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct position {
	struct str text;
	size_t at;
	uint32_t line;   /* in the file */
	uint32_t column; /* in characters, from 1 */
};

/* The begin of the text; `first_line` is the number of its first line. */
struct position position_begin(struct str text, uint32_t first_line);
/* Moves on to an offset. For one that lies before, the position stays where it is. */
void position_move(struct position *position, size_t offset);

#endif
