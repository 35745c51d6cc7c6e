#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/repo.h"
#include "git/tree_cache.h"
#include "repos.h"

enum { TREES = 30 };

/* A commit whose tree holds TREES folders, each with one file of its own. */
static const char script[] =
        "start repo; n=0; while [ $n -lt 30 ]; do page $n/a.md $n; n=$((n + 1)); done\n"
        "commit 1 One";

static void
read_folders(struct arena *arena, const struct repo *repo, struct object_id *out)
{
	struct repo_head head;
	struct repo_object object;
	struct object_commit commit;
	struct object_entry entry;
	assert_int_equal(repo_head(arena, repo, &head), 0);
	assert_int_equal(repo_read(repo, &head.id, SIZE_MAX, &object), 0);
	assert_true(object_commit_parse(arena, object.bytes, &commit));
	struct object_id id = commit.tree;
	repo_release(&object);
	assert_int_equal(repo_read(repo, &id, SIZE_MAX, &object), 0);
	struct object_tree tree = { .bytes = object.bytes };
	for (size_t i = 0; i < TREES; i++) {
		assert_true(object_tree_next(&tree, &entry));
		out[i] = entry.id;
	}
	repo_release(&object);
}

static void
expect_folder(const struct tree *tree, const struct object_id *id)
{
	struct object_tree walk = { .bytes = tree->bytes };
	struct object_entry entry;
	assert_true(object_id_eq(&tree->id, id));
	assert_true(object_tree_next(&walk, &entry));
	assert_true(str_is(entry.name, "a.md"));
	assert_false(object_tree_next(&walk, &entry));
}

/* With any ceiling, even none, all trees come back whole, and what is held stays. */
static void
test_ceilings(void **state)
{
	(void)state;
	static const size_t ceilings[] = { 0, 500, TREE_CACHE_BYTES };
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct object_id ids[TREES];
	char *folder = repos_make(script);
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/repo", folder), &repo), 0);
	read_folders(&arena, repo, ids);
	for (size_t c = 0; c < sizeof ceilings / sizeof *ceilings; c++) {
		struct tree_cache *cache = tree_cache_make(&arena, repo, ceilings[c]);
		struct tree *held = tree_cache_get(cache, &ids[0]);
		assert_non_null(held);
		for (int round = 0; round < 3; round++)
			for (size_t i = 0; i < TREES; i++) {
				struct tree *tree = tree_cache_get(cache, &ids[i]);
				assert_non_null(tree);
				expect_folder(tree, &ids[i]);
				tree_cache_put(tree);
			}
		assert_ptr_equal(tree_cache_get(cache, &ids[0]), held);
		expect_folder(held, &ids[0]);
		tree_cache_put(held);
		tree_cache_put(held);
		tree_cache_clear(cache);
	}
	repo_close(repo);
	repos_remove(folder);
	arena_free(&arena);
	repo_shutdown();
}

static void
test_no_tree(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct repo_head head;
	char *folder = repos_make(script);
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/repo", folder), &repo), 0);
	assert_int_equal(repo_head(&arena, repo, &head), 0);
	struct tree_cache *cache = tree_cache_make(&arena, repo, TREE_CACHE_BYTES);
	assert_null(tree_cache_get(cache, &head.id));
	head.id.bytes[3] ^= 1;
	assert_null(tree_cache_get(cache, &head.id));
	tree_cache_put(NULL);
	tree_cache_clear(cache);
	repo_close(repo);
	repos_remove(folder);
	arena_free(&arena);
	repo_shutdown();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ceilings),
		cmocka_unit_test(test_no_tree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
