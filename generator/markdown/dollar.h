/*
 * Which dollars are signs of an equation. The parser takes any two for one, so that "$5 and $6" would
 * be an equation; Pandoc and GitHub ask for more: no blank just inside of either dollar, and no digit
 * right behind the closing one. Dollars of equations set apart, "$$", are as the parser has them.
 */
#ifndef KITH_MARKDOWN_DOLLAR_H
#define KITH_MARKDOWN_DOLLAR_H

#include <stdbool.h>

#include "base/str.h"

struct buf;

/* What the parser is given for a dollar that is none of an equation: a character of no meaning. */
enum { DOLLAR_HIDDEN = '\x01' };

/*
 * Appends the text with such dollars hidden, as long as it was. False, with nothing appended, when
 * there is none to hide, or where what hides them stands in the text already.
 */
bool dollar_hide(struct str text, struct buf *out);

#endif
