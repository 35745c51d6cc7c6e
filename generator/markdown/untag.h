/*
 * What markup says: its text without tags.
 */
#ifndef KITH_MARKDOWN_UNTAG_H
#define KITH_MARKDOWN_UNTAG_H

#include "base/str.h"

struct buf;

/*
 * Appends the text of HTML: references decoded, white space folded, a blank where one block ends and
 * the next begins. Comments, scripts, styles and templates say nothing. A tag that does not end takes
 * the rest with it, as in a browser. Linear in the length.
 */
void untag_html(struct buf *out, struct str html);

#endif
