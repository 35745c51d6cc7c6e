/*
 * What a build has read, and whether it is still so. The list is filled by watching the file system's
 * one door (base/fs_watch.h) while a build runs, so no input can be forgotten:
 *
 *	absent   a path at which there was nothing: a theme searched for, a .git folder
 *	folder   there is a folder, whatever is in it
 *	looked   a file that was not read whole; its looks are all that is known
 *	read     a file, with the hash of its bytes
 *	listed   a folder, with a hash of what is in it (fs_folder_sum): files that come and go
 *
 * The program and its libraries are added as looked at. Not in the list is what lies in the output, and
 * in .kith/, where kith keeps what it can make again; except .kith/repos/.
 *
 * Looks (size, times, inode) are a hint and never the proof. They are believed only when the file had
 * not changed for a while when it was looked at, since within a tick of the clock a second change
 * leaves no trace; in any other case the bytes are read and their hash decides. The time of change
 * (ctime) counts too: a program that puts the time of modification back cannot put that one back.
 *
 * Threads: recording locks; the rest is for one thread, which may have workers check.
 */
#ifndef KITH_FRESHNESS_INPUT_H
#define KITH_FRESHNESS_INPUT_H

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"

struct workers;

enum input_kind { INPUT_ABSENT, INPUT_FOLDER, INPUT_LOOKED, INPUT_READ, INPUT_LISTED, INPUT_KINDS };

struct input {
	enum input_kind kind;
	struct str path;     /* absolute */
	struct fs_stat stat; /* from LOOKED on */
	struct hash hash;    /* from READ on */
};

struct input_list {
	struct arena arena;
	array_of(struct input) list;
	int64_t since; /* the moment that the looks are from, seconds since 1970 */
	bool spoiled;  /* something cannot be told, or changed meanwhile: never the same */
	bool renewed; /* by input_same: looks changed and the bytes did not, so keep the list anew */
};

/* The list while it is filled. */
struct input_record {
	struct input_list *to;
	struct map by_path;           /* to index + 1 */
	array_of(struct str) folders; /* by descriptor; empty: nobody knows */
	struct str here, state, repositories, output;
	char path[PATH_MAX]; /* of the event */
	pthread_mutex_t lock;
};

/* "read", ... */
const char *input_kind_name(enum input_kind kind);

/*
 * Records from now on what is read; one list at a time. `root` and `output` are as the user gave them. The
 * list is empty at first, and the caller's to free.
 */
void input_begin(
        struct input_record *record, struct input_list *to, struct str root, struct str output);
/* Ends it, and adds the program and its libraries. */
void input_end(struct input_record *record);
void input_free(struct input_list *inputs);

/* Is everything as it was? Asks with all workers. */
bool input_same(struct input_list *inputs, struct workers *workers);

/* May a file that looks like that have been changed again at `moment` (clock_today), and still look like that? */
bool input_is_racy(const struct fs_stat *stat, int64_t moment);

#endif
