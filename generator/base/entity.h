/*
 * Character references: "&copy;", "&#169;", "&#xA9;" (HTML standard, 13.2.5.72 and 13.5).
 */
#ifndef KITH_BASE_ENTITY_H
#define KITH_BASE_ENTITY_H

#include <stdbool.h>

#include "base/str.h"

struct buf;

/*
 * Appends what the reference `s`, with its '&' and ';', stands for. A number that is no character
 * (0, a surrogate, too large) stands for U+FFFD. False, and nothing appended, when it is no
 * reference at all or has a name nobody knows.
 */
bool entity_decode(struct buf *out, struct str s);
/* Appends a text with all its references decoded; what is none stays as it is. */
void entity_decode_all(struct buf *out, struct str s);
/*
 * The same as a browser reads text: the ';' may be missing behind a number and behind the names that HTML
 * has had from its beginning, numbers from 128 to 159 mean what Windows meant by them, and those of
 * characters that no text can have are dropped.
 */
void entity_decode_loose(struct buf *out, struct str s);

#endif
