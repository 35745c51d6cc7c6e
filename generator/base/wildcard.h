/*
 * Patterns in which `*` stands for any text, also none, and everything else for itself: `v*`, `*[bot]*`.
 */
#ifndef KITH_BASE_WILDCARD_H
#define KITH_BASE_WILDCARD_H

#include <stdbool.h>

#include "base/str.h"

/* Does all of `text` fit the pattern? With `nocase` ASCII letters of either case are the same. */
bool wildcard_match(struct str pattern, struct str text, bool nocase);

#endif
