/*
 * Growth doubles the memory up to the ceiling. One byte more than `cap` is always allocated, so
 * that vsnprintf has room for its terminator even in a buffer that is exactly full.
 */
#include "base/buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

enum { CAP_FIRST = 256 };

/* Below this a double without a fraction is printed like the integer it is. */
#define INTEGER_MAX 1e15

void
buf_init(struct buf *buf, size_t max)
{
	if (max >= PTRDIFF_MAX)
		max = PTRDIFF_MAX - 1;
	*buf = (struct buf){ .max = max };
}

void
buf_free(struct buf *buf)
{
	free(buf->at);
	buf_init(buf, buf->max);
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->full = false;
}

char *
buf_room(struct buf *buf, size_t n)
{
	if (n > buf->max - buf->len) {
		buf->full = true;
		return NULL;
	}
	if (n > buf->cap - buf->len || !buf->at) {
		size_t cap = buf->cap < CAP_FIRST ? CAP_FIRST : buf->cap;
		while (cap < buf->len + n)
			cap = cap > buf->max / 2 ? buf->max : cap * 2;
		if (cap > buf->max)
			cap = buf->max;
		char *grown = realloc(buf->at, cap + 1);
		if (!grown)
			arena_exhausted();
		buf->at = grown;
		buf->cap = cap;
	}
	return buf->at + buf->len;
}

void
buf_put_slow(struct buf *buf, const char *at, size_t len)
{
	char *room = buf_room(buf, len);
	if (room && len) {
		memcpy(room, at, len);
		buf->len += len;
	}
}

/* Two digits of a number at a time: half the divisions. */
static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

static unsigned
count_digits(uint64_t n)
{
	unsigned count = 1;
	for (; n >= 100; n /= 100)
		count += 2;
	return count + (n >= 10);
}

void
buf_int(struct buf *buf, int64_t n)
{
	buf_padded(buf, n, 1);
}

/* The digits are written where they stay, the last ones first. */
void
buf_padded(struct buf *buf, int64_t n, unsigned width)
{
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	unsigned count = count_digits(rest);
	if (n < 0)
		buf_char(buf, '-');
	if (width > count)
		buf_repeat(buf, '0', width - count);
	char *end = buf_room(buf, count);
	if (!end)
		return;
	buf->len += count;
	for (end += count; rest >= 100; rest /= 100)
		memcpy(end -= 2, pairs + 2 * (rest % 100), 2);
	if (rest >= 10)
		memcpy(end - 2, pairs + 2 * rest, 2);
	else
		end[-1] = (char)('0' + rest);
}

void
buf_repeat(struct buf *buf, char c, size_t n)
{
	char *room = buf_room(buf, n);
	if (room && n) {
		memset(room, c, n);
		buf->len += n;
	}
}

/* What fits into the memory that is there is printed once; else its length is learnt first. */
void
buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	size_t room = buf->at ? buf->cap - buf->len + 1 : 0;
	va_start(args, format);
	int printed = vsnprintf(room ? buf->at + buf->len : NULL, room, format, args);
	va_end(args);
	size_t len = printed > 0 ? (size_t)printed : 0;
	if (len >= room && len) {
		char *more = buf_room(buf, len);
		if (!more)
			return;
		va_start(args, format);
		vsnprintf(more, len + 1, format, args);
		va_end(args);
	}
	buf->len += len;
}

/* --- numbers ------------------------------------------------------------------------------- */

/* Powers of ten; doubles hold them exactly. */
static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };

enum { POWERS = sizeof powers / sizeof *powers };

/*
 * The fraction times the power of ten need not be a double, so `scaled` may have been rounded. As every
 * half is a double, that moves no number across one, at most onto it; there fma tells by how much.
 */
void
buf_fixed(struct buf *buf, double n, unsigned decimals)
{
	double size = fabs(n);
	if (decimals >= POWERS || !(size < 0x1p53)) {
		buf_format(buf, "%.*f", (int)decimals, n);
		return;
	}
	int64_t whole = (int64_t)size;
	double fraction = size - (double)whole, scaled = fraction * powers[decimals];
	int64_t digits = (int64_t)scaled, unit = (int64_t)powers[decimals];
	double beyond = scaled - (double)digits - 0.5;
	if (beyond == 0)
		beyond = fma(fraction, powers[decimals], -scaled);
	bool odd = (decimals ? digits : whole) & 1;
	if (beyond > 0 || (beyond == 0 && odd))
		digits++;
	if (signbit(n))
		buf_char(buf, '-');
	buf_int(buf, whole + digits / unit);
	if (decimals) {
		buf_char(buf, '.');
		buf_padded(buf, digits % unit, decimals);
	}
}

