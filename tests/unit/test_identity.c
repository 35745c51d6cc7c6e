/*
 * Files followed through made-up walks: each line of a test is one commit, the oldest first.
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
#include "git/identity.h"
#include "git/walk.h"

/* "+a" adds, "-a" removes, "~a" edits, "a>b" moves; a commit that begins with "merge" is one. */
static struct tree_change
parse_change(struct str word)
{
	struct tree_change change = { .path = str_skip(word, 1), .old_path = STR_EMPTY };
	change.after.bytes[0] = 1;
	size_t arrow = str_find_char(word, '>');
	if (arrow != STR_NONE) {
		change.kind = TREE_RENAMED;
		change.old_path = str_slice(word, 0, arrow);
		change.path = str_skip(word, arrow + 1);
	} else {
		change.kind = word.at[0] == '+' ? TREE_ADDED
		        : word.at[0] == '-'     ? TREE_REMOVED
		                                : TREE_EDITED;
	}
	return change;
}

static struct walk_commit *
parse_commit(struct arena *arena, struct str line)
{
	struct walk_commit *commit = arena_new(arena, struct walk_commit);
	while (line.at) {
		struct str word = str_cut(&line, ' ');
		if (str_is(word, "merge")) {
			*array_push(arena, &commit->parents) = NULL;
			*array_push(arena, &commit->parents) = NULL;
		} else if (word.len) {
			*array_push(arena, &commit->changes) = parse_change(word);
			commit->changes.at[commit->changes.len - 1].after.bytes[1] =
			        (unsigned char)commit->changes.len;
		}
	}
	return commit;
}

/* The steps of the file at `path`, oldest first: kind and number of the commit, from 1. */
static void
expect(const char *text, const char *path, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct walk walk = { .missing = 0 };
	walk_list oldest = { NULL, 0, 0 };
	for (struct str rest = str_from(text); rest.at;)
		*array_push(&arena, &oldest) = parse_commit(&arena, str_line(&rest));
	for (size_t i = oldest.len; i-- > 0;)
		*array_push(&arena, &walk.newest) = oldest.at[i];

	struct identities *identities = identity_trace(&arena, &walk);
	const struct identity *identity = identity_find(identities, str_from(path));
	struct str steps = identity ? STR_EMPTY : STR("none");
	for (size_t i = 0; identity && i < identity->steps.len; i++) {
		static const char kinds[] = { 'c', 'e', 'm', 'r', 'g' };
		const struct identity_step *step = &identity->steps.at[i];
		steps = str_format(&arena, STR_FMT "%s%c%zu", STR_ARG(steps), i ? " " : "",
		        kinds[step->kind], step->age);
	}
	assert_string_equal(str_terminated(&arena, steps), expected);
	arena_free(&arena);
}

static void
test_plain(void **state)
{
	(void)state;
	expect("+a\n~a\n~b\n~a", "a", "c1 e2 e4");
	expect("+a\n~a\n~b\n~a", "b", "e3");
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
	expect("x>b\n~b", "b", "m1 e2");
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
}

static void
test_removals(void **state)
{
	(void)state;
	expect("+a\n-a\n+a\n~a", "a", "c1 r3 e4");
	expect("-a\n+a", "a", "r2");
	expect("+a\n+b\n-b\na>b", "b", "c1 m4");
}

/* A branch that does not know of the move goes on under the old name. */
static void
test_ghosts(void **state)
{
	(void)state;
	expect("+a\na>b\n~a\n~b", "b", "c1 m2 e3 e4");
	expect("+a\na>b\n-a\n~b", "b", "c1 m2 e4");
	expect("+a\na>b\na>b", "b", "c1 m2 m3");
}

/* One side moved the page, the other wrote it anew under that name: they turn out to be one. */
static void
test_joins(void **state)
{
	(void)state;
	expect("+a\n~a\n+b\n~b\na>b\n~b", "b", "c1 e2 c3 e4 m5 e6");
	expect("+a\n+b\na>b\n+c\nb>c\n~c", "c", "c1 c2 m3 c4 m5 e6");
}

/* The first change of every commit leaves the same bytes: a merge may only carry them over. */
static void
test_merges(void **state)
{
	(void)state;
	expect("+a\nmerge ~a", "a", "c1 g2");
	expect("+a\na>b\nmerge +c ~b", "b", "c1 m2 g3");
	expect("+a\na>b\nmerge ~b", "b", "c1 m2");
	expect("+a\n+b\nmerge a>b", "b", "c1 c2 m3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_exchanges),
		cmocka_unit_test(test_removals),
		cmocka_unit_test(test_ghosts),
		cmocka_unit_test(test_joins),
		cmocka_unit_test(test_merges),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
