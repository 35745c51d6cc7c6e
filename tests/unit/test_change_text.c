/*
 * What changes did to the text of pages: "kind path class +lines -lines +words -words", newest first.
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
#include "base/pool.h"
#include "extensions.h"
#include "git/changes.h"
#include "git/repo.h"
#include "git/walk.h"
#include "history/change_text.h"
#include "repos.h"

static void
put_change(struct buf *out, const struct tree_change *change)
{
	static const char *const classes[] = {
		[TREE_CONTENT] = "content",
		[TREE_FRONT] = "front",
		[TREE_BLANKS] = "blanks",
		[TREE_MOVE] = "move",
		[TREE_MODE] = "mode",
	};
	buf_format(out, "%c " STR_FMT " %s", "AMDR"[change->kind], STR_ARG(change->path),
	        classes[change->class]);
	if (change->counted)
		buf_format(out, " +%u -%u +%u -%u", change->lines.added, change->lines.removed,
		        change->words.added, change->words.removed);
	buf_char(out, '\n');
}

/* All changes of the repository in `folder`. */
static void
put_history(struct buf *out, const char *folder, unsigned workers)
{
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct repo_head head;
	assert_int_equal(repo_open(&arena, str_format(&arena, "%s/repo", folder), &repo), 0);
	assert_int_equal(repo_head(&arena, repo, &head), 0);
	struct pool *pool = workers > 1 ? pool_start(workers) : NULL;
	struct walk *walk = walk_run(&arena, repo, &head.id, 1709294400);
	struct changes *changes = changes_find(walk, repo, pool);
	assert_non_null(changes);
	change_text_measure(walk, repo, pool);
	for (size_t i = 0; i < walk->newest.len; i++) {
		const tree_changes *list = &walk->newest.at[i]->changes;
		for (size_t k = 0; k < list->len; k++)
			put_change(out, &list->at[k]);
	}
	changes_free(changes);
	repo_close(repo);
	if (pool)
		pool_stop(pool);
	arena_free(&arena);
	repo_shutdown();
}

static void
expect(const char *script, const char *expected)
{
	char *folder = repos_make(script);
	struct buf out;
	buf_init(&out, 1 << 20);
	put_history(&out, folder, 1);
	buf_char(&out, '\0');
	assert_string_equal(out.at, expected);
	buf_free(&out);
	repos_remove(folder);
}

static void
test_counts(void **state)
{
	(void)state;
	expect("start repo; printf 'One two.\\n\\nThree four.\\n' >a.md; echo x >b.txt; commit 1 A;"
	       "printf 'One two!\\n\\nThree four five.\\nSix.\\n' >a.md; echo y >b.txt; commit 2 B;"
	       "g rm -q a.md; commit 3 C",
	        "D a.md content +0 -4 +0 -6\n"
	        "M a.md content +3 -2 +2 -0\n"
	        "M b.txt content\n"
	        "A a.md content +3 -0 +4 -0\n"
	        "A b.txt content\n");
}

static void
test_front_matter(void **state)
{
	(void)state;
	expect("start repo; printf -- '---\\ntitle: A\\n---\\nOne two.\\n' >a.markdown; commit 1 A;"
	       "printf -- '---\\ntitle: A new one\\n---\\nOne two.\\n' >a.markdown; commit 2 B;"
	       "printf 'One two.\\n' >a.markdown; commit 3 C;"
	       "printf -- '---\\n---\\nOne two.\\n' >a.markdown; commit 4 D;"
	       "printf -- '---\\ndraft: yes\\n---\\nOne three.\\n' >a.markdown; commit 5 E",
	        "M a.markdown content +2 -1 +1 -1\n"
	        "M a.markdown front +2 -0 +0 -0\n"
	        "M a.markdown front +0 -3 +0 -0\n"
	        "M a.markdown front +1 -1 +0 -0\n"
	        "A a.markdown content +4 -0 +2 -0\n");
}

/* A page of front matter alone; one whose front matter is never closed is text throughout. */
static void
test_only_front_matter(void **state)
{
	(void)state;
	expect("start repo; printf -- '---\\ntitle: A\\n---\\n' >a.md; commit 1 A;"
	       "printf -- '---\\ntitle: B\\n---\\n' >a.md; commit 2 B;"
	       "printf -- '---\\ntitle: B\\n' >a.md; commit 3 C;"
	       "printf -- '---\\ntitle: C\\n' >a.md; commit 4 D",
	        "M a.md content +1 -1 +1 -1\n"
	        "M a.md content +0 -1 +2 -0\n"
	        "M a.md front +1 -1 +0 -0\n"
	        "A a.md content +3 -0 +0 -0\n");
}

