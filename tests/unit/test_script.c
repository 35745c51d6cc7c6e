/*
 * Scripts between sequences: they lead from one to the other, are as short as the longest common
 * subsequence allows, and script_count counts them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "diff/script.h"

enum { LONG = 60, NO_LIMIT = 1 << 20 };

static uint64_t seed;

static unsigned
choose(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

/* Letters as symbols. */
static uint32_t *
symbols_of(struct arena *arena, const char *letters)
{
	size_t len = strlen(letters);
	uint32_t *symbols = arena_array(arena, uint32_t, len + 1);
	for (size_t i = 0; i < len; i++)
		symbols[i] = (unsigned char)letters[i];
	return symbols;
}

/* The script as "=ab -c +d". */
static struct str
script(struct arena *arena, const char *before, const char *after, size_t max)
{
	diff_runs runs = { NULL, 0, 0 };
	script_diff(arena, symbols_of(arena, before), strlen(before), symbols_of(arena, after),
	        strlen(after), max, &runs);
	struct str text = STR_EMPTY;
	for (size_t i = 0; i < runs.len; i++) {
		const struct diff_run *run = &runs.at[i];
		const char *from =
		        run->kind == DIFF_ADDED ? after + run->after : before + run->before;
		text = str_format(arena, STR_FMT "%s%c" STR_FMT, STR_ARG(text), i ? " " : "",
		        "=-+"[run->kind], STR_ARG(str_of(from, run->len)));
	}
	return text;
}

static void
expect(const char *before, const char *after, size_t max, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct str got = script(&arena, before, after, max);
	assert_string_equal(str_terminated(&arena, got), expected);
	arena_free(&arena);
}

static void
test_scripts(void **state)
{
	(void)state;
	expect("", "", NO_LIMIT, "");
	expect("abc", "abc", NO_LIMIT, "=abc");
	expect("", "abc", NO_LIMIT, "+abc");
	expect("abc", "", NO_LIMIT, "-abc");
	expect("abc", "xyz", NO_LIMIT, "-abc +xyz");
	expect("abc", "axc", NO_LIMIT, "=a -b +x =c");
	expect("abc", "abxc", NO_LIMIT, "=ab +x =c");
	expect("abxc", "abc", NO_LIMIT, "=ab -x =c");
	expect("aab", "ab", NO_LIMIT, "=a -a =b");
	expect("abcdefg", "xbcdefy", NO_LIMIT, "-a +x =bcdef -g +y");
}

static void
test_limit(void **state)
{
	(void)state;
	expect("--abcdefg--", "--xbcdefy--", 4, "=-- -a +x =bcdef -g +y =--");
	expect("--abcdefg--", "--xbcdefy--", 3, "=-- -abcdefg +xbcdefy =--");
	expect("abcd", "bcde", 2, "-a =bcd +e");
	expect("abcd", "bcde", 1, "-abcd +bcde");
	expect("abcd", "bcde", 0, "-abcd +bcde");
	expect("abc", "abc", 0, "=abc");
	expect("abc", "abxc", 0, "=ab +x =c");
}

/* The textbook's table. */
static size_t
common(const uint32_t *before, size_t width, const uint32_t *after, size_t height)
{
	static size_t table[LONG + 1][LONG + 1];
	for (size_t x = 1; x <= width; x++) {
		for (size_t y = 1; y <= height; y++) {
			size_t best = table[x - 1][y] > table[x][y - 1] ? table[x - 1][y]
			                                                : table[x][y - 1];
			if (before[x - 1] == after[y - 1])
				best = table[x - 1][y - 1] + 1;
			table[x][y] = best;
		}
	}
	return table[width][height];
}

static size_t
random_sequence(uint32_t *out, unsigned longest, unsigned kinds)
{
	size_t len = choose(longest + 1);
	for (size_t i = 0; i < len; i++)
		out[i] = choose(kinds);
	return len;
}

/* The runs cover both sides in order and are equal where they say so; what they add and remove. */
static struct diff_count
walk_runs(const diff_runs *runs, const uint32_t *before, size_t width, const uint32_t *after,
        size_t height)
{
	size_t x = 0, y = 0;
	struct diff_count count = { 0, 0 };
	for (size_t i = 0; i < runs->len; i++) {
		const struct diff_run *run = &runs->at[i];
		assert_true(run->len > 0);
		assert_int_equal(run->before, x);
		assert_int_equal(run->after, y);
		assert_true(i == 0 || runs->at[i - 1].kind != run->kind);
		assert_false(
		        i > 0 && runs->at[i - 1].kind == DIFF_ADDED && run->kind == DIFF_REMOVED);
		if (run->kind == DIFF_SAME)
			assert_memory_equal(before + x, after + y, run->len * sizeof *before);
		x += run->kind == DIFF_ADDED ? 0 : run->len;
		y += run->kind == DIFF_REMOVED ? 0 : run->len;
		count.added += run->kind == DIFF_ADDED ? (uint32_t)run->len : 0;
		count.removed += run->kind == DIFF_REMOVED ? (uint32_t)run->len : 0;
	}
	assert_int_equal(x, width);
	assert_int_equal(y, height);
	return count;
}

static void
test_shortest(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	for (seed = 1; seed < 4000;) {
		uint64_t next = seed + 1;
		uint32_t before[LONG], after[LONG];
		unsigned kinds = 1 + choose(8), longest = choose(LONG);
		size_t width = random_sequence(before, longest, kinds);
		size_t height = random_sequence(after, choose(LONG), kinds);
		size_t same = common(before, width, after, height);
		diff_runs runs = { NULL, 0, 0 };
		script_diff(&arena, before, width, after, height, NO_LIMIT, &runs);
		struct diff_count count = walk_runs(&runs, before, width, after, height);
		assert_int_equal(count.removed, width - same);
		assert_int_equal(count.added, height - same);
		count = script_count(&arena, before, width, after, height, kinds, NO_LIMIT);
		assert_int_equal(count.removed, width - same);
		assert_int_equal(count.added, height - same);
		arena_reset(&arena);
		seed = next;
	}
	arena_free(&arena);
}

static struct diff_count
count(struct arena *arena, const char *before, const char *after, size_t max)
{
	return script_count(arena, symbols_of(arena, before), strlen(before),
	        symbols_of(arena, after), strlen(after), 128, max);
}

static void
test_count_limit(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct diff_count got = count(&arena, "-abcd-", "-bcda-", 2);
	assert_int_equal(got.removed, 1);
	assert_int_equal(got.added, 1);
	got = count(&arena, "-abcd-", "-bcda-", 1);
	assert_int_equal(got.removed, 4);
	assert_int_equal(got.added, 4);
	/* What only one side has needs no search. */
	got = count(&arena, "-abcd-", "-axbyczd-", 0);
	assert_int_equal(got.removed, 0);
	assert_int_equal(got.added, 3);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_count_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
