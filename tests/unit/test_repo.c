/*
 * Repositories as stores of objects. What histories are made of them is tested elsewhere.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/repo.h"
#include "repos.h"

struct opened {
	char *folder;
	struct arena arena;
	struct repo *repo;
};

static struct opened
open_repo(const char *script, const char *below)
{
	struct opened opened = { .folder = repos_make(script), .arena = ARENA_EMPTY };
	struct str path = str_format(&opened.arena, "%s/%s", opened.folder, below);
	assert_int_equal(repo_open(&opened.arena, path, &opened.repo), 0);
	return opened;
}

static void
close_repo(struct opened *opened)
{
	repo_close(opened->repo);
	repos_remove(opened->folder);
	arena_free(&opened->arena);
	repo_shutdown();
}

static struct str
path_of(struct opened *opened, const char *below)
{
	return str_format(&opened->arena, "%s/%s", opened->folder, below);
}

static void
test_found_above(void **state)
{
	(void)state;
	struct opened opened =
	        open_repo("start repo; mkdir -p x/y; ln -s repo/x/y ../link", "link");
	struct str where;
	assert_true(str_eq(repo_work_tree(opened.repo), path_of(&opened, "repo")));
	assert_int_equal(
	        repo_locate(&opened.arena, opened.repo, path_of(&opened, "link"), &where), 0);
	assert_true(str_is(where, "x/y"));
	assert_int_equal(
	        repo_locate(&opened.arena, opened.repo, path_of(&opened, "repo"), &where), 0);
	assert_true(str_is(where, ""));
	assert_int_equal(
	        repo_locate(&opened.arena, opened.repo, path_of(&opened, ""), &where), -EXDEV);
	assert_int_equal(
	        repo_locate(&opened.arena, opened.repo, path_of(&opened, "no"), &where), -ENOENT);
	assert_false(repo_ignores_case(opened.repo));
	close_repo(&opened);
}

/* A folder whose name only begins like the work tree's is outside. */
static void
test_neighbour(void **state)
{
	(void)state;
	struct opened opened = open_repo("mkdir repo-2; start repo", "repo");
	struct str where;
	assert_int_equal(
	        repo_locate(&opened.arena, opened.repo, path_of(&opened, "repo-2"), &where),
	        -EXDEV);
	close_repo(&opened);
}

/* The configuration of a repository may name any folder; nothing is read there. */
static void
test_foreign_work_tree(void **state)
{
	(void)state;
	struct opened opened = open_repo("start repo; g config core.worktree /etc", "repo");
	assert_true(str_eq(repo_work_tree(opened.repo), path_of(&opened, "repo")));
	close_repo(&opened);
}

static void
test_not_found(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct repo *repo = NULL;
	char *folder = repos_make("mkdir plain; start broken; echo '[core' >.git/config");
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/plain", folder), &repo), -ENOENT);
	assert_null(repo);
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/none", folder), &repo), -ENOENT);
	assert_int_equal(
	        repo_open(&arena, str_format(&arena, "%s/broken", folder), &repo), -EINVAL);
	assert_null(repo);
	assert_true(repo_error(&arena).len > 0);
	repos_remove(folder);
	arena_free(&arena);
	repo_shutdown();
}

static void
test_objects(void **state)
{
	(void)state;
	struct opened opened = open_repo("start repo; page a.md 1; commit 1 One", "repo");
	struct repo_head head;
	struct repo_object object;
	struct object_commit commit;
	assert_int_equal(repo_head(&opened.arena, opened.repo, &head), 0);
	assert_true(head.born);
	assert_true(str_is(head.branch, "main"));
	assert_int_equal(repo_read(opened.repo, &head.id, SIZE_MAX, &object), 0);
	assert_int_equal(object.type, REPO_COMMIT);
	assert_true(object_commit_parse(&opened.arena, object.bytes, &commit));
	struct object_id tree_id = commit.tree;
	repo_release(&object);

	assert_int_equal(repo_read(opened.repo, &tree_id, SIZE_MAX, &object), 0);
	assert_int_equal(object.type, REPO_TREE);
	struct object_tree tree = { .bytes = object.bytes };
	struct object_entry entry;
	assert_true(object_tree_next(&tree, &entry));
	repo_release(&object);

	assert_int_equal(repo_read(opened.repo, &entry.id, 1000, &object), 0);
	assert_int_equal(object.type, REPO_BLOB);
	size_t size = object.bytes.len;
	assert_true(str_starts(object.bytes, STR("Line 0 of page 1.\n")));
	repo_release(&object);
	assert_int_equal(repo_read(opened.repo, &entry.id, size, &object), 0);
	repo_release(&object);
	assert_int_equal(repo_read(opened.repo, &entry.id, size - 1, &object), -EFBIG);

	entry.id.bytes[0] ^= 1;
	assert_int_equal(repo_read(opened.repo, &entry.id, SIZE_MAX, &object), -ENOENT);
	assert_int_equal(repo_read(opened.repo, &entry.id, 10, &object), -ENOENT);
	repo_release(&object);
	close_repo(&opened);
}

