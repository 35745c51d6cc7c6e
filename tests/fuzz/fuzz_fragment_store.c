/*
 * Bytes as a file of fragments, as they are and behind a head that is right: whatever is believed is found by its
 * key, and is the same when the file is written and read again.
 */
#include "output/fragment_store.h"

#include "base/arena.h"
#include "require.h"

static const struct hash state = { 1, 2 }, added = { 3, 4 };

/* Asks for a key wherever one could stand. */
static size_t
ask(struct fragment_store *store, struct arena *arena, struct str file, struct str *last)
{
	size_t found = 0;
	for (size_t at = 0; at + sizeof(struct hash) <= file.len && at < 4096; at++) {
		struct hash key;
		struct str value;
		memcpy(&key, file.at + at, sizeof key);
		if (hash_eq(key, added) || !fragment_store_get(store, 0, arena, key, &value))
			continue;
		found++;
		*last = value;
		require(value.len <= file.len);
	}
	return found;
}

static void
try_file(struct arena *arena, struct str file)
{
	struct fragment_store *store = fragment_store_new(arena, state, 1);
	struct str first = STR_EMPTY, second = STR_EMPTY, again;
	fragment_store_read(store, file);
	size_t found = ask(store, arena, file, &first);
	fragment_store_put(store, 0, arena, added, STR("new"));
	require(fragment_store_write(store, arena, &again));
	store = fragment_store_new(arena, state, 1);
	fragment_store_read(store, again);
	require(ask(store, arena, file, &second) == found && str_eq(first, second));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str bytes = str_of((const char *)data, size), head;
	struct fragment_store *store = fragment_store_new(&arena, state, 1);
	try_file(&arena, bytes);
	fragment_store_put(store, 0, &arena, (struct hash){ 5, 6 }, STR("old"));
	require(fragment_store_write(store, &arena, &head));
	struct str parts[] = { head, bytes };
	try_file(&arena, str_join(&arena, parts, 2, STR_EMPTY));
	arena_free(&arena);
	return 0;
}
