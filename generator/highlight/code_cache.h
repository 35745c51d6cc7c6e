/*
 * What is known of pieces of code, by the hash of language and text, as runs of one class. In the
 * folder of a site it is the file .kith/code:
 *
 *	kith code 1 <state, 32 hexadecimal digits>\n
 *	<key, 16 bytes> <length of the text> <length of the runs> <class, how many>...    for each piece
 *	<hash of all before, 8 bytes>
 *
 * Lengths are variable-length numbers. A file that another program or other grammars wrote, or that is
 * damaged, is forgotten. What a build did not ask for is not written again.
 *
 * Threads: get and put lock; the others are for one thread.
 */
#ifndef KITH_HIGHLIGHT_CODE_CACHE_H
#define KITH_HIGHLIGHT_CODE_CACHE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"

struct code_cache {
	pthread_mutex_t lock;
	struct arena arena;
	struct map entries; /* by key */
	struct hash state;  /* of what finds classes out; all zeroes: nothing is kept in files */
	size_t used;        /* entries that were asked for */
	size_t loaded;      /* entries that the file had */
	bool added;
};

void code_cache_init(struct code_cache *cache, struct hash state);
void code_cache_free(struct code_cache *cache);

void code_cache_load(struct code_cache *cache, int root);
/* With `some`, what nobody asked for is kept too. */
void code_cache_save(struct code_cache *cache, int root, bool some);

/* The classes of a text of `len` bytes; false when they are not known. */
bool code_cache_get(struct code_cache *cache, struct hash key, unsigned char *classes, size_t len);
void code_cache_put(
        struct code_cache *cache, struct hash key, const unsigned char *classes, size_t len);

#endif
