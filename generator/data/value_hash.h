/*
 * Values written down so that they can be compared by a hash: two that are written alike are the same to a template, as
 * long as the objects in them that are known by name are.
 */
#ifndef KITH_DATA_VALUE_HASH_H
#define KITH_DATA_VALUE_HASH_H

#include <stdbool.h>

#include "data/value.h"

struct arena;
struct buf;

/*
 * Appends what stands for an object that is known by name; false for others, which are what their keys or items hold.
 * Such a name must be of one object only, the same in every build, and no beginning of another name.
 */
typedef bool value_hash_name(void *context, const struct value_object *object, struct buf *out);

/*
 * Appends a value to `out`; `arena` holds what its objects give. False when it cannot be told by what it holds: a function,
 * an object without keys and items, nesting deeper than templates could read. Thread-safe.
 */
bool value_hash_put(
        struct value v, value_hash_name *name, void *context, struct arena *arena, struct buf *out);

#endif
