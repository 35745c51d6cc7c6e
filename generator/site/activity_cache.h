/*
 * Activities kept from one build for the next, in .kith/history/: a file for each repository and pattern of
 * releases, of the kind that activity_file.h writes, whole and below a line that says what it was read from.
 *
 *	# <key> <hash of what follows>
 *	same: {from: 1717430400}
 *	repo: ...
 *
 * While the key is the same nothing has to be read again, unless the day of the build makes it another: when
 * the day of a commit has come that was in the future, say. `same` tells for which days the file is right. One that is
 * missing, damaged or of another key is passed over without a word, and one that cannot be written is not written.
 *
 * Threads: safe from any thread, for different files.
 */
#ifndef KITH_SITE_ACTIVITY_CACHE_H
#define KITH_SITE_ACTIVITY_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct activity;
struct activity_options;
struct arena;
struct repo;

struct activity_cache {
	int root;        /* descriptor of the site's folder */
	struct hash key; /* of all that an activity depends on, but the day */
	int64_t now;
};

/*
 * The key for a repository: HEAD, tags, where the clone ends, replaced objects, and whom the options name
 * as bots. False when it cannot be told; then there is no cache.
 */
bool activity_cache_open(struct arena *arena, int root, const struct repo *repo,
        const struct activity_options *options, struct activity_cache *out);

/* `repo` is what the site calls the repository. False when there is nothing to take; `out` lives in the arena. */
bool activity_cache_load(struct arena *arena, const struct activity_cache *cache, struct str repo,
        struct str pattern, struct activity *out);
/* Not of a clone that lacks files: they may be there next time. */
void activity_cache_save(struct arena *arena, const struct activity_cache *cache, struct str repo,
        struct str pattern, const struct activity *activity);

/* The bytes of a file with this text; and what they say, or false when it is damaged or of another key or day. */
struct str activity_cache_seal(
        struct arena *arena, const struct activity_cache *cache, struct str text);
bool activity_cache_decode(struct arena *arena, const struct activity_cache *cache,
        struct str bytes, struct activity *out);

#endif
