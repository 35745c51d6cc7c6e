/*
 * A history with a cache is the history without one, whatever became of the repository since the cache
 * was written, and of the cache. What a fresh cache says is told apart from what git says by taking the
 * repository's objects away.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "git/cache_file.h"
#include "git/repo_cache.h"
#include "history_same.h"
#include "history_world.h"

#define CACHE ".kith/history"

struct reading {
	struct arena arena;
	struct diags diags;
	struct history *history;
	char *messages;
};

static struct reading
read_site(const char *folder, const char *site, const char *cache, int64_t now)
{
	struct reading reading = { .arena = ARENA_EMPTY };
	struct history_options options = {
		.folder = str_format(&reading.arena, "%s/%s", folder, site),
		.content = STR("content"),
		.cache = str_from(cache),
		.now = now,
	};
	struct buf out;
	diag_init(&reading.diags);
	reading.history = history_open(&reading.arena, &options, NULL, &reading.diags);
	buf_init(&out, 1 << 20);
	diag_print(&reading.diags, &out, false);
	reading.messages = str_terminated(&reading.arena, buf_view(&out));
	buf_free(&out);
	return reading;
}

static void
end(struct reading *reading)
{
	diag_free(&reading->diags);
	arena_free(&reading->arena);
}

static void
expect_equal(const struct reading *a, const struct reading *b)
{
	same_history(a->history, b->history);
	assert_string_equal(a->messages, b->messages);
}

/* Without a cache, with what the cache is now, and with what that made of it. */
static void
expect_same_at(const char *folder, const char *site, int64_t now)
{
	struct reading cold = read_site(folder, site, "", now);
	struct reading first = read_site(folder, site, CACHE, now);
	struct reading second = read_site(folder, site, CACHE, now);
	assert_true(cold.history->commits.len > 0);
	expect_equal(&cold, &first);
	expect_equal(&cold, &second);
	end(&cold);
	end(&first);
	end(&second);
}

static void
expect_same(const char *folder, const char *site)
{
	expect_same_at(folder, site, FIXTURE_NOW);
}

static void
change_and_expect(const char *folder, const char *script)
{
	repos_change(folder, script);
	expect_same(folder, "repo");
}

/* With a cache alone: no object of the repository can be read. */
static void
expect_fresh(const char *folder, const char *site)
{
	struct reading cold = read_site(folder, site, "", FIXTURE_NOW);
	char script[256];
	snprintf(script, sizeof script, "mv %s/.git/objects away", site);
	repos_change(folder, script);
	struct reading warm = read_site(folder, site, CACHE, FIXTURE_NOW);
	snprintf(script, sizeof script, "mv away %s/.git/objects", site);
	repos_change(folder, script);
	expect_equal(&cold, &warm);
	end(&cold);
	end(&warm);
}

/* --- histories that grow and change -------------------------------------------------------------- */

static struct world *
make_world(uint64_t seed, const char *folder, unsigned commits)
{
	struct world *world = calloc(1, sizeof *world);
	assert_non_null(world);
	world->seed = seed;
	buf_init(&world->stream, 64 << 20);
	for (unsigned i = 0; i < commits; i++)
		put_commit(world, i);
	import(world, folder);
	return world;
}

static void
end_world(struct world *world)
{
	buf_free(&world->stream);
	free(world);
}

static void
test_grows(void **state)
{
	(void)state;
	for (uint64_t seed = 11; seed <= 13; seed++) {
		char *folder = repos_make(":");
		struct world *world = make_world(seed, folder, 60);
		expect_same(folder, "repo");
		expect_fresh(folder, "repo");
		for (unsigned i = 60; i < 100; i++) {
			put_commit(world, i);
			if (i % 13 != 0 && i < 99)
				continue;
			import(world, folder);
			expect_same(folder, "repo");
		}
		expect_fresh(folder, "repo");
		end_world(world);
		repos_remove(folder);
	}
}

