/*
 * The packs of a repository, read by ourselves: libgit2 shares its packs and their unpacked objects
 * between threads, and taking its locks costs two readers as much as the second one gains.
 *
 * What is in no pack, or in one that cannot be read, is for libgit2 to find. So nothing here is an
 * error: a store has an object or it has not.
 *
 * Threads: a store belongs to one thread at a time.
 */
#ifndef KITH_GIT_PACK_STORE_H
#define KITH_GIT_PACK_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "git/object.h"
#include "git/pack_file.h"

struct pack_object; /* one that is unpacked, held until it is put back */
struct pack_store;

enum {
	PACK_STORE_BYTES =
	        32 << 20, /* of unpacked objects; only those that callers hold may be more */
	PACK_STORE_LARGEST = 4 << 20, /* of an object and of all that it is made from */
	PACK_STORE_PACKS = 64,        /* more of them are not looked into */
};

/* The store of a folder of objects; never NULL. `id_len` as for pack_file_open. Closed by pack_store_close. */
struct pack_store *pack_store_open(struct str objects, size_t id_len);
/* The store of one pack whose bytes the caller has and keeps. */
struct pack_store *pack_store_of(struct str index, struct str pack, size_t id_len);
/* All objects have been put back. NULL is fine. */
void pack_store_close(struct pack_store *store);

/*
 * An object of at most `max` bytes, or NULL; its bytes and type (none of a delta) are valid until
 * pack_store_put.
 */
struct pack_object *pack_store_get(struct pack_store *store, const struct object_id *id, size_t max,
        struct str *bytes, enum pack_type *type);
void pack_store_put(struct pack_object *object);
/* Was the last object not given because it is longer than `max`? */
bool pack_store_refused(const struct pack_store *store);

/* The most bytes that unpacked objects ever took at once, with what is kept about them. */
size_t pack_store_most(const struct pack_store *store);

#endif
