/*
 * Straight histories made up at random, always the same ones, must look to us as they do to
 * `git log --follow`. Names are never used twice and pages never copied, because there git follows a
 * path into the history of another file.
 */
#include "history_fixture.h"

enum { PAGES_MAX = 60, COMMITS = 160, LINES = 30 };

struct page {
	char path[64];
	unsigned lines[LINES + 200];
	unsigned count;
	bool there;
};

struct world {
	struct page pages[PAGES_MAX];
	unsigned count;
	unsigned names, words; /* given out so far */
	uint64_t seed;
	struct buf stream; /* for git fast-import */
};

static unsigned
choose(struct world *world, unsigned below)
{
	world->seed = world->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(world->seed >> 33) % below;
}

static void
name_page(struct world *world, struct page *page)
{
	static const char *const folders[] = { "content", "content/essays", "drafts",
		"content/a b" };
	snprintf(page->path, sizeof page->path, "%s/page-%u.md", folders[choose(world, 4)],
	        ++world->names);
}

static void
put_page_text(struct world *world, const struct page *page)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	for (unsigned i = 0; i < page->count; i++)
		buf_format(&text, "This is sentence %u of the world.\n", page->lines[i]);
	buf_format(&world->stream, "M 100644 inline %s\ndata %zu\n", page->path, text.len);
	buf_put(&world->stream, buf_view(&text));
	buf_char(&world->stream, '\n');
	buf_free(&text);
}

static void
create(struct world *world)
{
	if (world->count == PAGES_MAX)
		return;
	struct page *page = &world->pages[world->count++];
	page->there = true;
	name_page(world, page);
	for (page->count = 0; page->count < LINES; page->count++)
		page->lines[page->count] = ++world->words;
	put_page_text(world, page);
}

static void
rewrite(struct world *world, struct page *page)
{
	for (unsigned i = choose(world, 8) + 1; i > 0; i--)
		page->lines[choose(world, page->count)] = ++world->words;
	if (page->count < LINES + 200)
		page->lines[page->count++] = ++world->words;
}

static void
change(struct world *world, struct page *page)
{
	char old[sizeof page->path];
	switch (choose(world, 10)) {
	case 0:
		buf_format(&world->stream, "D %s\n", page->path);
		page->there = false;
		break;
	case 1:
	case 2:
		memcpy(old, page->path, sizeof old);
		name_page(world, page);
		buf_format(&world->stream, "R \"%s\" %s\n", old, page->path);
		break;
	case 3:
	case 4:
		buf_format(&world->stream, "D %s\n", page->path);
		name_page(world, page);
		rewrite(world, page);
		put_page_text(world, page);
		break;
	default:
		rewrite(world, page);
		put_page_text(world, page);
		break;
	}
}

/* One commit, an hour after the last; of each page at most one change. */
static void
put_commit(struct world *world, unsigned number)
{
	buf_format(&world->stream,
	        "commit refs/heads/main\ncommitter A <a@example.org> %u +0000\ndata 1\nx\n",
	        1704067200 + number * 3600);
	if (number == 0 || choose(world, 3) == 0)
		create(world);
	for (unsigned i = 0; i < world->count; i++)
		if (world->pages[i].there && choose(world, 12) == 0)
			change(world, &world->pages[i]);
}

static void
import(struct world *world, const char *folder)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/stream", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(world->stream.at, 1, world->stream.len, file), world->stream.len);
	assert_int_equal(fclose(file), 0);
	repos_change(folder, "start repo; g fast-import --quiet <../stream");
}

/* What git says of a page, as we would: one hash a line. */
static void
follow_with_git(const char *folder, const char *path, struct buf *out)
{
	char command[8192], line[128];
	snprintf(command, sizeof command,
	        "cd '%s/repo' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 "
	        "git -c diff.renameLimit=5000 log --follow --format=%%H -- '%s'",
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

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_against_git) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
