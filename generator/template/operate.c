/*
 * Numbers are INT, FLOAT or BOOL, which counts as 0 and 1; two integers give an integer wherever
 * Python gives one. Texts and lists join and repeat. Everything else is refused in a sentence that
 * names both sides.
 */
#include "template/operate.h"

#include <math.h>

#include "base/arena.h"
#include "data/value_order.h"
#include "template/ast.h"
#include "template/box.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/undefined.h"
#include "template/vm.h"

static const char *const texts[] = {
#define OPERATOR(name, text, function) text,
#include "template/operate.def"
#undef OPERATOR
};

/* --- what operands are --------------------------------------------------------------------- */

bool
operate_integer(struct value v, int64_t *out)
{
	if (v.kind == VALUE_BOOL)
		*out = v.boolean;
	else if (v.kind == VALUE_INT)
		*out = v.integer;
	else
		return false;
	return true;
}

bool
operate_float(struct value v, double *out)
{
	int64_t whole;
	if (v.kind == VALUE_FLOAT)
		*out = v.number;
	else if (operate_integer(v, &whole))
		*out = (double)whole;
	else
		return false;
	return true;
}

static struct value
refuse(struct vm *vm, unsigned op, struct value a, struct value b)
{
	struct value undefined = a.kind == VALUE_UNDEFINED ? a : b;
	if (!undefined_allowed(vm, undefined))
		return VALUE_UNDEFINED_INIT;
	if (undefined.kind == VALUE_UNDEFINED && undefined.len) {
		vm_fail(vm, "\"" STR_FMT "\" is undefined and cannot be used with \"%s\"",
		        STR_ARG(str_of(undefined.text, undefined.len)), texts[op]);
	} else if (op == OPERATE_ADD && (value_is_text(a) || value_is_text(b))) {
		vm_fail_help(vm, STR("\"~\" joins values of all kinds to a text"),
		        "%s and %s cannot be added", repr_kind(vm, a), repr_kind(vm, b));
	} else {
		vm_fail(vm, "\"%s\" is not possible between %s and %s", texts[op], repr_kind(vm, a),
		        repr_kind(vm, b));
	}
	return VALUE_UNDEFINED_INIT;
}

static struct value
overflow(struct vm *vm)
{
	vm_fail(vm, "the result does not fit into 64 bits");
	return VALUE_UNDEFINED_INIT;
}

static struct value
division_by_zero(struct vm *vm)
{
	vm_fail(vm, "division by zero");
	return VALUE_UNDEFINED_INIT;
}

/* --- texts and lists ----------------------------------------------------------------------- */

static struct value
join_texts(struct vm *vm, struct value a, struct value b)
{
	bool markup = a.kind == VALUE_MARKUP || b.kind == VALUE_MARKUP;
	size_t begin = vm_text_begin(vm);
	vm_escape(
	        vm->out, markup && a.kind == VALUE_TEXT ? ESCAPE_HTML : ESCAPE_NONE, value_str(a));
	vm_escape(
	        vm->out, markup && b.kind == VALUE_TEXT ? ESCAPE_HTML : ESCAPE_NONE, value_str(b));
	return vm_text_end(vm, begin, markup ? VALUE_MARKUP : VALUE_TEXT);
}

/* A list or tuple; what the program offers counts too, but no range. */
static bool
is_list(struct value v)
{
	return value_is_sequence(v) && !range_of(v);
}

/* Room for the items of a new list; NULL after vm_fail. */
static struct value *
room(struct vm *vm, size_t count)
{
	if (count > VM_ITEMS_MAX) {
		vm_fail(vm, "a list has at most %d items", VM_ITEMS_MAX);
		return NULL;
	}
	return vm_charge(vm, count) ? arena_array(vm->arena, struct value, count + 1) : NULL;
}

static struct value
join_lists(struct vm *vm, struct value a, struct value b)
{
	struct sequence left, right;
	sequence_of(vm, a, &left);
	sequence_of(vm, b, &right);
	struct value *items = room(vm, left.len + right.len);
	if (!items)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < left.len; i++)
		items[i] = sequence_at(vm, &left, i);
	for (size_t i = 0; i < right.len; i++)
		items[left.len + i] = sequence_at(vm, &right, i);
	return box_is_tuple(a) ? box_tuple(vm->arena, items, left.len + right.len)
	                       : box_list(vm->arena, items, left.len + right.len);
}

static struct value
repeat_text(struct vm *vm, struct value text, int64_t times)
{
	struct str s = value_str(text);
	if (times <= 0 || !s.len)
		s = STR_EMPTY;
	else if (times > VM_TEXT_MAX / (int64_t)s.len) {
		vm_fail(vm, "a text of this length is beyond the limit of %d bytes", VM_TEXT_MAX);
		return VALUE_UNDEFINED_INIT;
	}
	size_t begin = vm_text_begin(vm);
	for (int64_t i = 0; i < times && s.len; i++)
		buf_put(vm->out, s);
	return vm_text_end(vm, begin, text.kind);
}

