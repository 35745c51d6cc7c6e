/*
 * The records that figures show: a list, each item with a date and a number under keys that the template names. A
 * day is that of the date in its own zone, counted from 1970-01-01; numbers are counted in hundredths.
 */
#ifndef KITH_RENDER_FIGURE_DAYS_H
#define KITH_RENDER_FIGURE_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/value.h"

struct figure;

/* The largest number of an item. */
enum { FIGURE_DAYS_NUMBER_MAX = 1000000000 };

struct figure_day {
	int64_t day, amount;
};

/* What the template calls the parts of an item. No text: each item counts as one. */
struct figure_days_keys {
	struct value date, number;
};

/*
 * The days of a list in order, one for each day that it names, with the sum of what is there. NULL after
 * template_fail: no list, an item without a date or with a number that is none, negative or too large. Lives in the
 * figure's arena.
 */
const struct figure_day *figure_days_read(
        struct figure *figure, struct value list, const struct figure_days_keys *keys, size_t *len);
/* Is it a list? None and undefined are empty ones. As long as it may be, it costs steps. False after template_fail. */
bool figure_days_list(struct figure *figure, struct value list, size_t *len);
/* The day of a date or a text, for messages that of item `index`, or, with STR_NONE, "until". */
bool figure_days_day(struct figure *figure, struct value v, size_t index, int64_t *day);
/* A number in hundredths. `key` is what messages call it; empty: the item itself. */
bool figure_days_amount(
        struct figure *figure, struct value v, size_t index, struct value key, int64_t *amount);
/* 0 Sunday .. 6. */
int figure_days_weekday(int64_t day);
/* The day on which the week of a day begins, as the figure's language has it. */
int64_t figure_days_week(const struct figure *figure, int64_t day);

#endif
