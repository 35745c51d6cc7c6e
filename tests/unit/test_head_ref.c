/*
 * HEAD read from files must be what libgit2 says it is, or nothing.
 */
#include <errno.h>

#include "extensions.h"
#include "git/head_ref.h"
#include "history_fixture.h"

/* What is read without libgit2, beside what is read with it. */
static void
expect_head(const char *folder, const char *site, const char *branch)
{
	struct arena arena = ARENA_EMPTY;
	struct head_ref ref;
	struct repo *repo;
	struct repo_head head;
	repo_ids ids;
	struct str path = str_format(&arena, "%s/%s", folder, site);
	assert_int_equal(head_ref_read(&arena, path, &ref), 0);
	assert_int_equal(repo_open(&arena, path, &repo), 0);
	assert_int_equal(repo_head(&arena, repo, &head), 0);
	assert_true(head.born && object_id_eq(&head.id, &ref.id));
	assert_true(str_eq(ref.branch, head.branch));
	assert_true(str_eq(ref.branch, str_from(branch)));
	assert_true(str_eq(ref.work_tree, repo_work_tree(repo)));
	assert_int_equal(repo_shallow(&arena, repo, &ids), 0);
	assert_int_equal(ids.len, ref.shallow.len);
	assert_int_equal(repo_replacements(&arena, repo, &ids), 0);
	assert_int_equal(ids.len, ref.replaced.len);
	for (size_t i = 0; i < ids.len; i++)
		assert_true(object_id_eq(&ids.at[i], &ref.replaced.at[i]));
	struct repo *later = repo_later(&arena, &ref, repo_ignores_case(repo));
	struct repo_object object;
	assert_true(str_eq(repo_work_tree(later), repo_work_tree(repo)));
	assert_int_equal(repo_read(later, &ref.id, SIZE_MAX, &object), 0);
	assert_int_equal(object.type, REPO_COMMIT);
	repo_release(&object);
	repo_close(later);
	repo_close(repo);
	repo_shutdown();
	arena_free(&arena);
}

static void
expect_odd(const char *folder, const char *site)
{
	struct arena arena = ARENA_EMPTY;
	struct head_ref ref;
	struct str path = str_format(&arena, "%s/%s", folder, site);
	assert_int_equal(head_ref_read(&arena, path, &ref), -ENOTSUP);
	arena_free(&arena);
}

static void
test_heads(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B; ln -s repo/content ../link");
	expect_head(folder, "repo", "main");
	expect_head(folder, "repo/content", "main");
	expect_head(folder, "link", "main");
	repos_change(folder, "cd repo; on -b deep/er");
	expect_head(folder, "repo", "deep/er");
	repos_change(folder, "cd repo; g pack-refs --all; g branch other main~1");
	expect_head(folder, "repo", "deep/er");
	repos_change(folder, "cd repo; edit content/a.md; commit 3 C");
	expect_head(folder, "repo", "deep/er");
	repos_change(folder, "cd repo; on --detach main");
	expect_head(folder, "repo", "");
	repos_change(folder, "cd repo; g tag -a -m x v1; g pack-refs --all; on main; on v1");
	expect_head(folder, "repo", "");
	repos_remove(folder);
}

static void
test_places(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B; g worktree add -q ../tree; cd ..; start outer\n"
	                          "g submodule -q add ../repo sub; commit 3 S\n"
	                          "g clone -q --depth 1 \"file://$PWD/../repo\" ../short\n"
	                          "cd ../repo; g replace HEAD HEAD~1");
	expect_head(folder, "repo", "main");
	expect_head(folder, "tree", "tree");
	expect_head(folder, "outer", "main");
	expect_head(folder, "outer/sub", "main");
	expect_head(folder, "short", "main");
	repos_change(folder, "cd repo; g pack-refs --all");
	expect_head(folder, "tree", "tree");
	repos_remove(folder);
}

/* Of a repository with SHA-256 hashes, the same without the program git as with it. */
static void
test_long_ids(void **state)
{
	(void)state;
	skip_under_valgrind();
	char *folder = repos_make(":");
	int status = repos_run(folder, "git init -q --object-format=sha256 probe 2>/dev/null");
	repos_remove(folder);
	if (status != 0)
		skip();
	folder = repos_make("export GIT_DEFAULT_HASH=sha256; start repo; page content/a.md 1\n"
	                    "commit 1 A; edit content/a.md; commit 2 B; g replace HEAD HEAD~1\n"
	                    "g clone -q --depth 1 \"file://$PWD\" ../short");
	expect_head(folder, "repo", "main");
	expect_head(folder, "short", "main");
	repos_change(folder, "cd repo; g pack-refs --all; g repack -qad");
	expect_head(folder, "repo", "main");
	repos_change(folder, "cd repo; on --detach main");
	expect_head(folder, "repo", "");
	repos_remove(folder);
}

static void
test_leaves_the_rest(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; mkdir ../none\n"
	                          "g clone -q --bare . ../bare.git; g init -q ../unborn\n"
	                          "g init -q --object-format=sha256 ../long; cp -R . ../alias\n"
	                          "cd ../alias; g symbolic-ref refs/heads/main refs/heads/other");
	expect_odd(folder, "none");
	expect_odd(folder, "bare.git");
	expect_odd(folder, "unborn");
	expect_odd(folder, "long");
	expect_odd(folder, "alias");
	expect_odd(folder, "missing");
	repos_change(folder, "cd repo; g config extensions.refStorage reftable");
	expect_odd(folder, "repo");
	repos_change(folder, "cd repo; g config --unset extensions.refStorage");
	repos_change(folder, "cd repo; echo 'ref: ../../x' >.git/HEAD");
	expect_odd(folder, "repo");
	repos_change(folder, "cd repo; : >.git/HEAD");
	expect_odd(folder, "repo");
	repos_change(folder, "cd repo; rm -rf .git; echo 'gitdir: nowhere' >.git");
	expect_odd(folder, "repo");
	repos_remove(folder);
}

static void
test_packed(void **state)
{
	(void)state;
	static const char text[] =
	        "# pack-refs with: peeled fully-peeled sorted\n"
	        "1111111111111111111111111111111111111111 refs/heads/a/refs/heads/main\n"
	        "2222222222222222222222222222222222222222 refs/heads/main\n"
	        "3333333333333333333333333333333333333333 refs/tags/v1\n"
	        "^4444444444444444444444444444444444444444\n";
	struct object_id id;
	assert_int_equal(head_ref_find_packed(STR(text), STR("refs/heads/main"), &id), 0);
	assert_int_equal(id.bytes[0], 0x22);
	assert_int_equal(head_ref_find_packed(STR(text), STR("refs/heads/mai"), &id), -ENOENT);
	assert_int_equal(head_ref_find_packed(STR_EMPTY, STR("refs/heads/main"), &id), -ENOENT);
	assert_int_equal(
	        head_ref_find_packed(STR("12 refs/heads/main"), STR("refs/heads/main"), &id),
	        -ENOENT);
}

static void
test_names(void **state)
{
	(void)state;
	assert_true(head_ref_name_is_safe(STR("refs/heads/a/b")));
	static const char *const bad[] = { "", "HEAD", "refs/", "refs//a", "refs/../HEAD",
		"refs/a/..", "refs/.hidden", "/refs/heads/a", "refs/heads/" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(head_ref_name_is_safe(str_from(bad[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_long_ids),
		cmocka_unit_test(test_leaves_the_rest),
		cmocka_unit_test(test_packed),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
