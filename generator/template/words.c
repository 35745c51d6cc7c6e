#include "template/words.h"

#include "base/buf.h"
#include "base/utf8.h"

bool
words_is_space(uint32_t c)
{
	return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f)
	                : utf8_is_space(c);
}

struct str
words_first(struct str s)
{
	size_t at = 0;
	if (s.len)
		utf8_next(s, &at);
	return str_slice(s, 0, at);
}

/* The last character's bytes. */
static struct str
last(struct str s)
{
	size_t at = s.len;
	while (at > 0 && ((unsigned char)s.at[--at] & 0xc0) == 0x80)
		continue;
	return str_skip(s, at);
}

static bool
belongs(struct str character, const struct str *set)
{
	size_t at = 0;
	if (set)
		return str_find(*set, character) != STR_NONE;
	return words_is_space(utf8_next(character, &at));
}

struct str
words_strip(struct str s, enum words_side sides, const struct str *set)
{
	while (sides & WORDS_LEFT && s.len && belongs(words_first(s), set))
		s = str_skip(s, words_first(s).len);
	while (sides & WORDS_RIGHT && s.len && belongs(last(s), set))
		s.len -= last(s).len;
	return s;
}

static bool
ends_line(uint32_t c)
{
	return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
	        c == 0x2029;
}

struct str
words_line(struct str *rest, bool *more)
{
	struct str s = *rest;
	*more = s.len > 0;
	for (size_t at = 0; at < s.len;) {
		size_t end = at;
		uint32_t c = utf8_next(s, &at);
		if (!ends_line(c))
			continue;
		if (c == '\r' && at < s.len && s.at[at] == '\n')
			at++;
		*rest = str_skip(s, at);
		return str_slice(s, 0, end);
	}
	*rest = STR_EMPTY;
	return s;
}

bool
words_ends_line(struct str s)
{
	size_t at = 0;
	return s.len && ends_line(utf8_next(last(s), &at));
}

struct str
words_next(struct str *rest)
{
	struct str s = words_strip(*rest, WORDS_LEFT, NULL);
	size_t at = 0, end = 0;
	while (at < s.len && !words_is_space(utf8_next(s, &at)))
		end = at;
	*rest = str_skip(s, end);
	return str_slice(s, 0, end);
}

/* An empty text is found before each character and at the end. */
static size_t
replace_nothing(struct buf *out, struct str s, struct str new, size_t most)
{
	size_t before = most;
	while (s.len && most) {
		struct str first = words_first(s);
		buf_put(out, new);
		buf_put(out, first);
		s = str_skip(s, first.len);
		most--;
	}
	buf_put(out, s);
	if (most)
		buf_put(out, new);
	return before - most;
}

size_t
words_replace(struct buf *out, struct str s, struct str old, struct str new, size_t most)
{
	size_t before = most;
	if (!old.len)
		return replace_nothing(out, s, new, most);
	for (; most; most--) {
		size_t found = str_find(s, old);
		if (found == STR_NONE)
			break;
		buf_put(out, str_slice(s, 0, found));
		buf_put(out, new);
		s = str_skip(s, found + old.len);
	}
	buf_put(out, s);
	return before - most;
}

static void
repeat(struct buf *out, struct str s, size_t times)
{
	while (times-- && !out->full)
		buf_put(out, s);
}

void
words_pad(struct buf *out, struct str s, size_t width, size_t left, struct str fill)
{
	size_t len = utf8_length(s);
	size_t missing = width > len ? width - len : 0;
	if (left > missing)
		left = missing;
	repeat(out, fill, left);
	buf_put(out, s);
	repeat(out, fill, missing - left);
}

size_t
words_rfind(struct str s, struct str needle)
{
	size_t found = STR_NONE;
	if (needle.len > s.len)
		return STR_NONE;
	for (size_t at = s.len - needle.len + 1; at-- > 0 && found == STR_NONE;) {
		if (str_starts(str_skip(s, at), needle))
			found = at;
	}
	return found;
}

size_t
words_count(struct str s, struct str needle)
{
	size_t count = 0, found;
	if (!needle.len)
		return utf8_length(s) + 1;
	while ((found = str_find(s, needle)) != STR_NONE) {
		s = str_skip(s, found + needle.len);
		count++;
	}
	return count;
}
