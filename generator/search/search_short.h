/*
 * The words that texts are mostly made of: fewer than eight letters and digits of ASCII. Such a word is one number, its
 * first byte lowest and zeroes behind it, so it is found, made lower case and looked up without a loop over its bytes:
 *
 *	"The cache" -> 0x656874 "the", 0x6568636163 "cache"
 */
#ifndef KITH_SEARCH_SEARCH_SHORT_H
#define KITH_SEARCH_SEARCH_SHORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/block.h"
#include "base/str.h"

/* One bit in each of eight bytes. */
#define SEARCH_SHORT_EACH(bits) (UINT64_C(0x0101010101010101) * (bits))

/*
 * The highest bit of each of eight bytes that is a letter or digit of ASCII, or part of a character beyond it. What is
 * added to a byte without its highest bit sets that bit from the first letter or digit on, and no byte runs over into
 * the next.
 */
static inline uint64_t
search_short_in_word(uint64_t bytes)
{
	uint64_t low = bytes & SEARCH_SHORT_EACH(0x7f), small = low | SEARCH_SHORT_EACH(0x20);
	uint64_t letter =
	        (small + SEARCH_SHORT_EACH(0x80 - 'a')) & ~(small + SEARCH_SHORT_EACH(0x7f - 'z'));
	uint64_t digit =
	        (low + SEARCH_SHORT_EACH(0x80 - '0')) & ~(low + SEARCH_SHORT_EACH(0x7f - '9'));

	return (letter | digit | bytes) & SEARCH_SHORT_EACH(0x80);
}

/* The bits of the bytes before the one whose highest bit is the lowest in `ends`; all without one. */
static inline uint64_t
search_short_before(uint64_t ends)
{
	return ((ends & -ends) >> 7) - 1;
}

/* How many bytes there are before that one, of which there is one. */
static inline size_t
search_short_count(uint64_t ends)
{
	return (size_t)__builtin_ctzll(ends) / 8;
}

static inline size_t
search_short_len(uint64_t word)
{
	return sizeof word - (size_t)__builtin_clzll(word) / 8;
}

/*
 * The word that begins at *at or behind what is in no word there; *at is then behind it and the byte that ends it. 0,
 * and *at is not behind its begin, when the next word is of another kind, ends with the text, or is none.
 */
static inline uint64_t
search_short_next(struct str text, size_t *at)
{
	size_t from = *at;
	uint64_t word = 0;

	while (text.len >= from + sizeof word) {
		uint64_t bytes = block_eight(text.at + from), in = search_short_in_word(bytes);
		uint64_t ends = ~in & SEARCH_SHORT_EACH(0x80), mask = search_short_before(ends);

		if (!(in & 0x80)) {
			from += in ? search_short_count(in) : sizeof word;
			continue;
		}
		if (ends && !(bytes & mask & SEARCH_SHORT_EACH(0x80))) {
			from += search_short_count(ends) + 1;
			word = (bytes | SEARCH_SHORT_EACH(0x20)) & mask; /* digits have that bit */
		}
		break;
	}
	*at = from;
	return word;
}

#endif
