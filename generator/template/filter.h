/*
 * Filters: {{ value|name(arguments) }}. Their table is filter.def, their functions are in filter_*.c.
 */
#ifndef KITH_TEMPLATE_FILTER_H
#define KITH_TEMPLATE_FILTER_H

#include <stdbool.h>

#include "template/callable.h"

struct date;

/* All rows, terminated by one without a name. */
extern const struct callable_row filter_rows[];

#define FILTER(name, function, parameters, help, ...) \
	struct value function(struct template_call *call);
#include "template/filter.def"
#undef FILTER

/*
 * A date out of one, a text or seconds since 1970, for filter_date.c and those who group by it. False with nothing
 * reported for none and undefined, since there is nothing to show then; false after template_fail for all else.
 */
bool filter_date_read(struct template_call *call, struct value v, struct date *date);

#endif
