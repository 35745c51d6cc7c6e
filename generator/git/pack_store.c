/*
 * An object is mostly a chain of deltas, of which the last is made from a whole object:
 *
 *	wanted -> delta -> delta -> object that is kept, or whole in the pack
 *
 * The chain is followed down to what is there and then made upwards, and each object on the way is kept,
 * since the next one that is asked for mostly begins with one of them. Before a step there is made room
 * for what comes out of it, so a long chain takes no more than a short one. Only the base of the step is
 * held meanwhile; what was not used for longest goes:
 *
 *	buckets[hash of place] -> object -> object      chains through `next`
 *	newest <-> object <-> object <-> oldest         by last use; those that are held are not in it
 */
#include "git/pack_store.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"
#include "base/fs.h"
#include "base/fs_view.h"

enum { BUCKETS = 1 << 14, OBJECT_COST = 160, CHAIN_MAX = 4096 };

struct pack_object {
	struct pack_store *store;
	struct buf bytes;
	const struct pack_file *file;
	uint64_t place;
	enum pack_type type;
	unsigned holders;
	struct pack_object *next;
	struct pack_object *newer, *older;
};

/* A delta on the way down. */
struct link {
	uint64_t place;
	struct pack_entry entry;
};

struct pack_store {
	struct arena arena;
	struct pack_file files[PACK_STORE_PACKS];
	size_t id_len;
	unsigned count, latest; /* packs; the one that had what was asked for last */
	bool borrowed;          /* their bytes are somebody else's */
	struct deflate_reader *reader;
	struct buf delta;            /* the one that is applied */
	array_of(struct link) chain; /* of deltas behind the one that is made */
	bool refused;                /* what is wanted is too long for who wants it */
	size_t kept, most;           /* bytes of objects, now and at any time */
	struct pack_object *unused, *newest, *oldest;
	struct pack_object *buckets[BUCKETS];
};

/* --- packs --------------------------------------------------------------------------------------- */

static void
open_pack(struct pack_store *store, int folder, struct str index_path)
{
	struct str index, pack = STR_EMPTY, parts[] = { STR_EMPTY, STR("pack") };
	parts[0] = str_slice(index_path, 0, index_path.len - STR("idx").len);
	struct str path = str_join(&store->arena, parts, 2, STR_EMPTY);
	if (fs_view_open(folder, index_path, &index) < 0)
		return;
	fs_view_open(folder, path, &pack);
	if (pack_file_open(index, pack, store->id_len, &store->files[store->count])) {
		store->count++;
	} else {
		fs_view_close(index);
		fs_view_close(pack);
	}
}

static void
open_packs(struct pack_store *store, struct str objects)
{
	int folder, packs;
	fs_list files = { NULL, 0, 0 };
	if (fs_open_root(objects, &folder) < 0)
		return;
	if (fs_open_folder(folder, STR("pack"), &packs) == 0) {
		if (fs_walk(packs, STR_EMPTY, false, &store->arena, &files) < 0)
			files.len = 0;
		for (size_t i = 0; i < files.len && store->count < PACK_STORE_PACKS; i++)
			if (files.at[i].error == 0 && str_ends(files.at[i].path, STR(".idx")))
				open_pack(store, packs, files.at[i].path);
		fs_close(packs);
	}
	fs_close(folder);
}

static struct pack_store *
make_store(size_t id_len)
{
	struct arena arena = ARENA_EMPTY;
	struct pack_store *store = arena_new(&arena, struct pack_store);
	store->arena = arena;
	store->id_len = id_len;
	store->reader = deflate_make(&store->arena);
	buf_init(&store->delta, PACK_STORE_LARGEST);
	return store;
}

struct pack_store *
pack_store_open(struct str objects, size_t id_len)
{
	struct pack_store *store = make_store(id_len);
	open_packs(store, objects);
	return store;
}

struct pack_store *
pack_store_of(struct str index, struct str pack, size_t id_len)
{
	struct pack_store *store = make_store(id_len);
	store->borrowed = true;
	store->count = pack_file_open(index, pack, id_len, &store->files[0]);
	return store;
}

void
pack_store_close(struct pack_store *store)
{
	if (!store)
		return;
	for (struct pack_object *at = store->oldest; at; at = at->newer)
		buf_free(&at->bytes);
	for (unsigned i = 0; i < store->count && !store->borrowed; i++) {
		fs_view_close(store->files[i].index);
		fs_view_close(store->files[i].pack);
	}
	deflate_end(store->reader);
	buf_free(&store->delta);
	struct arena arena = store->arena;
	arena_free(&arena);
}

/* --- what is kept -------------------------------------------------------------------------------- */

static struct pack_object **
bucket(struct pack_store *store, uint64_t place)
{
	uint64_t hash = place * UINT64_C(0x9E3779B97F4A7C15);
	return &store->buckets[hash >> 50];
}

static void
unlink_object(struct pack_store *store, struct pack_object *object)
{
	*(object->newer ? &object->newer->older : &store->newest) = object->older;
	*(object->older ? &object->older->newer : &store->oldest) = object->newer;
}

static void
link_newest(struct pack_store *store, struct pack_object *object)
{
	object->newer = NULL;
	object->older = store->newest;
	*(store->newest ? &store->newest->newer : &store->oldest) = object;
	store->newest = object;
}

static void
hold(struct pack_object *object)
{
	if (object->holders++ == 0)
		unlink_object(object->store, object);
}

/* Of an object that nothing leads to. */
static void
free_object(struct pack_store *store, struct pack_object *object)
{
	store->kept -= object->bytes.len + OBJECT_COST;
	buf_free(&object->bytes);
	object->next = store->unused;
	store->unused = object;
}

