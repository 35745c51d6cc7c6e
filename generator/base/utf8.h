/*
 * Characters. All decoding is strict (RFC 3629): no surrogates, no overlong forms, nothing above
 * U+10FFFF. Unicode data comes from utf8proc, which only utf8.c includes.
 */
#ifndef KITH_BASE_UTF8_H
#define KITH_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct buf;

#define UTF8_REPLACEMENT 0xFFFDu

/* Offset of the first byte that is not valid UTF-8, or STR_NONE. Fast for ASCII. */
size_t utf8_invalid(struct str s);
bool utf8_is_ascii(struct str s);
/* The character at *at, which moves behind it; an invalid byte gives U+FFFD and moves by one. */
uint32_t utf8_next(struct str s, size_t *at);
void utf8_put(struct buf *out, uint32_t character);
size_t utf8_length(struct str s); /* characters */
/* The first `n` characters. */
struct str utf8_prefix(struct str s, size_t n);
/* A copy in which every invalid byte has become U+FFFD; `s` itself when it was valid. */
struct str utf8_clean(struct arena *arena, struct str s);

/* Letters, marks and numbers of every script. */
bool utf8_is_letter(uint32_t c);
bool utf8_is_space(uint32_t c);
bool utf8_is_ideographic(uint32_t c); /* Han, Kana, Hangul: read by character, not by word */

/* What a character is, by Unicode's general categories. */
enum utf8_category {
	UTF8_CN, /* not assigned */
	UTF8_LU,
	UTF8_LL,
	UTF8_LT,
	UTF8_LM,
	UTF8_LO, /* letters: upper, lower, title case; others */
	UTF8_MN,
	UTF8_MC,
	UTF8_ME, /* marks */
	UTF8_ND,
	UTF8_NL,
	UTF8_NO, /* numbers: digits, letters, others */
	UTF8_PC,
	UTF8_PD,
	UTF8_PS,
	UTF8_PE,
	UTF8_PI,
	UTF8_PF,
	UTF8_PO, /* punctuation */
	UTF8_SM,
	UTF8_SC,
	UTF8_SK,
	UTF8_SO, /* symbols */
	UTF8_ZS,
	UTF8_ZL,
	UTF8_ZP, /* separators */
	UTF8_CC,
	UTF8_CF,
	UTF8_CS,
	UTF8_CO, /* controls, formats, surrogates, private */
};

enum utf8_category utf8_category(uint32_t c);
/* The one character that is its other case; the character itself where there is none. */
uint32_t utf8_to_lower(uint32_t c);
uint32_t utf8_to_upper(uint32_t c);
uint32_t utf8_to_title(uint32_t c);

/* Characters from `first` to `last`; a table has them by `first`, and no two of them overlap. */
struct utf8_range {
	uint32_t first, last;
};

bool utf8_in_ranges(uint32_t c, const struct utf8_range *ranges, size_t count);
/* The same for an array. */
#define UTF8_IN_RANGES(c, ranges) utf8_in_ranges((c), (ranges), sizeof(ranges) / sizeof *(ranges))

/* Columns it takes in a terminal: 0 (controls, combining marks), 1, or 2 (wide East Asian). */
unsigned utf8_width(uint32_t c);

void utf8_lower(struct buf *out, struct str s);
void utf8_upper(struct buf *out, struct str s);
/* The first letter of each word upper case, the rest lower. */
void utf8_title(struct buf *out, struct str s);
/* NFKC and case folded, for comparing titles and tags. */
struct str utf8_fold(struct arena *arena, struct str s);
/* The same for names that people write: without blanks around it, and with one where there are several. */
struct str utf8_fold_name(struct arena *arena, struct str s);
/* Case folded, and nothing else. */
struct str utf8_casefold(struct arena *arena, struct str s);
/* NFC, the form paths are compared in. */
struct str utf8_compose(struct arena *arena, struct str s);
/* NFKD: letters apart from their marks, and compatibility characters as what they stand for. */
struct str utf8_decompose(struct arena *arena, struct str s);

/*
 * A slug: NFKC, lower case, letters, marks and numbers of every script kept, accents dropped from
 * Latin, Greek and Cyrillic, apostrophes left out ("don't" is dont), anything else one hyphen
 * between words. May be empty ("???").
 */
void utf8_slug(struct buf *out, struct str s);

/*
 * What a reader has before them: words, which are runs of letters that an apostrophe or a hyphen
 * inside does not split ("don't", "well-known"), and ideographic characters, which count one by one
 * and in no word. Adds to both counts.
 */
void utf8_count_words(struct str s, size_t *words, size_t *ideographs);

#endif
