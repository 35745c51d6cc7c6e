/*
 * What the site has published, by year: the pages that its feed announces, however many there are. Const once
 * listed.
 */
#ifndef KITH_SITE_ARCHIVE_H
#define KITH_SITE_ARCHIVE_H

#include "base/array.h"
#include "base/str.h"
#include "site/site.h"

struct arena;

/* A year as its pages' dates have it, each in the zone it was written in. */
struct archive_year {
	int year;
	page_list pages; /* newest first */
};

struct archive {
	array_of(struct archive_year) years; /* newest first; each has pages */
};

/* Never NULL. Lives in the arena. */
const struct archive *archive_list(struct arena *arena, const struct site *site);
/* The year of that number, or NULL. */
const struct archive_year *archive_year(const struct archive *archive, int year);
/* The address of a year, from the root of the output: "archive/2026/". */
struct str archive_path(struct arena *arena, int year);

#endif
