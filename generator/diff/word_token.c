#include "diff/word_token.h"

#include <stdint.h>

#include "base/block.h"
#include "base/utf8.h"

#define RIGHT_QUOTE 0x2019

bool
word_token_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

/* Where the letter at `at` ends, or `at` when there is none that words go on with. */
static size_t
letter_end(struct str text, size_t at)
{
	if (at >= text.len)
		return at;
	if (!(text.at[at] & 0x80))
		return at + is_letter(text.at[at]);
	size_t end = at;
	uint32_t c = utf8_next(text, &end);
	return utf8_is_letter(c) && !utf8_is_ideographic(c) ? end : at;
}

/* The same for an apostrophe, straight or curly. */
static size_t
apostrophe_end(struct str text, size_t at)
{
	if (at >= text.len)
		return at;
	if (!(text.at[at] & 0x80))
		return at + (text.at[at] == '\'');
	size_t end = at;
	return utf8_next(text, &end) == RIGHT_QUOTE ? end : at;
}

static size_t
word_end(struct str text, size_t at)
{
	for (;;) {
		while (at < text.len && is_letter(text.at[at]))
			at++;
		size_t end = letter_end(text, at);
		if (end == at) {
			size_t behind = apostrophe_end(text, at);
			end = behind == at ? at : letter_end(text, behind);
			if (end == behind || end == at)
				return at;
		}
		at = end;
	}
}

static size_t
blank_end(struct str text, size_t at, enum word_token *kind)
{
	unsigned newlines = 0;
	for (; at < text.len && word_token_is_blank(text.at[at]); at++)
		newlines += newlines < 2 && text.at[at] == '\n';
	*kind = newlines < 2 ? WORD_TOKEN_BLANK : WORD_TOKEN_BREAK;
	return at;
}

size_t
word_token_end(struct str text, size_t at, enum word_token *kind)
{
	if (word_token_is_blank(text.at[at]))
		return blank_end(text, at, kind);
	*kind = WORD_TOKEN_WORD;
	size_t end = letter_end(text, at);
	if (end > at)
		return word_end(text, end);
	if (!utf8_is_ideographic(utf8_next(text, &end)))
		*kind = WORD_TOKEN_OTHER;
	return end;
}

/* --- words only ---------------------------------------------------------------------------------- */

/* How many of the sixteen bytes, from the first on, are ASCII letters or digits. */
static inline size_t
letters_first(block bytes)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	block_words others = ~(block_words)(block_between(bytes | 0x20, 'a', 'z') |
	        block_between(bytes, '0', '9'));
	if (others[0])
		return (size_t)__builtin_ctzll(others[0]) / 8;
	return others[1] ? 8 + (size_t)__builtin_ctzll(others[1]) / 8 : sizeof bytes;
#else
	size_t len = 0;
	while (len < sizeof bytes && is_letter((char)bytes[len]))
		len++;
	return len;
#endif
}

/* Where the word that begins with the ASCII letter at `at` ends. */
static inline size_t
ascii_word_end(struct str text, size_t at)
{
	if (text.len - at <= sizeof(block))
		return word_end(text, at + 1);
	size_t end = at + letters_first(block_load(text.at + at));
	bool ended = end < at + sizeof(block) && !(text.at[end] & 0x80) && text.at[end] != '\'';
	return ended ? end : word_end(text, end);
}

size_t
word_token_next(struct str text, size_t at, size_t *end)
{
	while (at < text.len) {
		enum word_token kind = WORD_TOKEN_WORD;
		if (is_letter(text.at[at])) {
			*end = ascii_word_end(text, at);
			return at;
		}
		if (!(text.at[at] & 0x80)) {
			at++;
			continue;
		}
		*end = word_token_end(text, at, &kind);
		if (kind == WORD_TOKEN_WORD)
			return at;
		at = *end;
	}
	return at;
}
