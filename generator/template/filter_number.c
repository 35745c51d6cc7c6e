/*
 * Filters that give numbers, or show them.
 */
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/locale.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/template.h"
#include "template/unicode.h"
#include "template/vm.h"
#include "template/words.h"

static struct value
refuse_undefined(struct template_call *call)
{
	struct value v = call->subject;
	return template_fail(call, "\"" STR_FMT "\" is undefined and is no number",
	        STR_ARG(v.len ? str_of(v.text, v.len) : STR("this")));
}

struct value
filter_abs(struct template_call *call)
{
	struct value v = call->subject;
	if (v.kind == VALUE_FLOAT)
		return value_float(fabs(v.number));
	int64_t n;
	if (!operate_integer(v, &n))
		return template_fail(call, "%s has no absolute value", repr_kind(call->vm, v));
	return n < 0 ? operate_negate(call->vm, v) : value_int(n);
}

/* --- from texts ---------------------------------------------------------------------------- */

/* A number's text in ASCII: digits of all scripts as 0 to 9, without what stands around it. */
static bool
plain_number(struct template_call *call, struct str s, struct str *out)
{
	size_t begin = vm_text_begin(call->vm);
	/* What Python takes for white space but around numbers. */
	for (char c = 0x1c; c < 0x20; c++) {
		if (str_find_char(s, c) != STR_NONE)
			return false;
	}
	s = words_strip(s, WORDS_BOTH, NULL);
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_next(s, &at);
		int digit = unicode_digit(c);
		if (c >= 0x80 && digit < 0) {
			call->vm->out->len = begin;
			return false;
		}
		buf_char(call->vm->out, (char)(digit < 0 ? (int)c : '0' + digit));
	}
	*out = value_str(vm_text_end(call->vm, begin, VALUE_TEXT));
	return !call->vm->failed;
}

static unsigned
digit(char c)
{
	if (ascii_is_digit(c))
		return (unsigned)(c - '0');
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a' + 10) : 99;
}

/* Passes 0x, 0o or 0b where the base allows it; base 0 takes the one it finds. */
static unsigned
skip_prefix(struct str *s, unsigned base)
{
	char letter = s->len > 2 && s->at[0] == '0' ? (char)(s->at[1] | 0x20) : '\0';
	unsigned found = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
	if (found && (base == 0 || base == found)) {
		*s = str_skip(*s, s->len > 3 && s->at[2] == '_' ? 3 : 2);
		return found;
	}
	return base ? base : 10;
}

/*
 * An integer as Python reads it: a sign, single underscores between digits. Without a base, no zero
 * stands before other digits.
 */
static bool
read_integer(struct template_call *call, struct str s, unsigned base, int64_t *out)
{
	if (!plain_number(call, s, &s))
		return false;
	bool negative = s.len && s.at[0] == '-', guessed = base == 0, fits = true;
	if (s.len && (s.at[0] == '-' || s.at[0] == '+'))
		s = str_skip(s, 1);
	base = skip_prefix(&s, base);
	int64_t n = 0;
	bool after_digit = false, zero = s.len > 1 && s.at[0] == '0' && base == 10 && guessed;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '_' && after_digit && i + 1 < s.len) {
			after_digit = false;
			continue;
		}
		unsigned value = digit(s.at[i]);
		if (value >= base || (zero && value))
			return false;
		fits = fits && !__builtin_mul_overflow(n, (int64_t)base, &n) &&
		        !__builtin_add_overflow(n, negative ? -(int64_t)value : (int64_t)value, &n);
		after_digit = true;
	}
	if (after_digit && !fits)
		template_fail(call, "this number does not fit into 64 bits");
	*out = n;
	return after_digit;
}

/* Drops the underscores that stand between digits; false for others. */
static bool
drop_underscores(struct arena *arena, struct str *s)
{
	char *kept = str_find_char(*s, '_') == STR_NONE ? NULL : arena_bytes(arena, s->len, 1);
	size_t len = 0;
	for (size_t i = 0; kept && i < s->len; i++) {
		if (s->at[i] != '_')
			kept[len++] = s->at[i];
		else if (i == 0 || i + 1 == s->len || digit(s->at[i - 1]) > 9 ||
		        digit(s->at[i + 1]) > 9)
			return false;
	}
	if (kept)
		*s = str_of(kept, len);
	return true;
}

/* Python's float() also takes these words. */
static bool
read_float(struct template_call *call, struct str s, double *out)
{
	if (!plain_number(call, s, &s) || !drop_underscores(call->vm->arena, &s))
		return false;
	struct str word = s;
	bool negative = s.len && s.at[0] == '-';
	if (s.len && (s.at[0] == '-' || s.at[0] == '+'))
		word = str_skip(s, 1);
	if (str_eq_nocase(word, STR("inf")) || str_eq_nocase(word, STR("infinity")))
		*out = negative ? -INFINITY : INFINITY;
	else if (str_eq_nocase(word, STR("nan")))
		*out = NAN;
	else
		return str_to_number(s, out);
	return true;
}

