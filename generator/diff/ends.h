/*
 * What two texts have in common at their ends, which is most of two versions of a page.
 */
#ifndef KITH_DIFF_ENDS_H
#define KITH_DIFF_ENDS_H

#include <stddef.h>

#include "base/str.h"

/* Bytes that are the same at the beginning of both, or at the end of both. */
size_t ends_first(struct str a, struct str b);
size_t ends_last(struct str a, struct str b);

#endif
