/*
 * How much two texts have in common, by the words they are made of, in any order.
 */
#ifndef KITH_DIFF_PROSE_WORDS_H
#define KITH_DIFF_PROSE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/* Hashes of words, sorted; a word that is there twice is here twice. */
struct prose_words {
	const uint32_t *at;
	size_t len;
};

/* Words are runs of letters and digits, and single ideographs. Of a long text the first thousands. */
struct prose_words prose_words_of(struct arena *arena, struct str text);
/* How many words they share. */
size_t prose_words_common(struct prose_words a, struct prose_words b);

/*
 * 0 to 1000: twice the shared words by all words. A text that holds nearly all of another one is worth 500
 * at least.
 */
unsigned prose_words_alike(struct prose_words a, struct prose_words b);

#endif
