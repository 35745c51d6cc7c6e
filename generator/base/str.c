#include "base/str.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/block.h"

/* Longer texts are no numbers: even the exact value of the smallest double needs fewer digits. */
enum { NUMBER_BYTES_MAX = 1200 };

int
str_int_len(struct str s)
{
	return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (ascii_lower(a.at[i]) != ascii_lower(b.at[i]))
			return false;
	}
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_of(s.at, prefix.len), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_skip(s, s.len - suffix.len), suffix);
}

/* Of these the first character is looked for, which is rare where it is a mark like "[^" or "://". */
enum { SHORT_NEEDLE = 3 };

size_t
str_find(struct str s, struct str needle)
{
	if (needle.len > s.len)
		return STR_NONE;
	if (needle.len <= 1)
		return needle.len ? str_find_char(s, *needle.at) : 0;
	if (needle.len > SHORT_NEEDLE) {
		const char *found = memmem(s.at, s.len, needle.at, needle.len);
		return found ? (size_t)(found - s.at) : STR_NONE;
	}
	for (size_t at = 0; at + needle.len <= s.len; at++) {
		const char *first = memchr(s.at + at, needle.at[0], s.len - at - needle.len + 1);
		if (!first)
			break;
		at = (size_t)(first - s.at);
		if (memcmp(first, needle.at, needle.len) == 0)
			return at;
	}
	return STR_NONE;
}

size_t
str_find_char(struct str s, char c)
{
	const char *found = s.len ? memchr(s.at, c, s.len) : NULL;
	return found ? (size_t)(found - s.at) : STR_NONE;
}

size_t
str_rfind_char(struct str s, char c)
{
	for (size_t i = s.len; i-- > 0;) {
		if (s.at[i] == c)
			return i;
	}
	return STR_NONE;
}

/* Sixteen bytes at once, each of which counts those of its place, up to 255. */
size_t
str_count_char(struct str s, char c)
{
	size_t count = 0, at = 0;
	while (s.len - at >= sizeof(block)) {
		size_t blocks = (s.len - at) / sizeof(block);
		size_t end = at + (blocks < UINT8_MAX ? blocks : UINT8_MAX) * sizeof(block);
		block found = { 0 };
		for (; at < end; at += sizeof(block))
			found -= (block)(block_load(s.at + at) == (unsigned char)c);
		count += block_sum(found);
	}
	for (; at < s.len; at++)
		count += s.at[at] == c;
	return count;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	size_t from = 0, to = s.len;
	while (from < to && is_blank(s.at[from]))
		from++;
	while (to > from && is_blank(s.at[to - 1]))
		to--;
	return str_slice(s, from, to);
}

struct str
str_cut(struct str *rest, char separator)
{
	struct str whole = rest->at ? *rest : STR_EMPTY;
	size_t found = str_find_char(whole, separator);
	if (found == STR_NONE) {
		*rest = str_of(NULL, 0);
		return whole;
	}
	*rest = str_skip(whole, found + 1);
	return str_of(whole.at, found);
}