static struct value
repeat_list(struct vm *vm, struct value list, int64_t times)
{
	struct sequence sequence;
	sequence_of(vm, list, &sequence);
	if (times < 0 || !sequence.len)
		times = 0;
	size_t count = times > VM_ITEMS_MAX ? SIZE_MAX : sequence.len * (size_t)times;
	struct value *items = room(vm, count);
	if (!items)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < count; i++)
		items[i] = sequence_at(vm, &sequence, i % sequence.len);
	return box_is_tuple(list) ? box_tuple(vm->arena, items, count)
	                          : box_list(vm->arena, items, count);
}

/* --- arithmetic ---------------------------------------------------------------------------- */

static struct value
operate_add(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y;
	if (operate_integer(a, &m) && operate_integer(b, &n))
		return __builtin_add_overflow(m, n, &m) ? overflow(vm) : value_int(m);
	if (operate_float(a, &x) && operate_float(b, &y))
		return value_float(x + y);
	if (value_is_text(a) && value_is_text(b))
		return join_texts(vm, a, b);
	if (is_list(a) && is_list(b) && box_is_tuple(a) == box_is_tuple(b))
		return join_lists(vm, a, b);
	return refuse(vm, OPERATE_ADD, a, b);
}

static struct value
operate_sub(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y;
	if (operate_integer(a, &m) && operate_integer(b, &n))
		return __builtin_sub_overflow(m, n, &m) ? overflow(vm) : value_int(m);
	if (operate_float(a, &x) && operate_float(b, &y))
		return value_float(x - y);
	return refuse(vm, OPERATE_SUB, a, b);
}

static struct value
operate_mul(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y;
	if (operate_integer(a, &m) && operate_integer(b, &n))
		return __builtin_mul_overflow(m, n, &m) ? overflow(vm) : value_int(m);
	if (operate_float(a, &x) && operate_float(b, &y))
		return value_float(x * y);
	if (value_is_text(a) && operate_integer(b, &n))
		return repeat_text(vm, a, n);
	if (value_is_text(b) && operate_integer(a, &n))
		return repeat_text(vm, b, n);
	if (is_list(a) && operate_integer(b, &n))
		return repeat_list(vm, a, n);
	if (is_list(b) && operate_integer(a, &n))
		return repeat_list(vm, b, n);
	return refuse(vm, OPERATE_MUL, a, b);
}

static struct value
operate_div(struct vm *vm, struct value a, struct value b)
{
	double x, y;
	if (!operate_float(a, &x) || !operate_float(b, &y))
		return refuse(vm, OPERATE_DIV, a, b);
	return y == 0 ? division_by_zero(vm) : value_float(x / y);
}

/* Quotient and remainder rounded towards minus infinity; the remainder has the divisor's sign. */
static void
divide_floats(double x, double y, double *quotient, double *remainder)
{
	double rest = fmod(x, y);
	double whole = (x - rest) / y;
	if (rest != 0 && (y < 0) != (rest < 0)) {
		rest += y;
		whole -= 1;
	}
	*remainder = rest != 0 ? rest : copysign(0, y);
	*quotient = whole != 0 ? floor(whole) : copysign(0, x / y);
	if (whole - *quotient > 0.5)
		*quotient += 1;
}

static struct value
operate_floordiv(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y, rest;
	if (operate_integer(a, &m) && operate_integer(b, &n)) {
		if (n == 0)
			return division_by_zero(vm);
		if (n == -1)
			return m == INT64_MIN ? overflow(vm) : value_int(-m);
		return value_int(m / n - (m % n != 0 && (m % n < 0) != (n < 0)));
	}
	if (!operate_float(a, &x) || !operate_float(b, &y))
		return refuse(vm, OPERATE_FLOORDIV, a, b);
	if (y == 0)
		return division_by_zero(vm);
	divide_floats(x, y, &x, &rest);
	return value_float(x);
}

static struct value
operate_mod(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y, whole;
	if (value_is_text(a))
		return operate_format(vm, a, b);
	if (operate_integer(a, &m) && operate_integer(b, &n)) {
		if (n == 0)
			return division_by_zero(vm);
		int64_t rest = n == -1 ? 0 : m % n;
		return value_int(rest != 0 && (rest < 0) != (n < 0) ? rest + n : rest);
	}
	if (!operate_float(a, &x) || !operate_float(b, &y))
		return refuse(vm, OPERATE_MOD, a, b);
	if (y == 0)
		return division_by_zero(vm);
	divide_floats(x, y, &whole, &x);
	return value_float(x);
}

