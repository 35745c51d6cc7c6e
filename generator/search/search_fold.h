/*
 * Text as search compares it, and its words. The script of the search page does the same to what a reader types
 * (render/builtin/search.js), and tests/spec/search-fold.json holds both to it:
 *
 *	NFKD, lower case, a few letters written as others ("ß" as "ss", "ø" as "o"), the marks of Latin, Greek,
 *	Cyrillic, Hebrew and Arabic dropped, NFC
 *	words: runs of letters, marks and numbers, cut at SEARCH_WORD_MAX characters
 *	Han, Kana, Hangul, Thai, Lao, Khmer, Myanmar: each character with the next one of its run, the last one alone
 *
 * Marks of other scripts stay: without them か would be が, and Devanagari would lose its vowels. That the last
 * character of a run is a word too lets every character be found by the words that begin with it.
 */
#ifndef KITH_SEARCH_SEARCH_FOLD_H
#define KITH_SEARCH_SEARCH_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum { SEARCH_WORD_MAX = 32 };

/* Folded, in the arena; or the text itself. Thread-safe. */
struct str search_fold(struct arena *arena, struct str text);

/* The words of a text, one after the other. */
struct search_words {
	struct arena *
	        arena; /* for what has to be folded piece by piece: as long as the words are used */
	struct str text;
	size_t at;
	struct str piece; /* the folded piece that is being read, and how far */
	size_t piece_at;
	uint64_t head; /* of the word that was found last: search_fold_head */
	char lower[SEARCH_WORD_MAX + 8];
};

struct search_words search_fold_words(struct arena *arena, struct str text);
/* False behind the last word. A word is good until the next call. */
bool search_fold_next(struct search_words *words, struct str *word);
/* The first eight bytes of a word, the first one lowest, zeroes behind a shorter one. */
uint64_t search_fold_head(struct str word);

#endif
