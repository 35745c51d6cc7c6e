/*
 * Any bytes as text: decoding agrees with a second decoder that works the other way round (decode
 * loosely, then ask whether the shortest encoding gives the same bytes), whatever is made of the
 * text is valid, and making it twice changes nothing.
 */
#include <stdbool.h>
#include <string.h>

#include "require.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

/* Bytes of the valid character at `at`, or 0. */
static size_t
slow_decode(struct str s, size_t at, uint32_t *c)
{
	unsigned char first = (unsigned char)s.at[at], again[4];
	size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	uint32_t value = len == 1 ? first : first & ((1u << (7 - len)) - 1);
	if (at + len > s.len)
		return 0;
	for (size_t i = 1; i < len; i++)
		value = value << 6 | ((unsigned char)s.at[at + i] & 0x3f);
	if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return 0;
	size_t shortest = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
	if (shortest != len)
		return 0;
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	uint32_t rest = value;
	for (size_t i = len - 1; i > 0; i--, rest >>= 6)
		again[i] = (unsigned char)(0x80 | (rest & 0x3f));
	again[0] = (unsigned char)(lead[len] | rest);
	if (memcmp(again, s.at + at, len) != 0)
		return 0;
	*c = value;
	return len;
}

static void
check_decoding(struct arena *arena, struct str s)
{
	size_t invalid = STR_NONE, count = 0;
	for (size_t at = 0; at < s.len; count++) {
		uint32_t c = UTF8_REPLACEMENT;
		size_t before = at, len = slow_decode(s, at, &c);
		if (!len && invalid == STR_NONE)
			invalid = at;
		require(utf8_next(s, &at) == c);
		require(at == before + (len ? len : 1));
	}
	require(utf8_invalid(s) == invalid);
	require(utf8_length(s) == count);
	require(utf8_prefix(s, count).len == s.len);
	struct str clean = utf8_clean(arena, s);
	require(utf8_invalid(clean) == STR_NONE);
	require(utf8_length(clean) == count);
	require((invalid == STR_NONE) == (clean.at == s.at));
}

static void
check_normal_forms(struct arena *arena, struct str s)
{
	struct str composed = utf8_compose(arena, s);
	require(utf8_invalid(composed) == STR_NONE);
	require(str_eq(utf8_compose(arena, composed), composed));
	require(utf8_invalid(utf8_fold(arena, s)) == STR_NONE);
}

static void
check_case(struct str s, void (*change)(struct buf *, struct str))
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	change(&out, s);
	require(utf8_invalid(buf_view(&out)) == STR_NONE);
	require(utf8_length(buf_view(&out)) == utf8_length(s));
	buf_free(&out);
}

static void
check_slug(struct str s)
{
	struct buf slug, again;
	buf_init(&slug, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	utf8_slug(&slug, s);
	struct str text = buf_view(&slug);
	bool hyphen = true;
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		require(c == '-' ? !hyphen : utf8_is_letter(c));
		require(c >= 0x80 || !(c >= 'A' && c <= 'Z'));
		hyphen = c == '-';
	}
	require(!text.len || !hyphen);
	utf8_slug(&again, text);
	require(str_eq(text, buf_view(&again)));
	buf_free(&slug);
	buf_free(&again);
}

static bool
joins(uint32_t c)
{
	static const uint32_t joiners[] = { '\'', '-', 0xad, 0x200c, 0x200d, 0x2010, 0x2011, 0x2019,
		0x2060 };
	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
		if (c == joiners[i])
			return true;
	}
	return false;
}

/* One character after the other, with a state: between words, in one, behind a joiner in one. */
static void
check_words(struct str s)
{
	enum { BETWEEN, IN, BEHIND } state = BETWEEN;
	size_t words = 0, ideographs = 0, got_words = 0, got_ideographs = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_ideographic(c)) {
			ideographs++;
			state = BETWEEN;
		} else if (joins(c)) {
			state = state == IN ? BEHIND : BETWEEN;
		} else if (utf8_is_letter(c)) {
			words += state == BETWEEN;
			state = IN;
		} else {
			state = BETWEEN;
		}
	}
	utf8_count_words(s, &got_words, &got_ideographs);
	require(got_words == words);
	require(got_ideographs == ideographs);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str s = size ? str_of((const char *)data, size) : STR_EMPTY;
	check_decoding(&arena, s);
	check_normal_forms(&arena, s);
	check_case(s, utf8_lower);
	check_case(s, utf8_upper);
	check_case(s, utf8_title);
	check_slug(s);
	check_words(s);
	arena_free(&arena);
	return 0;
}
