/*
 * The pieces that word.c compares: words, white space, and every other character by itself.
 */
#ifndef KITH_DIFF_WORD_TOKEN_H
#define KITH_DIFF_WORD_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum word_token {
	WORD_TOKEN_WORD, /* letters, marks and numbers, with the apostrophes inside; one ideograph */
	WORD_TOKEN_BLANK, /* spaces, tabs and at most one newline */
	WORD_TOKEN_BREAK, /* the same with an empty line */
	WORD_TOKEN_OTHER, /* one character, or one byte that is no part of any */
};

/* Where the piece that begins at `at`, which is not the end, ends; says what it is. */
size_t word_token_end(struct str text, size_t at, enum word_token *kind);

/* Where the next piece from `at` on that is a word begins, and in *end where it ends; text.len when none. */
size_t word_token_next(struct str text, size_t at, size_t *end);

bool word_token_is_blank(char c);

#endif
