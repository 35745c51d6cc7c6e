/*
 * Which dollars are signs of an equation. The parser takes any two for one, so that "$5 and $6" would
 * be an equation; Pandoc and GitHub ask for more: no blank just inside of either dollar, and no letter
 * or digit just outside. Dollars of equations set apart, "$$", are as the parser has them.
 */
#ifndef KITH_MARKDOWN_DOLLAR_H
#define KITH_MARKDOWN_DOLLAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* What the parser sees of a text. */
struct dollar_view {
	struct str text; /* as it is */
	struct str
	        parsed; /* the same, or as many bytes with dollars hidden, and zeroes behind them */
	char hidden; /* what stands there for a dollar and is not in the text; 0: none is hidden */
	struct buf room;
};

/* Hides such dollars of a text, which is UTF-8. Without `math` none is. */
void dollar_begin(struct dollar_view *view, struct str text, bool math);
void dollar_end(struct dollar_view *view);
/* The piece of the text for one of what was parsed; what is not of it, as it is. */
static inline struct str
dollar_source(const struct dollar_view *view, struct str piece)
{
	uintptr_t begin = (uintptr_t)view->parsed.at, at = (uintptr_t)piece.at;
	bool is = at >= begin && at - begin < view->parsed.len;
	return is ? str_of(view->text.at + (at - begin), piece.len) : piece;
}

/* Appends a copy that the parser made of a piece, as it was before. */
void dollar_show(const struct dollar_view *view, struct str copy, struct buf *out);

#endif
