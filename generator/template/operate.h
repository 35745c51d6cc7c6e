/*
 * Operators, with Python's results: 7 // -2 is -4, "a" * 3 is "aaa", 1 == 1.0 == true. What Python
 * refuses is an error here; what does not fit into 64 bits is one too.
 */
#ifndef KITH_TEMPLATE_OPERATE_H
#define KITH_TEMPLATE_OPERATE_H

#include <stdbool.h>

#include "data/value.h"

struct vm;

/* `a op b`, op being one of OPERATE_ADD ... (ast.h). UNDEFINED after vm_fail. */
struct value operate_binary(struct vm *vm, unsigned op, struct value a, struct value b);
struct value operate_negate(struct vm *vm, struct value v);
struct value operate_positive(struct vm *vm, struct value v);

/* Equality by content, lists and dicts of templates included. */
bool operate_equal(struct vm *vm, struct value a, struct value b);
/* -1, 0, 1; *comparable is false when Python would refuse to compare. */
int operate_order(struct vm *vm, struct value a, struct value b, bool *comparable);
/* Is `item` in the text, list or map? */
bool operate_contains(struct vm *vm, struct value container, struct value item);
/* What an index means in a sequence of `len`: counted from the end if negative. False out of range. */
bool operate_index(int64_t index, size_t len, size_t *out);
/* INT, or BOOL as 0 and 1. */
bool operate_integer(struct value v, int64_t *out);
/* Any number as a float. */
bool operate_float(struct value v, double *out);
/* printf as Python has it: `format % arguments`. */
struct value operate_format(struct vm *vm, struct value format, struct value arguments);

#endif
