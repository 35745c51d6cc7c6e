/*
 * The operator % on texts: printf as Python has it.
 *
 *	%[(name)][flags][width][.precision]conversion      * for a width or precision from the arguments
 */
#include <stdio.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/box.h"
#include "template/operate.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/subscript.h"
#include "template/vm.h"
#include "template/words.h"

enum { WIDTH_MAX = 1000 };

struct format {
	struct vm *vm;
	struct str rest;        /* of the text */
	struct value arguments; /* a tuple, a map, or one value */
	size_t next;            /* argument by place; of one value, 1 when it was used */
	bool used_names;
	bool markup; /* the text is markup: what goes into it is escaped */
};

/* One conversion. */
struct spec {
	bool left, plus, blank, alternate, zero;
	size_t width;
	int precision; /* -1 for none */
	char conversion;
	struct str written; /* the conversion's character */
	struct value value;
};

/* --- arguments ----------------------------------------------------------------------------- */

static bool
next_argument(struct format *format, struct value *out)
{
	struct value plain = box_plain(format->arguments);
	bool is_tuple = box_is_tuple(format->arguments);
	if (format->next >= (is_tuple ? plain.len : 1)) {
		vm_fail(format->vm, "there are not enough arguments for this format");
		return false;
	}
	*out = is_tuple ? plain.items[format->next] : format->arguments;
	format->next++;
	return true;
}

/* The index of the parenthesis that closes the first one, or STR_NONE: names may have some in pairs. */
static size_t
closing(struct str s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.len; i++) {
		depth += s.at[i] == '(';
		depth -= s.at[i] == ')';
		if (!depth)
			return i;
	}
	return STR_NONE;
}

static bool
named_argument(struct format *format, struct value *out)
{
	size_t end = closing(format->rest);
	if (end == STR_NONE || box_plain(format->arguments).kind != VALUE_MAP) {
		vm_fail(format->vm, "a format with names needs a map of arguments");
		return false;
	}
	struct str name = str_slice(format->rest, 1, end);
	*out = subscript_item(format->vm, format->arguments, value_text(name));
	format->rest = str_skip(format->rest, end + 1);
	format->used_names = true;
	format->next = 1; /* the map itself cannot be meant any more */
	const struct box *box = box_of(format->arguments);
	bool given = box && box_find(box, value_text(name)); /* though it be undefined */
	if (out->kind == VALUE_UNDEFINED && !given)
		vm_fail(format->vm,
		        "the format names \"" STR_FMT "\", which is not among the arguments",
		        STR_ARG(name));
	return !format->vm->failed;
}

/* --- reading a conversion ------------------------------------------------------------------ */

static bool
skip(struct format *format, char c)
{
	if (!format->rest.len || format->rest.at[0] != c)
		return false;
	format->rest = str_skip(format->rest, 1);
	return true;
}

static void
read_flags(struct format *format, struct spec *spec)
{
	for (;;) {
		if (skip(format, '-'))
			spec->left = true;
		else if (skip(format, '+'))
			spec->plus = true;
		else if (skip(format, ' '))
			spec->blank = true;
		else if (skip(format, '#'))
			spec->alternate = true;
		else if (skip(format, '0'))
			spec->zero = true;
		else
			return;
	}
}

/* Digits, or * for an argument; false after vm_fail. */
static bool
read_number(struct format *format, int64_t *n)
{
	struct value v;
	*n = 0;
	if (skip(format, '*')) {
		if (!next_argument(format, &v))
			return false;
		if (!operate_integer(v, n))
			*n = WIDTH_MAX + 1;
	} else {
		while (format->rest.len && ascii_is_digit(format->rest.at[0])) {
			if (*n <= WIDTH_MAX)
				*n = *n * 10 + (format->rest.at[0] - '0');
			format->rest = str_skip(format->rest, 1);
		}
	}
	if (*n <= WIDTH_MAX && *n >= -WIDTH_MAX)
		return true;
	vm_fail(format->vm, "the width and precision of a format are at most %d", WIDTH_MAX);
	return false;
}

