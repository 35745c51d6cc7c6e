/*
 * Until when the clock decides alike. A build compares moments with "now": a page is dated ahead, a
 * commit of next week is not believed. Each such question is asked here, so that it is known when the
 * first answer changes, and until then a build by the clock comes out as it did.
 *
 * One build is watched at a time; moment_is_ahead may be called from any thread, watched or not.
 */
#ifndef KITH_BASE_MOMENT_H
#define KITH_BASE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#define MOMENT_NEVER INT64_MAX
#define MOMENT_NOT_TOLD INT64_MIN

/*
 * What "now" is: the moment that the user told, else SOURCE_DATE_EPOCH, else the clock. *told is false for the
 * clock, which must not show on any page.
 */
int64_t moment_now(int64_t as_of, bool *told);

/* Is it later than `now`? Both in seconds since 1970. */
bool moment_is_ahead(int64_t moment, int64_t now);

void moment_watch_begin(int64_t now);
/* The first moment after `now` that was asked about; MOMENT_NEVER when all lie behind. */
int64_t moment_watch_end(void);

#endif
