/*
 * A block whose further lines are indented, as footnotes and definitions have it, is written as a quote,
 * which can hold any blocks and ends where it should:
 *
 *	[^1]: First                  > First
 *	lazy.                        > lazy.
 *	                             >
 *	    Second paragraph.        > Second paragraph.
 */
#ifndef KITH_MARKDOWN_HANGING_H
#define KITH_MARKDOWN_HANGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "markdown/verbatim.h"

struct origin_writer;

struct hanging {
	struct origin_writer *out;
	struct str prefix; /* of all its lines */
	size_t indent;     /* columns that its further lines have at least */
	size_t strip; /* columns that are taken off them, at most: no block stands before these */
	size_t code;  /* the same of the listing we are in */
	struct verbatim inner; /* its text so far */
	size_t before;         /* characters that stand before the line it is given */
	size_t column;         /* ... and columns, which tell how wide its tabs are */
	bool open;             /* more lines may follow */
	bool in_paragraph;     /* which a line without indentation may go on */
	uint32_t blank;        /* empty lines at its end, which belong to it if it goes on */
};

/* Begins with the text of a line from `content` on. The prefix has to live as long. */
void hanging_begin(struct hanging *hanging, struct str line, size_t content, uint32_t number);
/* Is the next line part of it? Then it is written; if not, the block has ended. */
bool hanging_take(struct hanging *hanging, struct str line, uint32_t number);

#endif
