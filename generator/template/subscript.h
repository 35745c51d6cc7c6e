/*
 * Parts of values: x.name, x["name"], x[0], x[1:3].
 */
#ifndef KITH_TEMPLATE_SUBSCRIPT_H
#define KITH_TEMPLATE_SUBSCRIPT_H

#include <stdbool.h>

#include "base/str.h"
#include "data/value.h"

struct symbol;
struct vm;

/* UNDEFINED, with its name, for what is not there. */
struct value subscript_attribute(struct vm *vm, struct value of, struct str name);
/* The same for a name in a template. */
struct value subscript_symbol(struct vm *vm, struct value of, const struct symbol *name);
struct value subscript_item(struct vm *vm, struct value of, struct value index);
/* bounds: from, to, step, each an integer or none. */
struct value subscript_slice(struct vm *vm, struct value of, const struct value bounds[3]);
/* "a.b.0" and 0: what the attribute arguments of filters name. */
struct value subscript_path(struct vm *vm, struct value of, struct value path);
/* The same with a value that takes the place of each part that is undefined, as in map(default=). */
struct value subscript_path_or(
        struct vm *vm, struct value of, struct value path, struct value fallback);
/* The attributes of a date or function; a LIST of TEXT, empty for others. */
struct value subscript_names(struct vm *vm, struct value of);
/* Can this be the key of a dict? False after vm_fail. */
bool subscript_check_key(struct vm *vm, struct value key);

#endif
