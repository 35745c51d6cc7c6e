/*
 * A stretch of the source, found there, and what the parser has made of it on the tape. It is text
 * when nothing but pieces of text, references and whole emphasis lies in it.
 */
#ifndef KITH_MARKDOWN_STRETCH_H
#define KITH_MARKDOWN_STRETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "markdown/tape.h"

/* Is the event text of the source? */
static inline bool
stretch_is_piece(const struct tape *tape, const struct tape_event *event)
{
	return (event->kind == TAPE_TEXT || event->kind == TAPE_ENTITY) &&
	        tape_is_literal(tape, event);
}

/* Where in the source a piece ends. */
static inline size_t
stretch_end(const struct tape_event *piece)
{
	return (size_t)piece->arg[0] + piece->arg[1];
}

/* The offset of the first byte of a set in [at, end), or `end`. */
size_t stretch_find(struct str source, size_t at, size_t end, const bool set[256]);
/*
 * Is the source text from within *piece, which `reader` stands behind, up to `end`? Then *piece
 * becomes the piece that it ends in, with the reader behind it.
 */
bool stretch_is_text(struct tape_reader *reader, struct tape_event *piece, size_t end);

#endif
