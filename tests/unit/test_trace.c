/*
 * Files followed backwards through made-up graphs: each line of a test is one commit, the oldest first,
 * and the last one is HEAD.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/array.h"
#include "git/tree_diff.h"
#include "git/walk.h"
#include "history/trace.h"

/*
 * "+a" adds, "-a" removes, "~a" edits, "a>b" moves, "=a" is taken from a merge's second parent, "!a" is
 * not there because it is not in the second parent. "~a:x" leaves the bytes that all ":x" do.
 */
static struct tree_change
parse_change(struct str word, size_t number)
{
	struct tree_change change = { .old_path = STR_EMPTY, .after_mode = OBJECT_FILE };
	change.after.bytes[0] = 1;
	change.after.bytes[1] = (unsigned char)number;
	size_t mark = str_find_char(word, ':'), arrow = str_find_char(word, '>');
	if (mark != STR_NONE) {
		change.after.bytes[0] = 2;
		change.after.bytes[1] = (unsigned char)word.at[mark + 1];
		word = str_slice(word, 0, mark);
	}
	if (arrow != STR_NONE) {
		change.kind = TREE_RENAMED;
		change.old_path = str_slice(word, 0, arrow);
		change.path = str_skip(word, arrow + 1);
		return change;
	}
	static const char signs[] = "+~-.=!";
	change.path = str_skip(word, 1);
	change.kind = (enum tree_change_kind)(strchr(signs, word.at[0]) - signs);
	change.parent = 1;
	if (word.at[0] == '!')
		change.kind = TREE_TAKEN;
	if (word.at[0] == '!' || word.at[0] == '-')
		change.after_mode = OBJECT_NONE;
	return change;
}

/* "<2,3" are the parents, "<" means none; otherwise it is the line before. */
static void
parse_parents(
        struct arena *arena, struct str word, const walk_list *oldest, struct walk_commit *commit)
{
	word = str_skip(word, 1);
	for (size_t i = 0, number = 0; i <= word.len && word.len; i++) {
		if (i < word.len && word.at[i] != ',') {
			number = number * 10 + (size_t)(word.at[i] - '0');
			continue;
		}
		assert_in_range(number, 1, oldest->len);
		*array_push(arena, &commit->parents) = oldest->at[number - 1];
		number = 0;
	}
}

static struct walk_commit *
parse_commit(struct arena *arena, struct str line, const walk_list *oldest)
{
	struct walk_commit *commit = arena_new(arena, struct walk_commit);
	commit->committed = (int64_t)oldest->len + 1;
	if (!str_starts(line, STR("<")) && oldest->len)
		*array_push(arena, &commit->parents) = oldest->at[oldest->len - 1];
	while (line.at) {
		struct str word = str_cut(&line, ' ');
		if (str_starts(word, STR("<")))
			parse_parents(arena, word, oldest, commit);
		else if (str_is(word, "hidden"))
			commit->hidden = true;
		else if (word.len)
			*array_push(arena, &commit->changes) = parse_change(word, oldest->len + 1);
	}
	return commit;
}

static void
parse_walk(struct arena *arena, const char *text, struct walk *walk)
{
	walk_list oldest = { NULL, 0, 0 };
	for (struct str rest = str_from(text); rest.at;) {
		struct str line = str_line(&rest);
		struct walk_commit *commit = parse_commit(arena, line, &oldest);
		*array_push(arena, &oldest) = commit;
	}
	for (size_t i = oldest.len; i-- > 0;)
		*array_push(arena, &walk->lines) = oldest.at[i];
	walk_sort(arena, walk, 1000);
}

/* The steps, oldest first: kind and line of the commit; "..." before them when they are not all. */
static struct str
tell(struct arena *arena, const struct trace_file *file)
{
	struct str text = file->steps.len == 0 ? STR("none")
	        : file->complete               ? STR_EMPTY
	                                       : STR("...");
	for (size_t i = file->steps.len; i-- > 0;) {
		static const char kinds[] = { 'c', 'e', 'm', 'r', 'g' };
		const struct trace_step *step = &file->steps.at[i];
		text = str_format(arena, STR_FMT "%s%c%d", STR_ARG(text), text.len ? " " : "",
		        kinds[step->kind], (int)step->commit->committed);
	}
	return text;
}

