#include "template/range.h"

#include "base/arena.h"

/* --- how others see a range ---------------------------------------------------------------- */

static size_t
length(const void *self)
{
	return ((const struct range *)self)->count;
}

static struct value
item_at(const void *self, size_t index, struct arena *arena)
{
	const struct range *range = self;
	(void)arena;
	return value_int(range->from + (int64_t)index * range->step);
}

static struct str
text(const void *self, struct arena *arena)
{
	const struct range *range = self;
	long long from = range->from, to = range->to, step = range->step;
	if (step == 1)
		return str_format(arena, "range(%lld, %lld)", from, to);
	return str_format(arena, "range(%lld, %lld, %lld)", from, to, step);
}

static struct value
get(const void *self, struct str key, struct arena *arena)
{
	const struct range *range = self;
	(void)arena;
	if (str_is(key, "start"))
		return value_int(range->from);
	if (str_is(key, "stop"))
		return value_int(range->to);
	return str_is(key, "step") ? value_int(range->step) : VALUE_UNDEFINED_INIT;
}

static const struct value_object_type type = {
	.name = "range",
	.get = get,
	.len = length,
	.at = item_at,
	.text = text,
};

/* --- making -------------------------------------------------------------------------------- */

static uint64_t
count(int64_t from, int64_t to, int64_t step)
{
	if (step > 0 ? from >= to : from <= to)
		return 0;
	uint64_t distance =
	        step > 0 ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
	uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
	return (distance - 1) / stride + 1;
}

struct value
range_value(struct arena *arena, int64_t from, int64_t to, int64_t step)
{
	struct range *range = arena_new(arena, struct range);
	range->object = (struct value_object){ &type, range };
	range->from = from;
	range->to = to;
	range->step = step;
	range->count = count(from, to, step);
	return (struct value){ .kind = VALUE_OBJECT, .object = &range->object };
}

const struct range *
range_of(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object->type == &type ? v.object->self : NULL;
}

bool
range_equal(const struct range *a, const struct range *b)
{
	return a->count == b->count && (!a->count || a->from == b->from) &&
	        (a->count < 2 || a->step == b->step);
}

/* The integer that would be at an index; false when it does not fit. */
static bool
integer_at(const struct range *range, int64_t index, int64_t *out)
{
	return !__builtin_mul_overflow(index, range->step, out) &&
	        !__builtin_add_overflow(range->from, *out, out);
}

bool
range_slice(struct arena *arena, const struct range *range, int64_t from, int64_t to, int64_t step,
        struct value *out)
{
	if (!integer_at(range, from, &from) || !integer_at(range, to, &to) ||
	        __builtin_mul_overflow(range->step, step, &step))
		return false;
	*out = range_value(arena, from, to, step);
	return true;
}
