/*
 * The two orders of commits, on a random graph with clocks that go wrong, and what a commit says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "git/repo.h"
#include "git/walk.h"
#include "repos.h"

enum { COMMITS = 300, NOW = 1709294400 };

struct opened {
	char *folder;
	struct arena arena;
	struct repo *repo;
	struct walk *walk;
};

static struct opened
open_walk(char *folder)
{
	struct opened opened = { .folder = folder, .arena = ARENA_EMPTY };
	struct repo_head head;
	struct str path = str_format(&opened.arena, "%s/repo", folder);
	assert_int_equal(repo_open(&opened.arena, path, &opened.repo), 0);
	assert_int_equal(repo_head(&opened.arena, opened.repo, &head), 0);
	opened.walk = walk_run(&opened.arena, opened.repo, &head.id, NOW);
	return opened;
}

static void
close_walk(struct opened *opened)
{
	repo_close(opened->repo);
	repos_remove(opened->folder);
	arena_free(&opened->arena);
	repo_shutdown();
}

static char *
make_graph(void)
{
	uint64_t seed = 7;
	struct buf out;
	buf_init(&out, 64 << 20);
	for (unsigned i = 1; i <= COMMITS; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		unsigned random = (unsigned)(seed >> 33);
		int64_t date = 1704067200 + i * 60;
		if (random % 10 == 0)
			date = random % 20 ? 1 : 4102444800;
		buf_format(&out, "commit refs/heads/b%u\nmark :%u\ncommitter A <a@x> ", i, i);
		buf_int(&out, date);
		buf_lit(&out, " +0000\ndata 1\nx\n");
		for (unsigned k = 0; i > 1 && k <= random % 3; k++)
			buf_format(&out, "%s :%u\n", k ? "merge" : "from",
			        i - 1 - (random >> (4 * k)) % (i < 12 ? i - 1 : 11));
		buf_char(&out, '\n');
	}
	buf_format(&out, "reset refs/heads/main\nfrom :%d\n", COMMITS);
	char *folder = repos_make(":"), path[4096];
	snprintf(path, sizeof path, "%s/stream", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(out.at, 1, out.len, file), out.len);
	assert_int_equal(fclose(file), 0);
	buf_free(&out);
	repos_change(folder,
	        "start repo; g fast-import --quiet <../stream\n"
	        "g rev-list --count main >../count");
	return folder;
}

static size_t
place_in(const walk_list *list, const struct walk_commit *commit)
{
	for (size_t i = 0; i < list->len; i++)
		if (list->at[i] == commit)
			return i;
	fail();
	return 0;
}

static void
expect_children_first(const walk_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		for (size_t k = 0; k < list->at[i]->parents.len; k++)
			assert_true(place_in(list, list->at[i]->parents.at[k]) > i);
}

static void
test_orders(void **state)
{
	(void)state;
	struct opened opened = open_walk(make_graph());
	const struct walk *walk = opened.walk;
	FILE *file = fopen(str_format(&opened.arena, "%s/count", opened.folder).at, "r");
	char line[32] = "";
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	fclose(file);
	int64_t reachable;
	assert_true(str_to_int(str_trim(str_from(line)), &reachable));
	assert_int_equal(walk->lines.len, reachable);
	assert_int_equal(walk->newest.len, reachable);
	assert_true(reachable > 100);
	expect_children_first(&walk->lines);
	expect_children_first(&walk->newest);
	for (size_t i = 1; i < walk->newest.len; i++)
		assert_true(walk->newest.at[i - 1]->position >= walk->newest.at[i]->position);
	assert_int_equal(walk->missing, 0);
	assert_false(walk->cut);
	close_walk(&opened);
}

/* Two branches merged: by date, but a branch in one piece in the other order. */
static void
test_dates_decide(void **state)
{
	(void)state;
	struct opened opened = open_walk(
	        repos_make("start repo; commit 1 A; on -b side; commit 2 B; commit 5 E; on main\n"
	                   "commit 3 C; commit 4 D; day 6; g merge -q --no-edit -m F side"));
	char newest[16] = "", lines[16] = "";
	assert_int_equal(opened.walk->newest.len, 6);
	for (size_t i = 0; i < 6; i++) {
		newest[i] = opened.walk->newest.at[i]->message.at[0];
		lines[i] = opened.walk->lines.at[i]->message.at[0];
	}
	assert_string_equal(newest, "FEDCBA");
	assert_true(strcmp(lines, "FEBDCA") == 0 || strcmp(lines, "FDCEBA") == 0);
	close_walk(&opened);
}