static void
expect(const char *text, const char *path, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct walk walk = { .missing = 0 };
	struct trace_file file;
	parse_walk(&arena, text, &walk);
	struct trace *trace = trace_make(&arena, &walk);
	trace_follow(trace, &arena, str_from(path), &file);
	assert_string_equal(str_terminated(&arena, tell(&arena, &file)), expected);
	/* A page leaves nothing behind that changes the next. */
	trace_follow(trace, &arena, str_from(path), &file);
	assert_string_equal(str_terminated(&arena, tell(&arena, &file)), expected);
	arena_free(&arena);
}

static void
expect_gone(const char *text, const char *path, int removed, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct walk walk = { .missing = 0 };
	struct trace_file file;
	parse_walk(&arena, text, &walk);
	struct trace *trace = trace_make(&arena, &walk);
	const struct walk_commit *by = trace_follow_gone(trace, &arena, str_from(path), &file);
	assert_int_equal(by ? (int)by->committed : 0, removed);
	assert_string_equal(str_terminated(&arena, tell(&arena, &file)), expected);
	arena_free(&arena);
}

static void
test_plain(void **state)
{
	(void)state;
	expect("+a\n~a\n~b\n~a", "a", "c1 e2 e4");
	expect("+a\n~a\n~b\n~a", "b", "... e3");
	expect("+a", "z", "none");
	expect("", "a", "none");
}

static void
test_moves(void **state)
{
	(void)state;
	expect("+a\na>b\n~b\nb>c", "c", "c1 m2 e3 m4");
	expect("+a\na>b\n+a\n~a\n~b", "a", "c3 e4");
	expect("+a\na>b\n+a\n~a\n~b", "b", "c1 m2 e5");
	expect("x>b\n~b", "b", "... m1 e2");
	expect("+a\na>b\nb>a", "a", "c1 m2 m3");
}

static void
test_exchanges(void **state)
{
	(void)state;
	expect("+a\n+b\na>b b>a", "a", "c2 m3");
	expect("+a\n+b\na>b b>a", "b", "c1 m3");
	expect("+a\n+b\n+c\na>b b>c c>a", "c", "c2 m4");
	expect("+a\n+b\na>b b>c +a", "a", "c3");
	expect("+a\n+b\n+a a>b b>c", "a", "c3");
}

static void
test_removals(void **state)
{
	(void)state;
	expect("+a\n-a\n+a\n~a", "a", "c1 r3 e4");
	expect("-a\n+a", "a", "... r2");
	expect("+a\n+b\n-b\na>b", "b", "c1 m4");
	/* Two pages had the name before: the first moved away with its past. */
	expect("+a\na>b\n+a\n-a\n+a", "a", "c3 r5");
}

/* A removal that came with a merge restores as well; one that did not survive it does not. */
static void
test_removals_in_merges(void **state)
{
	(void)state;
	expect("+a\n~z\n<1 -a\n<2,3 !a\n+a", "a", "c1 r5");
	expect("+a\n-a\n<1 ~a\n<2,3\n+a", "a", "c1 r5");
	expect("+a\n~a\n<1 ~a\n<2,3 -a\n+a", "a", "c1 e2 e3 r5");
	expect("+a\n-a\n<1 ~a\n<2,3 ~a", "a", "c1 e3 g4");
	expect("+z\n+a\n<1 ~z\n<2,3 =z", "a", "c2");
}

/* What did not survive the merge is no part of the history. */
static void
test_simplified(void **state)
{
	(void)state;
	expect("+a\n~a\n<1 ~a\n<2,3", "a", "c1 e2");
	expect("+a\n~a\n<1 ~a\n<2,3 =a", "a", "c1 e3");
	expect("+a\n~a\n<1 ~a\n<2,3 ~a", "a", "c1 e2 e3 g4");
	expect("+z\n~z\n<1 +a\n<2,3 =a\n~a", "a", "c3 e5");
	expect("+z\n+a\n<1 +a\n<2,3 ~a", "a", "c2 c3 g4");
	expect("+z\n~z\n<1 ~z\n<2,3 +a", "a", "c4");
	expect("+a\n~a\n<1 a>b\n<2,3 a>c", "c", "... c1 e2 m4");
}

