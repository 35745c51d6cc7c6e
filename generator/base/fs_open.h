/*
 * What the files of fs share: opening below a folder without leaving it. Everybody else uses fs.h.
 * Results are 0 or a negative errno.
 */
#ifndef KITH_BASE_FS_OPEN_H
#define KITH_BASE_FS_OPEN_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/str.h"

struct fs_stat;

enum fs_links {
	FS_LINKS_FOLLOW, /* while they stay below the root */
	FS_LINKS_REFUSE, /* -ELOOP at the first one, wherever in the path */
};

/*
 * openat(root, path, flags | O_CLOEXEC, 0666) that never reaches outside of `root`: -EXDEV when the
 * path or a link in it would. An empty path is the root itself.
 */
int fs_open_beneath(int root, struct str path, int flags, enum fs_links links, int *fd);

/* The folder of a path, for calls that work on a name in a folder. */
struct fs_parent {
	int fd;
	bool opened; /* for this path; otherwise fd is the root that was passed in */
	char name[256];
};

/* -EINVAL for a path without a proper last name. Close with fs_open_parent_done. */
int fs_open_parent(int root, struct str path, enum fs_links links, struct fs_parent *out);
void fs_open_parent_done(const struct fs_parent *parent);

/* What of a stat is kept; -EINVAL (and filled all the same) for neither file nor folder. */
int fs_open_describe(const struct stat *from, struct fs_stat *out);

#endif