/* A commit from the year 2100 stands where its parent does, not before everything else. */
static void
test_absurd_dates_do_not(void **state)
{
	(void)state;
	struct opened opened = open_walk(repos_make(
	        "start repo; commit 1 A; on -b side; day 2\n"
	        "GIT_COMMITTER_DATE='@4102444800 +0000' g commit -q --allow-empty -m B; on main\n"
	        "commit 3 C; commit 4 D; day 6; g merge -q --no-edit -m F side"));
	char newest[16] = "";
	assert_int_equal(opened.walk->newest.len, 5);
	for (size_t i = 0; i < 5; i++)
		newest[i] = opened.walk->newest.at[i]->message.at[0];
	assert_string_equal(newest, "FDCBA");
	close_walk(&opened);
}

static void
test_people_are_shared(void **state)
{
	(void)state;
	struct opened opened =
	        open_walk(repos_make("start repo; commit 1 One; commit 2 Two\n"
	                             "GIT_AUTHOR_NAME='Ada  Other'; commit 3 Three"));
	const struct walk *walk = opened.walk;
	assert_int_equal(walk->people.len, 3);
	assert_ptr_equal(walk->newest.at[0]->committer, walk->newest.at[1]->committer);
	assert_true(str_is(walk->newest.at[0]->committer->name, "Grace Example"));
	assert_ptr_equal(walk->newest.at[1]->author, walk->newest.at[2]->author);
	assert_ptr_not_equal(walk->newest.at[0]->author, walk->newest.at[1]->author);
	assert_true(str_is(walk->newest.at[1]->author->name, "Ada Example"));
	assert_true(str_is(walk->newest.at[1]->author->email, "ada@example.org"));
	close_walk(&opened);
}

/* A message without end is cut, between characters. */
static void
test_long_message(void **state)
{
	(void)state;
	struct opened opened = open_walk(repos_make(
	        "start repo; day 1; { printf 'x'; i=0; while [ $i -lt 14 ]; do\n"
	        "  printf '\\303\\251\\303\\251\\303\\251\\303\\251' ; i=$((i + 1)); done; } >../part\n"
	        "{ printf 'x'; i=0; while [ $i -lt 700 ]; do tail -c +2 ../part; i=$((i + 1)); done; }"
	        " >../message\n"
	        "g commit -q --allow-empty -F ../message"));
	struct str message = opened.walk->newest.at[0]->message;
	assert_int_equal(message.len, WALK_MESSAGE_MAX - 1);
	assert_memory_equal(message.at + message.len - 2, "\xc3\xa9", 2);
	close_walk(&opened);
}

static void
test_trusted_dates(void **state)
{
	(void)state;
	assert_false(walk_date_trusted(0, NOW));
	assert_false(walk_date_trusted(-1, NOW));
	assert_false(walk_date_trusted(1, NOW));
	assert_false(walk_date_trusted(31535999, NOW)); /* 1970-12-31T23:59:59Z */
	assert_true(walk_date_trusted(31536000, NOW));
	assert_true(walk_date_trusted(347155200, NOW)); /* 1981 */
	assert_true(walk_date_trusted(NOW, NOW));
	assert_true(walk_date_trusted(NOW + 86400, NOW));
	assert_false(walk_date_trusted(NOW + 86401, NOW));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_dates_decide),
		cmocka_unit_test(test_absurd_dates_do_not),
		cmocka_unit_test(test_people_are_shared),
		cmocka_unit_test(test_long_message),
		cmocka_unit_test(test_trusted_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
