/*
 * A text put together out of the lines of another one, which knows for each of its lines where it
 * came from. So what md4c is given may have its blocks in another order, or marks of ours around
 * them, and a message still names the line of the file.
 *
 *	[^1]: A note.          > A note.          <- line 1
 *	Text[^1].                                 <- line 1
 *	                       Text[^1].          <- line 2
 */
#ifndef KITH_MARKDOWN_ORIGIN_H
#define KITH_MARKDOWN_ORIGIN_H

#include <stdint.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

struct arena;

/* Where a line begins in the text that was prepared first. */
struct origin {
	uint32_t line;  /* from 0 */
	int32_t column; /* what has to be added to a column; 0 for lines that stayed as they were */
};

/* A text and the origins of its lines; NULL when each line is its own. */
struct origin_text {
	struct str text;
	const struct origin *origins;
};

struct origin_writer {
	struct arena *arena;
	const struct origin *before; /* of the text that is rewritten; may be NULL */
	struct buf text;
	array_of(struct origin) lines;
};

/* Begins to rewrite a text. What becomes longer than eight times the text is cut. */
void origin_begin(
        struct origin_writer *writer, struct arena *arena, const struct origin_text *text);
/*
 * Appends a line: `prefix`, then `rest`, which stood `column` characters from the begin of line
 * `line` of the text that is rewritten.
 */
void origin_put(struct origin_writer *writer, struct str prefix, struct str rest, uint32_t line,
        uint32_t column);
/* The whole, in the arena, with 16 zero bytes behind it; behind its lines those of `more`, unless NULL. */
struct origin_text origin_end(struct origin_writer *writer, struct origin_writer *more);
/* Gives back what a writer has that is not wanted. */
void origin_drop(struct origin_writer *writer);

#endif
