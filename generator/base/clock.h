/*
 * Time for progress and profiles only. Nothing that lands in the output may come from here.
 */
#ifndef KITH_BASE_CLOCK_H
#define KITH_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds of a clock that never goes back. */
int64_t clock_nanos(void);
/* Largest resident size of this process so far, in bytes. */
uint64_t clock_peak_memory(void);
/*
 * Seconds since 1970: what "now" is for drafts and future pages when neither --as-of nor
 * SOURCE_DATE_EPOCH is given.
 */
int64_t clock_today(void);

#endif
