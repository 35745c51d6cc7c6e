/*
 * What changed between two texts, in words, for people to read.
 *
 * A text is taken apart into words (letters, marks and numbers of any script, with the apostrophes
 * inside; an ideograph is a word of its own), white space, and every other character by itself. White
 * space is equal to any other unless only one of the two parts paragraphs, so that a paragraph whose
 * lines were broken anew has not changed.
 */
#ifndef KITH_DIFF_WORD_H
#define KITH_DIFF_WORD_H

#include <stdbool.h>

#include "base/array.h"
#include "base/str.h"
#include "diff/script.h"

struct arena;

/*
 * More edits than this between two texts, or within a group of changed paragraphs, are not searched
 * for: what lies between the common ends counts, and shows, as rewritten.
 */
enum { WORD_EDITS_MAX = 2048 };

/*
 * A stretch of either text or of both. All `before` one after the other are the old text, byte for
 * byte, and all `after` the new one. DIFF_SAME has both, which may differ in white space.
 */
struct word_run {
	enum diff_kind kind;
	struct str before; /* empty when added */
	struct str after;  /* empty when removed */
};

typedef array_of(struct word_run) word_runs;

/*
 * How many words were added and removed within the paragraphs that changed; white space and punctuation
 * do not count. Paragraphs, items of lists and rows of tables that only stand in another place are not counted, and of
 * those that were edited besides what was edited; word_moves.h says which have moved.
 */
struct diff_count word_count(struct arena *scratch, struct str before, struct str after);

/*
 * Appends the runs, ready to be shown: none is empty, no two of a kind lie side by side, and what was
 * removed comes before what was added in its place. Fewer than three equal words between two changes
 * have become part of the change, which reads better than confetti; hence there may be more words here
 * than word_count finds. The runs point into the two texts; the arena holds the work too.
 */
void word_diff(struct arena *arena, struct str before, struct str after, word_runs *out);

/* Do the texts differ in nothing but white space? Two words are never the same as one. */
bool word_same(struct str before, struct str after);

#endif
