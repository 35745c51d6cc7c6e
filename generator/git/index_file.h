/*
 * Git's index, as far as a reader needs it: which bytes a file had when git last looked, and what the
 * file looked like to the system then. Format: gitformat-index(5), versions 2 to 4. Extensions are
 * passed over; with a split or sparse index some files are simply not in it.
 *
 *	struct index_file file;
 *	struct index_entry entry;
 *	if (index_file_open(&file, bytes))
 *		while (index_file_next(&file, &entry))
 *			use(entry.path);
 *
 * Threads: a struct index_file belongs to one thread.
 */
#ifndef KITH_GIT_INDEX_FILE_H
#define KITH_GIT_INDEX_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "git/object.h"

enum { INDEX_PATH_MAX = 4096 };

struct index_file {
	struct str rest;
	size_t id_len;
	uint32_t version, left; /* entries */
	size_t path_len;
	char path[INDEX_PATH_MAX]; /* of the last entry, from which version 4 makes the next one */
};

struct index_entry {
	struct str path; /* in the repository; valid until the next call */
	struct object_id id;
	uint32_t seconds, nanos, size; /* of the file; all modulo 2^32 */
	unsigned stage;                /* 0, or a side of a merge conflict */
	bool unwatched; /* "assume unchanged" or "skip worktree": git does not look at it */
};

/*
 * False when it is no index of a known version. `bytes` are not copied; `id_len` is OBJECT_ID_LEN or
 * OBJECT_LONG_LEN.
 */
bool index_file_open(struct index_file *file, struct str bytes, size_t id_len);
/* The next entry; false at the end and at the first that is damaged. */
bool index_file_next(struct index_file *file, struct index_entry *entry);

#endif
