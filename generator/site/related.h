/*
 * Pages that a reader of one may want to see next: those that have rare tags in common with it, are of its series or its
 * project, or link to it. Only what a template asks for is looked for.
 */
#ifndef KITH_SITE_RELATED_H
#define KITH_SITE_RELATED_H

#include "content/page.h"

struct arena;
struct site;

/* How many are found at most. */
enum { RELATED_MAX = 10 };

/*
 * The nearest first, of equal ones the newest; without entries of logs, of which there would be too many. In the
 * arena. It looks at a bounded number of pages for each tag, so that its time does not grow with the site. Thread-safe.
 */
page_list related_find(struct arena *arena, const struct site *site, const struct page *page);

#endif