/* Somebody else packs, and packs anew, while the repository is read. */
static void
test_packed_meanwhile(void **state)
{
	(void)state;
	struct opened opened = open_repo("start repo; page a.md 1; commit 1 One; page a.md 2\n"
	                                 "commit 2 Two; g repack -qad; commit 3 Three",
	        "repo");
	struct repo_head head;
	struct repo_object object;
	struct object_commit commit;
	struct object_id tree;
	assert_int_equal(repo_head(&opened.arena, opened.repo, &head), 0);
	assert_int_equal(repo_read(opened.repo, &head.id, SIZE_MAX, &object), 0);
	assert_true(object_commit_parse(&opened.arena, object.bytes, &commit));
	assert_int_equal(commit.parents.len, 1);
	tree = commit.tree;
	struct object_id parent = commit.parents.at[0];
	repo_release(&object);

	repos_change(opened.folder,
	        "cd repo; g repack -qad; [ -z \"$(g count-objects | grep -v '^0 ')\" ]");
	assert_int_equal(repo_read(opened.repo, &parent, SIZE_MAX, &object), 0);
	assert_int_equal(object.type, REPO_COMMIT);
	repo_release(&object);
	assert_int_equal(repo_read(opened.repo, &tree, SIZE_MAX, &object), 0);
	assert_int_equal(object.type, REPO_TREE);
	repo_release(&object);

	repos_change(opened.folder, "cd repo; edit a.md; commit 4 Four; g repack -qadf");
	assert_int_equal(repo_read(opened.repo, &head.id, SIZE_MAX, &object), 0);
	repo_release(&object);
	assert_int_equal(repo_head(&opened.arena, opened.repo, &head), 0);
	assert_int_equal(repo_read(opened.repo, &head.id, SIZE_MAX, &object), 0);
	repo_release(&object);
	close_repo(&opened);
}

static void
test_second_handle(void **state)
{
	(void)state;
	struct opened opened =
	        open_repo("start repo; commit 1 One; g worktree add -q -b other ../tree", "tree");
	struct repo *again;
	struct repo_head head;
	struct repo_object object;
	assert_int_equal(repo_again(&opened.arena, opened.repo, &again), 0);
	assert_int_equal(repo_head(&opened.arena, opened.repo, &head), 0);
	assert_true(str_is(head.branch, "other"));
	assert_int_equal(repo_read(again, &head.id, SIZE_MAX, &object), 0);
	repo_release(&object);
	repo_close(again);
	assert_int_equal(repo_read(opened.repo, &head.id, SIZE_MAX, &object), 0);
	repo_release(&object);
	close_repo(&opened);
}

static void
test_lists(void **state)
{
	(void)state;
	struct opened opened =
	        open_repo("start repo; commit 1 One; commit 2 Two; one=$(g rev-parse HEAD~1)\n"
	                  "two=$(g rev-parse HEAD); g replace $two $one; g pack-refs --all\n"
	                  "{ echo $one; echo nonsense; echo $two; } >.git/shallow",
	                "repo");
	repo_ids ids;
	assert_int_equal(repo_shallow(&opened.arena, opened.repo, &ids), 0);
	assert_int_equal(ids.len, 2);
	struct object_id first = ids.at[0], second = ids.at[1];
	assert_int_equal(repo_replacements(&opened.arena, opened.repo, &ids), 0);
	assert_int_equal(ids.len, 2);
	assert_true(object_id_eq(&ids.at[0], &second));
	assert_true(object_id_eq(&ids.at[1], &first));
	close_repo(&opened);

	opened = open_repo("start repo", "repo");
	assert_int_equal(repo_shallow(&opened.arena, opened.repo, &ids), 0);
	assert_int_equal(ids.len, 0);
	assert_int_equal(repo_replacements(&opened.arena, opened.repo, &ids), 0);
	assert_int_equal(ids.len, 0);
	close_repo(&opened);
}

static void
test_version(void **state)
{
	(void)state;
	int64_t major;
	struct str version = repo_version();
	assert_true(str_to_int(str_cut(&version, '.'), &major));
	assert_true(major >= 1);
	assert_true(version.at != NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found_above),
		cmocka_unit_test(test_neighbour),
		cmocka_unit_test(test_foreign_work_tree),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_packed_meanwhile),
		cmocka_unit_test(test_second_handle),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
