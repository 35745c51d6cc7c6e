/*
 * The history of one file, followed backwards from HEAD through renames and merges: the commits that
 * made it what it is. Where a merge has the file as one of its parents has it, only that parent's past
 * counts, as git shows it (git-log(1), "History Simplification", the default mode).
 */
#ifndef KITH_HISTORY_TRACE_H
#define KITH_HISTORY_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "history/history.h"

struct arena;
struct trace;
struct tree_change;
struct walk;
struct walk_commit;

/* One commit's change of the file; removals are none. */
struct trace_step {
	const struct walk_commit *commit;
	const struct tree_change *change;
	enum history_kind kind;
};

struct trace_file {
	array_of(struct trace_step) steps; /* in the order of walk->newest */
	bool complete;                     /* every way back ended where the file was created */
};

/*
 * Prepares for all files of a walk whose changes have been found. In the arena; refers to the walk and
 * its changes, which have to live as long. For one thread at a time.
 */
struct trace *trace_make(struct arena *arena, const struct walk *walk);

/* The file that HEAD has at a path; the steps are in `arena`, and none when its changes are unknown. */
void trace_follow(
        struct trace *trace, struct arena *arena, struct str path, struct trace_file *out);

/* The commit that removed the file at a path; NULL when what happened last there, on any branch, was another thing. */
const struct walk_commit *trace_removal(const struct trace *trace, struct str path);

/* The same as trace_follow for a file that HEAD has no more: what its newest commit removed, which is returned, or NULL. */
const struct walk_commit *trace_follow_gone(
        struct trace *trace, struct arena *arena, struct str path, struct trace_file *out);

#endif
