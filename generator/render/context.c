/*
 * The names that a route's template sees beside the globals: the rows of context.def, in their order. A name is
 * made when a template asks for it: a feed's template never sees the archive, and the entries of a feed cost a
 * pass over pages.
 */
#include "render/context.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "config/config.h"
#include "content/page.h"
#include "freshness/reads.h"
#include "history/history.h"
#include "render/fact.h"
#include "render/old_page.h"
#include "render/revision_diff.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/archive.h"
#include "site/change.h"
#include "site/feed.h"
#include "site/person.h"
#include "site/project.h"
#include "site/route.h"
#include "site/series.h"
#include "site/site.h"

static struct str
permalink_of(const struct render *render, const struct route *route, struct arena *arena)
{
	return site_absolute(arena, render->site->config, route->url);
}

static struct value
slice(struct value list, size_t from, size_t to)
{
	if (to > list.len)
		to = list.len;
	return from < to ? value_list(list.items + from, to - from) : value_list(NULL, 0);
}

/* The pages that a list lists; none where it is of something else. */
static struct value
items_of(const struct render *render, const struct route *route)
{
	const struct archive *archive = render->site->archive;

	switch (route->kind) {
	case ROUTE_HOME: return render->site_feed;
	case ROUTE_TERM: return render->term_pages[route->taxonomy->index][route->term->index];
	case ROUTE_LOG: return render->log_pages;
	case ROUTE_SERIES: return render->series_pages[route->series->index];
	case ROUTE_YEAR:
		return render->year_pages[archive_year(archive, route->year) - archive->years.at];
	case ROUTE_ASKS:
	case ROUTE_LESSONS:
	case ROUTE_HISTORY: return value_list(NULL, 0);
	default:
		return route->section ? render->section_pages[route->section->index]
		                      : value_list(NULL, 0);
	}
}

static struct value
name_paginator(const struct render *render, const struct route *route, struct arena *arena)
{
	struct str first = route_list_url(render->site, route);
	struct value previous = value_none(), next = value_none();

	if (!route->number)
		return value_none();
	if (route->number > 1)
		previous = value_text(route_page_url(arena, first, route->number - 1));
	if (route->number < route->pages)
		next = value_text(route_page_url(arena, first, route->number + 1));
	return VIEW_RECORD(arena, paginator, { "number", value_int((int64_t)route->number) },
	        { "total", value_int((int64_t)route->pages) },
	        { "from", value_int((int64_t)route->from) },
	        { "to", value_int((int64_t)route->to) },
	        { "pages", slice(items_of(render, route), route->from, route->to) },
	        { "previous", previous }, { "next", next }, { "first", value_text(first) },
	        { "last", value_text(route_page_url(arena, first, route->pages)) });
}

/* ---- what git knows ---------------------------------------------------------------------------- */

static struct value
name_revision(const struct render *render, const struct route *route, struct arena *arena)
{
	if (route->kind != ROUTE_REVISION)
		return value_none();
	return view_revision(render, route->page, route->revision, arena);
}

/* What stands before the first line end is the title; of a page that had none it is that of today. */
static struct value
name_version(const struct render *render, const struct route *route, struct arena *arena)
{
	struct str rest, title;

	if (route->kind != ROUTE_REVISION)
		return value_none();
	rest = revision_diff_page(render, route->page, route->revision);
	title = str_cut(&rest, '\n');
	return VIEW_RECORD(arena, version,
	        { "title", value_text(title.len ? title : route->page->title) },
	        { "content",
	                value_markup(
	                        old_page_link(arena, render->site, rest.at ? rest : STR_EMPTY)) });
}

static struct value
name_changes(const struct render *render, const struct route *route, struct arena *arena)
{
	struct value *items;

	if (feed_is_of_changes(route))
		return view_feed_announced(render, arena);
	if (route->kind != ROUTE_CHANGELOG)
		return value_none();
	items = arena_array(arena, struct value, route->to - route->from + 1);
	for (size_t i = route->from; i < route->to; i++)
		items[i - route->from] =
		        view_change(render, render->site->changes->list.at[i], arena);
	return value_list(items, route->to - route->from);
}

