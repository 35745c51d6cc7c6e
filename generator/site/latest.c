/*
 *	route -> what its template lists -> the latest of each: of a page, of a project's page and all it tells of
 *
 * Links to what is near, such as the next page, are no part of a page: otherwise one edit would be a change of half the
 * site, and nobody could trust the dates.
 */
#include "site/latest.h"

#include "activity/activity.h"
#include "base/arena.h"
#include "config/theme.h"
#include "site/archive.h"
#include "site/change.h"
#include "site/item.h"
#include "site/person.h"
#include "site/project.h"
#include "site/route.h"
#include "site/series.h"
#include "site/site.h"

/* ---- of what can be listed ------------------------------------------------------------------------- */

static void
take(struct date *latest, struct date date)
{
	if (date_cmp(*latest, date) < 0)
		*latest = date;
}

/* The pages themselves, where no more of them is told than that they are there. */
static void
take_each(struct date *latest, const page_list *pages)
{
	for (size_t i = 0; i < pages->len; i++)
		take(latest, page_latest(pages->at[i]));
}

/* A project's page tells of its log, of what is written about it, and of its repository. */
static void
take_project(struct date *latest, const struct project *project)
{
	const struct activity *activity = project->page->activity;

	take_each(latest, &project->entries);
	take_each(latest, &project->essays);
	take_each(latest, &project->lessons);
	take_each(latest, &project->asks);
	take_each(latest, &project->others);
	if (activity)
		take(latest, activity->last.date);
	for (size_t i = 0; activity && i < activity->releases.len; i++)
		take(latest, activity->releases.at[i].date);
}

static void
take_page(struct date *latest, const struct site *site, const struct page *page)
{
	const struct project *project = NULL;

	if (page->type == FRONT_PROJECT)
		project = project_of_page(site->projects, page);
	take(latest, page_latest(page));
	if (project)
		take_project(latest, project);
}

static void
take_pages(struct date *latest, const struct site *site, const page_list *pages)
{
	for (size_t i = 0; i < pages->len; i++)
		take_page(latest, site, pages->at[i]);
}

/* Those that stand on this page of a list. */
static void
take_part(struct date *latest, const struct site *site, const struct route *route,
        const page_list *pages)
{
	size_t from = route->number ? route->from : 0, to = route->number ? route->to : pages->len;

	for (size_t i = from; i < to && i < pages->len; i++)
		take_page(latest, site, pages->at[i]);
}

/* ---- of lists that have an order of their own ------------------------------------------------------ */

/* What stands comes first, at most `most` of it; then, on lists with further pages, the rest. */
static void
take_items(struct date *latest, const item_list *items, size_t from, size_t to, bool rest)
{
	size_t index = 0;

	for (int standing = 1; standing >= !rest; standing--)
		for (size_t i = 0; i < items->len; i++)
			if (item_stands(items->at[i]) == standing) {
				if (index >= from && index < to)
					take(latest, page_latest(items->at[i]->page));
				index++;
			}
}

static void
take_item_list(struct date *latest, const struct route *route, const item_list *items)
{
	take_items(latest, items, route->number ? route->from : 0,
	        route->number ? route->to : items->len, true);
}

static void
take_log(struct date *latest, const struct site *site, const struct route *route)
{
	size_t index = 0;

	for (size_t i = 0; i < site->pages.len; i++) {
		const struct page *page = site->pages.at[i];

		if (page->type != FRONT_LOG)
			continue;
		if (!route->number || (index >= route->from && index < route->to))
			take(latest, page_latest(page));
		index++;
	}
}

static void
take_now(struct arena *arena, struct date *latest, const struct site *site)
{
	page_list now = project_now(arena, site->projects);

	take_each(latest, &now);
}

static void
take_terms(struct date *latest, const struct taxonomy *taxonomy)
{
	for (size_t i = 0; i < taxonomy->terms.len; i++)
		take_each(latest, &taxonomy->terms.at[i]->pages);
}

static void
take_archive(struct date *latest, const struct site *site)
{
	for (size_t i = 0; i < site->archive->years.len; i++)
		take_pages(latest, site, &site->archive->years.at[i].pages);
}

static void
take_series(struct date *latest, const struct site *site)
{
	for (size_t i = 0; i < site->series->list.len; i++)
		take_each(latest, &site->series->list.at[i]->pages);
}

static void
take_person(struct date *latest, const struct person *person)
{
	take_each(latest, &person->wrote);
	take_each(latest, &person->thanked);
	for (size_t i = 0; i < person->works.len; i++)
		take(latest, page_latest(person->works.at[i].project->page));
	for (size_t i = 0; i < person->credits.len; i++)
		take(latest, page_latest(person->credits.at[i]->page));
}

