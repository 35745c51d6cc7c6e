/*
 * Methods: x.split(), list.append(y). Which values have which is told by method.def.
 */
#ifndef KITH_TEMPLATE_METHOD_H
#define KITH_TEMPLATE_METHOD_H

#include <stddef.h>

#include "data/value.h"
#include "template/callable.h"

struct symbol;
struct vm;

/* What a method belongs to: a bit per kind of value. */
enum {
	METHOD_TEXT = 1, /* and markup */
	METHOD_LIST = 2, /* whatever has items: those that cannot be changed say so */
	METHOD_DICT = 4, /* whatever has keys */
	METHOD_LOOP = 8,
	METHOD_CYCLER = 16,
	METHOD_DATE = 32,
	METHOD_TUPLE = 64,
	METHOD_ITEMS = METHOD_LIST | METHOD_TUPLE,
};

/* All rows, terminated by one without a name. */
extern const struct callable_row method_rows[];

#define METHOD(name, receivers, function, parameters, help, ...) \
	struct value function(struct template_call *call);
#include "template/method.def"
#undef METHOD

/* The method that a value has by this name, or NULL. */
const struct callable *method_of(const struct symbol *name, struct value of);
/* The names of all that it has; a LIST of TEXT. */
struct value method_names(struct vm *vm, struct value of);
/* Ends the rendering: there is no such method, and `own` is what the attribute of that name holds. */
void method_missing(struct vm *vm, struct value of, struct value own, const struct symbol *name);

#endif
