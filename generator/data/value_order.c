/*
 * Values compare as Python's do, since templates promise Jinja's answers: numbers by what they are
 * worth and not by their type, texts by bytes, lists and maps by content. An integer and a float
 * are compared without turning one into the other, because a double cannot hold every int64_t.
 *
 * A template can nest lists without end (`set x = [x]` in a loop) and share them (`set x = [x,
 * x]`), so a comparison has only so much effort to spend. When it is spent, what has not been
 * looked at counts as different.
 */
#include "data/value_order.h"

#include <math.h>

#include "base/date.h"
#include "data/value.h"

enum {
	DEPTH_MAX = 200,
	STEPS_MAX = 10 * 1000 * 1000, /* values looked at */
};

static int
cmp_ints(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* NaN comes before every number, so that sorting has one answer; comparison says it has none. */
static int
cmp_floats(double a, double b, bool *comparable)
{
	if (isnan(a) || isnan(b)) {
		*comparable = false;
		return !isnan(a) - !isnan(b);
	}
	return (a > b) - (a < b);
}

/* Exact: 2^53 + 1 differs from 2^53 although both become the same double. */
static int
cmp_int_float(int64_t a, double b, bool *comparable)
{
	static const double two_63 = 9223372036854775808.0;
	if (isnan(b)) {
		*comparable = false;
		return 1;
	}
	if (b >= two_63)
		return -1;
	if (b < -two_63)
		return 1;
	int64_t whole = (int64_t)b;
	if (a != whole)
		return cmp_ints(a, whole);
	double fraction = b - (double)whole;
	return (fraction < 0) - (fraction > 0);
}

static int64_t
as_int(struct value v)
{
	return v.kind == VALUE_BOOL ? v.boolean : v.integer;
}

static int
cmp_numbers(struct value a, struct value b, bool *comparable)
{
	if (a.kind == VALUE_FLOAT && b.kind == VALUE_FLOAT)
		return cmp_floats(a.number, b.number, comparable);
	if (a.kind == VALUE_FLOAT)
		return -cmp_int_float(as_int(b), a.number, comparable);
	if (b.kind == VALUE_FLOAT)
		return cmp_int_float(as_int(a), b.number, comparable);
	return cmp_ints(as_int(a), as_int(b));
}

/* Kinds that compare with each other share a rank; between ranks the lower one comes first. */
static int
rank(struct value v)
{
	if (value_is_number(v))
		return VALUE_BOOL;
	return value_is_text(v) ? VALUE_TEXT : v.kind;
}

/* What a comparison may still spend. */
struct effort {
	uint32_t depth;
	uint32_t steps;
};

static bool eq_within(struct value a, struct value b, struct effort *effort);
static int cmp_within(struct value a, struct value b, bool *comparable, struct effort *effort);

static int
cmp_lists(struct value a, struct value b, bool *comparable, struct effort *effort)
{
	for (uint32_t i = 0; i < a.len && i < b.len; i++) {
		if (!eq_within(a.items[i], b.items[i], effort)) {
			effort->depth--;
			int order = cmp_within(a.items[i], b.items[i], comparable, effort);
			effort->depth++;
			return order;
		}
	}
	return cmp_ints(a.len, b.len);
}

static int
cmp_within(struct value a, struct value b, bool *comparable, struct effort *effort)
{
	if (rank(a) != rank(b)) {
		*comparable = false;
		return cmp_ints(rank(a), rank(b));
	}
	if (value_is_number(a))
		return cmp_numbers(a, b, comparable);
	if (value_is_text(a)) {
		int order = str_cmp(value_str(a), value_str(b));
		return (order > 0) - (order < 0);
	}
	if (a.kind == VALUE_DATE)
		return date_cmp(*a.date, *b.date);
	if (a.kind == VALUE_LIST && effort->depth)
		return cmp_lists(a, b, comparable, effort);
	*comparable = false;
	return 0;
}

int
value_cmp(struct value a, struct value b, bool *comparable)
{
	bool ignored;
	if (!comparable)
		comparable = &ignored;
	*comparable = true;
	struct effort effort = { DEPTH_MAX, STEPS_MAX };
	return cmp_within(a, b, comparable, &effort);
}

/* --- equality ------------------------------------------------------------------------------ */

static bool
eq_lists(struct value a, struct value b, struct effort *effort)
{
	for (uint32_t i = 0; i < a.len; i++) {
		if (!eq_within(a.items[i], b.items[i], effort))
			return false;
	}
	return true;
}

/* The value of a key; `likely` is where it stands in a map of the same order. */
static const struct value *
find_entry(struct value map, struct value key, uint32_t likely, struct effort *effort)
{
	for (uint32_t i = 0; i < map.len; i++) {
		uint32_t at = likely + i < map.len ? likely + i : likely + i - map.len;
		if (eq_within(map.entries[at].key, key, effort))
			return &map.entries[at].value;
	}
	return NULL;
}

static bool
eq_maps(struct value a, struct value b, struct effort *effort)
{
	for (uint32_t i = 0; i < a.len; i++) {
		const struct value *other = find_entry(b, a.entries[i].key, i, effort);
		if (!other || !eq_within(a.entries[i].value, *other, effort))
			return false;
	}
	return true;
}

/* Of lists or maps. */
static bool
eq_inside(struct value a, struct value b, struct effort *effort)
{
	bool list = a.kind == VALUE_LIST;
	if (a.len != b.len || a.len == 0)
		return a.len == b.len;
	if (list ? a.items == b.items : a.entries == b.entries)
		return true;
	if (effort->depth == 0)
		return false;
	effort->depth--;
	bool equal = list ? eq_lists(a, b, effort) : eq_maps(a, b, effort);
	effort->depth++;
	return equal;
}

static bool
eq_within(struct value a, struct value b, struct effort *effort)
{
	bool comparable = true;
	if (rank(a) != rank(b) || effort->steps == 0)
		return false;
	effort->steps--;
	switch (a.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE: return true;
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_FLOAT: return cmp_numbers(a, b, &comparable) == 0 && comparable;
	case VALUE_TEXT:
	case VALUE_MARKUP: return str_eq(value_str(a), value_str(b));
	case VALUE_DATE: return date_cmp(*a.date, *b.date) == 0;
	case VALUE_LIST:
	case VALUE_MAP: return eq_inside(a, b, effort);
	case VALUE_OBJECT: return a.object->self == b.object->self;
	default: return a.function == b.function;
	}
}

bool
value_eq(struct value a, struct value b)
{
	struct effort effort = { DEPTH_MAX, STEPS_MAX };
	return eq_within(a, b, &effort);
}