static struct value
power_of_integers(struct vm *vm, int64_t base, int64_t exponent)
{
	int64_t result = 1;
	while (exponent) {
		if (exponent & 1 && __builtin_mul_overflow(result, base, &result))
			return overflow(vm);
		exponent >>= 1;
		if (exponent && __builtin_mul_overflow(base, base, &base))
			return overflow(vm);
	}
	return value_int(result);
}

static struct value
operate_pow(struct vm *vm, struct value a, struct value b)
{
	int64_t m, n;
	double x, y;
	if (operate_integer(a, &m) && operate_integer(b, &n) && n >= 0)
		return power_of_integers(vm, m, n);
	if (!operate_float(a, &x) || !operate_float(b, &y))
		return refuse(vm, OPERATE_POW, a, b);
	if (x == 0 && y < 0)
		return division_by_zero(vm);
	double result = pow(x, y);
	if ((isinf(result) && !isinf(x) && !isinf(y)) ||
	        (isnan(result) && !isnan(x) && !isnan(y))) {
		vm_fail(vm, "the result of \"**\" is not a number that can be shown");
		return VALUE_UNDEFINED_INIT;
	}
	return value_float(result);
}

struct value
operate_negate(struct vm *vm, struct value v)
{
	int64_t n;
	if (v.kind == VALUE_FLOAT)
		return value_float(-v.number);
	if (!operate_integer(v, &n)) {
		undefined_allowed(vm, v);
		vm_fail(vm, "%s has no negative", repr_kind(vm, v));
		return VALUE_UNDEFINED_INIT;
	}
	return n == INT64_MIN ? overflow(vm) : value_int(-n);
}

struct value
operate_positive(struct vm *vm, struct value v)
{
	int64_t n;
	if (v.kind == VALUE_FLOAT)
		return v;
	if (operate_integer(v, &n))
		return value_int(n);
	undefined_allowed(vm, v);
	vm_fail(vm, "\"+\" before %s means nothing", repr_kind(vm, v));
	return VALUE_UNDEFINED_INIT;
}

/* --- comparison ---------------------------------------------------------------------------- */

enum { COMPARE_DEPTH_MAX = 100 };

/* A list or dict with what tells it from others of its content: tuples, namespaces. */
struct shape {
	struct value plain;
	enum { SHAPE_OTHER, SHAPE_LIST, SHAPE_TUPLE, SHAPE_MAP } kind;
};

static struct shape
shape_of(struct value v)
{
	struct shape shape = { box_plain(v), SHAPE_OTHER };
	if (shape.plain.kind == VALUE_LIST)
		shape.kind = box_is_tuple(v) ? SHAPE_TUPLE : SHAPE_LIST;
	else if (shape.plain.kind == VALUE_MAP)
		shape.kind = SHAPE_MAP;
	return shape;
}

static bool equal(struct vm *vm, struct value a, struct value b, unsigned depth);

static bool
equal_lists(struct vm *vm, struct value a, struct value b, unsigned depth)
{
	uint32_t i = 0;
	if (a.len != b.len || !vm_charge(vm, a.len))
		return false;
	while (i < a.len && equal(vm, a.items[i], b.items[i], depth))
		i++;
	return i == a.len;
}

static bool
equal_maps(struct vm *vm, struct value a, struct value b, unsigned depth)
{
	if (a.len != b.len)
		return false;
	for (uint32_t i = 0; i < a.len && vm_charge(vm, b.len / 8); i++) {
		uint32_t j = 0;
		while (j < b.len && !box_same_key(a.entries[i].key, b.entries[j].key))
			j++;
		if (j == b.len || !equal(vm, a.entries[i].value, b.entries[j].value, depth))
			return false;
	}
	return true;
}

static bool
equal(struct vm *vm, struct value a, struct value b, unsigned depth)
{
	struct shape left = shape_of(a), right = shape_of(b);
	if (value_is_text(a) && a.len == b.len && a.len >= 64)
		vm_charge(vm, a.len / 64);
	if (range_of(a) && range_of(b))
		return range_equal(range_of(a), range_of(b));
	if (left.kind == SHAPE_OTHER || right.kind == SHAPE_OTHER)
		return left.kind == right.kind && value_eq(a, b);
	if (box_of(a) && box_of(a) == box_of(b))
		return true; /* also where it holds itself */
	if (left.kind != right.kind || depth == COMPARE_DEPTH_MAX)
		return false;
	return left.kind == SHAPE_MAP ? equal_maps(vm, left.plain, right.plain, depth + 1)
	                              : equal_lists(vm, left.plain, right.plain, depth + 1);
}