struct value
filter_int(struct template_call *call)
{
	struct value v = call->subject;
	int64_t n, base;
	double x;
	if (v.kind == VALUE_UNDEFINED)
		return refuse_undefined(call);
	if (operate_integer(v, &n))
		return value_int(n);
	if (value_is_text(v) && operate_integer(call->arguments[1], &base) && base >= 0 &&
	        base <= 36 && base != 1 && read_integer(call, value_str(v), (unsigned)base, &n))
		return value_int(n);
	bool number = value_is_text(v) ? read_float(call, value_str(v), &x) : operate_float(v, &x);
	if (!number || isnan(x))
		return call->arguments[0];
	if (!(x >= -0x1p63 && x < 0x1p63))
		return template_fail(call, "this number does not fit into 64 bits");
	return value_int((int64_t)x);
}

struct value
filter_float(struct template_call *call)
{
	struct value v = call->subject;
	double x;
	if (v.kind == VALUE_UNDEFINED)
		return refuse_undefined(call);
	if (value_is_text(v) ? read_float(call, value_str(v), &x) : operate_float(v, &x))
		return value_float(x);
	return call->arguments[0];
}

/* --- rounding ------------------------------------------------------------------------------ */

/* What printf makes of it, with so many digits, as a number; infinite where that is too large. */
static double
reread(const char *format, int digits, double x)
{
	char text[512];
	double result = INFINITY;
	int len = snprintf(text, sizeof text, format, digits, x);
	if (len > 0 && (size_t)len < sizeof text)
		str_to_number(str_of(text, (size_t)len), &result);
	return result;
}

/* To the nearest power of ten above one, ties to even. */
static double
round_up(double x, int zeroes)
{
	double size = fabs(x);
	int exponent = size < 1 ? -1 : (int)floor(log10(size));
	/* The logarithm may be rounded up to the next integer. */
	exponent -= size >= 1 && size < pow(10, exponent);
	if (exponent >= zeroes)
		return reread("%.*e", exponent - zeroes, x);
	return copysign(
	        exponent == zeroes - 1 && size > pow(10, zeroes) / 2 ? pow(10, zeroes) : 0, x);
}

/* To the nearest decimal, ties to even: printf rounds the exact value, as Python does. */
static double
round_decimal(double x, int places)
{
	if (!isfinite(x) || places > 300)
		return x;
	return places < 0 ? round_up(x, -places) : reread("%.*f", places, x);
}

/* An integer to the nearest multiple of a power of ten, ties to even. */
static struct value
round_integer(struct template_call *call, int64_t n, int64_t places)
{
	int64_t unit = 1, up;
	for (; places < 0 && unit < INT64_MAX / 10; places++)
		unit *= 10;
	if (places < 0)
		return value_int(0);
	int64_t rest = n % unit, down = n - rest;
	uint64_t size = (uint64_t)(rest < 0 ? -rest : rest), half = (uint64_t)unit / 2;
	bool away = unit > 1 && (size > half || (size == half && down / unit % 2 != 0));
	if (!away)
		return value_int(down);
	if (__builtin_add_overflow(down, n < 0 ? -unit : unit, &up))
		return template_fail(call, "the result does not fit into 64 bits");
	return value_int(up);
}

/* Without `precision` (none), a float becomes an integer. */
static struct value
round_common(struct template_call *call)
{
	struct value v = call->subject;
	int64_t places, n;
	bool whole = call->arguments[0].kind == VALUE_NONE;
	if (!whole && !call_integer(call, 0, &places))
		return VALUE_UNDEFINED_INIT;
	if (whole)
		places = 0;
	if (operate_integer(v, &n))
		return places >= 0 ? value_int(n) : round_integer(call, n, places);
	if (v.kind != VALUE_FLOAT)
		return template_fail(call, "%s cannot be rounded", repr_kind(call->vm, v));
	places = places < -400 ? -400 : places > 400 ? 400 : places;
	double x = round_decimal(v.number, (int)places);
	if (isfinite(v.number) && !isfinite(x))
		return template_fail(call, "the result is too large for a number");
	if (!whole)
		return value_float(x);
	if (!(x >= -0x1p63 && x < 0x1p63))
		return template_fail(call, "the result does not fit into 64 bits");
	return value_int((int64_t)x);
}