static struct value
name_years(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct changes *changes = render->site->changes;
	struct value *items;
	size_t count = 0;

	if (route->kind != ROUTE_CHANGELOG)
		return value_none();
	items = arena_array(arena, struct value, changes->list.len + 1);
	for (size_t i = 0; changes->by_year && i < changes->list.len; i++) {
		int year = changes->list.at[i]->year;

		if (i && changes->list.at[i - 1]->year == year)
			continue;
		items[count++] = VIEW_RECORD(arena, link,
		        { "name", value_text(str_format(arena, "%d", year)) },
		        { "url",
		                value_text(site_url(
		                        arena, render->site->config, change_path(arena, year))) });
	}
	return value_list(items, count);
}

static struct value
name_revisions(const struct render *render, const struct route *route, struct arena *arena)
{
	struct value *items;

	if (route->kind != ROUTE_HISTORY)
		return value_none();
	items = arena_array(arena, struct value, route->to - route->from + 1);
	for (size_t i = route->from; i < route->to; i++)
		items[i - route->from] = view_revision(render, route->page, i, arena);
	return value_list(items, route->to - route->from);
}

/* ---- what is gathered from all over the site ----------------------------------------------------- */

/* Of a project whose page is no list, all. */
static struct value
name_events(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct project *project = NULL;

	if (route->kind == ROUTE_PAGE || route->kind == ROUTE_TIMELINE)
		project = project_of_page(render->site->projects, route->page);
	if (!project)
		return value_none();
	return view_events(render, project, route->from, route->to, arena);
}

static struct value
name_entries(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	if (route->kind != ROUTE_LOG)
		return value_none();
	return slice(render->log_pages, route->from, route->to);
}

static struct value
one_year(const struct render *render, const struct archive_year *year, struct arena *arena)
{
	struct str path = archive_path(arena, year->year);
	const struct route *route =
	        map_get(&render->site->by_file, path_join(arena, path, STR("index.html")));
	size_t place = (size_t)(year - render->site->archive->years.at);
	struct value pages = render->year_pages[place];

	/* All pages of the site, for each page of each year. */
	if (render->standing_in)
		pages = value_int((int64_t)render->facts->years[place]);
	return VIEW_RECORD(arena, period,
	        { "name", value_text(str_format(arena, "%d", year->year)) },
	        { "url", route ? value_text(route->url) : value_none() },
	        { "count", value_int((int64_t)year->pages.len) }, { "pages", pages });
}

static struct value
name_archive(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct archive *archive = render->site->archive;
	struct value *items;

	if (route->kind != ROUTE_ARCHIVE && route->kind != ROUTE_YEAR)
		return value_none();
	items = arena_array(arena, struct value, archive->years.len + 1);
	for (size_t i = 0; i < archive->years.len; i++)
		items[i] = one_year(render, &archive->years.at[i], arena);
	return value_list(items, archive->years.len);
}

static struct value
name_year(const struct render *render, const struct route *route, struct arena *arena)
{
	if (route->kind != ROUTE_YEAR)
		return value_none();
	return one_year(render, archive_year(render->site->archive, route->year), arena);
}

static struct value
name_feed(const struct render *render, const struct route *route, struct arena *arena)
{
	if (feed_is_of_changes(route))
		return view_feed_of_changes(render, route, arena);
	return route->feed ? view_feed(render, route, arena) : value_none();
}

static struct value
name_feeds(const struct render *render, const struct route *route, struct arena *arena)
{
	return view_feed_subscriptions(render, route, arena);
}

/* ---- redirects and the sitemap ----------------------------------------------------------------- */

static struct value
one_redirect(const struct redirect *redirect, struct arena *arena)
{
	const struct page *page = redirect->page;

	return VIEW_RECORD(arena, redirect, { "from", value_text(redirect->from) },
	        { "to", value_text(page->url) }, { "permalink", value_text(page->permalink) },
	        { "title", value_text(page->title) });
}

static struct value
name_redirect(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)render;
	return route->redirect ? one_redirect(route->redirect, arena) : value_none();
}

static struct value
name_redirects(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct site *site = render->site;
	struct value *items;

	if (route->kind != ROUTE_REDIRECTS)
		return value_none();
	items = arena_array(arena, struct value, site->redirects.len + 1);
	for (size_t i = 0; i < site->redirects.len; i++)
		items[i] = one_redirect(&site->redirects.at[i], arena);
	return value_list(items, site->redirects.len);
}

static struct value
name_sitemap(const struct render *render, const struct route *route, struct arena *arena)
{
	return route->kind == ROUTE_SITEMAP ? view_sitemap(render, route, arena) : value_none();
}

