/*
 * What happened in a project, newest day first: entries of its log, essays, releases, decisions, asks that are closed, milestones,
 * and between them the days with commits, folded into one event each.
 *
 *	2026-05-02  release  1.0
 *	2026-05-02  log      The last knot
 *	2026-04-28  commits  31 on 9 days
 *	2026-04-11  essay    What the cache costs
 *
 * What has no date has no place in it. Const once listed.
 */
#ifndef KITH_SITE_TIMELINE_H
#define KITH_SITE_TIMELINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

struct calendar_day;
struct date;
struct front_milestone;
struct item;
struct page;
struct release;
struct resolve;

/* In the order of what happened at one time, or on one day of which no time is known. */
enum timeline_kind {
	TIMELINE_FINISHED,
	TIMELINE_RELEASE,
	TIMELINE_MILESTONE,
	TIMELINE_ESSAY,
	TIMELINE_LOG,
	TIMELINE_DECISION,
	TIMELINE_ASK,
	TIMELINE_STARTED,
	TIMELINE_COMMITS
};

/* What it is about depends on the kind; the rest is NULL. */
struct timeline_event {
	enum timeline_kind kind;
	const struct date *date; /* of commits the newest day */
	const struct page *page; /* of an essay, an entry, an ask; of a decision where it stands */
	const struct item *item; /* the decision */
	const struct release *release;
	const struct front_milestone *milestone;
	const struct calendar_day *days; /* with commits, oldest first */
	size_t day_count;
};

typedef array_of(struct timeline_event) timeline;

/* Lists that of each project; when items are gathered, and what belongs to projects. */
void timeline_list(struct resolve *r);

#endif
