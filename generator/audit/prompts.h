/*
 * What `kith new` leaves for the author to fill in, and where it still is. A page has lines of an archetype:
 *
 *	What I need, and why.     a prompt, for the words are the archetype's
 *	**Did:**                  one when nothing stands below it, and so is a heading
 *
 * Of the site's own archetypes, whose words may be meant to stay, a question and what ends in "..." are prompts; the
 * others are when the page has no line of its own. A draft has as many more as keys that its type requires are empty.
 */
#ifndef KITH_AUDIT_PROMPTS_H
#define KITH_AUDIT_PROMPTS_H

#include <stddef.h>

#include "base/diag.h"

struct arena;
struct page;
struct prompts;

/* Those of the built-in archetypes and of archetypes/ of the site; `root` may be -1. In the arena. */
const struct prompts *prompts_read(struct arena *arena, int root);
/* How many a page still has. *first becomes the place of the first one, when there is one. */
size_t prompts_left(const struct prompts *prompts, const struct page *page, struct place *first);

#endif
