/* The sitemap, to a template: what search engines should know, and when it last changed, as far as that is known. */
#include "base/arena.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/archive.h"
#include "site/item.h"
#include "site/project.h"
#include "site/route.h"
#include "site/route_index.h"
#include "site/section.h"
#include "site/series.h"
#include "site/site.h"
#include "site/taxonomy.h"

/* ---- when --------------------------------------------------------------------------------------- */

static void
take(struct date *newest, struct date date)
{
	if (date_cmp(*newest, date) < 0)
		*newest = date;
}

static void
take_pages(struct date *newest, const page_list *pages)
{
	for (size_t i = 0; i < pages->len; i++)
		take(newest, page_latest(pages->at[i]));
}

/* A project's page shows its log and what else is written about it. */
static void
take_project(struct date *newest, const struct project *project)
{
	if (!project)
		return;
	take_pages(newest, &project->entries);
	take_pages(newest, &project->essays);
	take_pages(newest, &project->lessons);
	take_pages(newest, &project->asks);
	take_pages(newest, &project->others);
}

static void
take_type(struct date *newest, const page_list *pages, enum front_type type)
{
	for (size_t i = 0; i < pages->len; i++)
		if (pages->at[i]->type == type)
			take(newest, page_latest(pages->at[i]));
}

static void
take_items(struct date *newest, const item_list *items)
{
	for (size_t i = 0; i < items->len; i++)
		take(newest, page_latest(items->at[i]->page));
}

static void
take_taxonomy(struct date *newest, const struct taxonomy *taxonomy)
{
	for (size_t i = 0; i < taxonomy->terms.len; i++)
		take_pages(newest, &taxonomy->terms.at[i]->pages);
}

/* A list changes with what it lists; its own text is the route's page, if there is one. */
static struct date
changed(const struct site *site, const struct route *route)
{
	struct date newest = { 0 };

	if (route->page)
		newest = page_latest(route->page);
	switch (route->kind) {
	case ROUTE_PAGE: take_project(&newest, project_of_page(site->projects, route->page)); break;
	case ROUTE_HOME:
	case ROUTE_ARCHIVE: take_pages(&newest, &site->pages); break;
	case ROUTE_SECTION: take_pages(&newest, &route->section->pages); break;
	case ROUTE_TAXONOMY: take_taxonomy(&newest, route->taxonomy); break;
	case ROUTE_TERM: take_pages(&newest, &route->term->pages); break;
	case ROUTE_YEAR:
		take_pages(&newest, &archive_year(site->archive, route->year)->pages);
		break;
	case ROUTE_SERIES: take_pages(&newest, &route->series->pages); break;
	case ROUTE_LOG:
	case ROUTE_NOW: take_type(&newest, &site->pages, FRONT_LOG); break;
	case ROUTE_ASKS: take_items(&newest, &site->items->of[ITEM_ASK]); break;
	case ROUTE_LESSONS: take_items(&newest, &site->items->of[ITEM_LESSON]); break;
	default: break;
	}
	return newest;
}

/* ---- places ------------------------------------------------------------------------------------- */

void
view_sitemap_index(struct render *render)
{
	const struct route_table *routes = render->site->routes;

	for (size_t i = 0; i < routes->list.len; i++)
		if (route_index_has(&routes->list.at[i]))
			*array_push(render->arena, &render->indexed) = &routes->list.at[i];
}

struct places {
	const struct render *render;
	size_t from, to; /* of render->indexed */
};

static struct value
place(const struct render *render, struct str url, struct date updated, struct arena *arena)
{
	struct date *date = arena_new(arena, struct date);

	*date = updated;
	return VIEW_RECORD(arena, place,
	        { "loc", value_text(site_absolute(arena, render->site->config, url)) },
	        { "updated", date_known(updated) ? value_date(date) : value_none() });
}

static size_t
places_len(const void *self)
{
	const struct places *places = self;

	return places->to - places->from;
}

static struct value
places_at(const void *self, size_t index, struct arena *arena)
{
	const struct places *places = self;
	const struct route *route = places->render->indexed.at[places->from + index];

	return place(places->render, route->url, changed(places->render->site, route), arena);
}

/* They may be as many as the site has pages, so they are made one at a time. */
static const struct value_object_type places_type = {
	.name = "sitemap",
	.len = places_len,
	.at = places_at,
};

struct value
view_sitemap(const struct render *render, const struct route *route, struct arena *arena)
{
	struct places *places = arena_new(arena, struct places);

	*places = (struct places){ render, 0, render->indexed.len };
	if (route->number) {
		places->from = route->from;
		places->to = route->to;
	}
	return value_object(arena, &places_type, places);
}

/* A sitemap changes with the newest of its places. */
struct value
view_sitemaps(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct route_table *routes = render->site->routes;
	struct value *items = arena_array(arena, struct value, route->pages + 1);
	size_t count = 0;

	for (size_t i = 0; i < routes->list.len && count < route->pages; i++) {
		const struct route *part = &routes->list.at[i];
		struct date newest = { 0 };

		if (part->kind != ROUTE_SITEMAP || !part->number)
			continue;
		for (size_t k = part->from; k < part->to; k++)
			take(&newest, changed(render->site, render->indexed.at[k]));
		items[count++] = place(render, part->url, newest, arena);
	}
	return value_list(items, count);
}
