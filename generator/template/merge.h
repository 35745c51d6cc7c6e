/*
 * What dict(), namespace() and map.update() have in common: entries taken over from a map or from pairs.
 */
#ifndef KITH_TEMPLATE_MERGE_H
#define KITH_TEMPLATE_MERGE_H

#include <stdbool.h>

#include "data/value.h"

struct box;
struct vm;

/*
 * Puts the entries of `from` into a dict or namespace: a map, an object with keys, or whatever has pairs of a
 * key and a value as its items. False after vm_fail.
 */
bool merge_into(struct vm *vm, struct box *into, struct value from);
/* The same with a function's arguments: at most one of `others` (a tuple), then the map `named`. */
bool merge_arguments(struct vm *vm, struct box *into, struct value others, struct value named);

#endif
