/*
 * pprint: a value as Python's pprint.pformat shows it, in lines of at most 80 characters where that goes.
 * What fits stands on one line; else each item of a list or map has one, and a text is cut behind white
 * space. Maps are sorted by key.
 *
 *	{'name': 'a',                     indent: the column where a value begins
 *	 'tags': ['x',                    behind: what must fit behind its last line
 *	          'y']}
 */
#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/vm.h"
#include "template/words.h"

enum { WIDTH = 80 };

struct place {
	size_t indent, behind;
	const struct repr_level *around;
};

static void show(struct vm *vm, struct value v, const struct repr_level *around);
static void put(struct vm *vm, struct value v, struct place place);

/* A group of groupby shows itself as it is: what is in it is not sorted, nor cut. */
static bool
is_group(struct value v)
{
	const struct box *box = box_of(v);
	return box && box->kind == BOX_GROUP;
}

/* --- on one line --------------------------------------------------------------------------- */

/* What keys of different types are sorted by: the names that Python has for the types. */
static const char *
type_name(struct value v)
{
	switch (v.kind) {
	case VALUE_NONE: return "NoneType";
	case VALUE_BOOL: return "bool";
	case VALUE_FLOAT: return "float";
	case VALUE_INT: return "int";
	case VALUE_TEXT: return "str";
	default: return value_kind_name(v);
	}
}

static int
compare_keys(const void *a, const void *b, void *context)
{
	const struct value_entry *left = a, *right = b;
	bool comparable;
	int result = operate_order(context, left->key, right->key, &comparable);
	return comparable ? result : strcmp(type_name(left->key), type_name(right->key));
}

static const struct value_entry *
sorted(struct vm *vm, struct value map)
{
	struct value_entry *entries = arena_array(vm->arena, struct value_entry, map.len + 1);
	if (map.len)
		memcpy(entries, map.entries, map.len * sizeof *entries);
	array_sort(entries, map.len, sizeof *entries, vm->arena, compare_keys, vm);
	return entries;
}

static void
show_items(struct vm *vm, struct value list, const char brackets[2], const struct repr_level *level)
{
	buf_char(vm->out, brackets[0]);
	for (uint32_t i = 0; i < list.len && vm_charge(vm, 1); i++) {
		if (i)
			buf_lit(vm->out, ", ");
		show(vm, list.items[i], level);
	}
	if (list.len == 1 && brackets[0] == '(')
		buf_char(vm->out, ',');
	buf_char(vm->out, brackets[1]);
}

static void
show_entries(struct vm *vm, struct value map, const struct repr_level *level)
{
	const struct value_entry *entries = sorted(vm, map);
	buf_char(vm->out, '{');
	for (uint32_t i = 0; i < map.len && vm_charge(vm, 1); i++) {
		if (i)
			buf_lit(vm->out, ", ");
		show(vm, entries[i].key, level);
		buf_lit(vm->out, ": ");
		show(vm, entries[i].value, level);
	}
	buf_char(vm->out, '}');
}

/* The same as within a list, but for the order of maps. */
static void
show(struct vm *vm, struct value v, const struct repr_level *around)
{
	struct repr_level level;
	struct value plain = box_plain(v);
	if (is_group(v) || (plain.kind != VALUE_LIST && plain.kind != VALUE_MAP))
		repr_item(vm, vm->out, v);
	else if (!repr_enter(around, v, &level))
		buf_put(vm->out, plain.kind == VALUE_MAP ? STR("{...}") : STR("[...]"));
	else if (plain.kind == VALUE_LIST)
		show_items(vm, plain, box_is_tuple(v) ? "()" : "[]", &level);
	else
		show_entries(vm, plain, &level);
}

