/*
 * In which quotes and list items a line of a text stands, known without parsing it all: a line is matched
 * with the containers that are open, then new ones are opened, then comes its text.
 *
 *	> - a        quote and item open, text "a"
 *	>   b        both matched, text "b"
 *	> c          the quote matched; the item stays open, for "c" goes on its paragraph
 *
 * Follows CommonMark 5.1 and 5.2, and counts tabs in columns (2.2).
 */
#ifndef KITH_MARKDOWN_CONTAINER_H
#define KITH_MARKDOWN_CONTAINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "markdown/verbatim.h"

enum {
	CONTAINER_MAX = 100,   /* levels; deeper ones are text */
	CONTAINER_SHALLOW = 3, /* columns of indentation that do not make it code */
};

struct containers {
	uint8_t columns[CONTAINER_MAX]; /* that the lines of an item are indented by; 0: a quote */
	unsigned depth;
	bool in_paragraph;    /* the line before is text of one */
	bool is_empty;        /* the innermost is an item with nothing in it so far */
	struct verbatim leaf; /* code or HTML in the innermost */
};

struct container_place {
	struct str line;
	unsigned matched; /* containers that it goes on, from the outermost */
	unsigned opened;  /* ... that begin in it */
	size_t text;      /* offset behind all marks and blanks */
	size_t column;    /* that it stands in, from 0 */
	size_t indent;    /* columns of blanks before it that belong to no container */
};

struct containers container_begin(void);
/* Where the next line, without its newline, stands if nothing begins in it. */
struct container_place container_match(const struct containers *containers, struct str line);
/* Opens those that begin in the line. Others that it does not go on are closed then. */
void container_open(struct containers *containers, struct container_place *place);
/* Closes all that the line is not in. */
void container_close(struct containers *containers, const struct container_place *place);
/* Takes note of the line's text. Closes all that it is not in, unless it goes on a paragraph. */
void container_text(struct containers *containers, const struct container_place *place);
/*
 * Takes note of a line that is text by the letter it begins with, where nothing is open: all at once, for most lines
 * are such. False when it is another one.
 */
bool container_take_text(struct containers *containers, struct str line);
/* Is the line all blank, but for marks? */
bool container_is_blank(const struct container_place *place);

#endif
