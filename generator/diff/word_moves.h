/*
 * Which of the paragraphs that changed only stand in another place, as far as it matters for counting words: those
 * that prose_match would call moved, found in the text as it is written.
 */
#ifndef KITH_DIFF_WORD_MOVES_H
#define KITH_DIFF_WORD_MOVES_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;

/* One version of a text: its paragraphs, items of lists and rows of tables. */
struct word_passages {
	struct str text;
	array_of(size_t) starts; /* of each, and the end of the text */
	array_of(uint32_t) keys; /* their numbers: equal ones have equal numbers */
	size_t *group;           /* which change they are part of, from 1; 0: of none */
	size_t *mate;            /* what they moved to or came from, from 1; 0: they did not move */
};

/* A passage without the white space around it; a view of the text. */
struct str word_moves_passage(const struct word_passages *passages, size_t index);

/*
 * Sets `mate` on both sides, in the arena, with the work. Keys are below `numbers`. A passage of fewer than five words
 * moves only with one beside it; one that was edited has to have half of its words in common with what it was, and in
 * a text with very many changes is not looked for.
 */
void word_moves_find(
        struct arena *arena, struct word_passages *old, struct word_passages *new, size_t numbers);

#endif
