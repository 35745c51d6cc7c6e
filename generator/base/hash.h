/*
 * Content hashes (XXH3). Not cryptographic: they tell whether bytes changed, not who changed them.
 */
#ifndef KITH_BASE_HASH_H
#define KITH_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct hash {
	uint64_t high, low;
};

#define HASH_HEX_LEN 32

uint64_t hash_64(struct str bytes);
struct hash hash_of(struct str bytes);
/* The hash of a then b, for building one key out of several; order matters. */
struct hash hash_join(struct hash a, struct hash b);

static inline bool
hash_eq(struct hash a, struct hash b)
{
	return a.high == b.high && a.low == b.low;
}

/* 32 lower-case hexadecimal digits, most significant first; no terminator. */
void hash_hex(struct hash hash, char out[HASH_HEX_LEN]);
bool hash_from_hex(struct str text, struct hash *out);

#endif
