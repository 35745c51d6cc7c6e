/*
 * Commits are independent of each other once the walk is done, so the workers of the pool share them
 * out. Each worker reads with a handle, a tree cache and an arena of its own:
 *
 *	walk->lines   | c0 c1 c2 c3 ... | c64 c65 ...  | c128 ...      neighbours share trees
 *	                   reader 0          reader 1       reader 0
 */
#include "git/changes.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/pool.h"
#include "git/handles.h"
#include "git/rename.h"
#include "git/tree_cache.h"
#include "git/tree_diff.h"
#include "git/walk.h"

/* One worker's means, opened when it gets its first commit. */
struct reader {
	struct arena arena;   /* the changes found */
	struct arena scratch; /* one commit */
	const struct repo *repo;
	struct tree_cache *cache;
};

struct changes {
	struct arena arena;
	struct reader *readers;
	unsigned count;
};

struct job {
	struct walk *walk;
	struct handles *handles;
	struct reader *readers;
	atomic_size_t changes, steps;
	bool *done; /* of each commit; a commit may be left over when its reader failed */
};

static bool
too_large(struct job *job)
{
	return atomic_load(&job->changes) > CHANGES_MAX ||
	        atomic_load(&job->steps) > CHANGES_STEPS_MAX;
}

static bool
open_reader(struct job *job, struct reader *reader, unsigned worker)
{
	if (!reader->repo) {
		reader->repo = handles_get(job->handles, worker);
		if (reader->repo)
			reader->cache =
			        tree_cache_make(&reader->arena, reader->repo, TREE_CACHE_BYTES);
	}
	return reader->repo != NULL;
}

/* Where a file was taken from matters only where somebody reads its history. */
static void
forget_taken(tree_changes *found)
{
	size_t kept = 0;
	for (size_t i = 0; i < found->len; i++)
		if (found->at[i].kind != TREE_TAKEN || tree_diff_is_page(&found->at[i]))
			found->at[kept++] = found->at[i];
	found->len = kept;
}

static void
keep(struct arena *arena, const tree_changes *found, tree_changes *out)
{
	out->at = arena_array(arena, struct tree_change, found->len);
	out->len = out->cap = found->len;
	for (size_t i = 0; i < found->len; i++) {
		out->at[i] = found->at[i];
		out->at[i].path = str_copy(arena, found->at[i].path);
		out->at[i].old_path = str_copy(arena, found->at[i].old_path);
	}
}

static void
compare_commit(struct job *job, struct reader *reader, struct walk_commit *commit)
{
	struct arena *scratch = &reader->scratch;
	size_t count = commit->parents.len, steps = 0;
	struct object_id *parents = arena_array(scratch, struct object_id, count);
	for (size_t i = 0; i < count; i++)
		parents[i] = commit->parents.at[i]->tree;
	tree_changes found = { NULL, 0, 0 };
	if (!tree_diff_run(scratch, reader->cache, &commit->tree, parents, count, &found, &steps)) {
		commit->hidden = true;
	} else if (found.len) {
		if (count > 1)
			forget_taken(&found);
		atomic_fetch_add(&job->changes, found.len);
		commit->unsure = !rename_find(scratch, reader->repo, &found);
		keep(&reader->arena, &found, &commit->changes);
	}
	atomic_fetch_add(&job->steps, steps);
	arena_reset(scratch);
}

static void
compare_one(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	struct reader *reader = &job->readers[worker];
	struct walk_commit *commit = job->walk->lines.at[index];
	if (job->done[index] || too_large(job))
		return;
	if (!commit->known && !open_reader(job, reader, worker))
		return;
	if (!commit->known && !commit->hidden)
		compare_commit(job, reader, commit);
	job->done[index] = true;
}

static void
close_reader(struct reader *reader)
{
	if (reader->cache)
		tree_cache_clear(reader->cache);
	arena_free(&reader->scratch);
	reader->cache = NULL;
	reader->repo = NULL;
}

static void
forget(struct walk *walk)
{
	for (size_t i = 0; i < walk->lines.len; i++)
		walk->lines.at[i]->changes = (tree_changes){ NULL, 0, 0 };
}

struct changes *
changes_find(struct walk *walk, const struct repo *repo, struct pool *pool)
{
	struct arena arena = ARENA_EMPTY;
	struct changes *changes = arena_new(&arena, struct changes);
	changes->count = pool ? pool_workers(pool) : 1;
	changes->readers = arena_array(&arena, struct reader, changes->count);
	struct job job = { .walk = walk, .readers = changes->readers };
	job.handles = handles_make(&arena, repo, changes->count);
	job.done = arena_array(&arena, bool, walk->lines.len);
	for (size_t i = 0; i < walk->lines.len; i++)
		job.changes += walk->lines.at[i]->changes.len;
	changes->arena = arena;

	if (pool)
		pool_run(pool, walk->lines.len, compare_one, &job);
	for (size_t i = 0; i < walk->lines.len; i++)
		compare_one(&job, i, 0);
	for (unsigned i = 0; i < changes->count; i++)
		close_reader(&changes->readers[i]);
	handles_close(job.handles);
	if (!too_large(&job))
		return changes;
	forget(walk);
	changes_free(changes);
	return NULL;
}

void
changes_free(struct changes *changes)
{
	if (!changes)
		return;
	for (unsigned i = 0; i < changes->count; i++)
		arena_free(&changes->readers[i].arena);
	struct arena arena = changes->arena;
	arena_free(&arena);
}
