/*
 * What waits for the author of a site: drafts, projects that fell quiet, asks to close, thanks to say. For the author
 * alone; nothing of it is ever published, so it may depend on the day it is asked on.
 */
#ifndef KITH_AUDIT_WAITING_H
#define KITH_AUDIT_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/str.h"

struct arena;
struct page;
struct site;

enum waiting_kind {
#define WAITING(NAME, ...) WAITING_##NAME,
#include "audit/waiting.def"
#undef WAITING
	WAITING_KINDS
};

struct waiting_kind_row {
	struct str key, heading, day, words;
};

extern const struct waiting_kind_row waiting_kinds[WAITING_KINDS];

/* A page that waits for something. */
struct waiting_page {
	const struct page *page;
	struct date date; /* what the kind is about: of the last change, until when ... */
	int64_t days;     /* since the last day of it, at least 0; 0 too when it is not known */
};

/* What comes next in an active project, or should have been reached. */
struct waiting_milestone {
	const struct page *project;
	struct str name;
	struct date due; /* may be unknown */
	int64_t days;    /* until the last day of it; less than 0 when that has passed */
};

struct waiting {
	array_of(struct waiting_page) of[WAITING_KINDS]; /* those that wait longest first */
	array_of(struct waiting_milestone) milestones;   /* in the order of the projects */
	bool deployed; /* it is known when the site was deployed; else no essay is WAITING_CHANGED */
};

#define WAITING_NO_DEPLOY INT64_MIN

/*
 * Gathers what waits at the moment `now`, in seconds since 1970, when the site was deployed at `deployed`, or
 * WAITING_NO_DEPLOY. In the arena and the site.
 */
void waiting_gather(struct arena *arena, const struct site *site, int64_t now, int64_t deployed,
        struct waiting *out);
/* Is it one that feeds and archives list by its day, and has none, neither from its author nor from git? */
bool waiting_for_date(const struct page *page);

#endif