static struct str
shown(struct vm *vm, struct value v, const struct repr_level *around)
{
	size_t begin = vm_text_begin(vm);
	show(vm, v, around);
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

/* --- on several lines ---------------------------------------------------------------------- */

static void
new_line(struct vm *vm, size_t indent)
{
	buf_char(vm->out, '\n');
	buf_repeat(vm->out, ' ', indent);
}

/* How much is left of a line. */
static size_t
room(size_t indent, size_t behind)
{
	return indent + behind < WIDTH ? WIDTH - indent - behind : 0;
}

static void
put_items(struct vm *vm, struct value list, bool tuple, struct place place)
{
	size_t closing = tuple && list.len == 1 ? 2 : 1;
	buf_char(vm->out, tuple ? '(' : '[');
	for (uint32_t i = 0; i < list.len && vm_charge(vm, 1); i++) {
		bool last = i + 1 == list.len;
		struct place inner = { place.indent + 1, last ? place.behind + closing : 1,
			place.around };
		put(vm, list.items[i], inner);
		if (last)
			break;
		buf_char(vm->out, ',');
		new_line(vm, place.indent + 1);
	}
	if (closing == 2)
		buf_char(vm->out, ',');
	buf_char(vm->out, tuple ? ')' : ']');
}

static void
put_entries(struct vm *vm, struct value map, struct place place)
{
	const struct value_entry *entries = sorted(vm, map);
	buf_char(vm->out, '{');
	for (uint32_t i = 0; i < map.len && vm_charge(vm, 1); i++) {
		bool last = i + 1 == map.len;
		struct str key = shown(vm, entries[i].key, place.around);
		struct place inner = { place.indent + 1 + utf8_length(key) + 2,
			last ? place.behind + 1 : 1, place.around };
		buf_put(vm->out, key);
		buf_lit(vm->out, ": ");
		put(vm, entries[i].value, inner);
		if (last)
			break;
		buf_char(vm->out, ',');
		new_line(vm, place.indent + 1);
	}
	buf_char(vm->out, '}');
}

/* --- texts --------------------------------------------------------------------------------- */

typedef array_of(struct str) lines;

/* A word and the white space behind it. */
static struct str
take_word(struct str *rest)
{
	struct str s = *rest, word = words_next(rest);
	size_t end = word.len && word.at == s.at ? word.len : 0;
	struct str blank = str_skip(s, end);
	size_t left = words_strip(blank, WORDS_LEFT, NULL).len;
	*rest = str_skip(blank, blank.len - left);
	return str_slice(s, 0, s.len - rest->len);
}

static struct str
quoted(struct vm *vm, struct str s)
{
	return shown(vm, value_text(s), NULL);
}

static void
add(struct vm *vm, lines *made, struct str s)
{
	*array_push(vm->arena, made) = quoted(vm, s);
}

/* A line that is too long, word by word. */
static void
add_words(struct vm *vm, lines *made, struct str line, size_t width, size_t last_width)
{
	struct str rest = line, current = str_slice(line, 0, 0);
	while (rest.len && vm_charge(vm, current.len / 8 + 1)) {
		struct str word = take_word(&rest);
		struct str longer = str_of(current.at, current.len + word.len);
		size_t most = rest.len ? width : last_width;
		if (utf8_length(quoted(vm, longer)) <= most) {
			current = longer;
			continue;
		}
		if (current.len)
			add(vm, made, current);
		current = word;
	}
	if (current.len)
		add(vm, made, current);
}

static void
put_text(struct vm *vm, struct str s, struct place place)
{
	lines made = { 0 };
	bool outermost = !place.around;
	if (outermost) {
		place.indent++;
		place.behind++;
	}
	size_t width = room(place.indent, 0), last_width = room(place.indent, place.behind);
	struct str line = STR_EMPTY;
	for (bool more; s.len && !vm->failed;) {
		struct str before = s;
		words_line(&s, &more);
		line = str_slice(before, 0, before.len - s.len);
		if (utf8_length(quoted(vm, line)) <= (s.len ? width : last_width))
			add(vm, &made, line);
		else
			add_words(vm, &made, line, width, s.len ? width : last_width);
	}
	if (made.len == 1)
		outermost = false;
	if (outermost)
		buf_char(vm->out, '(');
	for (size_t i = 0; i < made.len; i++) {
		if (i)
			new_line(vm, place.indent);
		buf_put(vm->out, made.at[i]);
	}
	if (outermost)
		buf_char(vm->out, ')');
}

/* --- any value ----------------------------------------------------------------------------- */

static void
put(struct vm *vm, struct value v, struct place place)
{
	struct repr_level level;
	struct value plain = box_plain(v);
	struct str line = shown(vm, v, place.around);
	bool fits = utf8_length(line) <= room(place.indent, place.behind);
	if (!fits && v.kind == VALUE_TEXT) {
		put_text(vm, value_str(v), place);
		return;
	}
	if (fits || is_group(v) || !repr_enter(place.around, v, &level)) {
		buf_put(vm->out, line);
		return;
	}
	place.around = &level;
	if (plain.kind == VALUE_LIST)
		put_items(vm, plain, box_is_tuple(v), place);
	else if (plain.kind == VALUE_MAP)
		put_entries(vm, plain, place);
	else
		buf_put(vm->out, line);
}

struct value
filter_pprint(struct template_call *call)
{
	size_t begin = vm_text_begin(call->vm);
	put(call->vm, call->subject, (struct place){ 0, 0, NULL });
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}
