/*
 * Filters that give numbers, or show them.
 */
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/locale.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/template.h"
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

static unsigned
digit(char c)
{
	if (c >= '0' && c <= '9')
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
		*s = str_skip(*s, 2);
		return found;
	}
	return base ? base : 10;
}

/* An integer as Python reads it: blanks around it, a sign, single underscores between digits. */
static bool
read_integer(struct str s, unsigned base, int64_t *out)
{
	s = words_strip(s, WORDS_BOTH, NULL);
	bool negative = s.len && s.at[0] == '-';
	if (s.len && (s.at[0] == '-' || s.at[0] == '+'))
		s = str_skip(s, 1);
	base = skip_prefix(&s, base);
	int64_t n = 0;
	bool after_digit = false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '_' && after_digit && i + 1 < s.len) {
			after_digit = false;
			continue;
		}
		unsigned value = digit(s.at[i]);
		if (value >= base || __builtin_mul_overflow(n, (int64_t)base, &n) ||
		        __builtin_add_overflow(n, negative ? -(int64_t)value : (int64_t)value, &n))
			return false;
		after_digit = true;
	}
	*out = n;
	return after_digit;
}

/* Python's float() also takes these words. */
static bool
read_float(struct str s, double *out)
{
	s = words_strip(s, WORDS_BOTH, NULL);
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
	if (!call_integer(call, 1, &base))
		return VALUE_UNDEFINED_INIT;
	if (v.kind == VALUE_UNDEFINED)
		return refuse_undefined(call);
	if (operate_integer(v, &n))
		return value_int(n);
	if (value_is_text(v) && base >= 0 && base <= 36 && base != 1 &&
	        read_integer(value_str(v), (unsigned)base, &n))
		return value_int(n);
	bool number = value_is_text(v) ? read_float(value_str(v), &x) : operate_float(v, &x);
	if (!number || !(x > -0x1p63 && x < 0x1p63))
		return call->arguments[0];
	return value_int((int64_t)x);
}

struct value
filter_float(struct template_call *call)
{
	struct value v = call->subject;
	double x;
	if (v.kind == VALUE_UNDEFINED)
		return refuse_undefined(call);
	if (value_is_text(v) ? read_float(value_str(v), &x) : operate_float(v, &x))
		return value_float(x);
	return call->arguments[0];
}

/* --- rounding ------------------------------------------------------------------------------ */

/* To the nearest decimal, ties to even: printf rounds the exact value, as Python does. */
static double
round_decimal(double x, int places)
{
	char text[512];
	double result = x;
	if (!isfinite(x) || places > 300)
		return x;
	if (places < 0) {
		double unit = pow(10, -places);
		return isfinite(unit) ? nearbyint(x / unit) * unit : 0;
	}
	int len = snprintf(text, sizeof text, "%.*f", places, x);
	if (len > 0 && (size_t)len < sizeof text)
		str_to_number(str_of(text, (size_t)len), &result);
	return result;
}

struct value
filter_round(struct template_call *call)
{
	struct str method = call_text(call, 1);
	struct value v = call->subject;
	int64_t places, n;
	double x;
	if (!call_integer(call, 0, &places))
		return VALUE_UNDEFINED_INIT;
	if (places < -400 || places > 400)
		places = places < 0 ? -400 : 400;
	if (!operate_float(v, &x))
		return template_fail(call, "%s cannot be rounded", repr_kind(call->vm, v));
	if (str_is(method, "common")) {
		if (operate_integer(v, &n) && places >= 0)
			return value_int(n);
		x = round_decimal(x, (int)places);
		return operate_integer(v, &n) ? value_int((int64_t)x) : value_float(x);
	}
	double unit = pow(10, (double)places);
	if (str_is(method, "ceil"))
		return value_float(ceil(x * unit) / unit);
	if (str_is(method, "floor"))
		return value_float(floor(x * unit) / unit);
	return template_fail(call, "\"round\" knows common, ceil and floor, not \"" STR_FMT "\"",
	        STR_ARG(method));
}

/* --- sizes --------------------------------------------------------------------------------- */

struct value
filter_filesizeformat(struct template_call *call)
{
	static const char letters[] = "kMGTPEZY";
	bool binary = call_truth(call, 0);
	double bytes, base = binary ? 1024 : 1000, unit = base;
	struct value v = call->subject;
	if (value_is_text(v) ? !read_float(value_str(v), &bytes) : !operate_float(v, &bytes))
		return template_fail(call, "%s is no number of bytes", repr_kind(call->vm, v));
	size_t begin = vm_text_begin(call->vm), i = 0;
	struct buf *out = call->vm->out;
	if (bytes == 1) {
		buf_lit(out, "1 Byte");
	} else if (bytes < base) {
		buf_fixed(out, trunc(bytes), 0);
		buf_lit(out, " Bytes");
	} else {
		for (; i + 1 < sizeof letters - 1 && bytes >= unit * base; i++)
			unit *= base;
		char letter = binary && i == 0 ? 'K' : letters[i];
		buf_fixed(out, bytes / unit, 1);
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
read_number(struct value *v)
{
	struct str s = value_str(*v);
	int64_t n;
	double x;
	if (!value_is_text(*v))
		return value_is_number(*v);
	if (read_integer(s, 10, &n))
		*v = value_int(n);
	else if (read_float(s, &x))
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
	if (!read_number(&v)) {
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