/*
 * Numbers with few decimals, which most are: n is q / 10^d when dividing gives n back, since the quotient
 * of two integers is rounded as the text of it would be. The first d is the shortest.
 */
static bool
put_short(struct buf *buf, double n)
{
	for (unsigned d = 1; d < POWERS && n >= 1e-4; d++) {
		double q = nearbyint(n * powers[d]);
		if (q >= INTEGER_MAX)
			return false;
		if (q / powers[d] != n)
			continue;
		int64_t digits = (int64_t)q, unit = (int64_t)powers[d];
		buf_int(buf, digits / unit);
		buf_char(buf, '.');
		buf_padded(buf, digits % unit, d);
		return true;
	}
	return false;
}

/* A finite number taken apart: d.ddd * 10^exponent. */
struct decimal {
	char digits[20];
	int count;
	int exponent;
};

/* `n` > 0 rounded to `count` digits. */
static struct decimal
decimal_of(double n, int count)
{
	char text[40];
	struct decimal d = { .count = count };
	snprintf(text, sizeof text, "%.*e", count - 1, n);
	d.digits[0] = text[0];
	const char *at = text + (count > 1 ? 2 : 1);
	if (count > 1) {
		memcpy(d.digits + 1, at, (size_t)count - 1);
		at += count - 1;
	}
	d.exponent = (int)strtol(at + 1, NULL, 10);
	return d;
}

static bool
decimal_is(const struct decimal *d, double n)
{
	char text[40];
	snprintf(text, sizeof text, "%.1s.%.*se%d", d->digits, d->count - 1, d->digits + 1,
	        d->exponent);
	return strtod(text, NULL) == n;
}

/* The next larger decimal of as many digits. */
static void
decimal_step(struct decimal *d)
{
	int i = d->count - 1;
	while (i >= 0 && d->digits[i] == '9')
		d->digits[i--] = '0';
	if (i >= 0) {
		d->digits[i]++;
	} else {
		d->digits[0] = '1';
		d->exponent++;
	}
}

/*
 * Every decimal of up to 15 digits survives a double, so the number rounded to 15 digits shows
 * whether it came from one that short. 16 digits may do, and at a power of two, where doubles lie
 * closer below than above, also the decimal after the nearest one. 17 always do. Denormals have
 * fewer bits and are tried digit by digit.
 */
static struct decimal
decimal_shortest(double n)
{
	bool denormal = n < 0x1p-1022;
	for (int count = denormal ? 1 : 15; count < 17; count++) {
		struct decimal d = decimal_of(n, count);
		if (decimal_is(&d, n))
			return d;
		if (count == 16) {
			decimal_step(&d);
			if (decimal_is(&d, n))
				return d;
		}
	}
	return decimal_of(n, 17);
}

static void
put_decimal(struct buf *buf, const struct decimal *d)
{
	struct str digits = str_of(d->digits, (size_t)d->count);
	if (d->exponent < -4 || d->exponent >= 16) {
		buf_put(buf, str_slice(digits, 0, 1));
		if (digits.len > 1) {
			buf_char(buf, '.');
			buf_put(buf, str_skip(digits, 1));
		}
		buf_put(buf, d->exponent < 0 ? STR("e") : STR("e+"));
		buf_padded(buf, d->exponent, 2);
	} else if (d->exponent < 0) {
		buf_lit(buf, "0.");
		buf_repeat(buf, '0', (size_t)(-d->exponent - 1));
		buf_put(buf, digits);
	} else {
		size_t whole = (size_t)d->exponent + 1;
		buf_put(buf, str_slice(digits, 0, whole));
		if (digits.len < whole)
			buf_repeat(buf, '0', whole - digits.len);
		buf_char(buf, '.');
		buf_put(buf, digits.len > whole ? str_skip(digits, whole) : STR("0"));
	}
}

void
buf_number(struct buf *buf, double n)
{
	if (isnan(n)) {
		buf_lit(buf, "nan");
		return;
	}
	if (signbit(n))
		buf_char(buf, '-');
	n = fabs(n);
	if (isinf(n)) {
		buf_lit(buf, "inf");
	} else if (n < INTEGER_MAX && n == (double)(int64_t)n) {
		buf_int(buf, (int64_t)n);
		buf_lit(buf, ".0");
	} else if (!put_short(buf, n)) {
		struct decimal d = decimal_shortest(n);
		while (d.count > 1 && d.digits[d.count - 1] == '0')
			d.count--;
		put_decimal(buf, &d);
	}
}
