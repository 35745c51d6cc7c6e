/*
 * How many words a text has, and how many characters that are counted one by one.
 *
 * A word begins at a letter unless a letter stands before it, or a joiner with a letter before that. So
 * all there is to know of the text that was read is which of its last characters were letters and which
 * were joiners. Both are kept like eight bytes of text: the last character is the highest byte, whose
 * highest bit says yes. Eight bytes of ASCII are judged at once; what stands before them is shifted in.
 * Most text is ASCII throughout, and judged by sixteen bytes.
 */
#include "base/block.h"
#include "base/utf8.h"

struct history {
	uint64_t letters, joiners;
};

#define EACH(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

/* Eight bytes, the first one lowest; zeroes for those that are not left. */
static inline uint64_t
load(const char *at, size_t left)
{
	uint64_t bytes = 0;
	if (left >= sizeof bytes)
		memcpy(&bytes, at, sizeof bytes);
	else
		memcpy(&bytes, at, left);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

/* The high bit of each byte from `first` to `last`. No sum of two ASCII bytes leaves its byte. */
static uint64_t
bytes_between(uint64_t bytes, char first, char last)
{
	return (bytes + EACH(0x80 - first)) & ~(bytes + EACH(0x7f - last)) & EACH(0x80);
}

/* How many words begin in eight bytes of ASCII. */
static size_t
begun_in(struct history *history, uint64_t bytes)
{
	uint64_t letters =
	        bytes_between(bytes | EACH(0x20), 'a', 'z') | bytes_between(bytes, '0', '9');
	uint64_t joiners = bytes_between(bytes, '\'', '\'') | bytes_between(bytes, '-', '-');
	uint64_t after_letter = letters << 8 | history->letters >> 56;
	uint64_t after_joiner = joiners << 8 | history->joiners >> 56;
	uint64_t two_after_letter = letters << 16 | history->letters >> 48;
	uint64_t begun = letters & ~after_letter & ~(after_joiner & two_after_letter);
	*history = (struct history){ letters, joiners };
	/* The product adds up the bytes, each 0 or 1, in its highest byte. */
	return (size_t)((begun >> 7) * EACH(1) >> 56);
}

/* The same for one character of any kind. */
static size_t
begun_at(struct history *history, bool letter, bool joiner)
{
	bool after_letter = history->letters >> 63;
	bool after_joiner = history->joiners >> 63;
	bool two_after_letter = history->letters >> 55 & 1;
	history->letters = history->letters >> 8 | (uint64_t)letter << 63;
	history->joiners = history->joiners >> 8 | (uint64_t)joiner << 63;
	return letter && !after_letter && !(after_joiner && two_after_letter);
}

/* 0xff where a byte of ASCII is a letter or digit, or a joiner. */
static block
are_letters(block bytes)
{
	return block_between(bytes | 0x20, 'a', 'z') | block_between(bytes, '0', '9');
}

static block
are_joiners(block bytes)
{
	return (block)(bytes == '\'') | (block)(bytes == '-');
}

/* Where a word begins: the bytes, and those one and two places before each. */
static block
are_begun(block bytes, block before, block two_before)
{
	block joined = are_joiners(before) & are_letters(two_before);
	return are_letters(bytes) & ~are_letters(before) & ~joined;
}

/*
 * Counts the words of a text of ASCII in blocks; what stands before the bytes of a block is read once more. The last
 * block overlaps the one before, of which nothing counts twice. Returns false, and counts nothing, when another
 * character stands in it, when the last block has too little before it, or when a place has too much to count.
 */
static bool
count_blocks(struct str s, size_t *words)
{
	const block places = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	size_t at = sizeof(block), last = s.len - sizeof(block);
	if (s.len < sizeof(block) + 2 || s.len >= UINT8_MAX * sizeof(block))
		return false;
	block bytes = block_load(s.at), all = bytes;
	block begun = are_begun(bytes, block_behind(bytes, 1), block_behind(bytes, 2)) & 1;
	for (; at < s.len; at += sizeof(block)) {
		size_t from = at < last ? at : last;
		bytes = block_load(s.at + from);
		block found =
		        are_begun(bytes, block_load(s.at + from - 1), block_load(s.at + from - 2));
		begun += found & (block)(places >= (unsigned char)(at - from)) & 1;
		all |= bytes;
	}
	if (!block_is_ascii(all))
		return false;
	*words += block_sum(begun);
	return true;
}

/* Apostrophes, hyphens, the soft hyphen, the zero-width joiners and the word joiner. */
static bool
is_joiner(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == '-' || c == 0xad || c == 0x200c || c == 0x200d ||
	        c == 0x2010 || c == 0x2011 || c == 0x2060;
}

void
utf8_count_words(struct str s, size_t *words, size_t *ideographs)
{
	struct history history = { 0, 0 };
	if (count_blocks(s, words))
		return;
	for (size_t at = 0; at < s.len;) {
		uint64_t bytes = load(s.at + at, s.len - at);
		if (!(bytes & EACH(0x80))) {
			*words += begun_in(&history, bytes);
			at += sizeof bytes;
			continue;
		}
		uint32_t c = utf8_next(s, &at);
		bool alone = utf8_is_ideographic(c);
		*ideographs += alone;
		*words += begun_at(&history, !alone && utf8_is_letter(c), is_joiner(c));
	}
}
