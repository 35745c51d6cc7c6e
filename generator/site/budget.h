/*
 * What suggestions may cost. Each wrong name is compared with all names there are, so a site with many of both would
 * take minutes to say what is wrong; behind the budget a message has no "did you mean" any more. Names are counted, not
 * time, so that a site is told the same each time. Only site/ includes this.
 */
#ifndef KITH_SITE_BUDGET_H
#define KITH_SITE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

/* Comparisons that one stage may make: a second or so. */
enum { BUDGET_FULL = 500000 };

struct budget {
	size_t left; /* comparisons */
};

/* May a wrong name be compared with so many others? Then that is taken off. Of one thread. */
bool budget_take(struct budget *budget, size_t names);

#endif