/* A cache that grew from build to build is the one that is written at once. */
static void
test_grows_to_the_same_bytes(void **state)
{
	(void)state;
	char *folder = repos_make(":");
	struct world *world = make_world(31, folder, 40);
	for (unsigned i = 40; i < 60; i++) {
		struct reading grown = read_site(folder, "repo", CACHE, FIXTURE_NOW);
		end(&grown);
		put_commit(world, i);
		import(world, folder);
	}
	struct reading last = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	end(&last);
	repos_change(folder, "mv repo/" CACHE " grown");
	struct reading once = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	end(&once);
	repos_change(folder, "cmp grown/*.cache repo/" CACHE "/*.cache");
	end_world(world);
	repos_remove(folder);
}

static void
test_is_rewritten(void **state)
{
	(void)state;
	char *folder = repos_make(":");
	struct world *world = make_world(21, folder, 60);
	repos_change(folder, "cd repo; g reset -q --hard");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; page content/new.md 900; commit 9 'New'");
	change_and_expect(
	        folder, "cd repo; edit content/new.md; g add -A; g commit -q --amend -m New");
	expect_fresh(folder, "repo");
	change_and_expect(folder,
	        "cd repo; on -b other HEAD~20; page content/o.md 7; commit 9 O\n"
	        "edit content/o.md; commit 10 P");
	change_and_expect(folder, "cd repo; on main");
	change_and_expect(folder, "cd repo; day 11; g merge -q -m Join other");
	change_and_expect(folder, "cd repo; on other; day 12; g rebase -q --onto HEAD~8 HEAD~2");
	change_and_expect(folder, "cd repo; g gc -q --prune=now; g pack-refs --all");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; on --detach HEAD~3");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; g reset -q --hard main~30");
	change_and_expect(folder, "cd repo; g checkout -q --orphan empty; commit 13 Again");
	end_world(world);
	repos_remove(folder);
}

/* A commit that a branch had stays known: coming back to it reads nothing but the tree of its files. */
static void
test_keeps_other_branches(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; on -b other\n"
	                          "page content/b.md 2; commit 2 B; on main; page content/c.md 3\n"
	                          "commit 3 C; on other");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; on main");
	repos_change(folder, "cd repo; on other");
	struct reading cold = read_site(folder, "repo", "", FIXTURE_NOW);
	repos_change(folder, "cd repo; lose HEAD~1^{tree}; lose HEAD");
	struct reading warm = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	expect_equal(&cold, &warm);
	end(&cold);
	end(&warm);
	repos_remove(folder);
}

static void
test_reads_only_new_commits(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B; edit content/a.md; commit 3 C");
	expect_same(folder, "repo");
	repos_change(folder, "cd repo; edit content/a.md; commit 4 D");
	struct reading cold = read_site(folder, "repo", "", FIXTURE_NOW);
	repos_change(folder, "cd repo; for i in 3 2 1; do lose HEAD~$i; done");
	struct reading warm = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	expect_equal(&cold, &warm);
	end(&cold);
	end(&warm);
	repos_remove(folder);
}

/* --- what lies outside the commits --------------------------------------------------------------- */

/* libgit2 takes a folder for no repository that has no folder "refs", but there is nothing in it. */
static void
test_grows_without_libgit2(void **state)
{
	(void)state;
	char *folder =
	        repos_make("start repo; page content/a.md 1; page content/b.md 2; commit 1 A\n"
	                   "edit content/a.md; commit 2 B");
	expect_same(folder, "repo");
	repos_change(folder,
	        "cd repo; move content/b.md content/c.md; edit content/c.md\n"
	        "edit content/a.md; commit 3 C; g pack-refs --all");
	struct reading cold = read_site(folder, "repo", "", FIXTURE_NOW);
	repos_change(folder, "mv repo/.git/refs refs");
	struct reading grown = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	expect_equal(&cold, &grown);
	end(&grown);
	repos_change(folder, "g config -f repo/.git/config core.editor none");
	grown = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	assert_false(grown.history->present);
	end(&grown);
	end(&cold);
	repos_remove(folder);
}

