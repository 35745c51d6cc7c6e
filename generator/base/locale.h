/*
 * How a language writes numbers and dates. The table is locale.def.
 */
#ifndef KITH_BASE_LOCALE_H
#define KITH_BASE_LOCALE_H

#include <stdbool.h>

#include "base/str.h"

struct buf;
struct date_names;

enum locale_groups { LOCALE_GROUPS, LOCALE_LONG_GROUPS, LOCALE_INDIAN_GROUPS };

struct locale {
	const char *languages; /* tags, separated by blanks */
	const char *decimal, *group;
	enum locale_groups groups;
	const char *minus;
	const char *date_long, *date_short; /* formats of date_format */
	const char *month;                  /* the same for a date without a day */
};

/* The row of a language ("de-AT"), or of its bare tag ("de"); never NULL. Thread-safe. */
const struct locale *locale_of(struct str language);
/* How to write a date in a language, with these names of months; NULL is English. */
enum locale_pattern { LOCALE_LONG, LOCALE_SHORT, LOCALE_MONTH };
/*
 * A format for date_format. Where the language's own has the name of a month in it, and the names are in another one, it
 * is that of the other: "5 במרץ 2026" or "5. März 2026", and nothing between. Static text.
 */
struct str locale_pattern(
        enum locale_pattern which, struct str language, const struct date_names *names);
/*
 * Is one of the tags, which blanks separate, the language, or (with `bare`) what it begins with? Case
 * does not count.
 */
bool locale_names(const char *tags, struct str language, bool bare);
/* The day on which its weeks begin, 0 Sunday .. 6. */
int locale_first_day(struct str language);
/*
 * Appends a decimal number, "-1234.5", as the language writes it. What is no such number ("1e+300",
 * "nan") stays as it is.
 */
void locale_number(struct buf *out, const struct locale *locale, struct str number);

#endif
