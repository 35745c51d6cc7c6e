/*
 * What was read lies in the bytes of the file, found by a map that never changes. What workers ask for and add goes
 * to lists of their own, which are put together when the file is written.
 */
#include "output/fragment_store.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/map.h"

#define STORE_HEAD "kith fragments 1\n"

enum {
	STORE_MAX = 1 << 30,
	KEY_LEN = sizeof(struct hash),
	SUM_LEN = sizeof(uint64_t),
	RECORD_LEN = KEY_LEN + sizeof(uint64_t) + SUM_LEN, /* without its value */
	HEAD_LEN = sizeof STORE_HEAD - 1 + KEY_LEN + SUM_LEN,
};

struct fragment {
	struct str key, value;
	size_t index; /* of those that were read */
};

/* What one worker did. */
struct desk {
	array_of(size_t) used; /* indices, perhaps several times */
	array_of(struct fragment) made;
};

struct fragment_store {
	struct arena *arena;
	struct hash state;
	struct map known; /* key -> struct fragment */
	array_of(struct fragment *) read;
	struct desk *desks;
	unsigned workers;
};

struct fragment_store *
fragment_store_new(struct arena *arena, struct hash state, unsigned workers)
{
	struct fragment_store *store = arena_new(arena, struct fragment_store);
	store->arena = arena;
	store->state = state;
	store->workers = workers;
	store->desks = arena_array(arena, struct desk, workers);
	return store;
}

/* --- the file ------------------------------------------------------------------------------ */

static void
put_bytes(struct buf *out, const void *bytes, size_t len)
{
	buf_put(out, str_of(bytes, len));
}

static void
put_sum(struct buf *out, uint64_t sum)
{
	put_bytes(out, &sum, sizeof sum);
}

static void
put_head(struct buf *out, struct hash state)
{
	size_t from = out->len;
	buf_lit(out, STORE_HEAD);
	put_bytes(out, &state, sizeof state);
	put_sum(out, hash_64(str_skip(buf_view(out), from)));
}

static uint64_t
sum_of(struct str key, struct str value)
{
	char bytes[KEY_LEN + 2 * sizeof(uint64_t)];
	uint64_t len = value.len, sum = hash_64(value);
	memcpy(bytes, key.at, KEY_LEN);
	memcpy(bytes + KEY_LEN, &len, sizeof len);
	memcpy(bytes + KEY_LEN + sizeof len, &sum, sizeof sum);
	return hash_64(str_of(bytes, sizeof bytes));
}

static void
put_fragment(struct buf *out, const struct fragment *fragment)
{
	uint64_t len = fragment->value.len;
	buf_put(out, fragment->key);
	put_bytes(out, &len, sizeof len);
	put_sum(out, sum_of(fragment->key, fragment->value));
	buf_put(out, fragment->value);
}

/* The next one of a file; false at its end and where it is damaged. */
static bool
take_fragment(struct str *rest, struct fragment *out)
{
	uint64_t len, sum;
	if (rest->len < RECORD_LEN)
		return false;
	out->key = str_slice(*rest, 0, KEY_LEN);
	memcpy(&len, rest->at + KEY_LEN, sizeof len);
	memcpy(&sum, rest->at + KEY_LEN + sizeof len, sizeof sum);
	*rest = str_skip(*rest, RECORD_LEN);
	if (len > rest->len)
		return false;
	out->value = str_slice(*rest, 0, (size_t)len);
	*rest = str_skip(*rest, (size_t)len);
	return sum == sum_of(out->key, out->value);
}

static bool
has_head(const struct fragment_store *store, struct str file)
{
	struct buf head;
	buf_init(&head, HEAD_LEN);
	put_head(&head, store->state);
	bool ours = str_starts(file, buf_view(&head));
	buf_free(&head);
	return ours;
}

