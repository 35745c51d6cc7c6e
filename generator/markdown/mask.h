/*
 * md4c shall parse what is inside and around directives that are lines, so each such line is masked
 * before it sees the text, as a heading of nothing but x, which stands for a block of its own wherever a
 * line of colons can stand. A label comes behind it as a quote. The tape tells which masks were taken for
 * headings; one that was not, because it lies in code or HTML, is taken back, and the text is read again.
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
#ifndef KITH_MARKDOWN_MASK_H
#define KITH_MARKDOWN_MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct directives;
struct origin_text;
struct tape;

/*
 * Masks the lines of a text that look like directives, but those known to be none. Fills `lines`
 * anew. False when there are none; *out is then not set.
 */
bool mask_lines(struct arena *arena, const struct origin_text *text, struct directives *directives,
        struct origin_text *out);
/*
 * Where the masks lie in a masked text, or in one with the same lines and other lengths: one offset
 * for each of `lines`, in the arena.
 */
const size_t *mask_offsets(
        struct arena *arena, const struct directives *directives, struct str masked);
/*
 * Did all masks become TAPE_MASK events? If not, those that did not are known to be none, and the
 * text is to be masked and recorded again.
 */
bool mask_confirm(struct arena *arena, struct directives *directives, const struct tape *tape);

#endif
