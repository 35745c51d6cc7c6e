/*
 * Is a page as it was committed? What a reader sees is the file, what the dates tell of is the commit,
 * and a build may come between two commits.
 *
 * As `git status` would say it, but only of the files asked for: git's index knows how a file looked
 * when it was last found to be the same, and only of one that looks different the bytes are hashed. No
 * filter is ever run, so of a file that git would have converted only a change that none of its
 * conversions can explain counts: in doubt it is clean.
 *
 * Threads: reads only; may be called from any thread that is alone with libgit2's start (see repo.h).
 */
#ifndef KITH_HISTORY_WORK_STATE_H
#define KITH_HISTORY_WORK_STATE_H

#include <stddef.h>

#include "base/fs.h"
#include "base/str.h"

struct histories;

enum work_state {
	WORK_UNKNOWN,  /* in no repository, or its history is kept elsewhere */
	WORK_CLEAN,    /* as in HEAD */
	WORK_MODIFIED, /* edited since */
	WORK_NEW,      /* not in HEAD */
};

struct work_file {
	struct str path;       /* as for histories_find */
	struct str bytes;      /* of the file, as they were read */
	struct fs_stat stat;   /* from when they were */
	enum work_state state; /* out */
};

void work_state_find(const struct histories *histories, struct work_file *files, size_t count);

/* "clean", "modified", "new"; empty when unknown. */
struct str work_state_name(enum work_state state);

#endif