void
fragment_store_read(struct fragment_store *store, struct str file)
{
	struct fragment fragment;
	if (!has_head(store, file))
		return;
	struct str rest = str_skip(file, HEAD_LEN);
	while (take_fragment(&rest, &fragment)) {
		struct map_entry *entry = map_put(&store->known, store->arena, fragment.key, NULL);
		if (entry->value)
			continue;
		struct fragment *kept = arena_new(store->arena, struct fragment);
		*kept = fragment;
		kept->index = store->read.len;
		*array_push(store->arena, &store->read) = kept;
		entry->value = kept;
	}
}

void
fragment_store_load(struct fragment_store *store, int root, struct str path)
{
	struct str file;
	if (fs_read(root, path, store->arena, STORE_MAX, &file, NULL) == 0)
		fragment_store_read(store, file);
}

/* --- workers ------------------------------------------------------------------------------- */

bool
fragment_store_get(struct fragment_store *store, unsigned worker, struct arena *arena,
        struct hash key, struct str *value)
{
	const struct fragment *fragment =
	        map_get(&store->known, str_of((const char *)&key, KEY_LEN));
	if (!fragment)
		return false;
	*array_push(arena, &store->desks[worker].used) = fragment->index;
	*value = fragment->value;
	return true;
}

struct str
fragment_store_put(struct fragment_store *store, unsigned worker, struct arena *arena,
        struct hash key, struct str value)
{
	struct desk *desk = &store->desks[worker];
	struct fragment made = {
		.key = str_copy(arena, str_of((const char *)&key, KEY_LEN)),
		.value = str_copy(arena, value),
	};
	*array_push(arena, &desk->made) = made;
	return made.value;
}

/* --- writing ------------------------------------------------------------------------------- */

size_t
fragment_store_made(const struct fragment_store *store)
{
	size_t count = 0;
	for (unsigned i = 0; i < store->workers; i++)
		count += store->desks[i].made.len;
	return count;
}

static int
compare_keys(const void *a, const void *b, void *unused)
{
	(void)unused;
	return str_cmp(((const struct fragment *)a)->key, ((const struct fragment *)b)->key);
}

/* What all workers have added, each once, by key. */
static struct fragment *
gather_made(const struct fragment_store *store, struct arena *arena, size_t *count)
{
	size_t all = fragment_store_made(store), kept = 0;
	struct fragment *list = arena_array(arena, struct fragment, all + 1);
	for (unsigned i = 0; i < store->workers; i++)
		for (size_t k = 0; k < store->desks[i].made.len; k++)
			list[kept++] = store->desks[i].made.at[k];
	array_sort(list, kept, sizeof *list, arena, compare_keys, NULL);
	*count = 0;
	for (size_t i = 0; i < kept; i++)
		if (!*count || !str_eq(list[*count - 1].key, list[i].key))
			list[(*count)++] = list[i];
	return list;
}

/* Which of those that were read somebody asked for; how many. */
static size_t
mark_used(const struct fragment_store *store, bool *used)
{
	size_t count = 0;
	for (unsigned i = 0; i < store->workers; i++) {
		const struct desk *desk = &store->desks[i];
		for (size_t k = 0; k < desk->used.len; k++) {
			count += !used[desk->used.at[k]];
			used[desk->used.at[k]] = true;
		}
	}
	return count;
}

bool
fragment_store_write(struct fragment_store *store, struct arena *arena, struct str *file)
{
	bool *used = arena_array(arena, bool, store->read.len + 1);
	size_t asked = mark_used(store, used), made;
	struct fragment *added = gather_made(store, arena, &made);
	bool drop = store->read.len - asked > asked + made;
	struct buf out;
	if (!made && !drop)
		return false;
	buf_init(&out, STORE_MAX);
	put_head(&out, store->state);
	for (size_t i = 0; i < store->read.len; i++)
		if (used[i] || !drop)
			put_fragment(&out, store->read.at[i]);
	for (size_t i = 0; i < made; i++)
		put_fragment(&out, &added[i]);
	bool whole = !out.full;
	if (whole)
		*file = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return whole;
}

void
fragment_store_save(struct fragment_store *store, int root, struct str path)
{
	struct arena scratch = ARENA_EMPTY;
	struct str file;
	if (fragment_store_write(store, &scratch, &file))
		(void)fs_write_aside(root, path, file);
	arena_free(&scratch);
}
