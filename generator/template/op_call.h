/*
 * What the ops of calls, filters and tests know beforehand (unit.h).
 */
#ifndef KITH_TEMPLATE_OP_CALL_H
#define KITH_TEMPLATE_OP_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct callable;
struct symbol;

/* The arguments of a call: `positional` values, [a list], `keywords` values, [a map] on the stack. */
struct op_call {
	uint16_t positional, keywords;
	bool list, map;
	const struct str *names;     /* of the keywords */
	const struct symbol *method; /* METHOD */
};

/*
 * A filter or test with its arguments already in the order of its parameters: on the stack, or here when
 * they are the same each time, as most are.
 */
struct op_use {
	const struct callable *callable;
	const struct value *constants; /* the arguments; NULL: on the stack */
	uint16_t count;                /* of those on the stack; 0 with `call` */
	const struct op_call *call;    /* not NULL: with a *list or **map, bound at run time */
};

#endif
