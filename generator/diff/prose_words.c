#include "diff/prose_words.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"
#include "base/utf8.h"

enum {
	WORDS_MAX = 4096,  /* of one text */
	CONTAINED_MIN = 8, /* words of a text that may be found within another one */
};

static int
compare_words(const void *a, const void *b, void *context)
{
	(void)context;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

struct prose_words
prose_words_of(struct arena *arena, struct str text)
{
	array_of(uint32_t) words = { NULL, 0, 0 };
	size_t begin = STR_NONE;
	for (size_t at = 0; at <= text.len && words.len < WORDS_MAX;) {
		size_t from = at;
		uint32_t c = at < text.len ? utf8_next(text, &at) : ' ';
		at += from == text.len;
		bool ideograph = utf8_is_ideographic(c), letter = !ideograph && utf8_is_letter(c);
		if (letter && begin == STR_NONE)
			begin = from;
		if (!letter && begin != STR_NONE) {
			*array_push(arena, &words) =
			        (uint32_t)hash_64(str_slice(text, begin, from));
			begin = STR_NONE;
		}
		if (ideograph)
			*array_push(arena, &words) = c;
	}
	if (words.len)
		array_sort(words.at, words.len, sizeof *words.at, arena, compare_words, NULL);
	return (struct prose_words){ words.at, words.len };
}

size_t
prose_words_common(struct prose_words a, struct prose_words b)
{
	size_t common = 0;
	for (size_t i = 0, j = 0; i < a.len && j < b.len;) {
		uint32_t x = a.at[i], y = b.at[j];
		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	return common;
}

unsigned
prose_words_alike(struct prose_words a, struct prose_words b)
{
	size_t all = a.len + b.len, least = a.len < b.len ? a.len : b.len;
	if (!least)
		return 0;
	size_t common = prose_words_common(a, b);
	unsigned alike = (unsigned)(2000 * common / all);
	if (alike < 500 && least >= CONTAINED_MIN && 10 * common >= 8 * least)
		alike = 500;
	return alike;
}
