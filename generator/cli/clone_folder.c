/*
 * The list says what is known to be harmless instead of what is known to harm: git learns of new files with
 * every other release, and its `commondir`, `config.worktree`, `hooks` and `objects/info/alternates` are
 * only those of today.
 */
#include "cli/clone_folder.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"

enum { DEPTH_MAX = 64 };

static const struct {
	struct str name;
	bool needed, folder;
} parts[] = {
	{ STR_INIT("HEAD"), true, false },
	{ STR_INIT("config"), true, false },
	{ STR_INIT("objects"), true, true },
	{ STR_INIT("refs"), true, true },
	{ STR_INIT("packed-refs"), false, false },
	{ STR_INIT("shallow"), false, false },
	{ STR_INIT("FETCH_HEAD"), false, false },
	{ STR_INIT("logs"), false, true },
};

enum { PARTS_LEN = sizeof parts / sizeof *parts };

static int
names_in(struct arena *arena, int root, struct str path, fs_folder_name_list *out)
{
	int fd, error = fs_open_folder(root, path, &fd);
	if (error)
		return error;
	error = fs_folder_names(fd, arena, out);
	fs_close(fd);
	return error;
}

/* Files and folders only, however deep. */
static bool
has_no_links(struct arena *arena, int root, struct str path, int depth)
{
	fs_folder_name_list names = { 0 };
	if (depth > DEPTH_MAX || names_in(arena, root, path, &names) != 0)
		return false;
	for (size_t i = 0; i < names.len; i++) {
		struct str below = path_join(arena, path, names.at[i]);
		struct fs_stat stat;
		if (fs_folder_look(root, below, &stat) != 0)
			return false;
		if (stat.is_folder && !has_no_links(arena, root, below, depth + 1))
			return false;
	}
	return true;
}

static bool
is_known(struct str name)
{
	for (size_t i = 0; i < PARTS_LEN; i++)
		if (str_eq(name, parts[i].name))
			return true;
	return false;
}

static bool
has_parts(struct arena *arena, int root, struct str path)
{
	for (size_t i = 0; i < PARTS_LEN; i++) {
		struct fs_stat stat;
		int error = fs_folder_look(root, path_join(arena, path, parts[i].name), &stat);
		if (error ? parts[i].needed : stat.is_folder != parts[i].folder)
			return false;
	}
	return true;
}

/* Where git looks for objects of other repositories. */
static bool
has_own_objects(struct arena *arena, int root, struct str path)
{
	fs_folder_name_list names = { 0 };
	path = path_join(arena, path, STR("objects"));
	if (names_in(arena, root, path, &names) != 0)
		return false;
	for (size_t i = 0; i < names.len; i++) {
		fs_folder_name_list below = { 0 };
		if (!str_eq_nocase(names.at[i], STR("info")))
			continue;
		if (names_in(arena, root, path_join(arena, path, names.at[i]), &below) != 0 ||
		        below.len)
			return false;
	}
	return true;
}

bool
clone_folder_is_plain(int root, struct str path)
{
	struct arena arena = ARENA_EMPTY;
	fs_folder_name_list names = { 0 };
	struct fs_stat stat;
	bool plain = fs_folder_look(root, path, &stat) == 0 && stat.is_folder &&
	        names_in(&arena, root, path, &names) == 0;
	for (size_t i = 0; plain && i < names.len; i++)
		plain = is_known(names.at[i]);
	plain = plain && has_parts(&arena, root, path) && has_own_objects(&arena, root, path) &&
	        has_no_links(&arena, root, path, 0);
	arena_free(&arena);
	return plain;
}
