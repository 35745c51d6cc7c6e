/*
 * How much a change changed, as a reader is told it: "+12 words", "−3 words", "+12 −3 words".
 */
#ifndef KITH_RENDER_VIEW_AMOUNT_H
#define KITH_RENDER_VIEW_AMOUNT_H

#include <stdint.h>

#include "base/str.h"

struct arena;
struct theme_language;

/* Words of a text. */
struct view_amount {
	uint64_t added, removed;
};

/*
 * In the words and numerals of a language, or in English where it has no message; a part that is zero is left
 * out, so that of nothing it is empty. In the arena.
 */
struct str view_amount_say(
        const struct theme_language *language, struct view_amount amount, struct arena *arena);

#endif
