/*
 * From offsets in a text to lines and columns of its file. Questions come in reading order, mostly,
 * so that answering all of them reads the text once.
 */
#ifndef KITH_MARKDOWN_POSITION_H
#define KITH_MARKDOWN_POSITION_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct origin;
struct origin_text;

struct position {
	struct str text;
	const struct origin *origins; /* of its lines; NULL when each is its own */
	uint32_t first;               /* number of the first line in the file */
	uint32_t index;               /* of the line in the text, from 0 */
	uint32_t characters;          /* before `at` in that line */
	size_t at;
	uint32_t line;   /* in the file */
	uint32_t column; /* in characters, from 1 */
};

/* The begin of the text; `first_line` is the number of its first line. */
struct position position_begin(const struct origin_text *text, uint32_t first_line);
/* Moves to an offset; costs what lies between, and going back the line it leads to. */
void position_move(struct position *position, size_t offset);

#endif
