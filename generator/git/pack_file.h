/*
 * The format of packs: gitformat-pack(5). An index leads from ids to places in its pack, and there stand
 * objects, zlib streams behind a head of some bytes:
 *
 *	index    magic | how many up to each first byte | ids, sorted | checksums | places | far places
 *	pack     magic | object | object | ... | checksum
 *	object   type and size | stream                        a commit, tree, blob or tag
 *	         type and size | where its base is | stream    instructions that make it from another object
 *
 * All of it is foreign bytes: nothing trusts a number or a place. Threads: all functions are pure.
 */
#ifndef KITH_GIT_PACK_FILE_H
#define KITH_GIT_PACK_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "git/object.h"

struct pack_file {
	struct str index, pack;
	size_t id_len;  /* bytes */
	uint32_t count; /* of objects */
};

enum pack_type {
	PACK_COMMIT = 1,
	PACK_TREE,
	PACK_BLOB,
	PACK_TAG,
	PACK_NEAR_DELTA = 6, /* its base has a place in the same pack */
	PACK_DELTA,          /* its base has an id */
};

struct pack_entry {
	enum pack_type type;
	size_t len;        /* of what comes out of the stream */
	uint64_t base;     /* place of the base of a delta */
	struct str stream; /* begins there, and reaches to the end of the pack */
};

/*
 * False when the bytes are no index of version 2 and no pack that belongs to it. Both stay views. `id_len`
 * is OBJECT_ID_LEN or OBJECT_LONG_LEN.
 */
bool pack_file_open(struct str index, struct str pack, size_t id_len, struct pack_file *out);

/* The place of an object; false when the pack does not have it. */
bool pack_file_find(const struct pack_file *file, const struct object_id *id, uint64_t *place);

/* What stands at a place; false when that is nothing, or when the base of a delta is in no place. */
bool pack_file_entry(const struct pack_file *file, uint64_t place, struct pack_entry *out);

/* How many bytes the instructions make from a base of `base_len`; false when they do not fit it. */
bool pack_file_delta_len(struct str delta, size_t base_len, size_t *out);

/* Makes them, at `out` with room for all; false when the instructions make no sense. */
bool pack_file_delta_apply(struct str delta, struct str base, char *out);

#endif
