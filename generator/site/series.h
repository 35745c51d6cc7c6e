/*
 * Series: pages that are read one after the other, because `series:` in their front matter has the same name. Names are
 * compared by what their address would be, so case and accents tell no two apart.
 *
 *	series: Building kith      /series/building-kith/      part 1, part 2 ...
 *
 * Only pages that are shown count, "part 2 of 4" included. Const once gathered.
 */
#ifndef KITH_SITE_SERIES_H
#define KITH_SITE_SERIES_H

#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "content/page.h"

struct resolve;

struct series {
	size_t index;     /* in site->series */
	struct str title; /* as its first part has it */
	struct str slug;
	struct str url, permalink, file; /* where its page is, if there is one: route.def */
	/* Its parts, never none: those with a weight, the lightest first; then the others, the oldest first. */
	page_list pages;
};

struct series_table {
	array_of(struct series *) list; /* the one with the newest part first */
};

/*
 * Fills site->series and sets the series and the part of each page; needs the order of lists. Adds a warning for a
 * series of one page whose name is nearly that of another one, and an error for a name without a letter or digit.
 */
void series_gather(struct resolve *r);

#endif
