/*
 * str.format: {} {0} {name} {a.b[0]}, each with !r or !s and a format after a colon:
 *
 *	[[fill]align][sign][#][0][width][,][.precision][type]
 */
#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "template/box.h"
#include "template/call.h"
#include "template/method.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

enum { WIDTH_MAX = 1000 };

/* What stands behind the colon. */
struct spec {
	struct str fill;
	char align, sign, type;
	bool zero, comma;
	int64_t width, precision;
};

/* --- which value --------------------------------------------------------------------------- */

static struct value
first_value(struct template_call *call, struct str name, size_t *next)
{
	struct value list = box_plain(call->arguments[0]);
	int64_t n;
	if (!name.len)
		n = (int64_t)(*next)++;
	else if (!str_to_int(name, &n))
		return subscript_item(call->vm, call->arguments[1], value_text(name));
	if (n < 0 || n >= (int64_t)list.len)
		return VALUE_UNDEFINED_INIT;
	return list.items[n];
}

/* name(.attribute | [item])* */
static struct value
find_value(struct template_call *call, struct str path, size_t *next)
{
	size_t end = 0;
	while (end < path.len && path.at[end] != '.' && path.at[end] != '[')
		end++;
	struct value v = first_value(call, str_slice(path, 0, end), next);
	path = str_skip(path, end);
	while (path.len && v.kind != VALUE_UNDEFINED) {
		bool item = path.at[0] == '[';
		struct str rest = str_skip(path, 1);
		for (end = 0; end < rest.len; end++) {
			if (item ? rest.at[end] == ']' : rest.at[end] == '.' || rest.at[end] == '[')
				break;
		}
		struct str part = str_slice(rest, 0, end);
		int64_t n;
		v = item && str_to_int(part, &n) ? subscript_item(call->vm, v, value_int(n))
		                                 : subscript_item(call->vm, v, value_text(part));
		path = str_skip(rest, item ? end + 1 : end);
	}
	return v;
}

/* --- how it is shown ----------------------------------------------------------------------- */

static bool
is_align(char c)
{
	return c == '<' || c == '>' || c == '^' || c == '=';
}

