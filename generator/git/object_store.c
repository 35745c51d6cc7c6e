#include "git/object_store.h"

#include <errno.h>

#include "base/arena.h"
#include "git/loose.h"
#include "git/pack_store.h"
#include "git/repo.h"

struct object_store {
	struct str objects;
	size_t id_len;
	struct pack_store *packs;  /* NULL until the first read */
	struct loose_store *loose; /* NULL until the first read of what is in no pack */
};

struct object_store *
object_store_make(struct arena *arena, struct str objects, bool long_ids)
{
	struct object_store *store = arena_new(arena, struct object_store);
	store->objects = objects;
	store->id_len = long_ids ? OBJECT_LONG_LEN : OBJECT_ID_LEN;
	return store;
}

void
object_store_close(struct object_store *store)
{
	pack_store_close(store->packs);
	loose_close(store->loose);
	store->packs = NULL;
	store->loose = NULL;
}

static enum repo_type
type_of(enum pack_type type)
{
	switch (type) {
	case PACK_COMMIT: return REPO_COMMIT;
	case PACK_TREE: return REPO_TREE;
	case PACK_BLOB: return REPO_BLOB;
	case PACK_TAG: return REPO_TAG;
	default: return REPO_OTHER;
	}
}

static int
read_packed(
        struct object_store *store, const struct object_id *id, size_t max, struct repo_object *out)
{
	enum pack_type type;
	if (!store->packs)
		store->packs = pack_store_open(store->objects, store->id_len);
	out->packed = pack_store_get(store->packs, id, max, &out->bytes, &type);
	if (!out->packed)
		return pack_store_refused(store->packs) ? -EFBIG : -ENOENT;
	out->type = type_of(type);
	return 0;
}

static int
read_loose(
        struct object_store *store, const struct object_id *id, size_t max, struct repo_object *out)
{
	enum pack_type type;
	if (!store->loose)
		store->loose = loose_open(store->objects, store->id_len);
	out->loose = loose_get(store->loose, id, &out->bytes, &type);
	if (!out->loose)
		return -ENOENT;
	out->type = type_of(type);
	if (out->bytes.len <= max)
		return 0;
	object_store_release(out);
	return -EFBIG;
}

static void
shorten(struct repo_object *object)
{
	struct buf bytes;
	buf_init(&bytes, object->bytes.len + 1);
	object_tree_shorten(object->bytes, &bytes);
	object_store_release(object);
	*object = (struct repo_object){ buf_view(&bytes), REPO_TREE, .shortened = bytes };
}

int
object_store_read(
        struct object_store *store, const struct object_id *id, size_t max, struct repo_object *out)
{
	int error = read_packed(store, id, max, out);
	if (error == -ENOENT)
		error = read_loose(store, id, max, out);
	if (error == 0 && out->type == REPO_TREE && store->id_len == OBJECT_LONG_LEN)
		shorten(out);
	return error;
}

void
object_store_release(struct repo_object *object)
{
	if (object->packed)
		pack_store_put(object->packed);
	if (object->loose)
		loose_put(object->loose);
	buf_free(&object->shortened);
	object->packed = NULL;
	object->loose = NULL;
}
