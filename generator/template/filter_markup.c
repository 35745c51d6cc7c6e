/*
 * Filters between text and markup. `safe` alone turns one into the other unescaped.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/entity.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/spot.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

/* Where nothing is escaped of itself, an explicit escape is for HTML. */
static enum escape
escape_kind(const struct template_call *call)
{
	enum escape escape = call_escape(call);
	return escape == ESCAPE_NONE ? ESCAPE_HTML : escape;
}

struct value
filter_forceescape(struct template_call *call)
{
	struct str s = call_subject_text(call);
	size_t begin = vm_text_begin(call->vm);
	vm_escape(call->vm->out, escape_kind(call), s);
	return vm_text_end(call->vm, begin, VALUE_MARKUP);
}

struct value
filter_escape(struct template_call *call)
{
	return call->subject.kind == VALUE_MARKUP ? call->subject : filter_forceescape(call);
}

struct value
filter_safe(struct template_call *call)
{
	struct value v = value_markup(call_subject_text(call));
	v.safe_in = LAND_ANY;
	return v;
}

/* --- attributes ---------------------------------------------------------------------------- */

/* Has it nothing that ends a name in HTML? */
static bool
is_attribute_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		if (c == '/' || c == '>' || c == '=' || c == ' ' || (c >= '\t' && c <= '\r'))
			return false;
	}
	return true;
}

static void
put_attribute(struct template_call *call, struct str name, struct value v)
{
	struct buf *out = call->vm->out;
	enum escape escape = escape_kind(call);
	struct str text = repr_str(call->vm, v);
	vm_escape(out, escape, name);
	buf_lit(out, "=\"");
	vm_escape(out, v.kind == VALUE_MARKUP ? ESCAPE_NONE : escape, text);
	buf_char(out, '"');
}

struct value
filter_xmlattr(struct template_call *call)
{
	const struct value *keys;
	size_t count;
	bool space = call_truth(call, 0);
	if (!call_on_map(call) || !call_items(call, &keys, &count))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(call->vm);
	for (size_t i = 0; i < count; i++) {
		struct value v = subscript_item(call->vm, call->subject, keys[i]);
		struct str name = repr_str(call->vm, keys[i]);
		if (v.kind == VALUE_NONE || v.kind == VALUE_UNDEFINED)
			continue;
		if (!value_is_text(keys[i]) || !is_attribute_name(name))
			return template_fail(call,
			        "\"" STR_FMT "\" cannot be the name of an attribute",
			        STR_ARG(name));
		if (space)
			buf_char(call->vm->out, ' ');
		space = true;
		put_attribute(call, name, v);
	}
	return vm_text_end(
	        call->vm, begin, call_escape(call) == ESCAPE_NONE ? VALUE_TEXT : VALUE_MARKUP);
}

/* --- JSON ---------------------------------------------------------------------------------- */

/* As text: escaped where it lands, and readable in a file of JSON. How Jinja writes it: filter_json.c. */
struct value
filter_json(struct template_call *call)
{
	struct vm *vm = call->vm;
	size_t indent = 0;
	if (!call_is_none(call, 0) && !call_size(call, 0, 0, 16, &indent))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(vm);
	repr_json(vm, vm->out, call->subject, indent, true);
	return vm_text_end(vm, begin, VALUE_TEXT);
}

/* --- tags ---------------------------------------------------------------------------------- */

/* Appends markup without what lies between two marks, the marks included. What is not closed stays. */
static void
drop_between(struct buf *out, struct str s, struct str open, struct str close)
{
	while (s.len) {
		size_t from = str_find(s, open);
		buf_put(out, str_slice(s, 0, from));
		if (from == STR_NONE)
			return;
		s = str_skip(s, from);
		size_t to = str_find(str_skip(s, open.len), close);
		if (to == STR_NONE) {
			buf_put(out, s);
			return;
		}
		s = str_skip(s, open.len + to + close.len);
	}
}

struct value
filter_striptags(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct str s = call_subject_text(call), word;
	bool first = true;
	size_t begin = vm_text_begin(vm);
	drop_between(vm->out, s, STR("<!--"), STR("-->"));
	struct str rest = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	drop_between(vm->out, rest, STR("<"), STR(">"));
	rest = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	while ((word = words_next(&rest)).len) {
		if (!first)
			buf_char(vm->out, ' ');
		first = false;
		buf_put(vm->out, word);
	}
	rest = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	entity_decode_loose(vm->out, rest);
	return vm_text_end(vm, begin, VALUE_TEXT);
}
