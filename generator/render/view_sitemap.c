/* The sitemap, to a template: what search engines should know, and when it last changed, as far as that is known. */
#include "base/arena.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/latest.h"
#include "site/route.h"
#include "site/route_index.h"
#include "site/site.h"

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

/* The schema of sitemaps has no months, and a day that nobody named would be a guess: of those dates none is told. */
static struct value
place(const struct render *render, struct str url, struct date updated, struct arena *arena)
{
	struct date *date = arena_new(arena, struct date);

	*date = updated;
	return VIEW_RECORD(arena, place,
	        { "loc", value_text(site_absolute(arena, render->site->config, url)) },
	        { "updated", updated.precision >= DATE_DAY ? value_date(date) : value_none() });
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

	return place(places->render, route->url,
	        latest_of_route(arena, places->render->site, route), arena);
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

static struct date
later(struct date a, struct date b)
{
	return date_cmp(a, b) < 0 ? b : a;
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
			newest = later(newest,
			        latest_of_route(arena, render->site, render->indexed.at[k]));
		items[count++] = place(render, part->url, newest, arena);
	}
	return value_list(items, count);
}
