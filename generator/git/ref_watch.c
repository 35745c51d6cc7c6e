#include "git/ref_watch.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_watch.h"
#include "base/path.h"
#include "base/utf8.h"
#include "git/head_ref.h"
#include "git/top.h"

enum { FILE_MAX_BYTES = 512 << 20, CONFIG_MAX_BYTES = 1 << 20 };

static void
tell_file(struct arena *arena, int folder, struct str path)
{
	struct str bytes;
	(void)fs_read(folder, path, arena, FILE_MAX_BYTES, &bytes, NULL);
}

static void
tell_files(struct arena *arena, struct str folder, const char *const *names)
{
	int fd;
	if (fs_open_root(folder, &fd) != 0)
		return;
	for (; *names; names++)
		tell_file(arena, fd, str_from(*names));
	fs_close(fd);
}

/* It can name other files, of which nobody knows what a library makes. */
static void
tell_config(struct arena *arena, struct str folder)
{
	struct str text, path = path_join(arena, folder, STR("config"));
	if (fs_read_named(path, arena, CONFIG_MAX_BYTES, &text) != 0)
		return;
	text = utf8_fold(arena, text);
	if (str_find(text, STR("include")) != STR_NONE ||
	        str_find(text, STR("attributesfile")) != STR_NONE)
		fs_watch_spoil();
}

/* Loose refs in all their folders. */
static void
tell_refs(struct arena *arena, struct str common)
{
	int fd;
	fs_list files;
	if (fs_open_root(common, &fd) != 0)
		return;
	if (fs_walk(fd, STR("refs"), true, arena, &files) == 0)
		for (size_t i = 0; i < files.len; i++)
			tell_file(arena, fd, path_join(arena, STR("refs"), files.at[i].path));
	fs_close(fd);
}

void
ref_watch_tell(struct str top)
{
	static const char *const of_tree[] = { "HEAD", "index", "commondir", "config.worktree",
		NULL };
	static const char *const shared[] = { "packed-refs", "shallow", "info/grafts",
		"objects/info/alternates", NULL };
	struct arena arena = ARENA_EMPTY;
	struct head_ref place = { .git_folder = top, .common = top };
	if (!fs_watch_on())
		return;
	if (head_ref_locate(&arena, top, &place) != 0)
		place.git_folder = place.common = top;
	tell_files(&arena, place.git_folder, of_tree);
	tell_files(&arena, place.common, shared);
	tell_config(&arena, place.common);
	tell_refs(&arena, place.common);
	arena_free(&arena);
}

void
ref_watch_above(struct str folder)
{
	struct arena arena = ARENA_EMPTY;
	struct fs_stat stat;
	struct top top;
	if (!fs_watch_on())
		return;
	if (fs_stat_named(folder, &stat) == 0 && top_find(&arena, folder, &top) == 0)
		ref_watch_tell(top.path);
	arena_free(&arena);
}

void
ref_watch_attributes(struct str top, struct str path)
{
	struct arena arena = ARENA_EMPTY;
	struct head_ref place = { .common = top };
	struct str bytes;
	if (!fs_watch_on())
		return;
	if (head_ref_locate(&arena, top, &place) != 0)
		place.common = top;
	struct str folder = path_join(&arena, place.common, STR("info/attributes"));
	(void)fs_read_named(folder, &arena, CONFIG_MAX_BYTES, &bytes);
	do {
		path = path_dir(path);
		folder = path_join(&arena, path_join(&arena, top, path), STR(".gitattributes"));
		(void)fs_read_named(folder, &arena, CONFIG_MAX_BYTES, &bytes);
	} while (path.len);
	arena_free(&arena);
}
