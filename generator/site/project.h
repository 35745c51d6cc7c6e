/*
 * Projects and what belongs to them. A project is a page of that type; a page belongs to the one it names, or to the one
 * in whose folder it lies.
 */
#ifndef KITH_SITE_PROJECT_H
#define KITH_SITE_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/map.h"
#include "content/page.h"
#include "site/timeline.h"

struct arena;
struct front_milestone;
struct item;
struct resolve;

struct project_milestone {
	const struct front_milestone *front;
	page_list entries; /* that name it, newest first */
};

struct project {
	size_t index; /* in site->projects */
	const struct page *page;
	page_list entries; /* of its log, newest first; so are the others */
	page_list essays, lessons, asks;
	page_list others; /* of further types */
	array_of(const struct item *)
	        items; /* lessons, asks and decisions in all of these and in its own page */
	array_of(struct project_milestone) milestones; /* as they are written */
	timeline timeline;                             /* what happened, newest first */
};

struct projects {
	array_of(struct project *) list; /* newest first */
	struct map by_source;            /* path below content/ -> struct project */
};

/* Lists the shown projects; what belongs to them is told by project_add. */
void project_list(struct resolve *r);
/* The project that a page is, or NULL. */
struct project *project_of_page(const struct projects *projects, const struct page *page);
/* Gives a page to the project it belongs to, if any; newest pages first. */
void project_add(struct resolve *r, struct page *page);
/* Is it worked on? Of a status that says so: wip, active; or of none, and not finished. */
bool project_is_active(const struct project *project);
/* The newest log entry of each project that is worked on: newest first, those without a date last. Lives in the arena. */
page_list project_now(struct arena *arena, const struct projects *projects);

#endif
