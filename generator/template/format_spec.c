#include "template/format_spec.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/vm.h"
#include "template/words.h"

enum { WIDTH_MAX = 1000, DIGITS_MAX = WIDTH_MAX + 400 };

struct spec {
	struct str fill; /* empty: not given */
	char align, sign, group, type;
	bool alternate, zero;
	int64_t width, precision; /* -1: not given */
};

/* A number in parts: sign, 0x or the like, and the digits with all that follows them. */
struct number {
	bool negative;
	struct str prefix, digits;
};

/* --- reading ------------------------------------------------------------------------------- */

static bool
is_align(char c)
{
	return c == '<' || c == '>' || c == '^' || c == '=';
}

static char
take(struct str *s, const char *any)
{
	if (!s->len || !strchr(any, s->at[0]))
		return '\0';
	char c = s->at[0];
	*s = str_skip(*s, 1);
	return c;
}

static int64_t
take_number(struct str *s)
{
	int64_t n = -1;
	while (s->len && ascii_is_digit(s->at[0])) {
		if (n <= WIDTH_MAX)
			n = (n < 0 ? 0 : n) * 10 + (s->at[0] - '0');
		*s = str_skip(*s, 1);
	}
	return n;
}

static bool
read_spec(struct str s, struct spec *spec)
{
	struct str first = words_first(s);
	*spec = (struct spec){ .precision = -1 };
	if (s.len > first.len && is_align(s.at[first.len])) {
		spec->fill = first;
		spec->align = s.at[first.len];
		s = str_skip(s, first.len + 1);
	} else {
		spec->align = take(&s, "<>^=");
	}
	spec->sign = take(&s, "+- ");
	spec->alternate = take(&s, "#") != '\0';
	spec->zero = !spec->fill.len && take(&s, "0") != '\0';
	spec->width = take_number(&s);
	spec->group = take(&s, ",_");
	if (take(&s, ".") && (spec->precision = take_number(&s)) < 0)
		return false;
	spec->type = take(&s, "sbcdoxXneEfFgG%");
	return !s.len && spec->width <= WIDTH_MAX && spec->precision <= WIDTH_MAX;
}

/* --- putting it in its place --------------------------------------------------------------- */

static void
put_aligned(struct vm *vm, const struct spec *spec, char align, struct str head, struct str text)
{
	struct str fill = spec->fill.len ? spec->fill : spec->zero ? STR("0") : STR(" ");
	size_t length = utf8_length(head) + utf8_length(text);
	size_t width = spec->width < 0 ? 0 : (size_t)spec->width;
	size_t missing = width > length ? width - length : 0;
	size_t before = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
	if (align == '=')
		buf_put(vm->out, head);
	words_pad(vm->out, STR_EMPTY, before, before, fill);
	if (align != '=')
		buf_put(vm->out, head);
	buf_put(vm->out, text);
	words_pad(vm->out, STR_EMPTY, missing - before, 0, fill);
}

static bool
put_text(struct vm *vm, const struct spec *spec, struct str s)
{
	if (spec->sign || spec->alternate || spec->group || spec->align == '=' ||
	        (spec->type && spec->type != 's'))
		return false;
	if (spec->precision >= 0)
		s = utf8_prefix(s, (size_t)spec->precision);
	put_aligned(vm, spec, spec->align ? spec->align : '<', STR_EMPTY, s);
	return true;
}