bool
operate_equal(struct vm *vm, struct value a, struct value b)
{
	return equal(vm, a, b, 0);
}

static int
order(struct vm *vm, struct value a, struct value b, bool *comparable, unsigned depth)
{
	struct shape left = shape_of(a), right = shape_of(b);
	if ((left.kind != SHAPE_LIST && left.kind != SHAPE_TUPLE) || left.kind != right.kind)
		return value_cmp(a, b, comparable);
	*comparable = depth < COMPARE_DEPTH_MAX;
	if (!*comparable)
		return 0;
	for (uint32_t i = 0; i < left.plain.len && i < right.plain.len && vm_charge(vm, 1); i++) {
		if (!equal(vm, left.plain.items[i], right.plain.items[i], depth))
			return order(vm, left.plain.items[i], right.plain.items[i], comparable,
			        depth + 1);
	}
	return (left.plain.len > right.plain.len) - (left.plain.len < right.plain.len);
}

int
operate_order(struct vm *vm, struct value a, struct value b, bool *comparable)
{
	if (value_is_text(a) && value_is_text(b))
		vm_charge(vm, (a.len < b.len ? a.len : b.len) / 64);
	return order(vm, a, b, comparable, 0);
}

static struct value
operate_eq(struct vm *vm, struct value a, struct value b)
{
	return value_bool(
	        undefined_allowed(vm, a) && undefined_allowed(vm, b) && operate_equal(vm, a, b));
}

static struct value
operate_ne(struct vm *vm, struct value a, struct value b)
{
	return value_bool(
	        !operate_equal(vm, a, b) && undefined_allowed(vm, a) && undefined_allowed(vm, b));
}

/* The order of two values into *result; false when there is none, NaN included, or after vm_fail. */
static bool
ordered(struct vm *vm, unsigned op, struct value a, struct value b, int *result)
{
	bool comparable;
	*result = operate_order(vm, a, b, &comparable);
	bool numbers = value_is_number(a) && value_is_number(b);
	if (!comparable && !numbers)
		refuse(vm, op, a, b);
	return comparable;
}

static struct value
operate_lt(struct vm *vm, struct value a, struct value b)
{
	int result;
	return value_bool(ordered(vm, OPERATE_LT, a, b, &result) && result < 0);
}

static struct value
operate_le(struct vm *vm, struct value a, struct value b)
{
	int result;
	return value_bool(ordered(vm, OPERATE_LE, a, b, &result) && result <= 0);
}

static struct value
operate_gt(struct vm *vm, struct value a, struct value b)
{
	int result;
	return value_bool(ordered(vm, OPERATE_GT, a, b, &result) && result > 0);
}

static struct value
operate_ge(struct vm *vm, struct value a, struct value b)
{
	int result;
	return value_bool(ordered(vm, OPERATE_GE, a, b, &result) && result >= 0);
}

/* --- membership ---------------------------------------------------------------------------- */

bool
operate_contains(struct vm *vm, struct value container, struct value item)
{
	struct sequence sequence;
	size_t i = 0;
	if (!undefined_allowed(vm, item) || !undefined_allowed(vm, container))
		return false;
	if (value_is_text(container) && value_is_text(item) && vm_charge(vm, container.len / 64))
		return str_find(value_str(container), value_str(item)) != STR_NONE;
	if (value_is_text(container) || !sequence_of(vm, container, &sequence)) {
		refuse(vm, OPERATE_IN, item, container);
		return false;
	}
	if (box_plain(container).kind == VALUE_MAP && !subscript_check_key(vm, item))
		return false;
	if (!vm_charge(vm, sequence.len))
		return false;
	while (i < sequence.len && !operate_equal(vm, sequence_at(vm, &sequence, i), item))
		i++;
	return i < sequence.len;
}

static struct value
operate_in(struct vm *vm, struct value item, struct value container)
{
	return value_bool(operate_contains(vm, container, item));
}

static struct value
operate_not_in(struct vm *vm, struct value item, struct value container)
{
	return value_bool(!operate_contains(vm, container, item));
}

bool
operate_index(int64_t index, size_t len, size_t *out)
{
	if (index < 0) {
		if ((uint64_t) - (index + 1) >= len)
			return false;
		*out = len - (size_t) - (index + 1) - 1;
		return true;
	}
	*out = (size_t)index;
	return (uint64_t)index < len;
}

static struct value (*const functions[])(struct vm *vm, struct value a, struct value b) = {
#define OPERATOR(name, text, function) function,
#include "template/operate.def"
#undef OPERATOR
};

struct value
operate_binary(struct vm *vm, unsigned op, struct value a, struct value b)
{
	return functions[op](vm, a, b);
}
