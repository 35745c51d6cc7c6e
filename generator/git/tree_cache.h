/*
 * The trees of neighbouring commits are mostly the same ones. A tree_cache keeps those that were read
 * last, up to a number of bytes, so that each is unpacked about once.
 *
 * Threads: a cache belongs to one thread, like the repository handle below it.
 */
#ifndef KITH_GIT_TREE_CACHE_H
#define KITH_GIT_TREE_CACHE_H

#include <stddef.h>

#include "base/str.h"
#include "git/object.h"

struct arena;
struct repo;
struct tree_cache;

/* A tree held in memory until tree_cache_put; whoever holds it only reads it. */
struct tree {
	struct object_id id;
	struct str bytes;
};

/* 16 MiB holds what comes again; more is slower, because it no longer fits the processor's caches. */
enum { TREE_CACHE_BYTES = 16 << 20 };

/* In the arena; keeps at most about `max` bytes, and what is held. */
struct tree_cache *tree_cache_make(struct arena *arena, const struct repo *repo, size_t max);
/* NULL when there is no such tree or it cannot be read. */
struct tree *tree_cache_get(struct tree_cache *cache, const struct object_id *id);
/* Ends one tree_cache_get; NULL is fine. */
void tree_cache_put(struct tree *tree);
/* Releases all trees; none may be held. To be called before repo_close. */
void tree_cache_clear(struct tree_cache *cache);

#endif
