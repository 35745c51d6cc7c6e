/*
 * str.format: {} {0} {name} {a.b[0]}, each with !r, !s or !a and a format after a colon, in which
 * further fields may stand: {:{width}}. What formats are is told in format_spec.h.
 */
#include "base/buf.h"
#include "template/box.h"
#include "template/call.h"
#include "template/format_spec.h"
#include "template/method.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

/* Fields within fields. */
enum { DEPTH_MAX = 2 };

struct fields {
	struct template_call *call;
	struct value list, map;                     /* arguments by place and by name */
	size_t next;                                /* argument for {} */
	enum { UNDECIDED, COUNTED, GIVEN } numbers; /* {} or {0}: never both */
};

/* --- which value --------------------------------------------------------------------------- */

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	}
	return s.len > 0;
}

static bool
by_place(struct fields *fields, struct str name, struct value *out)
{
	int64_t n = (int64_t)fields->next;
	if (fields->numbers == (name.len ? COUNTED : GIVEN)) {
		template_fail(fields->call, "a format has {} or {0}, not both");
		return false;
	}
	fields->numbers = name.len ? GIVEN : COUNTED;
	fields->next += !name.len;
	if ((name.len && !str_to_int(name, &n)) || n >= (int64_t)fields->list.len) {
		template_fail(fields->call, "the format asks for more values than it is given");
		return false;
	}
	*out = fields->list.items[n];
	return true;
}

static bool
first_value(struct fields *fields, struct str name, struct value *out)
{
	if (!name.len || is_number(name))
		return by_place(fields, name, out);
	*out = subscript_item(fields->call->vm, fields->map, value_text(name));
	if (out->kind == VALUE_UNDEFINED)
		template_fail(fields->call,
		        "the format asks for \"" STR_FMT "\", which is not given", STR_ARG(name));
	return !fields->call->vm->failed;
}

/* v.name, which is no key of a map, or v[key], which must be there. */
static bool
part_of(struct fields *fields, struct value *v, struct str part, bool item)
{
	struct vm *vm = fields->call->vm;
	int64_t n;
	bool map = box_plain(*v).kind == VALUE_MAP;
	if (!item && (map || value_is_text(*v)))
		*v = VALUE_UNDEFINED_INIT;
	else if (!item)
		*v = subscript_attribute(vm, *v, part);
	else if (is_number(part) && str_to_int(part, &n))
		*v = subscript_item(vm, *v, value_int(n));
	else
		*v = map ? subscript_item(vm, *v, value_text(part)) : VALUE_UNDEFINED_INIT;
	if (v->kind == VALUE_UNDEFINED)
		template_fail(fields->call, "a value of this format has no \"" STR_FMT "\"",
		        STR_ARG(part));
	return !vm->failed;
}

/* name(.attribute | [item])* */
static bool
find_value(struct fields *fields, struct str path, struct value *v)
{
	size_t end = 0;
	while (end < path.len && path.at[end] != '.' && path.at[end] != '[')
		end++;
	bool good = first_value(fields, str_slice(path, 0, end), v);
	path = str_skip(path, end);
	while (path.len && good) {
		bool item = path.at[0] == '[';
		struct str rest = str_skip(path, 1);
		for (end = 0; end < rest.len; end++) {
			if (item ? rest.at[end] == ']' : rest.at[end] == '.' || rest.at[end] == '[')
				break;
		}
		struct str part = str_slice(rest, 0, end);
		path = str_skip(rest, item ? end + 1 : end);
		bool closed = !item || end < rest.len;
		if (!part.len || !closed || (path.len && path.at[0] != '.' && path.at[0] != '[')) {
			template_fail(fields->call, "a field of this format cannot be read");
			return false;
		}
		good = part_of(fields, v, part, item);
	}
	return good;
}

/* --- fields -------------------------------------------------------------------------------- */

static void put_all(struct fields *fields, struct str format, unsigned depth);

/* The length of the field that begins behind its "{", or STR_NONE when it is never closed. */
static size_t
field_length(struct str s)
{
	unsigned open = 1;
	for (size_t i = 0; i < s.len; i++) {
		open += s.at[i] == '{';
		open -= s.at[i] == '}';
		if (!open)
			return i;
	}
	return STR_NONE;
}