static void
take_people(struct date *latest, const struct persons *persons)
{
	for (size_t i = 0; i < persons->entries; i++)
		if (person_is_told(persons->list.at[i]))
			take_person(latest, persons->list.at[i]);
}

/* Of the page of a year, or of the newest ones. */
static void
take_changes(struct date *latest, const struct site *site, int year)
{
	const struct changes *changes = site->changes;

	for (size_t i = 0; changes && i < changes->list.len; i++)
		if (!year || changes->list.at[i]->year == year)
			take(latest, changes->list.at[i]->date);
}

/* ---- of the front page ------------------------------------------------------------------------------ */

/* How much of each list stands there: what the theme calls `recent`; of one that has no such option, all. */
static size_t
recent(struct arena *arena, const struct site *site)
{
	struct value option = { 0 };

	if (site->theme)
		option = value_get(site->theme->options, STR("recent"), arena);
	return option.kind == VALUE_INT && option.integer >= 0 ? (size_t)option.integer : SIZE_MAX;
}

/* The newest change that readers would notice, to a page that is there, where the theme tells of changes. */
static void
take_news(struct arena *arena, struct date *latest, const struct site *site)
{
	const struct changes *changes = site->changes;

	if (!changes || !site->theme ||
	        !value_truth(value_get(site->theme->options, STR("history"), arena)))
		return;
	for (size_t i = 0; i < changes->list.len; i++) {
		const struct change *change = changes->list.at[i];

		for (size_t k = 0; k < change->pages.len && !change_is_small(change); k++)
			if (change->pages.at[k].page)
				take(latest, change->date);
	}
}

/* Featured pages stand above the lists, whatever their age. */
static void
take_newest(struct date *latest, const struct site *site, const page_list *pages, size_t most)
{
	for (size_t i = 0, shown = 0; i < pages->len && shown < most; i++)
		if (pages->at[i]->front->featured <= 0) {
			take_page(latest, site, pages->at[i]);
			shown++;
		}
}

static void
take_home(struct arena *arena, struct date *latest, const struct site *site)
{
	const struct section *home = site->sections.at[0];
	size_t most = recent(arena, site);

	for (size_t i = 0; i < site->pages.len; i++)
		if (site->pages.at[i]->front->featured > 0)
			take_page(latest, site, site->pages.at[i]);
	for (size_t i = 0; i < home->children.len; i++)
		take_newest(latest, site, &home->children.at[i]->pages, most);
	if (most == SIZE_MAX)
		take_pages(latest, site, &home->pages);
	take_now(arena, latest, site);
	take_items(latest, &site->items->of[ITEM_ASK], 0, most, false);
	take_items(latest, &site->items->of[ITEM_LESSON], 0, most, false);
	take_news(arena, latest, site);
}

/* ---- of a route ------------------------------------------------------------------------------------- */

struct date
latest_of_route(struct arena *arena, const struct site *site, const struct route *route)
{
	struct date latest = { 0 };

	if (route->page)
		take_page(&latest, site, route->page);
	switch (route->kind) {
	case ROUTE_HOME: take_home(arena, &latest, site); break;
	case ROUTE_SECTION: take_part(&latest, site, route, &route->section->pages); break;
	case ROUTE_TAXONOMY: take_terms(&latest, route->taxonomy); break;
	case ROUTE_TERM: take_part(&latest, site, route, &route->term->pages); break;
	case ROUTE_CHANGELOG: take_changes(&latest, site, route->year); break;
	case ROUTE_LOG: take_log(&latest, site, route); break;
	case ROUTE_NOW: take_now(arena, &latest, site); break;
	case ROUTE_ASKS: take_item_list(&latest, route, &site->items->of[ITEM_ASK]); break;
	case ROUTE_LESSONS: take_item_list(&latest, route, &site->items->of[ITEM_LESSON]); break;
	case ROUTE_ARCHIVE: take_archive(&latest, site); break;
	case ROUTE_YEAR:
		take_part(&latest, site, route, &archive_year(site->archive, route->year)->pages);
		break;
	case ROUTE_SERIES_LIST: take_series(&latest, site); break;
	case ROUTE_SERIES: take_part(&latest, site, route, &route->series->pages); break;
	case ROUTE_PEOPLE: take_people(&latest, site->persons); break;
	case ROUTE_PERSON: take_person(&latest, route->person); break;
	default: break;
	}
	return latest;
}
