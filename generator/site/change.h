/*
 * The changelog of a site: what each commit did to its pages. The histories of pages, turned round:
 *
 *	page -> its revisions        becomes        commit -> the pages it changed
 *
 * Only pages that readers see are there, from the time on when they did: a commit that did nothing but work on a
 * draft is no change, nor is one of which the bytes are missing that would tell what it did. What was done to a page
 * that is gone since stays. Const once made; any thread may read it.
 */
#ifndef KITH_SITE_CHANGE_H
#define KITH_SITE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"
#include "site/site.h"

struct arena;
struct history;
struct history_commit;
struct history_removal;
struct history_revision;

/* A page that a commit took away. */
struct change_gone {
	size_t index; /* in changes->gone */
	const struct history_removal *removal;
	const struct history *of; /* the repository */
};

/* What a commit did to one page. */
struct change_page {
	const struct page *page; /* NULL when it is gone for good */
	size_t revision; /* of the page's history, or of removal->past; SIZE_MAX: it was removed */
	const struct change_gone *gone; /* NULL of a page that is there; set where it was removed */
};

struct change {
	size_t index; /* in site->changes->list */
	const struct history_commit *commit;
	struct date date; /* the one that counts; may be unknown */
	int year;         /* whose page lists it; 0 when no date is known */
	array_of(
	        struct change_page) pages; /* by source; those that are gone behind them, by path */
	bool bulk;                         /* so many pages that only their number is news */
	bool minor;                        /* nothing of it is a change to a reader */
};

struct changes {
	/* Newest first, those of the same moment as the history has them; without a date last. */
	array_of(struct change *) list;
	array_of(struct change_gone *) gone;
	bool by_year;         /* too many for one page: each year has one of its own, for good */
	bool several_authors; /* of the revisions of pages that readers see, and of what was removed */
};

/* Changes on /changelog/ at most. With more of them, every year has a page. */
enum { CHANGE_PAGE_SIZE = 100 };

/* NULL when there is nothing to tell. Lives in the arena. */
const struct changes *change_list(struct arena *arena, const struct site *site);
/* "sub/content/essays/a.md" -> "essays/a.md", where the folder is called that. */
struct str change_path_below(const struct history_removal *removal);
/* What is known of what was done to the page; NULL where it was removed. */
const struct history_revision *change_revision(const struct change_page *edit);
/* Is it nothing to readers, or no more than a slip put right? */
bool change_is_small(const struct change *change);
/* The address of /changelog/ or of the page of a year, from the root of the output: "changelog/2026/". */
struct str change_path(struct arena *arena, int year);
/* Where a change is listed for good: the page, from the root of the host, with its anchor. */
struct str change_url(struct arena *arena, const struct site *site, const struct change *change);

#endif
