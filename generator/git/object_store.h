/*
 * The objects of a repository as it mostly has them: in packs, or in files of their own. What is in neither
 * is for libgit2 to find, so nothing here is an error but what is too large.
 *
 * Where ids are long, trees come out with the short ones of object.h.
 *
 * Threads: a store belongs to one thread at a time.
 */
#ifndef KITH_GIT_OBJECT_STORE_H
#define KITH_GIT_OBJECT_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct object_id;
struct object_store;
struct repo_object;

/*
 * The store of a folder of objects; opens nothing before the first read. It and `objects` live in the arena;
 * closed by object_store_close.
 */
struct object_store *object_store_make(struct arena *arena, struct str objects, bool long_ids);
void object_store_close(struct object_store *store);

/* 0, -ENOENT, or -EFBIG when it has more than `max` bytes. Released before the store is closed. */
int object_store_read(struct object_store *store, const struct object_id *id, size_t max,
        struct repo_object *out);
void object_store_release(struct repo_object *object);

#endif
