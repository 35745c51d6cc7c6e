/* What the name of a licence stands for. */
#ifndef KITH_RENDER_LICENSE_H
#define KITH_RENDER_LICENSE_H

#include "base/str.h"

struct arena;

/*
 * The address of the text of a licence, in the arena or lasting: of one that license.def has, in any case and with blanks for its
 * hyphens ("CC BY 4.0"), or the name itself where that is an address. Empty when it is not known. Thread-safe.
 */
struct str license_url(struct arena *arena, struct str name);

#endif
