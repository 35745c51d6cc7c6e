/*
 * Straight histories made up at random, always the same ones, must look to us as they do to
 * `git log --follow`.
 */
#include "extensions.h"
#include "history_fixture.h"
#include "history_world.h"

enum { COMMITS = 160 };

/* What git says of a page, as we would: one hash a line. */
static void
follow_with_git(const char *folder, const char *path, struct buf *out)
{
	char command[8192], line[128];
	snprintf(command, sizeof command,
	        "cd '%s/repo' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 "
	        "git -c diff.renameLimit=5000 log --follow --format=%%h --abbrev=40 -- '%s'",
	        folder, path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	while (fgets(line, sizeof line, pipe))
		buf_put(out, str_from(line));
	assert_int_equal(pclose(pipe), 0);
}

static void
compare_page(const struct history *history, const char *folder, const char *path)
{
	struct buf ours, theirs;
	buf_init(&ours, 1 << 20);
	buf_init(&theirs, 1 << 20);
	const struct history_page *page = history_find(history, str_from(path));
	assert_non_null(page);
	assert_true(page->complete);
	for (size_t i = 0; i < page->revisions.len; i++) {
		buf_put(&ours, page->revisions.at[i].commit->hash);
		buf_char(&ours, '\n');
	}
	follow_with_git(folder, path, &theirs);
	buf_char(&ours, '\0');
	buf_char(&theirs, '\0');
	assert_string_equal(ours.at, theirs.at);
	size_t last = page->revisions.len - 1;
	assert_int_equal(page->revisions.at[last].kind, HISTORY_CREATED);
	assert_int_equal(page->created.seconds, page->revisions.at[last].commit->authored.seconds);
	buf_free(&ours);
	buf_free(&theirs);
}

static void
compare_world(uint64_t seed)
{
	struct world *world = calloc(1, sizeof *world);
	assert_non_null(world);
	world->seed = seed;
	buf_init(&world->stream, 64 << 20);
	for (unsigned i = 0; i < COMMITS; i++)
		put_commit(world, i);

	struct fixture fixture = { .folder = repos_make(":"), .arena = ARENA_EMPTY };
	import(world, fixture.folder);
	fixture.history = fixture_read(&fixture, "repo", 0, &fixture.diags);
	fixture.parallel = fixture_read(&fixture, "repo", 4, &fixture.diags_parallel);
	assert_int_equal(fixture.history->commits.len, COMMITS);
	unsigned compared = 0;
	for (unsigned i = 0; i < world->count; i++) {
		if (!world->pages[i].there)
			continue;
		compare_page(fixture.history, fixture.folder, world->pages[i].path);
		compare_page(fixture.parallel, fixture.folder, world->pages[i].path);
		compared++;
	}
	assert_true(compared > 10);
	fixture_close(&fixture);
	buf_free(&world->stream);
	free(world);
}

static void
test_against_git(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++)
		compare_world(seed);
}

/* The same with hashes that are SHA-256, of which we know the first 40 digits. */
static void
test_long_ids_against_git(void **state)
{
	(void)state;
	skip_under_valgrind();
	char *folder = repos_make(":");
	int status = repos_run(folder, "git init -q --object-format=sha256 probe 2>/dev/null");
	repos_remove(folder);
	if (status != 0)
		skip();
	setenv("GIT_DEFAULT_HASH", "sha256", 1);
	compare_world(4);
	unsetenv("GIT_DEFAULT_HASH");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_against_git),
		cmocka_unit_test(test_long_ids_against_git) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
