/*
 * Values as keys of a hash map, for filters that look for equal ones among many.
 */
#ifndef KITH_TEMPLATE_FINGERPRINT_H
#define KITH_TEMPLATE_FINGERPRINT_H

#include "base/str.h"
#include "data/value.h"

struct vm;

/*
 * A text that is the same for equal values and for no others. Numbers that are equal look alike;
 * objects of the program are told by where they are. In the arena.
 */
struct str fingerprint_of(struct vm *vm, struct value v);

#endif
