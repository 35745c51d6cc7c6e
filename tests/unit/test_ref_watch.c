/* Which files of a repository are told to who watches, below the folder that holds the repository. */
#include "git/ref_watch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs_watch.h"
#include "expect.h"
#include "repos.h"

static struct buf told;
static bool spoiled;

static void
note(void *context, const struct fs_watch_event *event)
{
	(void)context;
	spoiled |= event->kind == FS_WATCH_SPOILED;
	if (event->kind == FS_WATCH_READ || event->kind == FS_WATCH_LISTED)
		buf_format(&told, "+" STR_FMT "\n", STR_ARG(event->path));
	if (event->kind == FS_WATCH_FAILED)
		buf_format(&told, "-" STR_FMT "\n", STR_ARG(event->path));
}

static bool
has(const char *line)
{
	for (struct str rest = buf_view(&told); rest.at;)
		if (str_ends(str_line(&rest), str_from(line)))
			return true;
	return false;
}

static void
begin(void)
{
	buf_clear(&told);
	spoiled = false;
	fs_watch_begin(note, NULL);
}

static void
test_head_and_refs(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; commit 1 One; g tag v1; g checkout -q -b a/b");
	struct str top = str_from(folder);
	struct arena arena = ARENA_EMPTY;
	begin();
	ref_watch_tell(str_format(&arena, STR_FMT "/repo", STR_ARG(top)));
	fs_watch_end();
	assert_true(has("+HEAD") && has("+index") && has("config"));
	assert_true(has("+refs/heads/main") && has("+refs/heads/a/b") && has("+refs/tags/v1"));
	assert_true(has("+refs/heads") && has("+refs/tags"));
	assert_true(has("-packed-refs") && has("-shallow"));
	assert_false(spoiled);
	repos_change(folder, "cd repo; g pack-refs --all");
	begin();
	ref_watch_tell(str_format(&arena, STR_FMT "/repo", STR_ARG(top)));
	fs_watch_end();
	assert_true(has("+packed-refs") && !has("+refs/tags/v1"));
	arena_free(&arena);
	repos_remove(folder);
}

static void
test_another_work_tree(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; commit 1 One; g worktree add -q ../tree -b side");
	struct arena arena = ARENA_EMPTY;
	begin();
	ref_watch_tell(str_format(&arena, "%s/tree", folder));
	fs_watch_end();
	assert_true(has("+HEAD") && has("+commondir") && has("+refs/heads/side"));
	arena_free(&arena);
	repos_remove(folder);
}

/* A library would read the other files, which nobody knows. */
static void
test_settings_elsewhere_spoil(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; commit 1 One; g config include.path ../other");
	struct arena arena = ARENA_EMPTY;
	begin();
	ref_watch_tell(str_format(&arena, "%s/repo", folder));
	fs_watch_end();
	assert_true(spoiled);
	arena_free(&arena);
	repos_remove(folder);
}

static void
test_a_repository_above(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; commit 1 One; mkdir -p content/deep");
	struct arena arena = ARENA_EMPTY;
	begin();
	ref_watch_above(str_format(&arena, "%s/repo/content/deep", folder));
	assert_true(has("+HEAD") && has("+refs/heads/main"));
	assert_true(has("/content/deep/.git") || has("/content/deep/.git/HEAD"));
	buf_clear(&told);
	ref_watch_above(str_format(&arena, "%s/none", folder));
	fs_watch_end();
	assert_true(has("/none"));
	arena_free(&arena);
	repos_remove(folder);
}

static void
test_attributes(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; commit 1 One; echo '* text' >.gitattributes");
	struct arena arena = ARENA_EMPTY;
	begin();
	ref_watch_attributes(str_format(&arena, "%s/repo", folder), STR("content/a.md"));
	fs_watch_end();
	assert_true(has("/repo/.gitattributes") && has("/repo/content/.gitattributes"));
	assert_true(has("/info/attributes"));
	arena_free(&arena);
	repos_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head_and_refs),
		cmocka_unit_test(test_another_work_tree),
		cmocka_unit_test(test_settings_elsewhere_spoil),
		cmocka_unit_test(test_a_repository_above),
		cmocka_unit_test(test_attributes),
	};
	buf_init(&told, 1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_free(&told);
	return failed;
}
