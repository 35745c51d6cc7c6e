/*
 * .git-blame-ignore-revs: commits that changed many files and said nothing, such as a new formatting.
 * One full hash a line; '#' begins a comment. git-blame(1), --ignore-revs-file.
 */
#ifndef KITH_GIT_IGNORE_REVS_H
#define KITH_GIT_IGNORE_REVS_H

#include <stdbool.h>

#include "base/map.h"
#include "base/str.h"
#include "git/object.h"

struct arena;

/* All zeroes is an empty one. */
struct ignore_revs {
	struct map ids;
};

enum { IGNORE_REVS_MAX_BYTES = 4 << 20 };

/*
 * Adds the commits a file names. Returns the number of its first line, from 1, that is neither a hash
 * nor empty nor a comment, and 0 when all are fine; such lines are passed over.
 */
unsigned ignore_revs_parse(struct ignore_revs *revs, struct arena *arena, struct str text);

bool ignore_revs_has(const struct ignore_revs *revs, const struct object_id *id);

#endif