static struct value
name_sitemaps(const struct render *render, const struct route *route, struct arena *arena)
{
	return route->kind == ROUTE_SITEMAP ? view_sitemaps(render, route, arena) : value_none();
}

/* ---- what the route shows ---------------------------------------------------------------------- */

static struct value
name_kind(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)render;
	(void)arena;
	return value_text(route_kinds[route->kind].name);
}

static struct value
name_url(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)render;
	(void)arena;
	return value_text(route->url);
}

static struct value
name_permalink(const struct render *render, const struct route *route, struct arena *arena)
{
	return value_text(permalink_of(render, route, arena));
}

static struct value
name_page(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return view_own_page(render, route->page);
}

static struct value
name_project(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return route->page
	        ? view_project(render, project_of_page(render->site->projects, route->page))
	        : value_none();
}

static struct value
name_card(const struct render *render, const struct route *route, struct arena *arena)
{
	if (route->kind != ROUTE_CARD && route->kind != ROUTE_CARD_IMAGE)
		return value_none();
	return view_card(render, route, arena);
}

static struct value
name_section(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return view_own_section(render, route->section);
}

static struct value
name_taxonomy(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return view_taxonomy(render, route->taxonomy);
}

static struct value
name_term(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return view_term(render, route->term);
}

static struct value
name_series(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return view_series(render, route->series);
}

static struct value
name_person(const struct render *render, const struct route *route, struct arena *arena)
{
	(void)arena;
	return route->person ? view_person(render, route->person->self) : value_none();
}

/* ---- all of them, made when they are asked for -------------------------------------------------- */

enum context_name {
#define NAME(name, routes, type, help) CONTEXT_##name,
#include "render/context.def"
	CONTEXT_NAMES
};

static struct value (*const makers[CONTEXT_NAMES])(
        const struct render *render, const struct route *route, struct arena *arena) = {
#define NAME(name, routes, type, help) name_##name,
#include "render/context.def"
};

static const char *const names[CONTEXT_NAMES] = {
#define NAME(name, routes, type, help) #name,
#include "render/context.def"
};

/* Of one run of a template. A value is made once, so that it equals itself. */
struct context {
	const struct render *render;
	const struct route *route;
	struct arena *arena;
	bool made[CONTEXT_NAMES];
	struct value values[CONTEXT_NAMES];
};

static struct value
context_get(const void *self, struct str key, struct arena *arena)
{
	struct context *context = (struct context *)(uintptr_t)self;
	const struct map_entry *entry = map_find(&context->render->context_names, key);
	uintptr_t name;

	(void)arena;
	if (!entry)
		return VALUE_UNDEFINED_INIT;
	name = (uintptr_t)entry->value;
	reads_note(fact_of_route(context->render, context->route), (unsigned)name);
	if (!context->made[name])
		context->values[name] =
		        makers[name](context->render, context->route, context->arena);
	context->made[name] = true;
	return context->values[name];
}

static struct value
context_keys(const void *self, struct arena *arena)
{
	struct value *keys = arena_array(arena, struct value, CONTEXT_NAMES);

	(void)self;
	for (int i = 0; i < CONTEXT_NAMES; i++)
		keys[i] = value_text(str_from(names[i]));
	return value_list(keys, CONTEXT_NAMES);
}

void
context_prepare(struct render *render)
{
	for (uintptr_t i = 0; i < CONTEXT_NAMES; i++)
		map_put(&render->context_names, render->arena, str_from(names[i]), NULL)->value =
		        (void *)i;
}

struct str
context_name(size_t index)
{
	return index < CONTEXT_NAMES ? str_from(names[index]) : STR_EMPTY;
}

/* What stands for them would cost as much as they do, and there are few such pages. */
bool
context_is_told(size_t index, const struct route *route)
{
	bool of_search_engines = index == CONTEXT_sitemap || index == CONTEXT_sitemaps;

	return !of_search_engines && route->kind != ROUTE_REVISION;
}

struct value
context_of(const struct render *render, const struct route *route, struct arena *arena)
{
	static const struct value_object_type type = {
		.name = "context", .get = context_get, .keys = context_keys
	};
	struct context *context = arena_new(arena, struct context);

	context->render = render;
	context->route = route;
	context->arena = arena;
	return value_object(arena, &type, context);
}
