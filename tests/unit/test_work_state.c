/* Pages as they were committed, edited since, and new: what `git status` would say of them. */
#include "extensions.h"
#include "history_fixture.h"

#include "base/fs.h"
#include "history/histories.h"
#include "history/work_state.h"

enum { FILES_MAX = 16 };

/*
 * The states of all pages of the site that the script made, by their names, one a line. `files` are
 * separated by blanks.
 */
static char *
states_of(struct arena *arena, const char *script, const char *root, const char *files)
{
	char *folder = repos_make(script);
	struct history_options options = {
		.folder = str_format(arena, "%s/%s", folder, root),
		.content = STR("content"),
		.now = FIXTURE_NOW,
	};
	struct work_file list[FILES_MAX] = { { .state = WORK_UNKNOWN } };
	histories_paths paths = { NULL, 0, 0 };
	histories_mounts mounts = { NULL, 0, 0 };
	struct diags diags;
	struct buf out;
	int site;
	diag_init(&diags);
	buf_init(&out, 1 << 16);
	assert_int_equal(fs_open_root(options.folder, &site), 0);
	for (struct str rest = str_from(files); rest.at;) {
		struct str path = str_cut(&rest, ' ');
		struct work_file *file = &list[paths.len];
		*array_push(arena, &paths) = file->path = path;
		assert_int_equal(fs_read(site, path, arena, 1 << 20, &file->bytes, &file->stat), 0);
	}
	fs_close(site);
	struct histories *histories = histories_open(arena, &options, NULL, NULL, &diags);
	histories_add(histories, &mounts, &paths, NULL, &diags);
	work_state_find(histories, list, paths.len);
	for (size_t i = 0; i < paths.len; i++) {
		struct str name = work_state_name(list[i].state);
		buf_put(&out, name.len ? name : STR("unknown"));
		buf_char(&out, i + 1 < paths.len ? ' ' : '\n');
	}
	char *text = str_terminated(arena, str_trim(buf_view(&out)));
	buf_free(&out);
	diag_free(&diags);
	repos_remove(folder);
	repo_shutdown();
	return text;
}

static void
expect_states(const char *script, const char *root, const char *files, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	assert_string_equal(states_of(&arena, script, root, files), expected);
	arena_free(&arena);
}

#define BEGIN "start repo; page content/a.md 1; page content/b.md 2; commit 1 Begin\n"
#define BOTH "content/a.md content/b.md"

static void
test_clean_modified_and_new(void **state)
{
	(void)state;
	expect_states(BEGIN, "repo", BOTH, "clean clean");
	expect_states(BEGIN "edit content/b.md; page content/c.md 3", "repo", BOTH " content/c.md",
	        "clean modified new");
	expect_states(BEGIN "edit content/b.md; page content/c.md 3; g add .", "repo",
	        BOTH " content/c.md", "clean modified new");
	/* Staged, and the work tree set back: what is published is what was committed. */
	expect_states(BEGIN
	        "cp content/b.md old; edit content/b.md; g add content; cp old content/b.md",
	        "repo", BOTH, "clean clean");
	/* Renamed but not committed. */
	expect_states(BEGIN "move content/b.md content/c.md", "repo", "content/a.md content/c.md",
	        "clean new");
}

/* Times say nothing when the bytes are the same; the same length and time do not hide a change. */
static void
test_bytes_decide(void **state)
{
	(void)state;
	expect_states(BEGIN "touch -d 2020-01-01 content/a.md; rm .git/index", "repo", BOTH,
	        "clean clean");
	expect_states(BEGIN "touch -r content/a.md t; sed -i s/Line/Lime/ content/a.md\n"
	                    "touch -r t content/a.md; touch -r t .git/index",
	        "repo", BOTH, "modified clean");
	expect_states(BEGIN "echo broken >.git/index", "repo", BOTH, "clean clean");
	expect_states(BEGIN "g update-index --index-version 4; edit content/b.md", "repo", BOTH,
	        "clean modified");
}