static void
test_white_space(void **state)
{
	(void)state;
	expect("start repo; printf -- '---\\ntitle: A\\n---\\nOne two three.\\n' >a.md; commit 1 A;"
	       "printf -- '---\\ntitle: A\\n---\\nOne two\\nthree.\\n' >a.md; commit 2 B;"
	       "printf -- '---\\r\\ntitle: A\\r\\n---\\r\\nOne two\\r\\nthree.\\r\\n' >a.md; commit 3 C;"
	       "printf -- '\\357\\273\\277---\\ntitle: A\\n---\\nOne two\\nthree.\\n' >a.md; commit 4 D;"
	       "printf -- '---\\ntitle: B\\n---\\nOne two three.\\n' >a.md; commit 5 E;"
	       "printf -- '---\\ntitle: B\\n---\\nOne twothree.\\n' >a.md; commit 6 F;"
	       "printf -- '---\\ntitle: B\\n---\\nOne, twothree.\\n' >a.md; commit 7 G",
	        "M a.md content +1 -1 +0 -0\n"
	        "M a.md content +1 -1 +1 -2\n"
	        "M a.md front +3 -4 +0 -0\n"
	        "M a.md blanks +5 -5 +0 -0\n"
	        "M a.md blanks +5 -5 +0 -0\n"
	        "M a.md blanks +2 -1 +0 -0\n"
	        "A a.md content +4 -0 +3 -0\n");
}

/* Of a rename with edits the edits decide. */
static void
test_moves_and_modes(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; commit 1 A; move a.md b.md; commit 2 B;"
	       "chmod +x b.md; commit 3 C; move b.md c.md; edit c.md; commit 4 D;"
	       "move c.md d.md; echo >>d.md; commit 5 E;"
	       "rm d.md; ln -s nowhere d.md; commit 6 F",
	        "M d.md content\n"
	        "R d.md blanks +1 -0 +0 -0\n"
	        "R c.md content +1 -0 +5 -0\n"
	        "M b.md mode +0 -0 +0 -0\n"
	        "R b.md move +0 -0 +0 -0\n"
	        "A a.md content +20 -0 +100 -0\n");
}

static void
test_no_text(void **state)
{
	(void)state;
	expect("start repo; printf 'a\\000b\\n' >binary.md; echo text >later.md;"
	       "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:1\\nsize 1\\n' >lfs.md;"
	       "head -c 1048577 /dev/zero | tr '\\000' 'x' >large.md;"
	       "head -c 1048576 /dev/zero | tr '\\000' 'x' >most.md; commit 1 A;"
	       "printf 'text\\000' >later.md; commit 2 B",
	        "M later.md content\n"
	        "A binary.md content\n"
	        "A large.md content\n"
	        "A later.md content +1 -0 +1 -0\n"
	        "A lfs.md content\n"
	        "A most.md content +1 -0 +1 -0\n");
}

static void
test_missing(void **state)
{
	(void)state;
	skip_under_valgrind();
	expect("start whole; page a.md 1; page b.md 2; commit 1 A; edit a.md; move b.md c.md; commit 2 B;"
	       "g config uploadpack.allowFilter true; cd ..;"
	       "g clone -q --filter=blob:none --no-checkout \"file://$PWD/whole\" repo",
	        "M a.md content\n"
	        "R c.md move +0 -0 +0 -0\n"
	        "A a.md content\n"
	        "A b.md content\n");
	expect("start repo; page a.md 1; commit 1 A; edit a.md; commit 2 B; edit a.md; commit 3 C;"
	       "lose HEAD~2:a.md",
	        "M a.md content +1 -0 +5 -0\n"
	        "M a.md content\n"
	        "A a.md content\n");
}

/* A merge is compared with its first parent. */
static void
test_merges(void **state)
{
	(void)state;
	expect("start repo; page a.md 1; commit 1 A; on -b side; sed -i.bak 's/^Line 3 /Side line /' a.md;"
	       "rm a.md.bak; commit 2 B; on main; sed -i.bak 's/^Line 3 /Main line here /' a.md;"
	       "rm a.md.bak; commit 3 C; day 4; g merge -q side >/dev/null 2>&1 || :;"
	       "page a.md 1; commit 4 M",
	        "M a.md content +1 -1 +2 -3\n"
	        "M a.md content +1 -1 +3 -2\n"
	        "M a.md content +1 -1 +2 -2\n"
	        "A a.md content +20 -0 +100 -0\n");
}

/* Long histories of many pages, with any number of workers. */
static void
test_workers(void **state)
{
	(void)state;
	char *folder = repos_make(
	        "start repo; n=0; while [ $n -lt 150 ]; do page p$((n % 3)).md $n; edit all.md 2>/dev/null || page all.md 1;"
	        "commit $((1 + n / 10)) $n; n=$((n + 1)); done");
	struct buf one, three;
	buf_init(&one, 1 << 20);
	buf_init(&three, 1 << 20);
	put_history(&one, folder, 1);
	put_history(&three, folder, 3);
	assert_true(str_eq(buf_view(&one), buf_view(&three)));
	assert_int_equal(str_find(buf_view(&one), STR("content\n")), STR_NONE);
	assert_int_equal(str_count_char(buf_view(&one), '\n'), 300);
	buf_free(&one);
	buf_free(&three);
	repos_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_front_matter),
		cmocka_unit_test(test_only_front_matter),
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_moves_and_modes),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_merges),
		cmocka_unit_test(test_workers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
