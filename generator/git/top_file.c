#include "git/top_file.h"

#include <errno.h>

#include "base/arena.h"
#include "base/fs.h"
#include "git/object.h"
#include "git/repo.h"

static int
read_work_tree(struct arena *arena, struct str top, struct str name, size_t max, struct str *out)
{
	int folder;
	if (fs_open_root(top, &folder) < 0)
		return 0;
	int error = fs_read(folder, name, arena, max, out, NULL);
	fs_close(folder);
	if (error < 0)
		*out = STR_EMPTY;
	return error == -ENOENT ? 0 : error;
}

static bool
find_entry(const struct repo *repo, const struct object_id *tree, struct str name,
        struct object_id *out)
{
	struct repo_object object;
	if (!tree || repo_read(repo, tree, SIZE_MAX, &object) < 0)
		return false;
	struct object_tree entries = { .bytes = object.bytes };
	struct object_entry entry;
	bool found = false;
	while (!found && object_tree_next(&entries, &entry))
		found = str_eq(entry.name, name) && entry.mode != OBJECT_FOLDER;
	if (found)
		*out = entry.id;
	repo_release(&object);
	return found;
}

int
top_file_read(struct arena *arena, const struct repo *repo, const struct object_id *tree,
        struct str name, size_t max, struct str *out)
{
	*out = STR_EMPTY;
	if (repo_work_tree(repo).len)
		return read_work_tree(arena, repo_work_tree(repo), name, max, out);
	struct object_id id;
	struct repo_object object;
	if (!find_entry(repo, tree, name, &id) || repo_read(repo, &id, max, &object) < 0)
		return 0;
	*out = str_copy(arena, object.bytes);
	repo_release(&object);
	return 0;
}
