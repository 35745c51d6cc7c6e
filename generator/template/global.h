/*
 * Functions that every template has: range, dict, namespace, ... Their table is global.def; the
 * program adds its own (template_settings).
 */
#ifndef KITH_TEMPLATE_GLOBAL_H
#define KITH_TEMPLATE_GLOBAL_H

#include "template/callable.h"

/* All rows, terminated by one without a name. */
extern const struct callable_row global_rows[];

#define GLOBAL(name, function, ...) struct value function(struct template_call *call);
#include "template/global.def"
#undef GLOBAL

/* The object that cycler() gives: its methods are in method_other.c. */
struct global_cycler {
	struct value_object object;
	const struct value *items;
	size_t count, at;
};

extern const struct value_object_type global_cycler_type;

#endif
