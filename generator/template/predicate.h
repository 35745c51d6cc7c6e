/*
 * Tests: {{ value is name(arguments) }}. Their table is predicate.def, they give a boolean.
 */
#ifndef KITH_TEMPLATE_PREDICATE_H
#define KITH_TEMPLATE_PREDICATE_H

#include "template/callable.h"

/* All rows, terminated by one without a name. */
extern const struct callable_row predicate_rows[];

#define PREDICATE(name, function, parameters, help, ...) \
	struct value function(struct template_call *call);
#include "template/predicate.def"
#undef PREDICATE

#endif
