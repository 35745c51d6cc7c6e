/*
 * Filters: {{ value|name(arguments) }}. Their table is filter.def, their functions are in filter_*.c.
 */
#ifndef KITH_TEMPLATE_FILTER_H
#define KITH_TEMPLATE_FILTER_H

#include "template/callable.h"

/* All rows, terminated by one without a name. */
extern const struct callable_row filter_rows[];

#define FILTER(name, function, parameters, help, ...) \
	struct value function(struct template_call *call);
#include "template/filter.def"
#undef FILTER

#endif
