/* Which values are equal, and which comes first. Thread-safe. */
#ifndef KITH_DATA_VALUE_ORDER_H
#define KITH_DATA_VALUE_ORDER_H

#include <stdbool.h>

struct value;

/*
 * Equality as Python has it (1 == 1.0 == true; lists and maps by content; objects by self). Lists
 * nested deeper than 200, and pairs that take ten million steps to tell apart, are unequal.
 */
bool value_eq(struct value a, struct value b);
/*
 * Order for sorting and comparison. Numbers with numbers, texts with texts, dates with dates,
 * lists item by item; *comparable (may be NULL) is false for other pairs, which are then ordered
 * by kind so that sorting stays deterministic.
 */
int value_cmp(struct value a, struct value b, bool *comparable);

#endif