static bool
read_spec(struct format *format, struct spec *spec)
{
	int64_t n;
	bool named = format->rest.len && format->rest.at[0] == '(';
	*spec = (struct spec){ .precision = -1 };
	if (named && !named_argument(format, &spec->value))
		return false;
	read_flags(format, spec);
	if (!read_number(format, &n))
		return false;
	spec->left |= n < 0;
	spec->width = (size_t)(n < 0 ? -n : n);
	if (skip(format, '.')) {
		if (!read_number(format, &n))
			return false;
		spec->precision = n < 0 ? 0 : (int)n;
	}
	if (!skip(format, 'l') && !skip(format, 'h'))
		skip(format, 'L');
	if (!format->rest.len) {
		vm_fail(format->vm, "this format ends within a conversion");
		return false;
	}
	spec->conversion = format->rest.at[0];
	spec->written = words_first(format->rest);
	format->rest = str_skip(format->rest, spec->written.len);
	return named || next_argument(format, &spec->value);
}

/* --- writing it ---------------------------------------------------------------------------- */

static void
put_padded(struct format *format, const struct spec *spec, struct str s)
{
	size_t length = utf8_length(s);
	size_t missing = spec->width > length ? spec->width - length : 0;
	words_pad(format->vm->out, s, spec->width, spec->left ? 0 : missing, STR(" "));
}

/* A number with its sign, padded with blanks before it or zeroes behind the sign. */
static void
put_number(struct format *format, const struct spec *spec, bool negative, struct str prefix,
        struct str digits)
{
	struct buf *out = format->vm->out;
	const char *sign = negative ? "-" : spec->plus ? "+" : spec->blank ? " " : "";
	size_t length = strlen(sign) + prefix.len + digits.len;
	size_t missing = spec->width > length ? spec->width - length : 0;
	bool zeroes = spec->zero && !spec->left;
	buf_repeat(out, ' ', spec->left || zeroes ? 0 : missing);
	buf_put(out, str_from(sign));
	buf_put(out, prefix);
	buf_repeat(out, '0', zeroes ? missing : 0);
	buf_put(out, digits);
	buf_repeat(out, ' ', spec->left ? missing : 0);
}

static bool
integer_of(struct format *format, const struct spec *spec, int64_t *n)
{
	double x;
	bool truncates =
	        spec->conversion == 'd' || spec->conversion == 'i' || spec->conversion == 'u';
	if (operate_integer(spec->value, n))
		return true;
	if (truncates && operate_float(spec->value, &x) && x > -0x1p63 && x < 0x1p63) {
		*n = (int64_t)x;
		return true;
	}
	if (truncates && operate_float(spec->value, &x) && __builtin_isfinite(x)) {
		vm_fail(format->vm, "this number does not fit into 64 bits");
		return false;
	}
	vm_fail(format->vm, "%%%c shows an integer, not %s", spec->conversion,
	        repr_kind(format->vm, spec->value));
	return false;
}

static void
put_integer(struct format *format, const struct spec *spec)
{
	char digits[WIDTH_MAX + 32];
	int64_t n;
	if (!integer_of(format, spec, &n))
		return;
	uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	const char *pattern = "%.*llu";
	struct str prefix = STR_EMPTY;
	if (spec->conversion == 'x' || spec->conversion == 'X') {
		pattern = spec->conversion == 'x' ? "%.*llx" : "%.*llX";
		prefix = spec->conversion == 'x' ? STR("0x") : STR("0X");
	} else if (spec->conversion == 'o') {
		pattern = "%.*llo";
		prefix = STR("0o");
	}
	int precision = spec->precision > 1 ? spec->precision : 1;
	int length = snprintf(digits, sizeof digits, pattern, precision, (unsigned long long)size);
	put_number(format, spec, n < 0, spec->alternate ? prefix : STR_EMPTY,
	        str_of(digits, (size_t)length));
}

/* What most formats of numbers are: "%.2f". */
static void
put_plain_float(struct format *format, const struct spec *spec, double x)
{
	struct buf *out = format->vm->out;
	unsigned precision = spec->precision < 0 ? 6 : (unsigned)spec->precision;
	bool negative = __builtin_signbit(x) && !__builtin_isnan(x);
	buf_put(out,
	        negative              ? STR("-")
	                : spec->plus  ? STR("+")
	                : spec->blank ? STR(" ")
	                              : STR_EMPTY);
	buf_fixed(out, __builtin_fabs(x), precision);
}

