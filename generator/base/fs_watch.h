/*
 * Tells what a piece of work has looked at, so that none of its inputs can be forgotten. Between
 * fs_watch_begin and fs_watch_end the watcher is called for each file that is opened or read through
 * fs.h, each folder that is listed, each path that is asked for, also when there is nothing:
 *
 *	fs_read                    the file, with a hash of its bytes
 *	fs_open_read, fs_stat      the file or folder, as it looks
 *	fs_walk, fs_folder_names   each folder, with a hash of what is in it, and each file, as it looks
 *	an error                   -ENOENT and the like
 *
 * Paths are told as they were asked for, from the descriptor of a folder; which folder that is was told
 * when it was opened. Files that are written are not told. Who reads past fs.h (a library, a program
 * that is run) tells it by the functions below, or by fs_watch_spoil when it cannot be told.
 *
 * One watcher at a time. It is called from any thread, so it locks what it fills.
 */
#ifndef KITH_BASE_FS_WATCH_H
#define KITH_BASE_FS_WATCH_H

#include <stdbool.h>

#include "base/hash.h"
#include "base/str.h"

struct fs_stat;

enum fs_watch_kind {
	FS_WATCH_FOLDER, /* it was opened: `fd` stands for it from now on */
	FS_WATCH_CLOSED, /* `fd` stands for nothing, or for a folder that nobody can name */
	FS_WATCH_LOOKED, /* there is a file or a folder; its bytes are not known */
	FS_WATCH_READ,   /* a file; hash is of its bytes */
	FS_WATCH_LISTED, /* a folder; hash is fs_folder_sum's */
	FS_WATCH_FAILED, /* error is why */
	FS_WATCH_SPOILED /* something was read that nobody can name */
};

struct fs_watch_event {
	enum fs_watch_kind kind;
	int root;        /* descriptor that the path is seen from; -1: as a user would type it */
	struct str path; /* as long as the call */
	const struct fs_stat *stat; /* of LOOKED, READ and LISTED; as long as the call */
	struct hash hash;
	int fd, error;
};

typedef void fs_watcher(void *context, const struct fs_watch_event *event);

void fs_watch_begin(fs_watcher *watcher, void *context);
/* When all threads that read have ended their work. */
void fs_watch_end(void);
/* Is there a watcher? The functions below ask by themselves. */
bool fs_watch_on(void);

void fs_watch_opened(int root, struct str path, int fd);
void fs_watch_closed(int fd);
/* `error` is 0 and `stat` known, or a negative errno. */
void fs_watch_looked(int root, struct str path, int error, const struct fs_stat *stat);
/* `stat` is from before the bytes were read. */
void fs_watch_read(int root, struct str path, const struct fs_stat *stat, struct str bytes);
/* The folder `fd`, before its names are read. */
void fs_watch_listed(int root, struct str path, int fd);
void fs_watch_spoil(void);

#endif
