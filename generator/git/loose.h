/*
 * Objects that are in no pack yet, each in a file of its own, as those of the last commits are:
 *
 *	objects/ab/cdef...    one zlib stream of "blob 1234", a NUL and 1234 bytes
 *
 * Foreign bytes, of which nothing is trusted. What is not there, is too large or makes no sense is for
 * libgit2 to find, so nothing here is an error. Format: gitformat-loose(5).
 *
 * Threads: a store belongs to one thread at a time.
 */
#ifndef KITH_GIT_LOOSE_H
#define KITH_GIT_LOOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "git/object.h"
#include "git/pack_file.h"

struct loose_object; /* one that is unpacked, held until it is put back */
struct loose_store;

enum {
	LOOSE_LARGEST = 4 << 20, /* of an object */
	LOOSE_HEAD_MAX = 32,     /* "commit ", a size and the NUL */
};

/*
 * The store of a folder of objects, which may be missing; never NULL. `id_len` is OBJECT_ID_LEN or
 * OBJECT_LONG_LEN: files of long ids are listed once, since only the beginnings of their names are known.
 * Closed by loose_close.
 */
struct loose_store *loose_open(struct str objects, size_t id_len);
/* All objects have been put back. NULL is fine. */
void loose_close(struct loose_store *store);

/* An object, or NULL; its bytes and type (none of a delta) are valid until loose_put. */
struct loose_object *loose_get(struct loose_store *store, const struct object_id *id,
        struct str *bytes, enum pack_type *type);
void loose_put(struct loose_object *object);

/* The same from the bytes of such a file, which may go afterwards. */
struct loose_object *loose_unpack(
        struct loose_store *store, struct str file, struct str *bytes, enum pack_type *type);

/*
 * What an unpacked object begins with: its type, the size of the rest, and how long this head is. False
 * when it is none, or when the rest is larger than LOOSE_LARGEST.
 */
bool loose_parse(struct str begin, enum pack_type *type, size_t *len, size_t *head_len);

#endif
