/*
 * All that ever happened at a path, where in the graph of commits it happened, and what of it comes
 * next on the way back from a commit.
 */
#ifndef KITH_HISTORY_TRACE_INDEX_H
#define KITH_HISTORY_TRACE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct tree_change;
struct walk;
struct walk_commit;

struct trace_event {
	const struct walk_commit *commit;
	const struct tree_change *change; /* of the file at the path; NULL when one only left it */
	const struct tree_change *left;   /* the rename that took a file away from it, or NULL */
	uint32_t line, place;             /* the commit's */
	uint32_t seen;                    /* of trace.c: the number of the page that came by */
	uint8_t fate;                     /* enum trace_fate */
	bool plain;                       /* an edit by a commit with one parent */
};

/* What a path holds after an event. */
enum trace_fate {
	TRACE_ALIVE,   /* a file */
	TRACE_REMOVED, /* none any more */
	TRACE_LEFT,    /* none; it has another name now */
	TRACE_AWAY,    /* none: the merge agrees with the parent that change->parent names */
};

struct trace_path {
	struct str path;
	struct trace_event *events; /* sorted by line, and within one from its newest commit */
	size_t len;
};

struct trace_index;

/* Reads all changes of a walk, and sets `line` and `place` of its commits. In the arena, for one thread. */
struct trace_index *trace_index_make(struct arena *arena, const struct walk *walk);

/* NULL when no commit touched the path. */
struct trace_path *trace_index_path(const struct trace_index *index, struct str path);

/*
 * The first event at the commit or on the way on from it, by its line and the lines in which that
 * continues; NULL when there is none.
 */
struct trace_event *trace_index_next(
        struct trace_index *index, const struct trace_path *path, const struct walk_commit *commit);

/* Is the root that the lines of a commit lead to one of a history that was cut off? */
bool trace_index_is_cut(struct trace_index *index, const struct walk_commit *commit);

/* Counts work that is done on what the index gave; false when there was too much. */
bool trace_index_spend(struct trace_index *index, size_t work);

/*
 * What trace_index_next gives for the only parent of the event's commit, if that is in its line; NULL when it has to
 * be asked. Does not look at the commits.
 */
struct trace_event *trace_index_below(
        struct trace_index *index, const struct trace_path *path, struct trace_event *event);

#endif
