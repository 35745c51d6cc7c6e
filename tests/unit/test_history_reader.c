/*
 * The bytes of revisions, from repositories of all shapes, whole and damaged.
 */
#include "history/history_reader.h"

#include "extensions.h"
#include "history_fixture.h"

/* What a file was after and before its newest revision. */
static void
expect_texts(struct fixture *fixture, const char *path, const char *after, const char *before)
{
	const struct history_page *page = history_find(fixture->history, str_from(path));
	assert_non_null(page);
	const struct history_revision *newest = &page->revisions.at[0];
	struct history_reader *reader = history_reader_open(&fixture->arena, fixture->history);
	struct str text;
	assert_int_equal(history_reader_text(reader, &fixture->arena, &newest->after, 1000, &text),
	        HISTORY_READ_DONE);
	assert_string_equal(str_terminated(&fixture->arena, text), after);
	assert_int_equal(newest->has_before, before != NULL);
	if (before) {
		assert_int_equal(
		        history_reader_text(reader, &fixture->arena, &newest->before, 1000, &text),
		        HISTORY_READ_DONE);
		assert_string_equal(str_terminated(&fixture->arena, text), before);
	}
	history_reader_close(reader);
}

static void
expect_none(struct fixture *fixture, const char *path, enum history_read expected)
{
	const struct history_page *page = history_find(fixture->history, str_from(path));
	assert_non_null(page);
	struct history_reader *reader = history_reader_open(&fixture->arena, fixture->history);
	struct str text = STR("left over");
	assert_int_equal(history_reader_text(reader, &fixture->arena, &page->revisions.at[0].after,
	                         1000, &text),
	        expected);
	assert_int_equal(text.len, 0);
	assert_true(history_reader_explain(expected).len > 0);
	history_reader_close(reader);
}

static const char *const two_versions = "start repo; echo One >content/a.md; commit 1 Begin\n"
                                        "echo Two >content/a.md; commit 2 More\n";

static void
test_shapes(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	static const struct {
		const char *script, *site;
	} shapes[] = {
		{ "", "repo" },
		{ "g gc -q", "repo" },
		{ "g worktree add -q ../tree", "tree" },
		{ "cd ..; g clone -q repo clone", "clone" },
		{ "cd ..; g clone -q --shared repo clone", "clone" },
		{ "cd ..; g clone -q --bare repo bare", "bare" },
		{ "cd ..; start outer; rmdir content; g submodule --quiet add ../repo inner\n"
		  "commit 3 Outer",
		        "outer/inner" },
	};
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct str script = str_format(&arena, "%s%s", two_versions, shapes[i].script);
		struct fixture fixture =
		        fixture_open(str_terminated(&arena, script), shapes[i].site);
		expect_texts(&fixture, "content/a.md", "Two\n", "One\n");
		fixture_close(&fixture);
	}
	arena_free(&arena);
}

static void
test_beginnings(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; echo One >content/a.md; commit 1 Begin\n"
	        "move content/a.md content/b.md; commit 2 Move\n"
	        "on -b side; echo Two >content/b.md; commit 3 Two; on main\n"
	        "echo Three >content/b.md; commit 4 Three\n"
	        "day 5; g merge -q side >/dev/null 2>&1 || :; echo Four >content/b.md; commit 5 Four\n"
	        ": >content/empty.md; commit 6 Empty\n",
	        "repo");
	expect_texts(&fixture, "content/b.md", "Four\n", "Three\n");
	expect_texts(&fixture, "content/empty.md", "", NULL);
	fixture_close(&fixture);
}

static void
test_no_text(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; printf 'a\\000b' >content/binary; head -c 2000 /dev/zero >content/zero\n"
	        "seq 500 >content/long.md; echo 'Lost' >content/lost.md\n"
	        "printf 'version https://git-lfs.github.com/spec/v1\\nsize 3\\n' >content/lfs\n"
	        "echo Cut >content/damaged.md; commit 1 Begin; lose HEAD:content/lost.md\n"
	        "o=$(g rev-parse HEAD:content/damaged.md)\n"
	        "o=.git/objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-); chmod u+w $o\n"
	        "echo no >$o\n",
	        "repo");
	expect_none(&fixture, "content/binary", HISTORY_READ_BINARY);
	expect_none(&fixture, "content/lfs", HISTORY_READ_BINARY);
	expect_none(&fixture, "content/zero", HISTORY_READ_TOO_LARGE);
	expect_none(&fixture, "content/long.md", HISTORY_READ_TOO_LARGE);
	expect_none(&fixture, "content/lost.md", HISTORY_READ_MISSING);
	expect_none(&fixture, "content/damaged.md", HISTORY_READ_FAILED);
	fixture_close(&fixture);
}

static void
test_partial_clone(void **state)
{
	(void)state;
	skip_under_valgrind();
	struct fixture fixture = fixture_open(
	        "start repo; echo One >content/a.md; commit 1 Begin; echo Two >content/a.md\n"
	        "commit 2 More; g config uploadpack.allowFilter true; cd ..\n"
	        "g clone -q --filter=blob:none --bare \"file://$PWD/repo\" clone\n"
	        "g -C clone config remote.origin.url /nowhere\n",
	        "clone");
	expect_none(&fixture, "content/a.md", HISTORY_READ_MISSING);
	fixture_close(&fixture);
}

/* A repository that went away, and none at all. */
static void
test_no_repository(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(two_versions, "repo");
	repos_change(fixture.folder, "rm -rf repo/.git");
	expect_none(&fixture, "content/a.md", HISTORY_READ_FAILED);
	fixture_close(&fixture);

	struct arena arena = ARENA_EMPTY;
	struct history none = { .present = false };
	struct object_id id = { { 0 } };
	struct str text;
	struct history_reader *reader = history_reader_open(&arena, &none);
	assert_int_equal(
	        history_reader_text(reader, &arena, &id, 1000, &text), HISTORY_READ_FAILED);
	history_reader_close(reader);
	history_reader_close(NULL);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_partial_clone),
		cmocka_unit_test(test_no_repository),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
