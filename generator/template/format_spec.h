/*
 * How a value is shown by what stands behind the colon of a field of str.format(), with Python's results:
 *
 *	[[fill]align][sign][#][0][width][, or _][.precision][type]
 */
#ifndef KITH_TEMPLATE_FORMAT_SPEC_H
#define KITH_TEMPLATE_FORMAT_SPEC_H

#include "base/str.h"
#include "data/value.h"

struct vm;

/* Appends the value to vm->out. vm_fail when it cannot be shown so. */
void format_spec_put(struct vm *vm, struct value v, struct str spec);

#endif