static void
drop(struct pack_store *store, struct pack_object *object)
{
	struct pack_object **at = bucket(store, object->place);
	while (*at != object)
		at = &(*at)->next;
	*at = object->next;
	unlink_object(store, object);
	free_object(store, object);
}

static void
make_room(struct pack_store *store, size_t len)
{
	while (store->oldest && store->kept + len + OBJECT_COST > PACK_STORE_BYTES)
		drop(store, store->oldest);
}

static struct pack_object *
find_kept(struct pack_store *store, const struct pack_file *file, uint64_t place)
{
	struct pack_object *object = *bucket(store, place);
	while (object && (object->place != place || object->file != file))
		object = object->next;
	if (object && object->holders == 0) {
		unlink_object(store, object);
		link_newest(store, object);
	}
	return object;
}

/* An object with room for its bytes, which are still to be made. */
static struct pack_object *
new_object(struct pack_store *store, enum pack_type type, size_t len)
{
	make_room(store, len);
	struct pack_object *object = store->unused;
	if (object)
		store->unused = object->next;
	else
		object = arena_new(&store->arena, struct pack_object);
	*object = (struct pack_object){ .store = store, .type = type };
	buf_init(&object->bytes, len);
	buf_room(&object->bytes, len);
	object->bytes.len = len;
	store->kept += len + OBJECT_COST;
	if (store->kept > store->most)
		store->most = store->kept;
	return object;
}

static void
keep(struct pack_store *store, struct pack_object *object, const struct pack_file *file,
        uint64_t place)
{
	struct pack_object **at = bucket(store, place);
	object->file = file;
	object->place = place;
	object->next = *at;
	*at = object;
	link_newest(store, object);
}

/* --- making objects ------------------------------------------------------------------------------ */

/* Asked before there is room for the bytes; `max` is only for what is wanted, not for its bases. */
static bool
fits(struct pack_store *store, size_t len, size_t max)
{
	store->refused = store->chain.len == 0 && len > max;
	return !store->refused && len <= PACK_STORE_LARGEST;
}

static struct pack_object *
unpack(struct pack_store *store, const struct pack_entry *entry)
{
	struct pack_object *object = new_object(store, entry->type, entry->len);
	if (deflate_read(store->reader, entry->stream, object->bytes.at, entry->len))
		return object;
	free_object(store, object);
	return NULL;
}

static struct pack_object *
apply(struct pack_store *store, const struct pack_entry *entry, const struct pack_object *base,
        size_t max)
{
	size_t len;
	buf_clear(&store->delta);
	char *room = buf_room(&store->delta, entry->len);
	struct str delta = str_of(room, entry->len);
	if (!deflate_read(store->reader, entry->stream, room, entry->len) ||
	        !pack_file_delta_len(delta, base->bytes.len, &len) || !fits(store, len, max))
		return NULL;
	struct pack_object *object = new_object(store, base->type, len);
	if (pack_file_delta_apply(delta, buf_view(&base->bytes), object->bytes.at))
		return object;
	free_object(store, object);
	return NULL;
}

/* Goes down to an object that is kept or whole, which is returned; the deltas are in store->chain. */
static struct pack_object *
find_base(struct pack_store *store, const struct pack_file *file, uint64_t place, size_t max)
{
	struct link link = { .place = place };
	store->chain.len = 0;
	for (;;) {
		struct pack_object *object = find_kept(store, file, link.place);
		if (object)
			return object;
		if (store->chain.len == CHAIN_MAX ||
		        !pack_file_entry(file, link.place, &link.entry))
			return NULL;
		if (link.entry.type < PACK_NEAR_DELTA)
			break;
		if (link.entry.len > PACK_STORE_LARGEST)
			return NULL;
		*array_push(&store->arena, &store->chain) = link;
		link.place = link.entry.base;
	}
	if (!fits(store, link.entry.len, max))
		return NULL;
	struct pack_object *object = unpack(store, &link.entry);
	if (object)
		keep(store, object, file, link.place);
	return object;
}

static struct pack_object *
make(struct pack_store *store, const struct pack_file *file, uint64_t place, size_t max)
{
	struct pack_object *object = find_base(store, file, place, max);
	while (object && store->chain.len) {
		struct pack_object *base = object;
		const struct link *link = &store->chain.at[--store->chain.len];
		hold(base);
		object = apply(store, &link->entry, base, max);
		pack_store_put(base);
		if (object)
			keep(store, object, file, link->place);
	}
	return object;
}

static bool
locate(struct pack_store *store, const struct object_id *id, uint64_t *place)
{
	for (unsigned i = 0; i < store->count; i++) {
		unsigned number = (store->latest + i) % store->count;
		if (pack_file_find(&store->files[number], id, place)) {
			store->latest = number;
			return true;
		}
	}
	return false;
}

struct pack_object *
pack_store_get(struct pack_store *store, const struct object_id *id, size_t max, struct str *bytes,
        enum pack_type *type)
{
	uint64_t place;
	store->refused = false;
	if (!store->reader || !locate(store, id, &place))
		return NULL;
	struct pack_object *object = make(store, &store->files[store->latest], place, max);
	if (!object || !fits(store, object->bytes.len, max))
		return NULL;
	hold(object);
	*bytes = buf_view(&object->bytes);
	*type = object->type;
	return object;
}

void
pack_store_put(struct pack_object *object)
{
	if (--object->holders == 0)
		link_newest(object->store, object);
}

bool
pack_store_refused(const struct pack_store *store)
{
	return store->refused;
}

size_t
pack_store_most(const struct pack_store *store)
{
	return store->most;
}
