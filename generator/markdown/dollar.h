/*
 * Which dollars are signs of an equation. The parser takes any two for one, so that "$5 and $6" would
 * be an equation; Pandoc and GitHub ask for more: no blank just inside of either dollar, and no letter
 * or digit just outside. Dollars of equations set apart, "$$", are as the parser has them.
 */
#ifndef KITH_MARKDOWN_DOLLAR_H
#define KITH_MARKDOWN_DOLLAR_H

#include "base/str.h"

struct buf;

/*
 * Appends the text with such dollars hidden, as long as it was: another character that the text does not
 * have stands for them, punctuation as a dollar is and of no meaning to the parser. Returns that
 * character; 0, with nothing appended, when there is none to hide.
 */
char dollar_hide(struct str text, struct buf *out);
/* Appends a piece of such a text as it was before; `hidden` is what dollar_hide returned. */
void dollar_show(struct str text, char hidden, struct buf *out);

#endif
