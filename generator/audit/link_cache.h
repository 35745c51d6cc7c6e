/*
 * `.kith/links`: what other hosts have answered, and when, so that they are not asked again every time. No build reads
 * it, and it may be deleted at any time.
 *
 *	kith links 1                                                      check
 *	link    https://example.org/a    200    1780315200    <moved to>  check
 */
#ifndef KITH_AUDIT_LINK_CACHE_H
#define KITH_AUDIT_LINK_CACHE_H

#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"

struct arena;
struct buf;

#define LINK_CACHE_PATH ".kith/links"

struct link_answer {
	struct str url;
	int64_t status; /* of HTTP */
	int64_t when;   /* seconds since 1970 */
	struct str moved;
};

struct link_cache {
	array_of(struct link_answer) list;
	struct map by_url; /* -> struct link_answer, once read */
};

/* Reads a cache; lines that are not whole are forgotten. Views of the text; the rest in the arena. */
void link_cache_read(struct link_cache *cache, struct arena *arena, struct str text);
/* The answer of an address, or NULL. */
const struct link_answer *link_cache_find(const struct link_cache *cache, struct str url);
/* Appends the text of a cache with these answers. */
void link_cache_write(const struct link_cache *cache, struct buf *out);

#endif
