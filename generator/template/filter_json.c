/*
 * JSON as Jinja writes it: what Python's json.dumps gives with sorted keys, ASCII alone, and what means
 * something to HTML as escapes.
 */
#include <math.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "data/writer_json.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/spot.h"
#include "template/template.h"
#include "template/vm.h"

enum { DEPTH_MAX = 60 };

struct json {
	struct vm *vm;
	struct str indent; /* of each level */
	bool lines;        /* each item on a line of its own */
};

static void put(struct json *json, struct value v, unsigned depth);

/* --- scalars ------------------------------------------------------------------------------- */

static void
put_character(struct buf *out, uint32_t c)
{
	static const char escaped[] = "\"\\\n\r\t\f\b", letters[] = "\"\\nrtfb";
	const char *found = c && c < 0x80 ? strchr(escaped, (int)c) : NULL;
	if (found) {
		buf_char(out, '\\');
		buf_char(out, letters[found - escaped]);
	} else if (c >= ' ' && c < 0x7f && !strchr("<>&'", (int)c)) {
		buf_char(out, (char)c);
	} else if (c < 0x10000) {
		buf_format(out, "\\u%04x", c);
	} else {
		c -= 0x10000;
		buf_format(out, "\\u%04x\\u%04x", 0xd800 + (c >> 10), 0xdc00 + (c & 0x3ff));
	}
}

static void
put_text(struct json *json, struct str s)
{
	buf_char(json->vm->out, '"');
	for (size_t at = 0; at < s.len;)
		put_character(json->vm->out, utf8_next(s, &at));
	buf_char(json->vm->out, '"');
}

static void
put_scalar(struct buf *out, struct value v)
{
	switch (v.kind) {
	case VALUE_BOOL: buf_put(out, v.boolean ? STR("true") : STR("false")); break;
	case VALUE_INT: buf_int(out, v.integer); break;
	case VALUE_FLOAT:
		if (isfinite(v.number))
			buf_number(out, v.number);
		else
			buf_put(out,
			        isnan(v.number)        ? STR("NaN")
			                : v.number > 0 ? STR("Infinity")
			                               : STR("-Infinity"));
		break;
	default: buf_lit(out, "null"); break;
	}
}

/* --- lists and maps ------------------------------------------------------------------------ */

/* What stands before an item: a comma behind the one before it, and its own line. */
static void
begin_item(struct json *json, bool first, unsigned depth)
{
	struct buf *out = json->vm->out;
	if (!first)
		buf_put(out, json->lines ? STR(",") : STR(", "));
	if (!json->lines)
		return;
	buf_char(out, '\n');
	for (unsigned i = 0; i < depth; i++)
		buf_put(out, json->indent);
}

static void
put_list(struct json *json, struct value list, unsigned depth)
{
	struct buf *out = json->vm->out;
	buf_char(out, '[');
	for (uint32_t i = 0; i < list.len && vm_charge(json->vm, 1); i++) {
		begin_item(json, i == 0, depth + 1);
		put(json, list.items[i], depth + 1);
	}
	if (list.len)
		begin_item(json, true, depth);
	buf_char(out, ']');
}

struct order {
	struct vm *vm;
	bool incomparable;
};

static int
compare_keys(const void *a, const void *b, void *context)
{
	const struct value_entry *left = a, *right = b;
	struct order *order = context;
	bool comparable;
	int result = operate_order(order->vm, left->key, right->key, &comparable);
	order->incomparable |= !comparable;
	return result;
}

/* The entries by their keys; NULL after vm_fail. */
static const struct value_entry *
sorted(struct json *json, struct value map)
{
	struct arena *arena = json->vm->arena;
	struct order order = { json->vm, false };
	struct value_entry *entries = arena_array(arena, struct value_entry, map.len + 1);
	if (map.len)
		memcpy(entries, map.entries, map.len * sizeof *entries);
	array_sort(entries, map.len, sizeof *entries, arena, compare_keys, &order);
	if (order.incomparable)
		vm_fail(json->vm, "the keys of this map cannot be put in order");
	return order.incomparable ? NULL : entries;
}

static void
put_key(struct json *json, struct value key)
{
	struct buf *out = json->vm->out;
	if (value_is_text(key)) {
		put_text(json, value_str(key));
	} else if (key.kind == VALUE_NONE || value_is_number(key)) {
		buf_char(out, '"');
		put_scalar(out, key);
		buf_char(out, '"');
	} else {
		vm_fail(json->vm, "%s cannot be a key of JSON", repr_kind(json->vm, key));
	}
	buf_lit(out, ": ");
}

static void
put_map(struct json *json, struct value map, unsigned depth)
{
	struct buf *out = json->vm->out;
	const struct value_entry *entries = sorted(json, map);
	buf_char(out, '{');
	for (uint32_t i = 0; entries && i < map.len && vm_charge(json->vm, 1); i++) {
		begin_item(json, i == 0, depth + 1);
		put_key(json, entries[i].key);
		put(json, entries[i].value, depth + 1);
	}
	if (map.len)
		begin_item(json, true, depth);
	buf_char(out, '}');
}

/* Dates, and what the program offers, which Python does not know. */
static void
put_other(struct json *json, struct value v)
{
	struct writer_json writer = writer_json_start(json->vm->out, 0);
	if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_FUNCTION || range_of(v))
		vm_fail(json->vm, "%s cannot be written as JSON", repr_kind(json->vm, v));
	else
		writer_json_value(&writer, v, json->vm->arena);
}

static void
put(struct json *json, struct value v, unsigned depth)
{
	v = box_plain(v);
	if (depth == DEPTH_MAX)
		vm_fail(json->vm, "this nests too deep for JSON");
	else if (value_is_text(v))
		put_text(json, value_str(v));
	else if (v.kind == VALUE_LIST)
		put_list(json, v, depth);
	else if (v.kind == VALUE_MAP)
		put_map(json, v, depth);
	else if (v.kind == VALUE_NONE || value_is_number(v))
		put_scalar(json->vm->out, v);
	else
		put_other(json, v);
}

/* The indentation is a number of blanks, or a text. */
static bool
read_indent(struct template_call *call, struct json *json)
{
	size_t width, begin;
	struct buf *out = call->vm->out;
	if (call->arguments[0].kind == VALUE_NONE)
		return true;
	json->lines = true;
	begin = vm_text_begin(call->vm);
	if (value_is_text(call->arguments[0])) {
		struct str text = value_str(call->arguments[0]);
		for (size_t at = 0; at < text.len;) {
			uint32_t c = utf8_next(text, &at);
			if (c < 0x80 && strchr("<>&'", (int)c))
				put_character(out, c);
			else
				utf8_put(out, c);
		}
	} else {
		if (!call_width(call, 0, &width))
			return false;
		buf_repeat(out, ' ', width);
	}
	json->indent = value_str(vm_text_end(call->vm, begin, VALUE_TEXT));
	return true;
}

struct value
filter_tojson(struct template_call *call)
{
	struct json json = { .vm = call->vm };
	if (!read_indent(call, &json))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(call->vm);
	put(&json, call->subject, 0);
	struct value made = vm_text_end(call->vm, begin, VALUE_MARKUP);
	made.safe_in = LAND_JSON;
	return made;
}
