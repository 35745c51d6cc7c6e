/*
 * Which block of the old text has become which of the new one.
 *
 *	1. what is equal and there once on each side belongs together, wherever it stands
 *	2. the heaviest chain of those that are in the same order on both sides holds its place;
 *	   the others have moved
 *	3. between two that hold their place: what is equal, in order (script_diff)
 *	4. of the rest, what has about half of its words in common
 *	5. what stands alone between the same neighbours: a heading with another text, a row
 *	6. parts of a paragraph that was divided, paragraphs that were joined
 *
 * Every step is near linear in the number of blocks and words, whatever they are: words that many
 * blocks have are not looked up, and of candidates only a few are weighed.
 */
#ifndef KITH_DIFF_PROSE_MATCH_H
#define KITH_DIFF_PROSE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

struct arena;
struct prose;

/* Blocks that belong together. More than one only on one side, and side by side: divided, joined. */
struct prose_pair {
	size_t before, before_len;
	size_t after, after_len;
	bool same;  /* in everything */
	bool moved; /* stands elsewhere, relative to those that are not */
};

/* In the order of the old text; none shares a block with another. */
typedef array_of(struct prose_pair) prose_pairs;

/* All in the arena, with the work. Same texts, same pairs. */
void prose_match(struct arena *arena, const struct prose *before, const struct prose *after,
        prose_pairs *out);

#endif
