/*
 * What lies between releases: the commits that each of a list of commits reaches and the one before it in the list does
 * not, as `git rev-list BEFORE..COMMIT` has them, and who made them.
 */
#ifndef KITH_ACTIVITY_RELEASE_RANGE_H
#define KITH_ACTIVITY_RELEASE_RANGE_H

#include <stddef.h>

#include "base/array.h"

struct arena;
struct contributors;
struct walk;
struct walk_commit;

struct release_share {
	size_t contributor; /* of contributors->list */
	size_t commits;
};

struct release_range {
	size_t commits;
	array_of(struct release_share) shares; /* in no order */
};

/*
 * A range for each of the `len` marks, which are commits of walk->newest; the first has all that it reaches. In the
 * arena. Sixty-three marks cost one pass over the commits, in whatever order they are.
 */
struct release_range *release_range_find(struct arena *arena, const struct walk *walk,
        const struct contributors *contributors, const struct walk_commit *const *marks,
        size_t len);

#endif
