/* The sitemap in parts. */
#include "site/route_index.h"

#include "base/arena.h"
#include "base/map.h"
#include "config/config.h"
#include "content/page.h"
#include "site/route.h"
#include "site/site.h"

/* Of a place in the sitemap, what is not its address: tags, and a date with its offset. */
enum { PLACE_BYTES = 100 };

/* Is the page a copy of what is elsewhere? Its `canonical` says so. */
static bool
is_copy(const struct page *page)
{
	struct str canonical = page ? page->front->canonical : STR_EMPTY;

	return canonical.len && !str_eq(canonical, page->permalink) &&
	        !str_eq(canonical, page->url);
}

bool
route_index_has(const struct route *route)
{
	return route_is(route, ROUTE_INDEXED) && route->number <= 1 && !is_copy(route->page);
}

size_t
route_index_end(const size_t *bytes, size_t count, size_t from, size_t urls_max, size_t bytes_max)
{
	size_t end = from, sum = 0;

	while (end < count && end - from < urls_max &&
	        (end == from || sum + bytes[end] <= bytes_max))
		sum += bytes[end++];
	return end;
}

static struct route
part_of(struct arena *arena, const struct site *site, size_t number, size_t from, size_t to)
{
	struct str file = str_format(arena, "sitemap-%zu.xml", number);

	return (struct route){
		.kind = ROUTE_SITEMAP,
		.file = file,
		.url = site_url(arena, site->config, file),
		.source = STR("kith.yaml"),
		.number = number,
		.from = from,
		.to = to,
	};
}

void
route_index_split(struct arena *arena, const struct site *site, struct map *files)
{
	struct route *all = map_get(files, route_kinds[ROUTE_SITEMAP].address);
	struct arena passing = ARENA_EMPTY;
	size_t *bytes, count = 0;

	if (!all || all->kind != ROUTE_SITEMAP)
		return;
	bytes = arena_array(&passing, size_t, files->len + 1);
	for (size_t i = 0; i < files->len; i++) {
		const struct route *route = files->at[i].value;

		/* An & of an address becomes five bytes. */
		if (route && route_index_has(route))
			bytes[count++] =
			        PLACE_BYTES + site->config->base_url.len + 2 * route->url.len;
	}
	for (size_t from = 0, number = 1, to; count > 0 && from < count; from = to, number++) {
		struct route *part;
		struct map_entry *entry;

		to = route_index_end(bytes, count, from, ROUTE_INDEX_URLS, ROUTE_INDEX_BYTES);
		if (from == 0 && to == count)
			break;
		part = arena_new(arena, struct route);
		*part = part_of(arena, site, number, from, to);
		entry = map_put(files, arena, part->file, NULL);
		if (!entry->value)
			entry->value = part;
		all->pages = number;
	}
	arena_free(&passing);
}