/* The conversion of *v that stands behind "!"; false after template_fail. */
static bool
convert(struct fields *fields, struct str conversion, struct value *v)
{
	struct vm *vm = fields->call->vm;
	size_t begin = vm_text_begin(vm);
	if (str_is(conversion, "r"))
		repr_item(vm, vm->out, *v);
	else if (str_is(conversion, "s"))
		repr_text(vm, vm->out, *v);
	else if (str_is(conversion, "a"))
		repr_ascii(vm, vm->out, *v);
	else
		template_fail(fields->call, "behind \"!\" stands r, s or a");
	*v = vm_text_end(vm, begin, VALUE_TEXT);
	return !vm->failed;
}

/* Up to the "!" or ":" that ends it; brackets may hold both. */
static struct str
take_path(struct str *rest)
{
	bool inside = false;
	size_t end = 0;
	for (; end < rest->len; end++) {
		char c = rest->at[end];
		inside = c == '[' || (inside && c != ']');
		if (!inside && (c == '!' || c == ':'))
			break;
	}
	struct str path = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	return path;
}

/* One field, without its braces. */
static void
put_field(struct fields *fields, struct str field, unsigned depth)
{
	struct vm *vm = fields->call->vm;
	bool markup = fields->call->subject.kind == VALUE_MARKUP;
	struct value v;
	struct str path = take_path(&field);
	if (!find_value(fields, path, &v))
		return;
	if (str_starts(field, STR("!"))) {
		struct str conversion = str_slice(field, 1, 2);
		field = str_skip(field, 2);
		if (field.len && field.at[0] != ':')
			conversion = STR_EMPTY;
		if (!convert(fields, conversion, &v))
			return;
	}
	size_t begin = vm_text_begin(vm);
	put_all(fields, str_skip(field, 1), depth + 1);
	struct str format = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	if (markup && v.kind == VALUE_MARKUP && format.len)
		template_fail(fields->call, "markup within markup is shown as it is");
	if (vm->failed)
		return;
	format_spec_put(vm, v, format);
	if (markup && v.kind != VALUE_MARKUP && !depth) {
		struct str shown = value_str(vm_text_end(vm, begin, VALUE_TEXT));
		vm_escape(vm->out, ESCAPE_HTML, shown);
	}
}

static void
put_all(struct fields *fields, struct str rest, unsigned depth)
{
	struct vm *vm = fields->call->vm;
	if (rest.len && depth > DEPTH_MAX - 1 && str_find_char(rest, '{') != STR_NONE)
		template_fail(fields->call, "fields of a format nest too deep");
	while (rest.len && !vm->failed && !vm->out->full) {
		char c = rest.at[0];
		rest = str_skip(rest, 1);
		if ((c == '{' || c == '}') && rest.len && rest.at[0] == c && !depth) {
			buf_char(vm->out, c);
			rest = str_skip(rest, 1);
		} else if (c == '{') {
			size_t length = field_length(rest);
			if (length == STR_NONE)
				template_fail(
				        fields->call, "a \"{\" in this format is never closed");
			else
				put_field(fields, str_slice(rest, 0, length), depth);
			rest = str_skip(rest, length == STR_NONE ? rest.len : length + 1);
		} else if (c == '}') {
			template_fail(fields->call, "a \"}\" in this format closes nothing");
		} else {
			buf_char(vm->out, c);
		}
	}
}

static struct value
format(struct fields *fields)
{
	size_t begin = vm_text_begin(fields->call->vm);
	put_all(fields, value_str(fields->call->subject), 0);
	return call_text_end(fields->call, begin);
}

struct value
method_format(struct template_call *call)
{
	struct fields fields = {
		.call = call,
		.list = box_plain(call->arguments[0]),
		.map = call->arguments[1],
	};
	return format(&fields);
}

/* There are no arguments by place. */
struct value
method_format_map(struct template_call *call)
{
	struct fields fields = { .call = call, .map = call->arguments[0] };
	return format(&fields);
}
