/*
 * Which dates are believed depends on what day it is (walk_date_trusted): none that is later than a day
 * from now. Most days decide alike, and the horizon tells which:
 *
 *	from      a day before the latest date that is believed
 *	now       decides
 *	until     a day before the first date that is not, because it is in the future
 */
#ifndef KITH_ACTIVITY_HORIZON_H
#define KITH_ACTIVITY_HORIZON_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds since 1970. From `from` on and before `until` all dates that were seen are believed as they are now. */
struct horizon {
	int64_t now, from, until;
};

#define HORIZON_NONE INT64_MAX /* `until`, when no date is in the future */

struct horizon horizon_at(int64_t now);

/* Is the date believed? */
bool horizon_sees(struct horizon *horizon, int64_t seconds);

#endif