/* A branch that does not know of the move goes on under the old name. */
static void
test_old_name_on_a_branch(void **state)
{
	(void)state;
	expect("+a\na>b\n<1 ~a\n<2,3 ~b !a", "b", "c1 m2 e3 g4");
	expect("+a\n~a\n<1 a>b\n<2,3 !a ~b", "b", "c1 e2 m3 g4");
	/* The merge only carries the edit over. */
	expect("+a\na>b\n<1 ~a:x\n<2,3 ~b:x", "b", "c1 m2 e3");
	expect("+a\na>b\nb>c\n<1 ~a:x\n~a:y\n<3,5 ~c:y\n~c", "c", "c1 m2 m3 e4 e5 e7");
	/* A file of the old name that began on the branch is another one. */
	expect("+z\n+a\na>b\n<1 +a:x\n<3,4 ~b:x", "b", "c2 m3 g5");
	/* The branch removed it, and with it what it wrote. */
	expect("+a\na>b\n<1 ~a\n-a\n<2,4 ~b", "b", "c1 m2 g5");
	expect("+a\n~a\n<1 ~a\n-a\n<2,4 ~a", "a", "c1 e2 e3 g5");
}

static void
test_moved_on_both_sides(void **state)
{
	(void)state;
	expect("+a\na>b\n<1 a>b\n<2,3", "b", "c1 m2");
	expect("+a\na>b\n~b\n<1 a>b\n~b\n<3,5 ~b", "b", "c1 m2 e3 m4 e5 g6");
	/* Each side by another name. */
	expect("+a\na>b\n~b:x\n<1 a>c\n<3,4 !b ~c:x", "c", "c1 m2 e3 m4");
	/* The branch on which it got its name is no first parent. */
	expect("+a\na>b\n<1 ~z\na>c\n<3,4 !a ~c\n<2,5 !a ~b", "b", "c1 m2 m4 g5 g6");
	expect("+a\na>b\nb>d\n~d\n<1 a>c\n<4,5 !d ~c", "c", "c1 m2 m3 e4 m5 g6");
}

/* The page at the new name counts for itself, whatever a branch did to the one that had it before. */
static void
test_names_used_again(void **state)
{
	(void)state;
	expect("+a\na>b\n+a\n<1 ~a\n<3,4 ~b", "a", "c3");
	expect("+a\na>b\n+a\n<1 ~a\n<3,4 ~b", "b", "c1 m2 g5");
	expect("+a\na>b\n+a\n<1 ~a\n<3,4 ~a", "a", "c1 c3 e4 g5");
}

static void
test_cut_off(void **state)
{
	(void)state;
	expect("hidden\n~a\n<1 ~z\n<2,3 ~a", "a", "... e2 g4");
	expect("hidden\n+a", "a", "c2");
	expect("hidden\n+z\n<1 +a\n<2,3 ~a", "a", "... c3 g4");
	expect("hidden\na>b\n<1 ~a:x\n<2,3 ~b:x", "b", "... m2 e3");
}

static void
test_gone(void **state)
{
	(void)state;
	expect_gone("+a\n~a\n-a\n+b", "a", 3, "c1 e2");
	expect_gone("+a\na>b\nb>c\n-c", "c", 4, "c1 m2 m3");
	expect_gone("+a\na>b", "a", 0, "none");
	expect_gone("+a\n-a\n+a", "a", 0, "none");
	expect_gone("+z\n~z\n<1 +a\n-a\n<2,4 =z", "a", 4, "c3");
	expect_gone("+z", "a", 0, "none");
}

/* A ladder of merges, each of which has two ways down: 2^n of them, of which each commit is one. */
static void
test_ladder(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct walk walk = { .missing = 0 };
	struct trace_file file;
	struct str text = STR("+a");
	enum { RUNGS = 80 };
	for (int i = 0; i < RUNGS; i++) {
		int top = 1 + 3 * i;
		text = str_format(&arena, STR_FMT "\n<%d ~a\n<%d ~a\n<%d,%d ~a", STR_ARG(text), top,
		        top, top + 1, top + 2);
	}
	parse_walk(&arena, str_terminated(&arena, text), &walk);
	trace_follow(trace_make(&arena, &walk), &arena, STR("a"), &file);
	assert_int_equal(file.steps.len, 1 + 3 * RUNGS);
	assert_true(file.complete);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_exchanges),
		cmocka_unit_test(test_removals),
		cmocka_unit_test(test_removals_in_merges),
		cmocka_unit_test(test_simplified),
		cmocka_unit_test(test_old_name_on_a_branch),
		cmocka_unit_test(test_moved_on_both_sides),
		cmocka_unit_test(test_names_used_again),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_ladder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
