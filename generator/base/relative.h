/*
 * How far a date is from another: "yesterday", "3 weeks ago", "in 2 hours". The words are in
 * relative.def.
 */
#ifndef KITH_BASE_RELATIVE_H
#define KITH_BASE_RELATIVE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"

struct buf;

/* Are there words for it in the language? Those in English serve otherwise. */
bool relative_known(struct str language);
/*
 * Appends how `date` lies to `from`, in whole units that have passed: minutes and hours within a day,
 * then days below two weeks, weeks below a month, months below a year, years. When one of them has no
 * time of day, days are counted by the calendar; without a day, months. Nothing when one is not known.
 */
void relative_write(struct buf *out, struct date date, struct date from, struct str language);

#endif
