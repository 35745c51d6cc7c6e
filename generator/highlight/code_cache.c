#include "highlight/code_cache.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/varint.h"
#include "markdown/code.h"

#define CACHE_PATH ".kith/code"
#define CACHE_HEAD "kith code 1 "

enum { CACHE_MAX = 256 << 20, KEY_LEN = sizeof(struct hash), SUM_LEN = sizeof(uint64_t) };

struct entry {
	size_t len; /* of the text */
	struct str runs;
	bool used;
};

void
code_cache_init(struct code_cache *cache, struct hash state)
{
	*cache = (struct code_cache){ .state = state };
	pthread_mutex_init(&cache->lock, NULL);
}

void
code_cache_free(struct code_cache *cache)
{
	pthread_mutex_destroy(&cache->lock);
	arena_free(&cache->arena);
}

/* --- bytes and runs ---------------------------------------------------------------------- */

static bool
take_bytes(struct str *rest, size_t len, struct str *out)
{
	if (len > rest->len)
		return false;
	*out = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return true;
}

static void
put_runs(struct buf *out, const unsigned char *classes, size_t len)
{
	for (size_t from = 0, to; from < len; from = to) {
		for (to = from; to < len && classes[to] == classes[from]; to++)
			;
		buf_char(out, (char)classes[from]);
		varint_put(out, to - from);
	}
}

/* False when they are not the runs of a text of `len` bytes. */
static bool
take_runs(struct str runs, unsigned char *classes, size_t len)
{
	size_t at = 0;
	uint64_t count;
	while (runs.len) {
		unsigned char class = (unsigned char)runs.at[0];
		runs = str_skip(runs, 1);
		if (class >= CODE_CLASSES || !varint_take(&runs, &count) || count > len - at)
			return false;
		memset(classes + at, class, count);
		at += count;
	}
	return at == len;
}

/* --- entries ------------------------------------------------------------------------------- */

static struct str
key_view(const struct hash *key)
{
	return str_of((const char *)key, KEY_LEN);
}

bool
code_cache_get(struct code_cache *cache, struct hash key, unsigned char *classes, size_t len)
{
	pthread_mutex_lock(&cache->lock);
	struct entry *entry = map_get(&cache->entries, key_view(&key));
	bool known = entry && entry->len == len && take_runs(entry->runs, classes, len);
	if (known && !entry->used) {
		entry->used = true;
		cache->used++;
	}
	pthread_mutex_unlock(&cache->lock);
	return known;
}

/* The entry of a key, which is copied. */
static struct entry *
make_entry(struct code_cache *cache, struct str key)
{
	struct map_entry *at = map_find(&cache->entries, key);
	if (!at)
		at = map_put(&cache->entries, &cache->arena, str_copy(&cache->arena, key), NULL);
	if (!at->value)
		at->value = arena_new(&cache->arena, struct entry);
	return at->value;
}

void
code_cache_put(struct code_cache *cache, struct hash key, const unsigned char *classes, size_t len)
{
	struct buf runs;
	buf_init(&runs, 8 + 4 * len);
	put_runs(&runs, classes, len);
	pthread_mutex_lock(&cache->lock);
	struct entry *entry = make_entry(cache, key_view(&key));
	cache->used += !entry->used;
	*entry = (struct entry){ len, str_copy(&cache->arena, buf_view(&runs)), true };
	cache->added = true;
	pthread_mutex_unlock(&cache->lock);
	buf_free(&runs);
}

/* --- the file ------------------------------------------------------------------------------ */

static bool
has_state(const struct code_cache *cache)
{
	return cache->state.high || cache->state.low;
}

static void
put_head(const struct code_cache *cache, struct buf *out)
{
	char hex[HASH_HEX_LEN];
	hash_hex(cache->state, hex);
	buf_lit(out, CACHE_HEAD);
	buf_put(out, str_of(hex, sizeof hex));
	buf_char(out, '\n');
}

static void
put_sum(struct buf *out)
{
	uint64_t sum = hash_64(buf_view(out));
	buf_put(out, str_of((const char *)&sum, SUM_LEN));
}

/* What stands between head and sum; false when the file is another one. */
static bool
open_file(const struct code_cache *cache, struct str file, struct str *body)
{
	struct buf head;
	uint64_t sum;
	if (file.len < SUM_LEN)
		return false;
	*body = str_slice(file, 0, file.len - SUM_LEN);
	memcpy(&sum, file.at + body->len, SUM_LEN);
	buf_init(&head, 128);
	put_head(cache, &head);
	bool ours = sum == hash_64(*body) && str_starts(*body, buf_view(&head));
	*body = str_skip(*body, head.len);
	buf_free(&head);
	return ours;
}

void
code_cache_load(struct code_cache *cache, int root)
{
	struct str file, rest, key, runs;
	uint64_t len;
	if (!has_state(cache) ||
	        fs_read(root, STR(CACHE_PATH), &cache->arena, CACHE_MAX, &file, NULL) != 0 ||
	        !open_file(cache, file, &rest))
		return;
	while (take_bytes(&rest, KEY_LEN, &key) && varint_take(&rest, &len) &&
	        varint_take_bytes(&rest, &runs))
		*make_entry(cache, key) = (struct entry){ len, runs, false };
	cache->loaded = cache->entries.len;
}

static int
compare_keys(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

/* A cache that cannot be written is no loss worth a word. */
void
code_cache_save(struct code_cache *cache, int root, bool some)
{
	struct map *entries = &cache->entries;
	struct buf out;
	if (!has_state(cache) || (!cache->added && (some || cache->used == cache->loaded)))
		return;
	struct map_entry *sorted = arena_array(&cache->arena, struct map_entry, entries->len + 1);
	if (entries->len)
		memcpy(sorted, entries->at, entries->len * sizeof *sorted);
	array_sort(sorted, entries->len, sizeof *sorted, &cache->arena, compare_keys, NULL);
	buf_init(&out, CACHE_MAX);
	put_head(cache, &out);
	for (size_t i = 0; i < entries->len; i++) {
		const struct entry *entry = sorted[i].value;
		if (!entry->used && !some)
			continue;
		buf_put(&out, sorted[i].key);
		varint_put(&out, entry->len);
		varint_put(&out, entry->runs.len);
		buf_put(&out, entry->runs);
	}
	put_sum(&out);
	if (!out.full)
		(void)fs_write_aside(root, STR(CACHE_PATH), buf_view(&out));
	buf_free(&out);
}
