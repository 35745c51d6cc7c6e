/*
 * Lines added and removed, by hand and as git counts them.
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
#include "diff/line_count.h"
#include "repos.h"

enum { PAIRS = 60 };

static uint64_t seed;

static unsigned
choose(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static void
expect(const char *before, const char *after, unsigned added, unsigned removed)
{
	struct arena arena = ARENA_EMPTY;
	struct diff_count got = line_count(&arena, str_from(before), str_from(after));
	assert_int_equal(got.added, added);
	assert_int_equal(got.removed, removed);
	got = line_count(&arena, str_from(after), str_from(before));
	assert_int_equal(got.added, removed);
	assert_int_equal(got.removed, added);
	arena_free(&arena);
}

static void
test_counts(void **state)
{
	(void)state;
	expect("", "", 0, 0);
	expect("", "one", 1, 0);
	expect("", "one\n", 1, 0);
	expect("", "\n", 1, 0);
	expect("one\n", "one\n", 0, 0);
	expect("one\n", "two\n", 1, 1);
	expect("one\n", "one\ntwo\n", 1, 0);
	expect("two\n", "one\ntwo\n", 1, 0);
	expect("one\nthree\n", "one\ntwo\nthree\n", 1, 0);
	expect("a\nb\nc\nd\n", "a\nc\nb\nd\n", 1, 1);
	expect("a\nb\nc\nd\n", "d\nc\nb\na\n", 3, 3);
	expect("a\na\na\n", "a\na\n", 0, 1);
	expect("same\r\n", "same\n", 1, 1);
}

/* Beginnings and ends in common that are not whole lines. */
static void
test_partial_lines(void **state)
{
	(void)state;
	expect("one", "one\n", 1, 1);
	expect("one", "one\ntwo", 2, 1);
	expect("a long line here\n", "a long list here\n", 1, 1);
	expect("x same\n", "same\n", 1, 1);
	expect("\nsame\n", "same\n", 0, 1);
	expect("x\nsame", "same", 0, 1);
	expect("ab\nab\n", "ab\n", 0, 1);
	expect("b\nab\n", "ab\n", 0, 1);
	expect("a\n\n\nb\n", "a\n\nb\n", 0, 1);
}

/* Above the limit the lines between the common ends count, and those that stand alone as ever. */
static void
test_limit(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct buf before, after;
	buf_init(&before, 1 << 20);
	buf_init(&after, 1 << 20);
	buf_lit(&before, "first\n");
	buf_lit(&after, "first\n");
	for (int i = 0; i < LINE_COUNT_MAX + 2; i++) {
		buf_format(&before, "%d\n", i);
		buf_format(&after, "%d\n", LINE_COUNT_MAX + 1 - i);
	}
	buf_lit(&after, "only here\nlast\n");
	buf_lit(&before, "last\n");
	struct diff_count got = line_count(&arena, buf_view(&before), buf_view(&after));
	assert_int_equal(got.removed, LINE_COUNT_MAX + 2);
	assert_int_equal(got.added, LINE_COUNT_MAX + 3);
	buf_free(&before);
	buf_free(&after);
	arena_free(&arena);
}

/* Some lines of few kinds, the last perhaps without its end. */
static void
put_text(struct buf *out, unsigned kinds)
{
	for (unsigned left = choose(40); left > 0; left--)
		buf_format(out, "%u%s", choose(kinds), left > 1 || choose(3) ? "\n" : "");
}

static void
write_text(const char *folder, const char *side, unsigned number, struct str text)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s%u", folder, side, number);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

static void
test_as_git_counts(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	char *folder = repos_make("");
	struct diff_count counts[PAIRS];
	for (unsigned i = 0; i < PAIRS; i++) {
		struct buf before, after;
		seed = i + 1;
		buf_init(&before, 1 << 20);
		buf_init(&after, 1 << 20);
		unsigned kinds = 20 + choose(60);
		put_text(&before, kinds);
		put_text(&after, kinds);
		counts[i] = line_count(&arena, buf_view(&before), buf_view(&after));
		write_text(folder, "before", i, buf_view(&before));
		write_text(folder, "after", i, buf_view(&after));
		buf_free(&before);
		buf_free(&after);
	}
	repos_change(folder,
	        "i=0; while [ -e before$i ]; do\n"
	        "	g diff --no-index --numstat --minimal before$i after$i >one || :\n"
	        "	[ -s one ] || echo '0	0' >one\n"
	        "	cut -f 1,2 one >>counts; i=$((i + 1)); done");
	char path[4096];
	snprintf(path, sizeof path, "%s/counts", folder);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	for (unsigned i = 0; i < PAIRS; i++) {
		unsigned added, removed;
		assert_int_equal(fscanf(file, "%u %u", &added, &removed), 2);
		assert_int_equal(counts[i].added, added);
		assert_int_equal(counts[i].removed, removed);
	}
	fclose(file);
	repos_remove(folder);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_partial_lines),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_as_git_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
