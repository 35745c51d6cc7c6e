/* Other programs: what they are given and what they say, also much of it, and those that there are not. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/process.h"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static int
run(const char *script, struct str input, size_t max, struct process_result *out)
{
	const char *const arguments[] = { "sh", "-c", script, NULL };
	const char *const environment[] = { "KITH_TEST=a b", "HOME", "KITH_GONE*", NULL };
	struct process process = { arguments, environment, input, max };
	return process_run(&arena, &process, out);
}

static void
says_what_it_says(void **state)
{
	(void)state;
	struct process_result result;
	assert_int_equal(run("echo \"$KITH_TEST${HOME-!}\"; cat; echo no >&2; exit 7", STR("in"),
	                         100, &result),
	        0);
	assert_int_equal(result.status, 7);
	assert_true(str_is(result.output, "a b!\nin"));
	assert_true(str_is(result.errors, "no\n"));
	setenv("KITH_GONE_A", "1", 1);
	setenv("KITH_GONE", "2", 1);
	setenv("KITH_GON", "3", 1);
	assert_int_equal(
	        run("echo ${KITH_GONE_A-!}${KITH_GONE-!}$KITH_GON", STR_EMPTY, 100, &result), 0);
	assert_true(str_is(result.output, "!!3\n"));
	assert_int_equal(run("kill -9 $$", STR_EMPTY, 100, &result), 0);
	assert_int_equal(result.status, 128 + 9);
}

/* More than a pipe holds, both ways; and input that nobody reads. */
static void
waits_for_nobody(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	struct process_result result;
	char *bytes = arena_array(&arena, char, SIZE);
	memset(bytes, 'x', SIZE);
	assert_int_equal(run("cat", str_of(bytes, SIZE), 2 * SIZE, &result), 0);
	assert_int_equal(result.output.len, SIZE);
	assert_int_equal(run("cat; cat >&2", str_of(bytes, SIZE), 1000, &result), 0);
	assert_int_equal(result.output.len, 1000);
	assert_int_equal(run("exit 3", str_of(bytes, SIZE), 1000, &result), 0);
	assert_int_equal(result.status, 3);
}

static void
knows_that_there_is_none(void **state)
{
	(void)state;
	const char *const arguments[] = { "kith-no-such-program", NULL };
	struct process process = { arguments, NULL, STR_EMPTY, 100 };
	struct process_result result;
	assert_int_equal(process_run(&arena, &process, &result), -ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(says_what_it_says, free_arena),
		cmocka_unit_test_teardown(waits_for_nobody, free_arena),
		cmocka_unit_test_teardown(knows_that_there_is_none, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