struct value
filter_round(struct template_call *call)
{
	struct value v = call->subject, method = call->arguments[1];
	bool up = str_is(value_str(method), "ceil"), down = str_is(value_str(method), "floor");
	int64_t whole, whole_places;
	double places, x;
	if (str_is(value_str(method), "common"))
		return round_common(call);
	if (!up && !down)
		return template_fail(call,
		        "\"round\" knows common, ceil and floor, not \"" STR_FMT "\"",
		        STR_ARG(call_text(call, 1)));
	if (!operate_float(call->arguments[0], &places))
		return template_fail(call, "\"round\" needs a number for \"precision\", not %s",
		        repr_kind(call->vm, call->arguments[0]));
	if (!operate_float(v, &x))
		return template_fail(call, "%s cannot be rounded", repr_kind(call->vm, v));
	/* Python's integers have room for it however often it is multiplied. */
	if (operate_integer(v, &whole) && operate_integer(call->arguments[0], &whole_places) &&
	        whole_places >= 0)
		return value_float((double)whole);
	double unit = pow(10, places), scaled = x * unit;
	if (!isfinite(scaled) || unit == 0 || isinf(unit))
		return template_fail(call, "the result is no number that can be rounded");
	/* What is rounded to an integer has no negative zero. */
	return value_float(((up ? ceil(scaled) : floor(scaled)) + 0.0) / unit);
}

/* --- sizes --------------------------------------------------------------------------------- */

/* Is a number of bytes less than a power of the base? Exactly: not every power is a double. */
static bool
is_below(double bytes, __int128 unit)
{
	if (unit <= (__int128)1 << 53)
		return bytes < (double)(int64_t)unit;
	return bytes < 0x1p126 && (__int128)bytes < unit;
}

struct value
filter_filesizeformat(struct template_call *call)
{
	static const char letters[] = "kMGTPEZY";
	bool binary = call_truth(call, 0);
	double bytes;
	__int128 base = binary ? 1024 : 1000, unit = base * base;
	struct value v = call->subject;
	if (value_is_text(v) ? !read_float(call, value_str(v), &bytes) : !operate_float(v, &bytes))
		return template_fail(call, "%s is no number of bytes", repr_kind(call->vm, v));
	size_t begin = vm_text_begin(call->vm), i = 0;
	struct buf *out = call->vm->out;
	if (bytes == 1) {
		buf_lit(out, "1 Byte");
	} else if (bytes < (double)base) {
		buf_fixed(out, trunc(bytes) + 0.0, 0);
		buf_lit(out, " Bytes");
	} else {
		for (; i + 1 < sizeof letters - 1 && !is_below(bytes, unit); i++)
			unit *= base;
		char letter = binary && i == 0 ? 'K' : letters[i];
		buf_fixed(out, (double)base * bytes / (double)unit, 1);
		buf_char(out, ' ');
		buf_char(out, letter);
		buf_put(out, binary ? STR("iB") : STR("B"));
	}
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}

/* --- numbers for people -------------------------------------------------------------------- */

/* "1234.5" with so many decimals, or with those that it has. */
static struct str
decimal_text(struct template_call *call, struct value v, bool fixed, size_t decimals)
{
	struct arena *arena = call->vm->arena;
	int64_t n;
	double x = 0;
	if (operate_integer(v, &n)) {
		const char *point = fixed && decimals ? "." : "";
		return str_format(arena, "%lld%s%.*s", (long long)n, point,
		        fixed ? (int)decimals : 0, "00000000000000000000");
	}
	operate_float(v, &x);
	if (fixed && isfinite(x))
		return str_format(arena, "%.*f", (int)decimals, x);
	struct str text = repr_str(call->vm, v);
	if (isfinite(x) && str_find_char(text, 'e') != STR_NONE)
		return str_format(arena, "%.*f", fabs(x) < 1 ? 20 : 0, x);
	return str_ends(text, STR(".0")) ? str_slice(text, 0, text.len - 2) : text;
}

/* "-0.00", which is what small negative numbers are rounded to */
static bool
is_zero(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (str_find_char(STR("-0."), text.at[i]) == STR_NONE)
			return false;
	}
	return true;
}

/* A number in a text, as data files have them. */
static bool
read_number(struct template_call *call, struct value *v)
{
	struct str s = value_str(*v);
	int64_t n;
	double x;
	if (!value_is_text(*v))
		return value_is_number(*v);
	if (read_integer(call, s, 10, &n))
		*v = value_int(n);
	else if (read_float(call, s, &x))
		*v = value_float(x);
	else
		return false;
	return true;
}

struct value
filter_number(struct template_call *call)
{
	struct value v = call->subject;
	bool fixed = !call_is_none(call, 0);
	size_t decimals = 0;
	struct str language = call_is_none(call, 1) ? call->vm->run->language : call_text(call, 1);
	if (v.kind == VALUE_NONE || v.kind == VALUE_UNDEFINED)
		return value_text(STR_EMPTY);
	if (!read_number(call, &v)) {
		if (value_is_text(v))
			return template_fail(
			        call, "\"" STR_FMT "\" is no number", STR_ARG(value_str(v)));
		return template_fail(call, "%s is no number", repr_kind(call->vm, v));
	}
	if (fixed && !call_size(call, 0, 0, 20, &decimals))
		return VALUE_UNDEFINED_INIT;
	struct str text = decimal_text(call, v, fixed, decimals);
	if (str_starts(text, STR("-")) && is_zero(text))
		text = str_skip(text, 1);
	size_t begin = vm_text_begin(call->vm);
	locale_number(call->vm->out, locale_of(language), text);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}
