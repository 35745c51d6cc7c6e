/*
 * A growing byte buffer with a ceiling. Whoever appends need not check: what does not fit is
 * dropped, `full` is set and stays set, and the one who owns the buffer looks once at the end.
 *
 * Invariant: len <= cap <= max. The bytes are malloc'ed; buf_free gives them back.
 */
#ifndef KITH_BASE_BUF_H
#define KITH_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf {
	char *at;
	size_t len;
	size_t cap;
	size_t max; /* never grows beyond this */
	bool full;  /* something was dropped */
};

/* An empty buffer that may grow to `max` bytes. Allocates nothing yet. */
void buf_init(struct buf *buf, size_t max);
void buf_free(struct buf *buf);
/* Forgets the content, keeps the memory, clears `full`. */
void buf_clear(struct buf *buf);

/*
 * Room for `n` more bytes, or NULL (and full) when that would pass the ceiling. Does not change
 * len. When memory itself is exhausted the handler of arena_on_exhausted runs.
 */
char *buf_room(struct buf *buf, size_t n);
void buf_put_slow(struct buf *buf, const char *at, size_t len);

static inline void
buf_put(struct buf *buf, struct str s)
{
	if (s.len <= buf->cap - buf->len && s.len) {
		memcpy(buf->at + buf->len, s.at, s.len);
		buf->len += s.len;
	} else if (s.len) {
		buf_put_slow(buf, s.at, s.len);
	}
}

static inline void
buf_char(struct buf *buf, char c)
{
	if (buf->len < buf->cap)
		buf->at[buf->len++] = c;
	else
		buf_put_slow(buf, &c, 1);
}

#define buf_lit(buf, literal) buf_put((buf), STR(literal))

void buf_int(struct buf *buf, int64_t n);
/* Shortest decimal text that reads back as the same double ("1.0", "0.1", "1e+300"). */
void buf_number(struct buf *buf, double n);
/* printf's "%.*f": rounded exactly, halves to even. */
void buf_fixed(struct buf *buf, double n, unsigned decimals);
/* Decimal with leading zeroes up to `width` digits. */
void buf_padded(struct buf *buf, int64_t n, unsigned width);
void buf_repeat(struct buf *buf, char c, size_t n);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The content; valid until the next change of the buffer. */
static inline struct str
buf_view(const struct buf *buf)
{
	return str_of(buf->at ? buf->at : "", buf->len);
}

#endif
