/*
 * What changed between two sequences of symbols: the shortest script that makes one of the other, or
 * only how long it is. What a symbol stands for (a line, a word, a paragraph) is the caller's business;
 * symbol.h makes them of texts.
 *
 * After E. W. Myers, "An O(ND) difference algorithm and its variations", 1986: the work grows with the
 * number of edits, which is why all take a `max`.
 */
#ifndef KITH_DIFF_SCRIPT_H
#define KITH_DIFF_SCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

struct arena;

enum diff_kind { DIFF_SAME, DIFF_REMOVED, DIFF_ADDED };

/* `before` and `after` are where the run begins, or would, on each side. */
struct diff_run {
	enum diff_kind kind;
	size_t before, after, len;
};

typedef array_of(struct diff_run) diff_runs;

struct diff_count {
	uint32_t added, removed;
};

/*
 * Appends the script: runs of both sequences in order, none empty, no two of a kind side by side, and
 * what was removed before what was added in its place. Symbols may have any value. Above `max` edits
 * all that lies between the common ends is one run removed and one added. The arena holds the result
 * and the work, some 9 bytes a symbol at most.
 */
void script_diff(struct arena *arena, const uint32_t *before, size_t before_len,
        const uint32_t *after, size_t after_len, size_t max, diff_runs *out);

/*
 * How many symbols the shortest script adds and removes, quicker than by making it. Symbols are below
 * `symbols`; the arrays are of no use afterwards. Symbols that only one side has cost nothing; above
 * `max` edits of others those between the common ends count as removed and added.
 */
struct diff_count script_count(struct arena *scratch, uint32_t *before, size_t before_len,
        uint32_t *after, size_t after_len, uint32_t symbols, size_t max);

#endif
