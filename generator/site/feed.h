/*
 * Feeds: of the site, its sections, terms and projects, and of what is asked and learned all over it. What they
 * announce is listed here once; formats and texts are no business of this file. The feed of changes is made of
 * commits and is not among them.
 */
#ifndef KITH_SITE_FEED_H
#define KITH_SITE_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"
#include "site/item.h"
#include "site/route.h"

struct arena;
struct date;
struct page;
struct project;
struct release;
struct resolve;
struct section;
struct term;

enum feed_kind {
	FEED_SITE,
	FEED_PROJECT,
	FEED_ITEMS, /* asks or lessons, pages and passages alike */
	FEED_SECTION,
	FEED_TERM
};

struct feed_entry {
	const struct page *page; /* has a date */
	const struct item *item; /* of a feed of items, the one that is announced; else NULL */
	const struct release *release; /* of that project, whose page it is; else NULL */
};

struct feed {
	size_t index; /* in feeds->list */
	enum feed_kind kind;
	struct str folder; /* of the output: "essays", empty for the site's own */
	struct str url;    /* its address in the first of its formats, "/essays/feed.xml" */
	/* What it is of; which ones are set follows from the kind. */
	const struct section *section;
	const struct term *term;
	const struct project *project;
	enum item_kind items;                /* of FEED_ITEMS */
	array_of(struct feed_entry) entries; /* newest first, as many as feeds.limit lets in */
};

struct feeds {
	array_of(struct feed *) list; /* by kind, each kind in the order of the site */
	struct map by_folder;         /* folder -> struct feed */
};

/*
 * Lists all feeds that there are into site->feeds, which is empty when they are switched off, and tells sections and
 * terms the addresses of theirs. Where two would be one file, the kind that comes first has it. Needs items and terms.
 */
void feed_list(struct resolve *r);
/* When what it announces last changed. */
struct date feed_entry_latest(const struct feed_entry *entry);
/* The output file of a feed in a format, "essays/feed.json", of enum config_feed_format. */
struct str feed_file(struct arena *arena, const struct feed *feed, size_t format);
/* The media type of a format. */
struct str feed_type(size_t format);
/* The row of site/route.def of the feed of changes in a format; is it one of those that a route is? */
enum route_kind feed_of_changes(size_t format);
bool feed_is_of_changes(const struct route *route);
/* The feed of that kind of items or of that project; NULL when there is none. */
const struct feed *feed_of_items(const struct feeds *feeds, enum item_kind kind);
const struct feed *feed_of_project(const struct feeds *feeds, const struct project *project);

#endif
