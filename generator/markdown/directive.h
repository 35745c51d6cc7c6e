/*
 * Directives, by the proposal for generic ones (talk.commonmark.org, "Generic directives/plugins
 * syntax"). This file knows those that are lines: containers and leaves.
 *
 *	:::details[What *it* is]{open}         ::figure[Caption]{src=map.png}
 *	Any blocks.
 *	:::
 *
 * A container ends at a line of as many colons or more, so an outer one that is to hold others has
 * more of them; what stands in a quote or list item ends with it.
 *
 * md4c shall parse what is inside and around them, so each such line is masked before it sees the
 * text, as a heading of nothing but x, which stands for a block of its own wherever a line of colons
 * can stand. A label comes behind it as a quote. The tape tells which masks were taken for headings;
 * one that was not, because it lies in code or HTML, is taken back, and the text is read again.
 *
 *	> :::note[Title]      ->      > # x
 *	                              > > Title
 *	                              >
 *
 * Definition lists, of PHP Markdown Extra, go the same way: a term, and each definition.
 *
 *	Term                          # x
 *	: What it is,                 > Term
 *	  and more.
 *	                              # x
 *	    Still.                    > What it is,
 *	                              > and more.
 *	                              >
 *	                              > Still.
 */
#ifndef KITH_MARKDOWN_DIRECTIVE_H
#define KITH_MARKDOWN_DIRECTIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct origin_text;
struct tape;
struct tape_writer;

enum directive_kind {
	DIRECTIVE_CONTAINER,
	DIRECTIVE_LEAF,
	DIRECTIVE_END,
	DIRECTIVE_TERM,
	DIRECTIVE_TIGHT, /* a definition that is one paragraph, without tags of its own */
	DIRECTIVE_LOOSE, /* one with an empty line before it */
};

/* A line that is a directive, or the end of one. */
struct directive_line {
	enum directive_kind kind;
	uint32_t colons;
	struct str name;  /* empty at an END */
	struct str label; /* between the brackets; at == NULL without them */
	struct str list;  /* attributes with their braces; empty without */
	uint32_t line;    /* in the text before it was masked */
	uint32_t column;  /* in bytes, from 0 */
	uint32_t mask;    /* line of the mask in the masked text, and what is before the mask */
	uint32_t prefix;
	bool is_seen; /* md4c took the mask for a heading */
	bool is_open; /* a container without an end, or an end without a container */
};

struct directives {
	array_of(struct directive_line) lines;
	array_of(uint32_t) text; /* lines that look like directives and are none, in order */
};

/*
 * Masks the lines of a text that look like directives, but those known to be none. Fills `lines`
 * anew. False when there are none; *out is then not set.
 */
bool directive_mask(struct arena *arena, const struct origin_text *text,
        struct directives *directives, struct origin_text *out);
/*
 * Where the masks lie in a masked text, or in one with the same lines and other lengths: one offset
 * for each of `lines`, in the arena.
 */
const size_t *directive_offsets(
        struct arena *arena, const struct directives *directives, struct str masked);
/*
 * Did all masks become TAPE_MASK events? If not, those that did not are known to be none, and the
 * text is to be masked and recorded again.
 */
bool directive_confirm(struct arena *arena, struct directives *directives, const struct tape *tape);
/*
 * Copies a tape with masks into another one with DIRECTIVE blocks in their places, properly nested.
 * A container without an end ends with the block it is in; an end without a container leaves nothing.
 */
void directive_pass(struct arena *arena, const struct tape *tape, struct directives *directives,
        struct tape_writer *out);

#endif
