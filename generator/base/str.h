/*
 * Text as pointer and length. A struct str is a view: it owns nothing, is passed by value and is
 * not terminated; how long it lives is said where it comes from (mostly: as long as some arena).
 * Comparison and search work on bytes; what knows about characters is in utf8.h.
 */
#ifndef KITH_BASE_STR_H
#define KITH_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
	const char *at;
	size_t len;
};

#define STR_EMPTY ((struct str){ "", 0 })

/* A view of a string literal, or of a char array with its terminator. */
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
/* The same for static initialisers, where a compound literal is no constant. */
#define STR_INIT(literal)                      \
	{                                      \
		(literal), sizeof(literal) - 1 \
	}

/* For printf-like calls: printf(STR_FMT, STR_ARG(name)). Longer than INT_MAX is cut. */
#define STR_FMT "%.*s"
#define STR_ARG(s) str_int_len(s), (s).at

int str_int_len(struct str s);

static inline struct str
str_of(const char *at, size_t len)
{
	return (struct str){ at, len };
}

/* A view of a terminated string; NULL gives the empty view. */
static inline struct str
str_from(const char *terminated)
{
	return terminated ? str_of(terminated, strlen(terminated)) : STR_EMPTY;
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

#define str_is(s, literal) str_eq((s), STR(literal))

bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* by bytes; <0, 0, >0 */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Offset of the first (last) occurrence, or SIZE_MAX. */
#define STR_NONE SIZE_MAX
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_rfind_char(struct str s, char c);
size_t str_count_char(struct str s, char c);

/* s[from, to), with both ends brought into range. */
static inline struct str
str_slice(struct str s, size_t from, size_t to)
{
	to = to < s.len ? to : s.len;
	from = from < to ? from : to;
	return from ? str_of(s.at + from, to - from) : str_of(s.at, to);
}

/* Without the first n bytes. */
static inline struct str
str_skip(struct str s, size_t n)
{
	return str_slice(s, n, s.len);
}

/* Without leading and trailing spaces, tabs, carriage returns and newlines. */
struct str str_trim(struct str s);

/*
 * Cuts `*rest` at the first `separator`: returns what is before it and leaves what is behind it.
 * Without a separator all of it is returned and *rest becomes empty with at == NULL, which is how
 * a loop `while (rest.at)` ends.
 */
struct str str_cut(struct str *rest, char separator);
/*
 * The next line of *rest without its "\n" or "\r\n"; the loop ends as with str_cut. Behind a
 * newline at the very end there is one more, empty line.
 */
struct str str_line(struct str *rest);

/* Copies into the arena; the copy is followed by a NUL that len does not count. */
struct str str_copy(struct arena *arena, struct str s);
/* The same as a terminated string, for the system call seam. */
char *str_terminated(struct arena *arena, struct str s);
/* printf into the arena. */
struct str str_format(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
struct str str_vformat(struct arena *arena, const char *format, va_list args)
        __attribute__((format(printf, 2, 0)));
/* One text out of `count` parts. */
struct str str_join(struct arena *arena, const struct str *parts, size_t count, struct str between);

/* Decimal integer that fills the whole text (sign allowed); false when it is none or overflows. */
bool str_to_int(struct str s, int64_t *out);
/*
 * Decimal number in C's notation with '.', independent of the locale; false when it is not one, is
 * too large for a double or has more than 1,200 characters.
 */
bool str_to_number(struct str s, double *out);

#endif
