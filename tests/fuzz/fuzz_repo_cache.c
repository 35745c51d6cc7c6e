/*
 * Any bytes as the cache of a repository, once as they are and once with a head that fits them: what
 * is taken for sound gives a walk and files that lie within the bytes, in an order that has parents
 * last.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "git/head_files.h"
#include "git/repo_cache.h"
#include "git/walk.h"
#include "require.h"

static void
require_inside(struct str view, struct str whole)
{
	if (view.len)
		require(view.at >= whole.at && view.len <= whole.len &&
		        (size_t)(view.at - whole.at) <= whole.len - view.len);
}

static void
check_commit(const struct walk_commit *commit, struct str bytes)
{
	require_inside(commit->message, bytes);
	require_inside(commit->author->name, bytes);
	require_inside(commit->committer->email, bytes);
	require(utf8_invalid(commit->message) == STR_NONE);
	require(utf8_invalid(commit->author->name) == STR_NONE);
	for (size_t i = 0; i < commit->parents.len; i++)
		require(commit->parents.at[i] > commit);
	for (size_t i = 0; i < commit->changes.len; i++) {
		const struct tree_change *change = &commit->changes.at[i];
		require_inside(change->path, bytes);
		require_inside(change->old_path, bytes);
		require(change->path.len && change->kind <= TREE_TAKEN);
		require((change->kind == TREE_RENAMED) == (change->old_path.len > 0));
	}
}

/* What was read and written again says the same. */
static void
check_again(const struct repo_cache *cache, const struct walk *walk, const struct map *files)
{
	struct buf out;
	struct repo_cache again = { .present = true };
	struct cache_file earlier = cache->file;
	buf_init(&out, CACHE_FILE_MAX_BYTES);
	struct cache_state state = cache->file.head.state;
	if (repo_cache_encode(&out, walk, files, &state, &earlier)) {
		require(cache_file_open(buf_view(&out), &again.file));
		require(again.file.head.reached == cache->file.head.reached);
	}
	buf_free(&out);
}

static void
check_cache(struct str bytes)
{
	struct arena arena = ARENA_EMPTY;
	struct repo_cache cache = { .present = true };
	struct map files = { .len = 0 };
	if (cache_file_open(bytes, &cache.file)) {
		struct walk *walk = repo_cache_walk(&cache, &arena, 1709294400);
		repo_cache_files(&cache, &arena, &files);
		require(walk->lines.len == walk->newest.len);
		for (size_t i = 0; i < walk->lines.len; i++)
			check_commit(walk->lines.at[i], bytes);
		for (size_t i = 0; i < files.len; i++)
			require_inside(files.at[i].key, bytes);
		check_again(&cache, walk, &files);
	}
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str bytes = size ? str_of((const char *)data, size) : STR_EMPTY;
	check_cache(bytes);
	if (size >= sizeof(struct cache_head)) {
		bytes = str_copy(&arena, bytes);
		cache_file_seal((char *)(uintptr_t)bytes.at, bytes.len);
		check_cache(bytes);
	}
	arena_free(&arena);
	return 0;
}
