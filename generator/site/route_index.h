/*
 * What search engines are told of: which routes, and into how many sitemaps they go. One holds 50,000 addresses or 50 MB
 * at most (sitemaps.org, protocol 0.9); of more, sitemap.xml becomes the list of sitemap-1.xml, sitemap-2.xml ...
 */
#ifndef KITH_SITE_ROUTE_INDEX_H
#define KITH_SITE_ROUTE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct map;
struct route;
struct site;

enum { ROUTE_INDEX_URLS = 50000, ROUTE_INDEX_BYTES = 50 * 1000 * 1000 };

/* Is it in the sitemap? Originals are, and the first page of every list; no copy of what is elsewhere. */
bool route_index_has(const struct route *route);
/* Where the part ends that begins at `from`: it has at least one, and keeps to both limits. `bytes`: of each place. */
size_t route_index_end(
        const size_t *bytes, size_t count, size_t from, size_t urls_max, size_t bytes_max);
/*
 * Adds the sitemaps that one file is too small for to the routes by file, where no file of the author's stands. The
 * route of sitemap.xml then has `pages`, and each part its `number`, `from` and `to`.
 */
void route_index_split(struct arena *arena, const struct site *site, struct map *files);

#endif