/* git was told not to look. */
static void
test_not_watched(void **state)
{
	(void)state;
	expect_states(BEGIN "g update-index --assume-unchanged content/a.md; edit content/a.md\n"
	                    "g update-index --skip-worktree content/b.md; edit content/b.md",
	        "repo", BOTH, "clean clean");
	expect_states(BEGIN "page other/c.md 3; commit 2 Other; g sparse-checkout set content\n"
	                    "edit content/b.md",
	        "repo", BOTH, "clean modified");
}

/* What git converts on the way is no edit. */
static void
test_conversions(void **state)
{
	(void)state;
	expect_states(BEGIN "sed -i 's/$/\\r/' content/a.md content/b.md; echo More >>content/b.md",
	        "repo", BOTH, "clean modified");
	expect_states("start repo; printf 'A\\r\\nB\\r\\n' >content/a.md; commit 1 Begin\n"
	              "printf 'A\\nB\\n' >content/a.md",
	        "repo", "content/a.md", "clean");
	expect_states(BEGIN "echo '*.md filter=none' >.gitattributes; edit content/a.md", "repo",
	        BOTH, "clean clean");
	expect_states(
	        "start repo\n"
	        "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:0\\n' >content/a.md\n"
	        "commit 1 Begin; echo 'The text.' >content/a.md",
	        "repo", "content/a.md", "clean");
}

/* Not a word of what cannot be known. */
static void
test_unknown(void **state)
{
	(void)state;
	expect_states("mkdir -p site/content; echo >site/content/a.md", "site", "content/a.md",
	        "unknown");
	expect_states("start repo; page content/a.md 1", "repo", "content/a.md", "new");
}

static void
test_where_the_index_is(void **state)
{
	(void)state;
	expect_states(BEGIN "g worktree add -q ../tree; cd ../tree; edit content/b.md", "tree",
	        BOTH, "clean modified");
	expect_states("(start words; page a.md 1; page b.md 2; commit 1 Words)\n" BEGIN
	              "g submodule --quiet add \"file://$HOME/words\" content/words\n"
	              "commit 2 Module; edit content/words/b.md; page content/words/c.md 3",
	        "repo", "content/a.md content/words/a.md content/words/b.md content/words/c.md",
	        "clean clean modified new");
	expect_states(
	        "start repo; page site/content/a.md 1; page site/content/b.md 2; commit 1 Begin\n"
	        "edit site/content/b.md",
	        "repo/site", BOTH, "clean modified");
}

/* A clone without old blobs has those of HEAD; one that lacks them is no reason to doubt. */
static void
test_without_blobs(void **state)
{
	(void)state;
	skip_under_valgrind();
	expect_states(BEGIN "g config uploadpack.allowFilter true; cd ..\n"
	                    "g clone -q --filter=blob:none \"file://$PWD/repo\" clone; cd clone\n"
	                    "edit content/b.md",
	        "clone", BOTH, "clean modified");
	expect_states(BEGIN "rm .git/index; lose HEAD:content/a.md; sed -i 's/$/\\r/' content/a.md",
	        "repo", BOTH, "clean clean");
}

/*
 * With hashes that are SHA-256, of which none is made here: git's index tells, else the bytes, and without
 * either there is no doubt.
 */
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
	setenv("GIT_DEFAULT_HASH", "sha256", 1);
	expect_states(BEGIN "edit content/b.md", "repo", BOTH, "clean modified");
	expect_states(BEGIN "g update-index --index-version 4; edit content/b.md", "repo", BOTH,
	        "clean modified");
	expect_states(BEGIN "rm .git/index; edit content/b.md", "repo", BOTH, "clean modified");
	expect_states(BEGIN "g update-index --assume-unchanged content/a.md; edit content/a.md\n"
	                    "lose HEAD:content/b.md; edit content/b.md",
	        "repo", BOTH, "clean clean");
	unsetenv("GIT_DEFAULT_HASH");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean_modified_and_new),
		cmocka_unit_test(test_bytes_decide),
		cmocka_unit_test(test_not_watched),
		cmocka_unit_test(test_conversions),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_where_the_index_is),
		cmocka_unit_test(test_without_blobs),
		cmocka_unit_test(test_long_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
