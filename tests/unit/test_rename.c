/*
 * Which removed file an added one was: the changes of the last commit of small repositories.
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
#include "git/changes.h"
#include "git/repo.h"
#include "git/walk.h"
#include "repos.h"

static void
put_changes(struct buf *out, const tree_changes *changes)
{
	static const char *const classes[] = {
		[TREE_CONTENT] = "", [TREE_MOVE] = " (moved)", [TREE_MODE] = " (mode)"
	};
	for (size_t i = 0; i < changes->len; i++) {
		const struct tree_change *change = &changes->at[i];
		buf_format(out, "%c ", "AMDR"[change->kind]);
		if (change->kind == TREE_RENAMED)
			buf_format(out, STR_FMT " -> ", STR_ARG(change->old_path));
		buf_format(out, STR_FMT "%s\n", STR_ARG(change->path), classes[change->class]);
	}
}

/* The script makes two commits or more. */
static void
expect(const char *script, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct repo_head head;
	struct buf out;
	char *folder = repos_make(script);
	buf_init(&out, 1 << 20);
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/repo", folder), &repo), 0);
	assert_int_equal(repo_head(&arena, repo, &head), 0);
	struct walk *walk = walk_run(&arena, repo, &head.id, 1709294400);
	struct changes *changes = changes_find(walk, repo, NULL);
	assert_non_null(changes);
	put_changes(&out, &walk->newest.at[0]->changes);
	assert_string_equal(str_terminated(&arena, buf_view(&out)), expected);
	changes_free(changes);
	repo_close(repo);
	buf_free(&out);
	arena_free(&arena);
	repos_remove(folder);
	repo_shutdown();
}

static void
test_same_bytes(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; page x.png 2; ln -s a.md l; commit 1 One\n"
	       "move a.md b.md; move x.png y.png; move l m; commit 2 Two\n",
	        "R a.md -> b.md (moved)\n"
	        "R l -> m (moved)\n"
	        "R x.png -> y.png (moved)\n");
}

/* Twins: the same file name wins, then the longest common beginning and end. */
static void
test_twins(void **state)
{
	(void)state;
	expect("start repo; for p in x/one.md x/two.md y/three.md; do page $p 1; done; commit 1 One\n"
	       "move x/two.md z/two.md; move y/three.md y/3-three.md; move x/one.md w/first.md\n"
	       "commit 2 Two\n",
	        "R x/one.md -> w/first.md (moved)\n"
	        "R y/three.md -> y/3-three.md (moved)\n"
	        "R x/two.md -> z/two.md (moved)\n");
}

static void
test_twin_of_the_same_name(void **state)
{
	(void)state;
	expect("start repo; page long/common/way/two.md 1; page q/one.md 1; commit 1 One\n"
	       "rm -r q long; page long/common/way/one.md 1; commit 2 Two\n",
	        "R q/one.md -> long/common/way/one.md (moved)\n"
	        "D long/common/way/two.md\n");
}

static void
test_link_is_no_file(void **state)
{
	(void)state;
	expect("start repo; printf a.md >l; commit 1 One; rm l; ln -s a.md m; commit 2 Two\n",
	        "D l\n"
	        "A m\n");
}

/* What was copied or stays is not moved. */
static void
test_copy(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; commit 1 One; cp a.md b.md; commit 2 Two\n", "A b.md\n");
	expect("start repo; page a.md 1; commit 1 One; cp a.md b.md; move a.md c.md; commit 2 Two\n",
	        "R a.md -> b.md (moved)\n"
	        "A c.md\n");
}

/* Forty lines of equal length: `lines FROM TO FILE`. */
#define LINES                                                                              \
	"lines() { i=$1; while [ $i -lt $2 ]; do echo \"line $((i + 100)) of the text\"; " \
	"i=$((i + 1)); done >>$3; }\n"

static void
test_half(void **state)
{
	(void)state;
	expect(LINES "start repo; lines 0 40 a.md; commit 1 One\n"
	             "rm a.md; lines 0 20 b.md; lines 50 70 b.md; commit 2 Two\n",
	        "R a.md -> b.md\n");
	expect(LINES "start repo; lines 0 40 a.md; commit 1 One\n"
	             "rm a.md; lines 0 19 b.md; lines 50 71 b.md; commit 2 Two\n",
	        "D a.md\n"
	        "A b.md\n");
	/* Half of the larger one is what counts. */
	expect(LINES "start repo; lines 0 40 a.md; commit 1 One\n"
	             "rm a.md; lines 0 19 b.md; commit 2 Two\n",
	        "D a.md\n"
	        "A b.md\n");
}

