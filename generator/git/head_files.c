/*
 *	repository                site (root "docs")     why
 *	docs/content/a.md         content/a.md           below the root
 *	docs/content/b.md -> a.md content/b.md           a link to a file is that file
 *	docs/content/log -> ../../log
 *	log/1.md                  content/log/1.md       below a linked folder
 *
 * Of links to folders only those that the site itself holds are followed, one deep: what lies behind a
 * link behind a link is shown without a history.
 */
#include "git/head_files.h"

#include "base/arena.h"
#include "base/path.h"
#include "git/repo.h"
#include "git/tree_cache.h"
#include "git/tree_diff.h"

enum {
	LINKS_MAX = 1000,       /* of the site */
	LINKS_READ_MAX = 20000, /* of the repository */
	LINK_MAX_BYTES = 4096,
	LINK_CHAIN_MAX = 8,
	FILES_MAX = 1000000, /* links to folders could make any number of them */
};

struct lister {
	struct arena *arena;
	const struct map *all; /* path in the repository -> struct head_file */
	struct map *out;
};

/* Is `path` inside the folder? *rest gets what follows, without the '/'. */
static bool
below(struct str path, struct str folder, struct str *rest)
{
	if (folder.len == 0) {
		*rest = path;
		return true;
	}
	if (!str_starts(path, folder) || path.len <= folder.len || path.at[folder.len] != '/')
		return false;
	*rest = str_skip(path, folder.len + 1);
	return true;
}

/* Reads where the links point. */
static void
read_links(struct arena *arena, const struct repo *repo, const struct map *all)
{
	size_t links = 0;
	for (size_t i = 0; i < all->len && links < LINKS_READ_MAX; i++) {
		struct head_file *file = all->at[i].value;
		struct repo_object object;
		if (file->mode != OBJECT_LINK)
			continue;
		links++;
		if (repo_read(repo, &file->id, LINK_MAX_BYTES, &object) < 0)
			continue;
		file->target = str_copy(arena, object.bytes);
		repo_release(&object);
	}
}

bool
head_files_read(
        struct arena *arena, const struct repo *repo, const struct object_id *tree, struct map *all)
{
	struct arena scratch = ARENA_EMPTY;
	struct tree_cache *cache = tree_cache_make(&scratch, repo, 0);
	tree_changes files = { NULL, 0, 0 };
	size_t steps = 0;
	bool known = tree_diff_run(&scratch, cache, tree, NULL, 0, &files, &steps);
	for (size_t i = 0; known && i < files.len; i++) {
		struct head_file *file = arena_new(arena, struct head_file);
		file->path = str_copy(arena, files.at[i].path);
		file->mode = files.at[i].after_mode;
		file->id = files.at[i].after;
		map_put(all, arena, file->path, NULL)->value = file;
	}
	tree_cache_clear(cache);
	arena_free(&scratch);
	if (known)
		read_links(arena, repo, all);
	return known;
}

/* Puts all files below a folder of the repository under a folder of the site. */
static void
put_below(struct lister *lister, struct str folder, struct str site_folder)
{
	for (size_t i = 0; i < lister->all->len && lister->out->len < FILES_MAX; i++) {
		struct str rest;
		if (!below(lister->all->at[i].key, folder, &rest))
			continue;
		struct str key = path_join(lister->arena, site_folder, rest);
		struct map_entry *entry = map_put(lister->out, lister->arena, key, NULL);
		if (!entry->value)
			entry->value = lister->all->at[i].value;
	}
}

/* Where a link points, as a path in the repository; false when that is outside or not to be read. */
static bool
link_target(struct lister *lister, const struct head_file *link, struct str *out)
{
	struct str target = link->target;
	return target.len && !str_starts(target, STR("/")) &&
	        path_resolve(lister->arena, path_dir(link->path), target, out);
}

static void
follow_link(struct lister *lister, struct str site_path, const struct head_file *link)
{
	struct str target;
	for (int i = 0; i < LINK_CHAIN_MAX; i++) {
		if (!link_target(lister, link, &target))
			return;
		struct head_file *file = map_get(lister->all, target);
		if (!file) {
			put_below(lister, target, site_path);
			return;
		}
		if (file->mode != OBJECT_LINK) {
			map_put(lister->out, lister->arena, site_path, NULL)->value = file;
			return;
		}
		link = file;
	}
}

static void
follow_links(struct lister *lister)
{
	size_t count = lister->out->len, links = 0;
	for (size_t i = 0; i < count && links < LINKS_MAX; i++) {
		struct str site_path = lister->out->at[i].key;
		const struct head_file *file = lister->out->at[i].value;
		if (file->mode == OBJECT_LINK) {
			follow_link(lister, site_path, file);
			links++;
		}
	}
}

void
head_files_list(
        struct arena *arena, const struct map *all, const struct head_place *place, struct map *out)
{
	struct lister lister = { .arena = arena, .all = all, .out = out };
	if (place->has_root)
		put_below(&lister, place->root, STR_EMPTY);
	if (!place->has_root ||
	        !str_eq(place->content_at, path_join(arena, place->root, place->content)))
		put_below(&lister, place->content_at, place->content);
	follow_links(&lister);
}