static int64_t
read_digits(struct str *s)
{
	int64_t n = 0;
	while (s->len && s->at[0] >= '0' && s->at[0] <= '9') {
		if (n <= WIDTH_MAX)
			n = n * 10 + (s->at[0] - '0');
		*s = str_skip(*s, 1);
	}
	return n;
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

static bool
read_spec(struct template_call *call, struct str s, struct spec *spec)
{
	struct str first = words_first(s);
	*spec = (struct spec){ .fill = STR(" "), .precision = -1 };
	if (s.len > first.len && is_align(s.at[first.len])) {
		spec->fill = first;
		spec->align = s.at[first.len];
		s = str_skip(s, first.len + 1);
	} else {
		spec->align = take(&s, "<>^=");
	}
	spec->sign = take(&s, "+- ");
	take(&s, "#");
	spec->zero = take(&s, "0") != '\0';
	spec->width = read_digits(&s);
	spec->comma = take(&s, ",") != '\0';
	if (take(&s, "."))
		spec->precision = read_digits(&s);
	spec->type = take(&s, "sdnxXobceEfFgG%");
	if (s.len || spec->width > WIDTH_MAX || spec->precision > WIDTH_MAX) {
		template_fail(call, "this is not a format that a value can be shown by");
		return false;
	}
	return true;
}

/* The digits of a whole number in a base, most significant first. */
static struct str
whole_digits(char *end, uint64_t n, unsigned base, bool upper)
{
	char *at = end;
	do
		*--at = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[n % base];
	while (n /= base);
	return str_of(at, (size_t)(end - at));
}

/* Appends digits with a comma between each three of the whole part. */
static void
put_digits(struct buf *out, struct str digits, bool commas)
{
	size_t whole = 0;
	while (whole < digits.len && digits.at[whole] >= '0' && digits.at[whole] <= '9')
		whole++;
	for (size_t i = 0; i < digits.len; i++) {
		if (commas && i && i < whole && (whole - i) % 3 == 0)
			buf_char(out, ',');
		buf_char(out, digits.at[i]);
	}
}

/* A number's digits without sign, as the type wants them; false when it cannot be shown so. */
static bool
number_text(struct template_call *call, const struct spec *spec, struct value v, bool *negative,
        struct str *text)
{
	static const char types[] = "xXob", float_types[] = "eEfFgG%";
	static const unsigned bases[] = { 16, 16, 8, 2 };
	struct vm *vm = call->vm;
	char buffer[WIDTH_MAX + 400], pattern[] = "%.*f";
	int64_t n;
	double x;
	bool floating = v.kind == VALUE_FLOAT || (spec->type && strchr(float_types, spec->type));
	size_t begin = vm_text_begin(vm);
	if (!floating && operate_integer(v, &n)) {
		const char *type = spec->type ? strchr(types, spec->type) : NULL;
		*negative = n < 0;
		*text = whole_digits(buffer + sizeof buffer, n < 0 ? 0 - (uint64_t)n : (uint64_t)n,
		        type ? bases[type - types] : 10, spec->type == 'X');
	} else if (floating && operate_float(v, &x)) {
		*negative = __builtin_signbit(x);
		x = *negative ? -x : x;
		if (!spec->type && spec->precision < 0) {
			buf_number(vm->out, x);
			*text = value_str(vm_text_end(vm, begin, VALUE_TEXT));
		} else {
			pattern[3] = spec->type == '%' ? 'f' : spec->type ? spec->type : 'g';
			int precision = spec->precision < 0 ? 6 : (int)spec->precision;
			int len = snprintf(buffer, sizeof buffer, pattern, precision,
			        spec->type == '%' ? x * 100 : x);
			*text = str_of(buffer, len < 0 ? 0 : (size_t)len);
		}
	} else {
		return false;
	}
	begin = vm_text_begin(vm);
	put_digits(vm->out, *text, spec->comma);
	if (spec->type == '%')
		buf_char(vm->out, '%');
	*text = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	return true;
}

static void
put_aligned(struct template_call *call, const struct spec *spec, struct str sign, struct str text,
        char align)
{
	struct buf *out = call->vm->out;
	size_t length = utf8_length(text) + sign.len, width = (size_t)spec->width;
	size_t missing = width > length ? width - length : 0;
	size_t left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
	bool inside = align == '=';
	words_pad(out, inside ? sign : STR_EMPTY, left + (inside ? sign.len : 0), inside ? 0 : left,
	        spec->fill);
	if (!inside)
		buf_put(out, sign);
	buf_put(out, text);
	words_pad(out, STR_EMPTY, missing - left, 0, spec->fill);
}

static bool
put_value(struct template_call *call, struct spec *spec, struct value v)
{
	struct str text, sign = STR_EMPTY;
	bool negative = false;
	bool number =
	        value_is_number(v) && (v.kind != VALUE_BOOL || spec->type) && spec->type != 's';
	if (number) {
		if (!number_text(call, spec, v, &negative, &text))
			return false;
		sign = negative             ? STR("-")
		        : spec->sign == '+' ? STR("+")
		        : spec->sign == ' ' ? STR(" ")
		                            : STR_EMPTY;
	} else {
		if (spec->type && spec->type != 's')
			return false;
		text = repr_str(call->vm, v);
		if (spec->precision >= 0)
			text = utf8_prefix(text, (size_t)spec->precision);
	}
	if (spec->zero && !spec->align) {
		spec->fill = STR("0");
		spec->align = number ? '=' : '<';
	}
	put_aligned(call, spec, sign, text, spec->align ? spec->align : number ? '>' : '<');
	return true;
}

/* --- the whole ----------------------------------------------------------------------------- */

/* One {field}, which *rest begins behind the opening brace of. */
static void
put_field(struct template_call *call, struct str *rest, size_t *next)
{
	struct vm *vm = call->vm;
	size_t end = str_find_char(*rest, '}');
	if (end == STR_NONE) {
		template_fail(call, "a \"{\" in this format is never closed");
		return;
	}
	struct str field = str_slice(*rest, 0, end), format = field;
	*rest = str_skip(*rest, end + 1);
	struct str path = str_cut(&format, ':');
	struct str conversion = path;
	path = str_cut(&conversion, '!');
	struct value v = find_value(call, path, next);
	struct spec spec;
	if (v.kind == VALUE_UNDEFINED) {
		template_fail(call, "the format asks for \"" STR_FMT "\", which is not given",
		        STR_ARG(path));
		return;
	}
	size_t begin = vm_text_begin(vm);
	if (conversion.at) {
		if (str_is(conversion, "r"))
			repr_item(vm, vm->out, v);
		else
			repr_text(vm, vm->out, v);
		v = vm_text_end(vm, begin, VALUE_TEXT);
	}
	if (!read_spec(call, format, &spec))
		return;
	if (!put_value(call, &spec, v))
		template_fail(call, "%s cannot be shown by this format", repr_kind(call->vm, v));
	if (call->subject.kind == VALUE_MARKUP && v.kind != VALUE_MARKUP) {
		struct str shown = value_str(vm_text_end(vm, begin, VALUE_TEXT));
		vm_escape(vm->out, ESCAPE_HTML, shown);
	}
}

struct value
method_format(struct template_call *call)
{
	struct str rest = value_str(call->subject);
	size_t next = 0, begin = vm_text_begin(call->vm);
	while (rest.len && !call->vm->failed && !call->vm->out->full) {
		char c = rest.at[0];
		rest = str_skip(rest, 1);
		bool doubled = rest.len && rest.at[0] == c;
		if ((c == '{' || c == '}') && doubled)
			rest = str_skip(rest, 1);
		else if (c == '}')
			return template_fail(call, "a \"}\" in this format closes nothing");
		if (c == '{' && !doubled)
			put_field(call, &rest, &next);
		else
			buf_char(call->vm->out, c);
	}
	return call_text_end(call, begin);
}
