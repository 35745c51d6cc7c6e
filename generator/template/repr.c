#include "template/repr.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "template/box.h"
#include "template/closure.h"
#include "template/sequence.h"
#include "template/symbol.h"
#include "template/undefined.h"
#include "template/unicode.h"
#include "template/vm.h"

/* Lists within lists beyond this print as "...". */
enum { DEPTH_MAX = 60 };

static void item(struct vm *vm, struct buf *out, struct value v, const struct repr_level *around);

/* --- texts in quotes ----------------------------------------------------------------------- */

static void
escaped_character(struct buf *out, uint32_t c)
{
	buf_format(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

static void
quoted_character(struct buf *out, uint32_t c, char quote)
{
	if (c == '\\' || c == (unsigned char)quote) {
		buf_char(out, '\\');
		buf_char(out, (char)c);
	} else if (c == '\n') {
		buf_lit(out, "\\n");
	} else if (c == '\r') {
		buf_lit(out, "\\r");
	} else if (c == '\t') {
		buf_lit(out, "\\t");
	} else if (c < 0x80 ? c < ' ' || c == 0x7f : !unicode_is_printable(c)) {
		escaped_character(out, c);
	} else {
		utf8_put(out, c);
	}
}

/* In single quotes, or in double ones where that saves escaping. */
static void
quoted(struct buf *out, struct str s)
{
	bool has_single = str_find_char(s, '\'') != STR_NONE;
	bool has_double = str_find_char(s, '"') != STR_NONE;
	char quote = has_single && !has_double ? '"' : '\'';
	buf_char(out, quote);
	for (size_t at = 0; at < s.len;)
		quoted_character(out, utf8_next(s, &at), quote);
	buf_char(out, quote);
}

/* --- lists and maps ------------------------------------------------------------------------ */

bool
repr_enter(const struct repr_level *outer, struct value v, struct repr_level *level)
{
	*level = (struct repr_level){ outer, box_of(v), outer ? outer->depth + 1 : 1 };
	if (level->depth > DEPTH_MAX)
		return false;
	for (; level->box && outer; outer = outer->outer) {
		if (outer->box == level->box)
			return false;
	}
	return true;
}

static void
items(struct vm *vm, struct buf *out, struct value list, const char brackets[2],
        const struct repr_level *around)
{
	struct sequence sequence;
	struct repr_level level;
	if (!sequence_of(vm, list, &sequence) || !vm_charge(vm, sequence.len))
		return;
	buf_char(out, brackets[0]);
	if (!repr_enter(around, list, &level)) {
		buf_lit(out, "...");
		sequence.len = 0;
	}
	for (size_t i = 0; i < sequence.len && !vm->failed; i++) {
		if (i)
			buf_lit(out, ", ");
		item(vm, out, sequence_at(vm, &sequence, i), &level);
	}
	if (sequence.len == 1 && brackets[0] == '(')
		buf_char(out, ',');
	buf_char(out, brackets[1]);
}

static void
entries(struct vm *vm, struct buf *out, struct value of, const struct repr_level *around)
{
	struct repr_level level;
	const struct box *box = box_of(of);
	struct value map = box ? value_map(box->entries, box->len) : of;
	buf_char(out, '{');
	if (!repr_enter(around, of, &level)) {
		buf_lit(out, "...");
		map.len = 0;
	}
	for (uint32_t i = 0; i < map.len && vm_charge(vm, 1); i++) {
		if (i)
			buf_lit(out, ", ");
		item(vm, out, map.entries[i].key, &level);
		buf_lit(out, ": ");
		item(vm, out, map.entries[i].value, &level);
	}
	buf_char(out, '}');
}

static void
function(struct buf *out, const struct value_function *function)
{
	if (function->kind != CLOSURE_MACRO)
		buf_lit(out, "<function>");
	else if (!function->unit->name)
		buf_lit(out, "<Macro anonymous>");
	else
		buf_format(out, "<Macro '" STR_FMT "'>", STR_ARG(function->unit->name->name));
}

static void
object(struct vm *vm, struct buf *out, struct value v, const struct repr_level *around)
{
	const struct box *box = box_of(v);
	if (box_is_tuple(v)) {
		items(vm, out, v, "()", around);
	} else if (box && box->kind == BOX_LIST) {
		items(vm, out, v, "[]", around);
	} else if (box && box->kind == BOX_DICT) {
		entries(vm, out, v, around);
	} else if (box && box->kind == BOX_NAMESPACE) {
		buf_lit(out, "<Namespace ");
		entries(vm, out, v, around);
		buf_char(out, '>');
	} else if (v.object->type->text) {
		buf_put(out, v.object->type->text(v.object->self, vm->arena));
	} else {
		buf_format(out, "<%s>", v.object->type->name);
	}
}

/* --- values -------------------------------------------------------------------------------- */

static void
scalar(struct buf *out, struct value v)
{
	switch (v.kind) {
	case VALUE_NONE: buf_lit(out, "None"); break;
	case VALUE_BOOL: buf_put(out, v.boolean ? STR("True") : STR("False")); break;
	case VALUE_INT: buf_int(out, v.integer); break;
	case VALUE_FLOAT: buf_number(out, v.number); break;
	case VALUE_DATE: date_iso(out, *v.date); break;
	case VALUE_FUNCTION: function(out, v.function); break;
	default: break;
	}
}

static void
item(struct vm *vm, struct buf *out, struct value v, const struct repr_level *around)
{
	switch (v.kind) {
	case VALUE_UNDEFINED:
		if (undefined_allowed(vm, v))
			buf_lit(out, "Undefined");
		break;
	case VALUE_TEXT: quoted(out, value_str(v)); break;
	case VALUE_MARKUP:
		buf_lit(out, "Markup(");
		quoted(out, value_str(v));
		buf_char(out, ')');
		break;
	case VALUE_LIST: items(vm, out, v, "[]", around); break;
	case VALUE_MAP: entries(vm, out, v, around); break;
	case VALUE_OBJECT: object(vm, out, v, around); break;
	default: scalar(out, v); break;
	}
}

void
repr_item(struct vm *vm, struct buf *out, struct value v)
{
	item(vm, out, v, NULL);
}

void
repr_ascii(struct vm *vm, struct buf *out, struct value v)
{
	size_t begin = vm_text_begin(vm), at = 0;
	repr_item(vm, vm->out, v);
	struct str shown = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	while (at < shown.len) {
		uint32_t c = utf8_next(shown, &at);
		if (c < 0x80)
			buf_char(out, (char)c);
		else
			escaped_character(out, c);
	}
}

void
repr_text(struct vm *vm, struct buf *out, struct value v)
{
	if (value_is_text(v))
		buf_put(out, value_str(v));
	else if (v.kind != VALUE_UNDEFINED)
		item(vm, out, v, NULL);
	else
		undefined_allowed(vm, v);
}

struct str
repr_made(struct vm *vm, struct value v)
{
	size_t begin = vm_text_begin(vm);
	repr_text(vm, vm->out, v);
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

const char *
repr_kind(struct vm *vm, struct value v)
{
	const char *name = value_kind_name(v);
	if (v.kind == VALUE_NONE)
		return name;
	if (v.kind == VALUE_UNDEFINED)
		return "what is undefined";
	bool vowel = strchr("aeiou", name[0]) != NULL;
	return str_format(vm->arena, "%s %s", vowel ? "an" : "a", name).at;
}
