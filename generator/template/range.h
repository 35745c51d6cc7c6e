/*
 * Ranges: integers from one up to, but without, another, worked out when they are asked for. A slice of a
 * range is a range, and two of the same integers are equal.
 */
#ifndef KITH_TEMPLATE_RANGE_H
#define KITH_TEMPLATE_RANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "data/value.h"

struct arena;

struct range {
	struct value_object object; /* object.self is the range */
	int64_t from, to, step;     /* step is not 0 */
	uint64_t count;
};

struct value range_value(struct arena *arena, int64_t from, int64_t to, int64_t step);
/* The range of a value, or NULL. */
const struct range *range_of(struct value v);
bool range_equal(const struct range *a, const struct range *b);
/*
 * Its integers from the index `from` up to, but without, the index `to`, in steps of `step`. False when that
 * does not fit into 64 bits.
 */
bool range_slice(struct arena *arena, const struct range *range, int64_t from, int64_t to,
        int64_t step, struct value *out);

#endif
