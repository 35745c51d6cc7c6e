/*
 *	slots   [ 0 | 2 | 0 | 1 | 0 | 3 | 0 | 0 ]     hash & mask, then the next slots in turn
 *	              |       |       |
 *	at      [ entry 0 | entry 1 | entry 2 | - ]   in order of insertion
 *
 * At most half of the slots are taken, so a search ends soon; the hash kept in each entry spares
 * most comparisons of keys and all of them when the table grows.
 */
#include "base/map.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

enum { CAP_FIRST = 8 };

/* The slot of a key: the one that leads to its entry, or the empty one where it would go. */
static uint32_t *
slot_of(const struct map *map, struct str key, uint64_t hash)
{
	size_t mask = map->cap * 2 - 1;
	for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
		uint32_t *slot = &map->slots[i];
		if (!*slot)
			return slot;
		const struct map_entry *entry = &map->at[*slot - 1];
		if (entry->hash == hash && str_eq(entry->key, key))
			return slot;
	}
}

static void
map_widen(struct map *map, struct arena *arena, size_t cap)
{
	if (cap > UINT32_MAX / 2)
		arena_exhausted();
	struct map_entry *at = arena_array(arena, struct map_entry, cap);
	if (map->len)
		memcpy(at, map->at, map->len * sizeof *at);
	map->at = at;
	map->cap = cap;
	map->slots = arena_array(arena, uint32_t, cap * 2);
	size_t mask = cap * 2 - 1;
	for (uint32_t n = 0; n < map->len; n++) {
		size_t i = (size_t)at[n].hash & mask;
		while (map->slots[i])
			i = (i + 1) & mask;
		map->slots[i] = n + 1;
	}
}

void
map_reserve(struct map *map, struct arena *arena, size_t count)
{
	size_t cap = CAP_FIRST;
	while (cap < count)
		cap *= 2;
	if (cap > map->cap)
		map_widen(map, arena, cap);
}

struct map_entry *
map_find(const struct map *map, struct str key)
{
	if (!map->len)
		return NULL;
	uint32_t slot = *slot_of(map, key, hash_64(key));
	return slot ? &map->at[slot - 1] : NULL;
}

void *
map_get(const struct map *map, struct str key)
{
	const struct map_entry *entry = map_find(map, key);
	return entry ? entry->value : NULL;
}

struct map_entry *
map_put(struct map *map, struct arena *arena, struct str key, bool *added)
{
	uint64_t hash = hash_64(key);
	uint32_t *slot = map->cap ? slot_of(map, key, hash) : NULL;
	bool is_new = !slot || !*slot;
	if (is_new) {
		if (map->len == map->cap) {
			map_widen(map, arena, map->cap ? map->cap * 2 : CAP_FIRST);
			slot = slot_of(map, key, hash);
		}
		map->at[map->len] = (struct map_entry){ .key = key, .hash = hash };
		*slot = (uint32_t)++map->len;
	}
	if (added)
		*added = is_new;
	return &map->at[*slot - 1];
}
