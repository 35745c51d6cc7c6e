/*
 * Hash map from text to a pointer, in an arena. Open addressing over an index table; the entries
 * themselves lie in insertion order, so that walking them is deterministic:
 *
 *	for (size_t i = 0; i < map->len; i++)
 *		use(map->at[i].key, map->at[i].value);
 *
 * There is no removal. Keys are views: the caller sees to it that they outlive the map.
 * Threads: reading is safe from many threads once nobody writes.
 */
#ifndef KITH_BASE_MAP_H
#define KITH_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

struct map_entry {
	struct str key;
	uint64_t hash;
	void *value;
};

struct map {
	struct map_entry *at;
	size_t len;
	size_t cap;
	uint32_t *slots; /* index + 1 into `at`, 0 is empty; twice as many as cap, a power of two */
};

/* Sees to room for `count` entries, for who knows how many there will be: growing leaves the old ones behind. */
void map_reserve(struct map *map, struct arena *arena, size_t count);
/* The value of a key, or NULL. An all-zero map is an empty map. */
void *map_get(const struct map *map, struct str key);
/* The entry of a key, or NULL; tells a NULL value from a missing key. */
struct map_entry *map_find(const struct map *map, struct str key);
/* The entry of a key, new (value NULL, *added set) when there was none. `added` may be NULL. Valid
 * until the next map_put. */
struct map_entry *map_put(struct map *map, struct arena *arena, struct str key, bool *added);

#endif