/* What makes a warning makes it with a cache too. */
static void
test_grafts(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B; mkdir -p .git/info; : >.git/info/grafts");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; edit content/a.md; commit 3 C");
	repos_remove(folder);
}

static void
test_names_are_outside(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; echo 'Ada Lovelace <ada@example.org>' >.mailmap");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; g rev-parse HEAD >.git-blame-ignore-revs");
	expect_fresh(folder, "repo");
	struct reading warm = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	same_text(warm.history->commits.at[0]->author->name, STR("Ada Lovelace"));
	assert_true(warm.history->commits.at[0]->ignored);
	end(&warm);
	repos_remove(folder);
}

/* Which dates can be believed depends on the day of the build. */
static void
test_days_are_outside(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 20 B; edit content/a.md; commit 5 C");
	int64_t day = 24 * 60 * 60;
	for (int64_t i = 60; i >= 0; i -= 4)
		expect_same_at(folder, "repo", FIXTURE_NOW - i * day);
	expect_same_at(folder, "repo", FIXTURE_NOW);
	repos_remove(folder);
}

static void
test_shallow_clones(void **state)
{
	(void)state;
	char *folder = repos_make(":");
	struct world *world = make_world(31, folder, 40);
	repos_change(folder,
	        "mv repo whole; g clone -q --depth 5 \"file://$PWD/whole\" repo\n"
	        "echo .kith >>repo/.git/info/exclude");
	expect_same(folder, "repo");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; page content/n.md 700; commit 9 N");
	change_and_expect(folder, "cd repo; g fetch -q --deepen 7");
	change_and_expect(folder, "cd repo; g fetch -q --unshallow");
	expect_fresh(folder, "repo");
	change_and_expect(
	        folder, "cd repo; g fetch -q --depth 3 origin main; g reset -q --hard FETCH_HEAD");
	end_world(world);
	repos_remove(folder);
}

static void
test_replaced_commits(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; for i in 1 2 3 4 5; do page content/$i.md $i\n"
	                          "commit $i \"Page $i\"; done");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; g replace --graft HEAD~1 HEAD~3");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; g pack-refs --all");
	expect_fresh(folder, "repo");
	change_and_expect(folder, "cd repo; g replace -d $(g replace -l)");
	repos_remove(folder);
}

/* What was missing may be there the next time. */
static void
test_missing_objects(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; for i in 1 2 3 4 5; do page content/$i.md $i\n"
	                          "commit $i \"Page $i\"; done; cp -R .git/objects ../all\n"
	                          "lose HEAD~2^{tree}; lose HEAD~4");
	expect_same(folder, "repo");
	change_and_expect(folder, "cp -R -n all/. repo/.git/objects/");
	expect_fresh(folder, "repo");
	repos_remove(folder);
}

/* Renames that are told by bytes that a partial clone does not have. */
static void
test_missing_blobs(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A\n"
	                          "move content/a.md content/b.md; edit content/b.md; commit 2 B\n"
	                          "cp -R .git/objects ../all; lose HEAD~1:content/a.md");
	expect_same(folder, "repo");
	change_and_expect(folder, "cp -R -n all/. repo/.git/objects/");
	expect_fresh(folder, "repo");
	struct reading warm = read_site(folder, "repo", CACHE, FIXTURE_NOW);
	const struct history_page *page = history_find(warm.history, STR("content/b.md"));
	assert_int_equal(page->revisions.len, 2);
	assert_true(page->revisions.at[0].counted);
	end(&warm);
	repos_remove(folder);
}

/* --- places -------------------------------------------------------------------------------------- */