/* A file name that occurs once on both sides is a reason, but no proof. */
static void
test_same_name(void **state)
{
	(void)state;
	/* z.md has more in common with the old page, but the namesake has enough. */
	expect(LINES
	        "start repo; mkdir x y; lines 0 40 x/a.md; commit 1 One\n"
	        "rm x/a.md; lines 0 39 z.md; lines 0 32 y/a.md; lines 50 58 y/a.md; commit 2 Two\n",
	        "R x/a.md -> y/a.md\n"
	        "A z.md\n");
	/* Here it has not. */
	expect(LINES
	        "start repo; mkdir x y; lines 0 40 x/a.md; commit 1 One\n"
	        "rm x/a.md; lines 0 39 z.md; lines 0 28 y/a.md; lines 50 62 y/a.md; commit 2 Two\n",
	        "A y/a.md\n"
	        "R x/a.md -> z.md\n");
}

static void
test_best_pairs(void **state)
{
	(void)state;
	expect(LINES "start repo; lines 0 40 a.md; lines 20 60 b.md; commit 1 One\n"
	             "rm a.md b.md; lines 0 36 c.md; lines 16 60 d.md; commit 2 Two\n",
	        "R a.md -> c.md\n"
	        "R b.md -> d.md\n");
}

/* Other line ends, and a last line without one, change nothing in what it says. */
static void
test_line_ends(void **state)
{
	(void)state;
	expect(LINES "start repo; lines 0 10 a.md; commit 1 One\n"
	             "sed 's/$/\\r/' a.md >b.md; rm a.md; commit 2 Two\n",
	        "R a.md -> b.md\n");
	expect(LINES "start repo; printf 'only one line' >a.md; commit 1 One\n"
	             "rm a.md; echo 'only one line' >b.md; commit 2 Two\n",
	        "R a.md -> b.md\n");
}

static void
test_only_pages_by_content(void **state)
{
	(void)state;
	expect(LINES
	        "start repo; lines 0 40 a.c; lines 50 90 b.md; lines 100 140 c.html; commit 1 One\n"
	        "rm a.c b.md c.html; lines 0 39 d.c; lines 50 89 e.txt; lines 100 139 f.markdown\n"
	        "commit 2 Two\n",
	        "D a.c\n"
	        "D b.md\n"
	        "A d.c\n"
	        "A e.txt\n"
	        "R c.html -> f.markdown\n");
}

/* One long line is cut into pieces, so that a change at its end is not a change of all. */
static void
test_long_line(void **state)
{
	(void)state;
	expect("long() { i=0; while [ $i -lt 200 ]; do printf 'word%d ' $i; i=$((i + 1)); done; }\n"
	       "start repo; long >a.md; commit 1 One; rm a.md; { long; echo more; } >b.md; commit 2 Two\n",
	        "R a.md -> b.md\n");
}

static void
test_exchange(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; page b.md 2; commit 1 One\n"
	       "mv a.md x; mv b.md a.md; mv x b.md; commit 2 Two\n",
	        "R b.md -> a.md (moved)\n"
	        "R a.md -> b.md (moved)\n");
	/* Pages only: of other files git's word is enough. */
	expect("start repo; page a.c 1; page b.c 2; commit 1 One\n"
	       "mv a.c x; mv b.c a.c; mv x b.c; commit 2 Two\n",
	        "M a.c\n"
	        "M b.c\n");
	expect("start repo; page a.md 1; page b.md 2; commit 1 One\n"
	       "cp b.md a.md; edit b.md; commit 2 Two\n",
	        "M a.md\n"
	        "M b.md\n");
}

static void
test_modes(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; page b.md 2; commit 1 One\n"
	       "chmod +x a.md; edit b.md; chmod +x b.md; commit 2 Two\n",
	        "M a.md (mode)\n"
	        "M b.md\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_twin_of_the_same_name),
		cmocka_unit_test(test_link_is_no_file),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_half),
		cmocka_unit_test(test_same_name),
		cmocka_unit_test(test_best_pairs),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_only_pages_by_content),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_exchange),
		cmocka_unit_test(test_modes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
