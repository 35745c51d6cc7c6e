/*
 * Filters between text and markup. `safe` alone turns one into the other unescaped.
 */
#include "base/arena.h"
#include "base/buf.h"
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

static bool
is_attribute_name(struct str name)
{
	for (size_t at = 0; at < name.len;) {
		uint32_t c = utf8_next(name, &at);
		if (c == '/' || c == '>' || c == '=' || words_is_space(c))
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

/* Appends markup without comments and tags. What is no whole tag stays. */
static void
drop_tags(struct buf *out, struct str s)
{
	while (s.len) {
		size_t open = str_find_char(s, '<');
		buf_put(out, str_slice(s, 0, open));
		if (open == STR_NONE)
			return;
		s = str_skip(s, open);
		bool comment = str_starts(s, STR("<!--"));
		size_t close = str_find(s, comment ? STR("-->") : STR(">"));
		if (close == STR_NONE) {
			buf_put(out, s);
			return;
		}
		s = str_skip(s, close + (comment ? 3 : 1));
	}
}

/* The character that an entity stands for (without & and ;), 0 for one that is not known. */
static uint32_t
entity(struct str name)
{
	static const struct {
		struct str name;
		uint32_t c;
	} entities[] = {
		{ STR_INIT("amp"), '&' },
		{ STR_INIT("lt"), '<' },
		{ STR_INIT("gt"), '>' },
		{ STR_INIT("quot"), '"' },
		{ STR_INIT("apos"), '\'' },
		{ STR_INIT("nbsp"), 0xa0 },
		{ STR_INIT("shy"), 0xad },
		{ STR_INIT("copy"), 0xa9 },
		{ STR_INIT("ndash"), 0x2013 },
		{ STR_INIT("mdash"), 0x2014 },
		{ STR_INIT("hellip"), 0x2026 },
		{ STR_INIT("lsquo"), 0x2018 },
		{ STR_INIT("rsquo"), 0x2019 },
		{ STR_INIT("ldquo"), 0x201c },
		{ STR_INIT("rdquo"), 0x201d },
	};
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (str_eq(entities[i].name, name))
			return entities[i].c;
	}
	if (name.len < 2 || name.at[0] != '#' || name.len > 9)
		return 0;
	bool hex = (name.at[1] | 0x20) == 'x';
	uint32_t c = 0;
	for (size_t i = hex ? 2 : 1; i < name.len; i++) {
		char digit = (char)(name.at[i] | 0x20);
		uint32_t value = digit >= 'a' && digit <= 'f'    ? (uint32_t)(digit - 'a' + 10)
		        : name.at[i] >= '0' && name.at[i] <= '9' ? (uint32_t)(name.at[i] - '0')
		                                                 : 99;
		if (value >= (hex ? 16u : 10u))
			return 0;
		c = c * (hex ? 16 : 10) + value;
	}
	return c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c;
}

/* No entity that is known is longer, "&" and ";" included. */
enum { ENTITY_MAX = 12 };

static void
put_unescaped(struct buf *out, struct str s)
{
	while (s.len) {
		size_t amp = str_find_char(s, '&');
		buf_put(out, str_slice(s, 0, amp));
		if (amp == STR_NONE)
			return;
		s = str_skip(s, amp);
		size_t end = str_find_char(str_slice(s, 0, ENTITY_MAX), ';');
		uint32_t c = end == STR_NONE ? 0 : entity(str_slice(s, 1, end));
		if (c)
			utf8_put(out, c);
		else
			buf_char(out, '&');
		s = str_skip(s, c ? end + 1 : 1);
	}
}

struct value
filter_striptags(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct str s = call_subject_text(call), word;
	bool first = true;
	size_t begin = vm_text_begin(vm);
	drop_tags(vm->out, s);
	struct str rest = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	while ((word = words_next(&rest)).len) {
		if (!first)
			buf_char(vm->out, ' ');
		first = false;
		buf_put(vm->out, word);
	}
	rest = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	put_unescaped(vm->out, rest);
	return vm_text_end(vm, begin, VALUE_TEXT);
}