static void
test_places(void **state)
{
	(void)state;
	char *folder = repos_make(
	        "start repo; mkdir -p docs/content log; page docs/content/a.md 1; page log/l.md 2\n"
	        "ln -s ../../log docs/content/log; ln -s a.md docs/content/b.md\n"
	        "page content/r.md 3; commit 1 A; edit log/l.md; commit 2 B\n"
	        "g worktree add -q ../tree; cd ../tree; page content/w.md 4; commit 3 W\n"
	        "g clone -q --bare ../repo ../bare.git; mkdir -p ../bare.git/content");
	const char *sites[] = { "repo", "repo/docs", "tree", "tree/docs", "repo/docs/content",
		"bare.git" };
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
			expect_same(folder, sites[i]);
	/* Both sites keep it at the same place. */
	repos_change(folder,
	        "mkdir -p repo/docs/.kith tree/.kith; rm -rf repo/docs/.kith tree/.kith\n"
	        "cp -R repo/.kith repo/docs/; cp -R repo/.kith tree/");
	for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
		expect_same(folder, sites[i]);
	repos_remove(folder);
}

static void
test_from_another_repository(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A\n"
	                          "cd ..; start other; page content/a.md 2; commit 2 B\n"
	                          "edit content/a.md; commit 3 C");
	expect_same(folder, "repo");
	expect_same(folder, "other");
	repos_change(folder, "rm -rf repo/.kith; cp -R other/.kith repo/");
	expect_same(folder, "repo");
	repos_remove(folder);
}

/* --- damage -------------------------------------------------------------------------------------- */

static struct str
cache_path(struct arena *arena, const char *folder)
{
	struct repo_cache cache;
	struct str site = str_format(arena, "%s/repo", folder);
	repo_cache_load(&cache, arena, site, STR(CACHE), site);
	assert_true(cache.present);
	return cache.path;
}

static void
test_damage(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; edit content/a.md\n"
	                          "commit 2 B; move content/a.md content/b.md; commit 3 C");
	struct arena arena = ARENA_EMPTY, scratch = ARENA_EMPTY;
	struct str bytes;
	int site;
	struct reading cold = read_site(folder, "repo", "", FIXTURE_NOW);
	expect_same(folder, "repo");
	assert_int_equal(fs_open_root(str_format(&arena, "%s/repo", folder), &site), 0);
	struct str path = cache_path(&arena, folder);
	assert_int_equal(fs_read(site, path, &arena, 1 << 20, &bytes, NULL), 0);
	for (size_t i = 0; i < bytes.len; i += i < 200 ? 1 : 37) {
		struct str copy = str_copy(&scratch, bytes);
		((char *)(uintptr_t)copy.at)[i] ^= (char)(1 << i % 8);
		assert_int_equal(fs_write(site, path, copy), 0);
		struct reading damaged = read_site(folder, "repo", CACHE, FIXTURE_NOW);
		expect_equal(&cold, &damaged);
		end(&damaged);
		assert_int_equal(fs_read(site, path, &scratch, 1 << 20, &copy, NULL), 0);
		same_text(copy, bytes);
		copy = str_slice(bytes, 0, i);
		assert_int_equal(fs_write(site, path, copy), 0);
		damaged = read_site(folder, "repo", CACHE, FIXTURE_NOW);
		expect_equal(&cold, &damaged);
		end(&damaged);
		arena_reset(&scratch);
	}
	fs_close(site);
	end(&cold);
	arena_free(&arena);
	arena_free(&scratch);
	repos_remove(folder);
}

/* A cache that cannot be written is nobody's concern. */
static void
test_cannot_be_written(void **state)
{
	(void)state;
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 A; echo file >.kith");
	expect_same(folder, "repo");
	change_and_expect(folder, "cd repo; rm .kith; mkdir -p .kith; echo file >.kith/history");
	repos_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_grows_to_the_same_bytes),
		cmocka_unit_test(test_is_rewritten),
		cmocka_unit_test(test_keeps_other_branches),
		cmocka_unit_test(test_reads_only_new_commits),
		cmocka_unit_test(test_grows_without_libgit2),
		cmocka_unit_test(test_grafts),
		cmocka_unit_test(test_names_are_outside),
		cmocka_unit_test(test_days_are_outside),
		cmocka_unit_test(test_shallow_clones),
		cmocka_unit_test(test_replaced_commits),
		cmocka_unit_test(test_missing_objects),
		cmocka_unit_test(test_missing_blobs),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_from_another_repository),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_cannot_be_written),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	repo_shutdown();
	return failed;
}
