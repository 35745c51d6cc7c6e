#include "template/subscript.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/date.h"
#include "base/utf8.h"
#include "data/value_order.h"
#include "template/box.h"
#include "template/closure.h"
#include "template/operate.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/symbol.h"
#include "template/undefined.h"
#include "template/vm.h"

/* --- one item ------------------------------------------------------------------------------ */

/* Dates have their parts as attributes, in the offset they were written with. */
static struct value
date_attribute(const struct date *date, struct str name)
{
	struct date_parts parts = date_split(*date);
#define DATE_FIELD(field, value, help) \
	if (str_is(name, #field))      \
		return value_int(value);
#include "template/date_field.def"
#undef DATE_FIELD
	return VALUE_UNDEFINED_INIT;
}

/* Are both texts of up to twice `size` bytes the same? Their first and last bytes are all of them. */
static inline bool
same_ends(const char *a, const char *b, size_t len, size_t size)
{
	uint64_t first[2] = { 0 }, last[2] = { 0 };
	memcpy(&first[0], a, size);
	memcpy(&first[1], b, size);
	memcpy(&last[0], a + len - size, size);
	memcpy(&last[1], b + len - size, size);
	return ((first[0] ^ first[1]) | (last[0] ^ last[1])) == 0;
}

/* Is it the text `name`? Keys are short, and looked at often enough to do without a call. */
static inline bool
is_key(struct value key, struct str name)
{
	if (key.len != name.len || !value_is_text(key))
		return false;
	if (key.text == name.at || !name.len)
		return true;
	if (name.len > 16)
		return memcmp(key.text, name.at, name.len) == 0;
	if (name.len >= 8)
		return same_ends(key.text, name.at, name.len, 8);
	if (name.len >= 4)
		return same_ends(key.text, name.at, name.len, 4);
	return same_ends(key.text, name.at, name.len, 1) &&
	        key.text[name.len / 2] == name.at[name.len / 2];
}

static size_t
find_key(struct value map, struct str name)
{
	for (uint32_t i = 0; i < map.len; i++) {
		if (is_key(map.entries[i].key, name))
			return i;
	}
	return STR_NONE;
}

struct value
subscript_names(struct vm *vm, struct value of)
{
	static const struct str dates[] = {
#define DATE_FIELD(field, value, help) STR_INIT(#field),
#include "template/date_field.def"
#undef DATE_FIELD
	};
	size_t count = of.kind == VALUE_DATE ? sizeof dates / sizeof *dates : 0;
	struct value *names = arena_array(vm->arena, struct value, count);
	for (size_t i = 0; i < count; i++)
		names[i] = value_text(dates[i]);
	return of.kind == VALUE_FUNCTION ? closure_names(vm, of.function)
	                                 : value_list(names, count);
}

struct value
subscript_attribute(struct vm *vm, struct value of, struct str name)
{
	struct value v = VALUE_UNDEFINED_INIT;
	switch (of.kind) {
	case VALUE_UNDEFINED: return undefined_attribute(vm, of, name);
	case VALUE_DATE: v = date_attribute(of.date, name); break;
	case VALUE_FUNCTION: v = closure_attribute(vm, of.function, name); break;
	case VALUE_MAP: vm->steps -= of.len / 8; /* fall through */
	default: v = value_get(of, name, vm->arena); break;
	}
	return vm_is_unset(v) ? undefined_key(vm, of, name) : v;
}

/* The attribute of a map, whose place is kept. */
static struct value
search_attribute(struct vm *vm, struct value of, const struct symbol *name)
{
	size_t found = find_key(of, name->name);
	if (found < UINT16_MAX)
		vm->places[name->index] = (uint16_t)found;
	vm->steps -= of.len / 8;
	struct value v = found == STR_NONE ? VALUE_UNDEFINED_INIT : of.entries[found].value;
	return vm_is_unset(v) ? undefined_key(vm, of, name->name) : v;
}

/* Rows of a table have the same keys in the same order: looks first where the last map had this one. */
struct value
subscript_symbol(struct vm *vm, struct value of, const struct symbol *name)
{
	if (of.kind != VALUE_MAP)
		return subscript_attribute(vm, of, name->name);
	uint16_t place = vm->places[name->index];
	if (place < of.len && is_key(of.entries[place].key, name->name) &&
	        !vm_is_unset(of.entries[place].value))
		return of.entries[place].value;
	return search_attribute(vm, of, name);
}

/* The character at an index, counted in characters. */
static struct value
character(struct vm *vm, struct value text, int64_t index)
{
	struct str s = value_str(text);
	vm_charge(vm, s.len / VM_TEXT_STEP);
	size_t at, from = 0;
	if (!operate_index(index, utf8_length(s), &at))
		return vm_undefined(STR("item"));
	from = utf8_prefix(s, at).len;
	size_t to = from;
	utf8_next(s, &to);
	text.text = s.at + from;
	text.len = (uint32_t)(to - from);
	return text;
}

static struct value
by_key(struct value map, struct value key)
{
	for (uint32_t i = 0; i < map.len && !value_is_text(key); i++) {
		if (box_same_key(map.entries[i].key, key))
			return map.entries[i].value;
	}
	size_t found = value_is_text(key) ? find_key(map, value_str(key)) : STR_NONE;
	if (found != STR_NONE)
		return map.entries[found].value;
	return vm_undefined(value_is_text(key) ? value_str(key) : STR("item"));
}

struct value
subscript_item(struct vm *vm, struct value of, struct value index)
{
	int64_t n;
	size_t at;
	struct sequence sequence;
	struct value plain = box_plain(of);
	if (of.kind == VALUE_UNDEFINED)
		return undefined_attribute(
		        vm, of, value_is_text(index) ? value_str(index) : STR("item"));
	if (plain.kind == VALUE_MAP && vm_charge(vm, plain.len / 8 + value_str(index).len / 64))
		return by_key(plain, index);
	if (value_is_text(index))
		return subscript_attribute(vm, of, value_str(index));
	if (!operate_integer(index, &n))
		return vm_undefined(STR("item"));
	if (value_is_text(of))
		return character(vm, of, n);
	if (value_is_sequence(of) && sequence_of(vm, of, &sequence) &&
	        operate_index(n, sequence.len, &at))
		return sequence_at(vm, &sequence, at);
	return vm_undefined(STR("item"));
}

static struct value
part_of(struct vm *vm, struct value of, struct str part)
{
	int64_t n;
	bool is_index = part.len && ascii_is_digit(part.at[0]);
	if (is_index && str_to_int(part, &n))
		return subscript_item(vm, of, value_int(n));
	if (of.kind == VALUE_MAP && vm_charge(vm, of.len / 8)) {
		size_t found = find_key(of, part);
		return found == STR_NONE ? vm_undefined(part) : of.entries[found].value;
	}
	return subscript_item(vm, of, value_text(part));
}

static struct value
or_else(struct value v, const struct value *fallback)
{
	return v.kind == VALUE_UNDEFINED && fallback ? *fallback : v;
}

static struct value
follow(struct vm *vm, struct value of, struct value path, const struct value *fallback)
{
	struct str rest = value_str(path);
	if (!value_is_text(path))
		return or_else(subscript_item(vm, of, path), fallback);
	while (rest.at)
		of = or_else(part_of(vm, of, str_cut(&rest, '.')), fallback);
	return of;
}

struct value
subscript_path(struct vm *vm, struct value of, struct value path)
{
	return follow(vm, of, path, NULL);
}

struct value
subscript_path_or(struct vm *vm, struct value of, struct value path, struct value fallback)
{
	return follow(vm, of, path, &fallback);
}

/* Is it, or something in it, what can change? */
static bool
can_change(struct vm *vm, struct value v, unsigned depth)
{
	struct value plain = box_plain(v);
	if (!box_is_tuple(v) || depth == 0)
		return v.kind == VALUE_LIST || v.kind == VALUE_MAP ||
		        (box_of(v) && !box_is_tuple(v));
	for (uint32_t i = 0; i < plain.len && vm_charge(vm, 1); i++) {
		if (can_change(vm, plain.items[i], depth - 1))
			return true;
	}
	return false;
}

bool
subscript_check_key(struct vm *vm, struct value key)
{
	enum { DEPTH = 8 };
	/* Keys are compared, perhaps as a whole. */
	vm_charge(vm, value_str(key).len / 64);
	if (!can_change(vm, key, DEPTH))
		return !vm->failed;
	vm_fail(vm, "%s %s, so it cannot be a key", repr_kind(vm, key),
	        box_is_tuple(key) ? "holds what can change" : "can change");
	return false;
}

/* --- slices -------------------------------------------------------------------------------- */

/* from, from + step, ...: `count` indices, all of them in range. */
struct slice {
	int64_t from, to, step;
	size_t count;
};

/* An end of a slice, brought into [low, high] as Python does. */
static int64_t
clamp(int64_t n, int64_t len, int64_t low, int64_t high)
{
	if (n < 0)
		n = n < -len ? low : n + len;
	return n < low ? low : n > high ? high : n;
}

static bool
read_bound(struct vm *vm, struct value v, int64_t fallback, int64_t *out)
{
	*out = fallback;
	if (v.kind == VALUE_NONE || operate_integer(v, out))
		return true;
	vm_fail(vm, "the end of a slice is an integer, not %s", repr_kind(vm, v));
	return false;
}

static bool
read_slice(struct vm *vm, const struct value bounds[3], int64_t len, struct slice *slice)
{
	int64_t from, to, step;
	if (!read_bound(vm, bounds[2], 1, &step))
		return false;
	if (step == 0) {
		vm_fail(vm, "the step of a slice cannot be 0");
		return false;
	}
	int64_t low = step > 0 ? 0 : -1, high = step > 0 ? len : len - 1;
	if (!read_bound(vm, bounds[0], step > 0 ? low : INT64_MAX, &from) ||
	        !read_bound(vm, bounds[1], step > 0 ? INT64_MAX : INT64_MIN, &to))
		return false;
	from = clamp(from, len, low, high);
	to = clamp(to, len, low, high);
	slice->from = from;
	slice->to = to;
	slice->step = step;
	slice->count = 0;
	if (step > 0 && from < to)
		slice->count = (size_t)((to - from - 1) / step) + 1;
	else if (step < 0 && from > to)
		slice->count =
		        (size_t)((from - to - 1) / (step == INT64_MIN ? INT64_MAX : -step)) + 1;
	return true;
}

/* The index of the n-th item; n is below slice->count, so nothing overflows. */
static size_t
slice_at(const struct slice *slice, size_t n)
{
	return n ? (size_t)(slice->from + (int64_t)n * slice->step) : (size_t)slice->from;
}

static struct value
slice_text(struct vm *vm, struct value text, const struct value bounds[3])
{
	struct str s = value_str(text);
	struct sequence characters;
	struct slice slice;
	if (!vm_charge(vm, s.len / 64) || !read_slice(vm, bounds, (int64_t)utf8_length(s), &slice))
		return VALUE_UNDEFINED_INIT;
	if (slice.step == 1) {
		s = str_skip(s, utf8_prefix(s, (size_t)slice.from).len);
		s = slice.count ? utf8_prefix(s, slice.count) : STR_EMPTY;
		return text.kind == VALUE_MARKUP ? value_markup(s) : value_text(s);
	}
	if (!sequence_of(vm, text, &characters) || vm->failed)
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(vm);
	for (size_t i = 0; i < slice.count; i++)
		buf_put(vm->out, value_str(characters.items[slice_at(&slice, i)]));
	return vm_text_end(vm, begin, text.kind);
}

static struct value
slice_range(struct vm *vm, const struct range *range, const struct value bounds[3])
{
	struct slice slice;
	struct value made = VALUE_UNDEFINED_INIT;
	if (read_slice(vm, bounds, (int64_t)range->count, &slice) &&
	        !range_slice(vm->arena, range, slice.from, slice.to, slice.step, &made))
		vm_fail(vm, "the result does not fit into 64 bits");
	return made;
}

static struct value
slice_items(struct vm *vm, struct value of, const struct value bounds[3])
{
	struct sequence sequence;
	struct slice slice;
	if (!sequence_of(vm, of, &sequence) ||
	        !read_slice(vm, bounds, (int64_t)sequence.len, &slice) ||
	        !vm_charge(vm, slice.count))
		return VALUE_UNDEFINED_INIT;
	if (slice.count > VM_ITEMS_MAX) {
		vm_fail(vm, "a list has at most %d items", VM_ITEMS_MAX);
		return VALUE_UNDEFINED_INIT;
	}
	struct value *items = arena_array(vm->arena, struct value, slice.count);
	for (size_t i = 0; i < slice.count; i++)
		items[i] = sequence_at(vm, &sequence, slice_at(&slice, i));
	return box_is_tuple(of) ? box_tuple(vm->arena, items, slice.count)
	                        : box_list(vm->arena, items, slice.count);
}

struct value
subscript_slice(struct vm *vm, struct value of, const struct value bounds[3])
{
	if (value_is_text(of))
		return slice_text(vm, of, bounds);
	if (range_of(of))
		return slice_range(vm, range_of(of), bounds);
	if (value_is_sequence(of))
		return slice_items(vm, of, bounds);
	if (of.kind == VALUE_UNDEFINED)
		return subscript_attribute(vm, of, STR("item"));
	vm_fail(vm, "%s cannot be sliced", repr_kind(vm, of));
	return VALUE_UNDEFINED_INIT;
}