/* Digits with a separator between each `every` of the whole part, at least `least` characters of them. */
static struct str
grouped(struct vm *vm, struct str digits, char separator, size_t every, size_t least)
{
	size_t whole = 0, begin = vm_text_begin(vm);
	while (whole < digits.len &&
	        (ascii_is_digit(digits.at[whole]) || (every == 4 && digits.at[whole] != '.')))
		whole++;
	size_t zeroes = 0, rest = digits.len - whole;
	while (whole && zeroes + whole + (zeroes + whole - 1) / every + rest < least)
		zeroes++;
	for (size_t i = 0; i < zeroes + whole; i++) {
		if (i && (zeroes + whole - i) % every == 0)
			buf_char(vm->out, separator);
		buf_char(vm->out, i < zeroes ? '0' : digits.at[i - zeroes]);
	}
	buf_put(vm->out, str_skip(digits, whole));
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

static void
put_number(struct vm *vm, const struct spec *spec, const struct number *number)
{
	const char *sign = number->negative              ? "-"
	        : spec->sign == '+' || spec->sign == ' ' ? (spec->sign == '+' ? "+" : " ")
	                                                 : "";
	struct str parts[] = { str_from(sign), number->prefix };
	struct str head = str_join(vm->arena, parts, 2, STR_EMPTY), digits = number->digits;
	char align = spec->align ? spec->align : spec->zero ? '=' : '>';
	bool zeroes = align == '=' && (spec->zero || str_is(spec->fill, "0"));
	size_t width = spec->width < 0 ? 0 : (size_t)spec->width;
	if (spec->group) {
		size_t every = spec->type && strchr("bxXo", spec->type) ? 4 : 3;
		size_t least = zeroes && width > head.len ? width - head.len : 0;
		digits = grouped(vm, digits, spec->group, every, least);
	}
	put_aligned(vm, spec, align, head, digits);
}

/* --- integers ------------------------------------------------------------------------------ */

static struct str
whole_digits(struct vm *vm, uint64_t n, unsigned base, bool upper)
{
	char buffer[64], *at = buffer + sizeof buffer;
	do
		*--at = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[n % base];
	while (n /= base);
	return str_copy(vm->arena, str_of(at, (size_t)(buffer + sizeof buffer - at)));
}

static bool
put_character(struct vm *vm, const struct spec *spec, int64_t n)
{
	if (spec->sign || spec->alternate || spec->group || n <= 0 || n > 0x10ffff ||
	        (n >= 0xd800 && n <= 0xdfff))
		return false;
	size_t begin = vm_text_begin(vm);
	utf8_put(vm->out, (uint32_t)n);
	struct str c = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	put_aligned(vm, spec, spec->align ? spec->align : spec->zero ? '=' : '>', STR_EMPTY, c);
	return true;
}

static bool
put_integer(struct vm *vm, const struct spec *spec, int64_t n)
{
	static const char types[] = "xXobdn";
	static const struct {
		unsigned base;
		struct str prefix;
	} kinds[] = {
		{ 16, STR_INIT("0x") },
		{ 16, STR_INIT("0X") },
		{ 8, STR_INIT("0o") },
		{ 2, STR_INIT("0b") },
		{ 10, STR_INIT("") },
		{ 10, STR_INIT("") },
	};
	const char *type = strchr(types, spec->type ? spec->type : 'd');
	if (spec->precision >= 0)
		return false;
	if (spec->type == 'c')
		return put_character(vm, spec, n);
	if (!type || (spec->group && spec->type == 'n') ||
	        (spec->group == ',' && kinds[type - types].base != 10))
		return false;
	uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	struct number number = {
		.negative = n < 0,
		.prefix = spec->alternate ? kinds[type - types].prefix : STR_EMPTY,
		.digits = whole_digits(vm, size, kinds[type - types].base, *type == 'X'),
	};
	put_number(vm, spec, &number);
	return true;
}

/* --- floats -------------------------------------------------------------------------------- */

static struct str
printed(struct vm *vm, const char *pattern, int precision, double x)
{
	char buffer[DIGITS_MAX];
	int len = snprintf(buffer, sizeof buffer, pattern, precision, x);
	return str_copy(vm->arena, str_of(buffer, len < 0 ? 0 : (size_t)len));
}

/*
 * Without a type: as short as it reads back the same; to a precision like %g, but with a digit behind
 * the point, and an exponent a digit earlier.
 */
static struct str
plain_digits(struct vm *vm, const struct spec *spec, double x)
{
	size_t begin = vm_text_begin(vm);
	if (spec->precision < 0) {
		buf_number(vm->out, x);
		return value_str(vm_text_end(vm, begin, VALUE_TEXT));
	}
	int precision = spec->precision ? (int)spec->precision : 1;
	struct str exponent = printed(vm, "%.*e", precision - 1, x);
	size_t e = str_find_char(exponent, 'e');
	int64_t shift = 0;
	if (e == STR_NONE)
		return exponent; /* inf, nan */
	bool negative = exponent.at[e + 1] == '-';
	str_to_int(str_skip(exponent, e + 2), &shift);
	if (!negative && shift == precision - 1) {
		struct str mantissa = str_slice(exponent, 0, e);
		while (str_find_char(mantissa, '.') != STR_NONE &&
		        (str_ends(mantissa, STR("0")) || str_ends(mantissa, STR("."))))
			mantissa.len--;
		struct str parts[] = { mantissa, str_skip(exponent, e) };
		return str_join(vm->arena, parts, 2, STR_EMPTY);
	}
	struct str digits = printed(vm, spec->alternate ? "%#.*g" : "%.*g", precision, x);
	bool whole =
	        str_find_char(digits, '.') == STR_NONE && str_find_char(digits, 'e') == STR_NONE;
	struct str parts[] = { digits, whole ? STR(".0") : STR_EMPTY };
	return str_join(vm->arena, parts, 2, STR_EMPTY);
}

static bool
put_float(struct vm *vm, const struct spec *spec, double x)
{
	char pattern[] = "%#.*f", type = spec->type == 'n' ? 'g' : spec->type;
	if ((type && !strchr("eEfFgG%", type)) || (spec->group && spec->type == 'n'))
		return false;
	struct number number = { .negative = signbit(x) && !isnan(x) };
	x = number.negative ? -x : isnan(x) ? (double)NAN : x;
	if (type) {
		/* Without the alternate form the pattern begins behind its "#". */
		char *begin = pattern + !spec->alternate;
		*begin = '%';
		pattern[4] = type == '%' ? 'f' : type;
		int precision = spec->precision < 0 ? 6 : (int)spec->precision;
		number.digits = printed(vm, begin, precision, type == '%' ? x * 100 : x);
	} else {
		number.digits = plain_digits(vm, spec, x);
	}
	if (type == '%') {
		struct str parts[] = { number.digits, STR("%") };
		number.digits = str_join(vm->arena, parts, 2, STR_EMPTY);
	}
	put_number(vm, spec, &number);
	return true;
}

/* --- any value ----------------------------------------------------------------------------- */

static bool
put(struct vm *vm, struct value v, const struct spec *spec)
{
	int64_t n;
	double x;
	bool whole = operate_integer(v, &n) && !(spec->type && strchr("eEfFgG%", spec->type));
	if (value_is_text(v))
		return put_text(vm, spec, value_str(v));
	if (whole)
		return spec->type != 's' && put_integer(vm, spec, n);
	if (operate_float(v, &x))
		return put_float(vm, spec, x);
	return false;
}

void
format_spec_put(struct vm *vm, struct value v, struct str text)
{
	struct spec spec;
	if (!text.len)
		repr_text(vm, vm->out, v);
	else if (!read_spec(text, &spec))
		vm_fail(vm, "\"" STR_FMT "\" is not a format that a value can be shown by",
		        STR_ARG(text));
	else if (!put(vm, v, &spec))
		vm_fail(vm, "%s cannot be shown by \"" STR_FMT "\"", repr_kind(vm, v),
		        STR_ARG(text));
}