static void
put_float(struct format *format, const struct spec *spec)
{
	char digits[WIDTH_MAX + 400], pattern[8] = "%.*";
	double x;
	if (!operate_float(spec->value, &x)) {
		vm_fail(format->vm, "%%%c shows a number, not %s", spec->conversion,
		        repr_kind(format->vm, spec->value));
		return;
	}
	if (spec->conversion == 'f' && !spec->alternate && !spec->width) {
		put_plain_float(format, spec, x);
		return;
	}
	pattern[1 + spec->alternate] = '.';
	pattern[2 + spec->alternate] = '*';
	pattern[3 + spec->alternate] = spec->conversion;
	if (spec->alternate)
		pattern[1] = '#';
	bool negative = __builtin_signbit(x) && !__builtin_isnan(x);
	int precision = spec->precision < 0 ? 6 : spec->precision;
	int length = snprintf(digits, sizeof digits, pattern, precision, negative ? -x : x);
	if (length < 0 || (size_t)length >= sizeof digits)
		return;
	put_number(format, spec, negative, STR_EMPTY, str_of(digits, (size_t)length));
}

static void
put_text(struct format *format, const struct spec *spec)
{
	struct vm *vm = format->vm;
	size_t begin = vm_text_begin(vm);
	if (spec->conversion == 's')
		repr_text(vm, vm->out, spec->value);
	else if (spec->conversion == 'a')
		repr_ascii(vm, vm->out, spec->value);
	else
		repr_item(vm, vm->out, spec->value);
	struct str s = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	if (format->markup && (spec->value.kind != VALUE_MARKUP || spec->conversion != 's')) {
		vm_escape(vm->out, ESCAPE_HTML, s);
		s = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	}
	if (spec->precision >= 0)
		s = utf8_prefix(s, (size_t)spec->precision);
	put_padded(format, spec, s);
}

static void
put_character(struct format *format, const struct spec *spec)
{
	int64_t n;
	struct vm *vm = format->vm;
	struct str s = value_str(spec->value);
	size_t begin = vm_text_begin(vm);
	if (operate_integer(spec->value, &n) && n > 0 && n <= 0x10ffff &&
	        (n < 0xd800 || n > 0xdfff)) {
		utf8_put(vm->out, (uint32_t)n);
		s = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	} else if (utf8_length(s) != 1) {
		bool nul = operate_integer(spec->value, &n) && n == 0;
		vm_fail(vm, nul ? "a text holds no NUL character" : "%%c shows one character");
		return;
	}
	vm_escape(vm->out, format->markup ? ESCAPE_HTML : ESCAPE_NONE, s);
	s = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	put_padded(format, spec, s);
}

static void
put_conversion(struct format *format, const struct spec *spec)
{
	switch (spec->conversion) {
	case 's':
	case 'r':
	case 'a': put_text(format, spec); break;
	case 'c': put_character(format, spec); break;
	case 'd':
	case 'i':
	case 'u':
	case 'x':
	case 'X':
	case 'o': put_integer(format, spec); break;
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G': put_float(format, spec); break;
	default:
		vm_fail(format->vm, "a format has no conversion %%" STR_FMT,
		        STR_ARG(spec->written));
		break;
	}
}

struct value
operate_format(struct vm *vm, struct value text, struct value arguments)
{
	struct format format = { .vm = vm, .rest = value_str(text), .arguments = arguments };
	format.markup = text.kind == VALUE_MARKUP;
	size_t begin = vm_text_begin(vm);
	while (format.rest.at && !vm->failed && !vm->out->full) {
		struct spec spec;
		buf_put(vm->out, str_cut(&format.rest, '%'));
		if (skip(&format, '%'))
			buf_char(vm->out, '%');
		else if (format.rest.at && read_spec(&format, &spec))
			put_conversion(&format, &spec);
	}
	struct value plain = box_plain(arguments);
	size_t given = box_is_tuple(arguments) ? plain.len : 1;
	bool may_be_left = plain.kind == VALUE_MAP || plain.kind == VALUE_UNDEFINED ||
	        range_of(arguments) || (plain.kind == VALUE_LIST && !box_is_tuple(arguments));
	if (format.next < given && !format.used_names && !may_be_left)
		vm_fail(vm, "there are more arguments than this format has places for");
	return vm_text_end(vm, begin, text.kind);
}
