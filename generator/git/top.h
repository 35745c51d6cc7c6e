/*
 * Where a repository lies on the disk: the folder that holds its `.git`, or a bare one itself. Only the
 * file system is asked, so that the folders of a site can be looked at before any repository is opened.
 *
 * Threads: safe from any thread.
 */
#ifndef KITH_GIT_TOP_H
#define KITH_GIT_TOP_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

struct top {
	struct str path;  /* real path of the folder with `.git`, or of a bare repository */
	struct str below; /* where the folder asked for lies in it: "" for the top, "docs/posts" */
};

/* A path with all symbolic links followed; false when there is no such file. Lives in the arena. */
bool top_real(struct arena *arena, struct str path, struct str *out);

/*
 * The nearest repository at or above a folder, whose symbolic links are followed first. -ENOENT when
 * there is none or no such folder. Lives in the arena.
 */
int top_find(struct arena *arena, struct str folder, struct top *out);

/*
 * The folder that git keeps of a work tree, with its HEAD and index: `.git` itself, or where the file of
 * that name leads. False when there is none, as for a bare repository. Lives in the arena.
 */
bool top_git_folder(struct arena *arena, struct str top, struct str *out);

#endif