struct str
str_line(struct str *rest)
{
	struct str line = str_cut(rest, '\n');
	if (rest->at && line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

char *
str_terminated(struct arena *arena, struct str s)
{
	if (s.len == SIZE_MAX)
		arena_exhausted();
	char *copy = arena_raw(arena, s.len + 1, 1);
	if (s.len)
		memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct str
str_copy(struct arena *arena, struct str s)
{
	return str_of(str_terminated(arena, s), s.len);
}

enum { PIECES_MAX = 16 };

/* What a format that has nothing but STR_FMT is put together of; 0 when it has something else, or too much. */
static size_t
pieces_of(const char *format, va_list args, struct str pieces[PIECES_MAX])
{
	size_t count = 0;
	for (; *format; count++) {
		size_t len = strcspn(format, "%");
		if (count == PIECES_MAX || (!len && strncmp(format, STR_FMT, 4) != 0))
			return 0;
		pieces[count] = str_of(format, len);
		format += len ? len : 4;
		if (len)
			continue;
		int most = va_arg(args, int);
		const char *at = va_arg(args, const char *);
		if (most < 0)
			return 0;
		pieces[count] = str_of(at, most ? strnlen(at, (size_t)most) : 0);
	}
	return count;
}

/* Most texts are put together of others, which needs no printf. */
struct str
str_vformat(struct arena *arena, const char *format, va_list args)
{
	char shortened[256];
	struct str pieces[PIECES_MAX];
	va_list again;
	va_copy(again, args);
	size_t count = pieces_of(format, again, pieces);
	va_end(again);
	if (count)
		return str_join(arena, pieces, count, STR_EMPTY);
	va_copy(again, args);
	int len = vsnprintf(shortened, sizeof shortened, format, args);
	struct str text = STR_EMPTY;
	if (len >= 0 && (size_t)len < sizeof shortened) {
		text = str_copy(arena, str_of(shortened, (size_t)len));
	} else if (len >= 0) {
		char *at = arena_bytes(arena, (size_t)len + 1, 1);
		vsnprintf(at, (size_t)len + 1, format, again);
		text = str_of(at, (size_t)len);
	}
	va_end(again);
	return text;
}

struct str
str_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = str_vformat(arena, format, args);
	va_end(args);
	return text;
}

struct str
str_join(struct arena *arena, const struct str *parts, size_t count, struct str between)
{
	size_t len = 0;
	for (size_t i = 0; i < count; i++) {
		size_t more = parts[i].len + (i ? between.len : 0);
		if (more > PTRDIFF_MAX - len)
			arena_exhausted();
		len += more;
	}
	char *joined = arena_bytes(arena, len + 1, 1);
	char *to = joined;
	for (size_t i = 0; i < count; i++) {
		if (i && between.len)
			to = (char *)memcpy(to, between.at, between.len) + between.len;
		if (parts[i].len)
			to = (char *)memcpy(to, parts[i].at, parts[i].len) + parts[i].len;
	}
	return str_of(joined, len);
}

bool
str_to_int(struct str s, int64_t *out)
{
	bool negative = s.len && s.at[0] == '-';
	size_t i = s.len && (negative || s.at[0] == '+');
	if (i == s.len)
		return false;
	/* Counted downwards, because there is one negative number more than positive ones. */
	int64_t n = 0;
	for (; i < s.len; i++) {
		int digit = s.at[i] - '0';
		if (digit < 0 || digit > 9 || n < (INT64_MIN + digit) / 10)
			return false;
		n = n * 10 - digit;
	}
	if (!negative && n == INT64_MIN)
		return false;
	*out = negative ? n : -n;
	return true;
}

static size_t
skip_digits(struct str s, size_t at)
{
	while (at < s.len && ascii_is_digit(s.at[at]))
		at++;
	return at;
}

/* [sign] digits [. digits] [e [sign] digits], with digits on at least one side of the point. */
static bool
looks_like_number(struct str s)
{
	size_t at = s.len && (s.at[0] == '-' || s.at[0] == '+');
	size_t whole_end = skip_digits(s, at);
	size_t digits = whole_end - at;
	at = whole_end;
	if (at < s.len && s.at[at] == '.') {
		size_t fraction_end = skip_digits(s, at + 1);
		digits += fraction_end - at - 1;
		at = fraction_end;
	}
	if (!digits)
		return false;
	if (at < s.len && (s.at[at] == 'e' || s.at[at] == 'E')) {
		at++;
		at += at < s.len && (s.at[at] == '-' || s.at[at] == '+');
		size_t exponent_end = skip_digits(s, at);
		if (exponent_end == at)
			return false;
		at = exponent_end;
	}
	return at == s.len;
}

/*
 * strtod follows the locale, but only after setlocale; banned.h sees to it that kith never calls
 * that, so the C locale with its '.' holds.
 */
bool
str_to_number(struct str s, double *out)
{
	char text[NUMBER_BYTES_MAX + 1];
	if (s.len > NUMBER_BYTES_MAX || !looks_like_number(s))
		return false;
	memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	double n = strtod(text, NULL);
	if (!isfinite(n))
		return false;
	*out = n;
	return true;
}
