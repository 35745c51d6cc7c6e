/*
 * What has changed between two versions of a text, as a reader would tell it: paragraph by paragraph,
 * and within those that changed word by word, in code line by line. prose_match.h says what belongs
 * together.
 *
 *	before   A  B  C  D        changes   A same, B removed, E added, C edited, D left, F added
 *	after    A  E  C' F  D               ... D moved
 *
 * Taking the changes in order, their `before` blocks are the old text but for those that moved, which
 * stand where they are now; where one was there is a PROSE_FATE_LEFT.
 */
#ifndef KITH_DIFF_PROSE_DIFF_H
#define KITH_DIFF_PROSE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "diff/word.h"

struct arena;
struct prose;
struct prose_block;

enum prose_fate {
	PROSE_FATE_SAME,
	PROSE_FATE_EDITED,
	PROSE_FATE_ADDED,
	PROSE_FATE_REMOVED,
	PROSE_FATE_MOVED, /* here from elsewhere, perhaps edited */
	PROSE_FATE_LEFT,  /* from here to elsewhere */
};

struct prose_change {
	enum prose_fate fate;
	/* The first of the blocks on each side; NULL where there is none, before or after. */
	const struct prose_block *before, *after;
	/*
	 * How many; more than one where a paragraph was divided or several were joined. Their texts are put
	 * together with an empty line between them.
	 */
	size_t before_len, after_len;
	/*
	 * EDITED and MOVED: all of both texts, in words or, in code, in whole lines. A single run where the
	 * words are the same, and an address or a heading's level is not.
	 */
	word_runs runs;
};

struct prose_diff {
	array_of(struct prose_change) changes;
	bool changed; /* one is not the same */
};

/* Everything lives in the arena and in the two texts, which are to live as long. Thread-safe. */
void prose_diff(struct arena *arena, const struct prose *before, const struct prose *after,
        struct prose_diff *out);

#endif
