/*
 * Any bytes as a store of trees and files, which are compared and searched for renames. The input is
 * cut into objects:
 *
 *	length (2 bytes, big end first)  bytes  length  bytes ...
 *
 * The first two are the trees to compare; of any id the first byte names the object it leads to, and
 * the second says whether that is a tree. This file stands in for git/repo.c.
 */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "git/object.h"
#include "git/rename.h"
#include "git/repo.h"
#include "git/tree_cache.h"
#include "git/tree_diff.h"
#include "require.h"

enum { OBJECTS_MAX = 64, READS_MAX = 2000 };

struct repo {
	struct str objects[OBJECTS_MAX];
	size_t count;
	size_t reads; /* circles must end some time */
};

int
repo_read(const struct repo *repo, const struct object_id *id, size_t max, struct repo_object *out)
{
	*out = (struct repo_object){ .handle = NULL };
	if (repo->count == 0 || ++((struct repo *)repo)->reads > READS_MAX)
		return -ENOENT;
	struct str bytes = repo->objects[id->bytes[0] % repo->count];
	if (bytes.len > max)
		return -EFBIG;
	out->bytes = bytes;
	out->type = id->bytes[1] % 2 ? REPO_BLOB : REPO_TREE;
	return 0;
}

void
repo_release(struct repo_object *object)
{
	*object = (struct repo_object){ .handle = NULL };
}

/* Each object in a block of its own, so that a read past its end is seen. */
static void
cut(struct arena *arena, struct repo *repo, const uint8_t *data, size_t size)
{
	while (size >= 2 && repo->count < OBJECTS_MAX) {
		size_t len = (size_t)data[0] << 8 | data[1];
		data += 2;
		size -= 2;
		if (len > size)
			len = size;
		char *copy = arena_array(arena, char, len);
		if (len)
			memcpy(copy, data, len);
		repo->objects[repo->count++] = str_of(copy, len);
		data += len;
		size -= len;
	}
}

static bool
compare(struct arena *arena, struct repo *repo, unsigned char new, unsigned char old,
        tree_changes *out)
{
	struct object_id tree = { { new } }, parent = { { old } };
	struct tree_cache *cache = tree_cache_make(arena, repo, 0);
	size_t steps = 0;
	repo->reads = 0;
	bool known = tree_diff_run(arena, cache, &tree, &parent, 1, out, &steps);
	tree_cache_clear(cache);
	return known;
}

static void
check_path(struct str path)
{
	require(path.len > 0);
	while (path.at) {
		struct str name = str_cut(&path, '/');
		require(name.len > 0 && object_name_is_safe(name));
	}
}

/* The other way round the same paths change, and what was added is removed. */
static void
check_mirror(const tree_changes *there, const tree_changes *back)
{
	require(there->len == back->len);
	for (size_t i = 0; i < there->len; i++) {
		const struct tree_change *a = &there->at[i], *b = &back->at[i];
		check_path(a->path);
		require(str_eq(a->path, b->path));
		require((a->kind == TREE_ADDED) == (b->kind == TREE_REMOVED));
		require((a->kind == TREE_EDITED) == (b->kind == TREE_EDITED));
		require(object_id_eq(&a->before, &b->after) && object_id_eq(&a->after, &b->before));
	}
}

static void
check_renames(struct arena *arena, struct repo *repo, tree_changes *changes)
{
	size_t before = changes->len, gone = 0, moved = 0;
	for (size_t i = 0; i < before; i++)
		gone += changes->at[i].kind == TREE_REMOVED;
	repo->reads = 0;
	rename_find(arena, repo, changes);
	for (size_t i = 0; i < changes->len; i++) {
		require(changes->at[i].path.len > 0);
		require((changes->at[i].kind == TREE_RENAMED) == (changes->at[i].old_path.len > 0));
		moved += changes->at[i].kind == TREE_REMOVED;
	}
	require(before - changes->len == gone - moved);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct repo repo = { .count = 0 };
	tree_changes there = { NULL, 0, 0 }, back = { NULL, 0, 0 }, merged = { NULL, 0, 0 };
	cut(&arena, &repo, data, size);
	bool known = compare(&arena, &repo, 0, 1, &there);
	require(compare(&arena, &repo, 1, 0, &back) == known);
	if (known) {
		check_mirror(&there, &back);
		check_renames(&arena, &repo, &there);
	}
	struct object_id tree = { { 0 } }, parents[] = { { { 1 } }, { { 2 } } };
	struct tree_cache *cache = tree_cache_make(&arena, &repo, 0);
	size_t steps = 0;
	repo.reads = 0;
	if (tree_diff_run(&arena, cache, &tree, parents, 2, &merged, &steps))
		check_renames(&arena, &repo, &merged);
	tree_cache_clear(cache);
	arena_free(&arena);
	return 0;
}
