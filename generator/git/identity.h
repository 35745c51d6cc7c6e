/*
 * Which path was which file when: follows each file through its renames, from the oldest commit to
 * the newest, so that a page has one history however often it moved.
 */
#ifndef KITH_GIT_IDENTITY_H
#define KITH_GIT_IDENTITY_H

#include <stddef.h>

#include "base/array.h"
#include "base/map.h"
#include "git/history.h"

struct arena;
struct tree_change;
struct walk;
struct walk_commit;

/* One commit's change of the file. */
struct identity_step {
	size_t age; /* grows from the oldest commit to the newest */
	const struct walk_commit *commit;
	const struct tree_change *change;
	enum history_kind kind;
};

enum { IDENTITY_ALL_PARENTS = 0 };

/* A merge at which the file has another past than the first parent's. */
struct identity_merge {
	const struct walk_commit *commit;
	unsigned parent; /* the one that has it as the merge has; or IDENTITY_ALL_PARENTS */
};

/* A file with its history; removals are not steps. */
struct identity {
	array_of(struct identity_step) steps; /* oldest first */
	array_of(struct identity_merge) merges;
	struct identity *joined; /* the one this turned out to be, or NULL */
};

struct identities {
	struct map paths; /* every path that ever was -> its state, private */
};

/*
 * Traces a walk whose changes have been found. In the arena; refers to the walk and its changes, which
 * have to live as long.
 */
struct identities *identity_trace(struct arena *arena, const struct walk *walk);

/* The file that was last seen under a path, or NULL when no commit that is known touched it. */
const struct identity *identity_find(const struct identities *identities, struct str path);

#endif
