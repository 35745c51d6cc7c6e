#include "git/top.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_open.h"
#include "base/fs_watch.h"
#include "base/path.h"
#include "git/head_ref.h"

bool
top_real(struct arena *arena, struct str path, struct str *out)
{
	char resolved[PATH_MAX];
	if (!realpath(path.len ? str_terminated(arena, path) : ".", resolved))
		return false;
	*out = str_copy(arena, str_from(resolved));
	return true;
}

/* Is there something, be it a link that leads nowhere, and is it a folder? Tells it to who watches. */
static bool
sees(struct str path, bool *folder)
{
	struct stat stat;
	struct fs_stat looks;
	int error = lstat(path.at, &stat) == 0 ? 0 : -errno;
	if (!error && S_ISLNK(stat.st_mode) && fs_stat_named(path, &looks) != 0)
		fs_watch_spoil();
	else if (error || fs_open_describe(&stat, &looks) == 0)
		fs_watch_looked(-1, path, error, &looks);
	if (folder)
		*folder = !error && S_ISDIR(stat.st_mode);
	return !error;
}

static bool
exists(struct arena *arena, struct str folder, const char *name)
{
	struct str path = str_format(arena, STR_FMT "/%s", STR_ARG(folder), name);
	return sees(path, NULL);
}

/* What git itself takes for one: a HEAD, objects and refs. */
static bool
is_bare(struct arena *arena, struct str folder)
{
	return exists(arena, folder, "HEAD") && exists(arena, folder, "objects") &&
	        exists(arena, folder, "refs");
}

/* A `.git` may be a file that leads to the folder; an empty folder of that name is nothing. */
static bool
is_top(struct arena *arena, struct str folder)
{
	bool is_folder;
	struct str path = str_format(arena, STR_FMT "/.git", STR_ARG(folder));
	if (sees(path, &is_folder) && !is_folder)
		return true;
	return exists(arena, path, "HEAD") || is_bare(arena, folder);
}

bool
top_git_folder(struct arena *arena, struct str top, struct str *out)
{
	struct str root = str_is(top, "/") ? STR_EMPTY : top, text, target;
	int folder;
	*out = str_format(arena, STR_FMT "/.git", STR_ARG(root));
	if (exists(arena, *out, "HEAD"))
		return true;
	if (fs_open_root(top, &folder) < 0)
		return false;
	int error = fs_read(folder, STR(".git"), arena, PATH_MAX + 16, &text, NULL);
	fs_close(folder);
	if (error < 0 || head_ref_parse_link(text, &target) < 0)
		return false;
	*out = str_starts(target, STR("/")) ? target : path_join(arena, top, target);
	return true;
}

int
top_find(struct arena *arena, struct str folder, struct top *out)
{
	struct str real;
	if (!top_real(arena, folder, &real))
		return -ENOENT;
	if (str_is(real, "/"))
		real = STR_EMPTY;
	for (struct str at = real;; at = path_dir(at)) {
		if (is_top(arena, at)) {
			out->path = at.len ? at : STR("/");
			out->below = str_skip(real, at.len < real.len ? at.len + 1 : at.len);
			return 0;
		}
		if (at.len == 0)
			return -ENOENT;
	}
}
