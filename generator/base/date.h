/*
 * Moments with the offset they were written in, from the proleptic Gregorian calendar, without the
 * C library's time zones and locale.
 */
#ifndef KITH_BASE_DATE_H
#define KITH_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

/* How much of a date its author wrote. */
enum date_precision { DATE_NONE, DATE_MONTH, DATE_DAY, DATE_SECOND };

struct date {
	int64_t seconds;   /* since 1970-01-01T00:00:00Z */
	int16_t offset;    /* minutes east of UTC in which it was written, -1439..1439 */
	uint8_t precision; /* enum date_precision; DATE_NONE: no date at all */
};

/* A date taken apart in its own offset. */
struct date_parts {
	int32_t year;   /* 1..9999 */
	int month, day; /* 1..12, 1..31 */
	int hour, minute, second;
	int weekday; /* 0 Sunday .. 6 */
	int yearday; /* 1..366 */
};

/*
 * Reads `YYYY-MM`, `YYYY-MM-DD`, RFC 3339 (also with a space instead of T, without seconds, and
 * without offset, which means UTC) and `YYYY-MM-DD HH:MM:SS +ZZZZ`. Returns NULL and fills `out`,
 * or says what is wrong with it ("there is no 30 February", ...).
 */
const char *date_parse(struct str text, struct date *out);
struct date date_from_seconds(int64_t seconds, int offset_minutes);
struct date_parts date_split(struct date date);
/* -1, 0, 1; no date sorts before every date. */
int date_cmp(struct date a, struct date b);

static inline bool
date_known(struct date date)
{
	return date.precision != DATE_NONE;
}

/* Names for formatting: a theme's translation, or English when NULL. */
struct date_names {
	struct str months[12], months_short[12];
	struct str days[7], days_short[7]; /* from Sunday */
	struct str language;               /* that the months are in; empty: unknown */
};

extern const struct date_names date_english;

/*
 * strftime's conversions: %Y %m %d %e %H %I %M %S %p %y %j %a %A %b %B %F %T %R %z (+0100) %:z
 * (+01:00) %s %u %w %G %V %n %t %%, and %-d, %-m, %-H ... without padding. An unknown one is
 * written as it stands. All three functions write nothing when there is no date.
 */
void date_format(
        struct buf *out, struct date date, struct str format, const struct date_names *names);
/* RFC 3339 with the date's own offset ("Z" for UTC), as feeds want it. */
void date_rfc3339(struct buf *out, struct date date);
/* As much as its author wrote: 2026-11, 2026-11-02 or RFC 3339; for datetime attributes. */
void date_iso(struct buf *out, struct date date);

#endif
