#include "git/top.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
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

static bool
exists(struct arena *arena, struct str folder, const char *name)
{
	struct stat stat;
	struct str path = str_format(arena, STR_FMT "/%s", STR_ARG(folder), name);
	return lstat(path.at, &stat) == 0;
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
	struct stat stat;
	struct str path = str_format(arena, STR_FMT "/.git", STR_ARG(folder));
	if (lstat(path.at, &stat) == 0 && !S_ISDIR(stat.st_mode))
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
