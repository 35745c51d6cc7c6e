/* Until when the clock decides alike. */
#include "base/moment.h"

#include "base/clock.h"
#include "expect.h"

static void
test_what_lies_ahead(void **state)
{
	(void)state;
	assert_true(moment_is_ahead(11, 10));
	assert_false(moment_is_ahead(10, 10));
	assert_false(moment_is_ahead(INT64_MIN, 10));
}

static void
test_the_first_moment_ahead_is_told(void **state)
{
	(void)state;
	moment_watch_begin(100);
	assert_true(moment_watch_end() == MOMENT_NEVER);
	moment_watch_begin(100);
	moment_is_ahead(100, 100);
	moment_is_ahead(7, 100);
	assert_true(moment_watch_end() == MOMENT_NEVER);
	moment_watch_begin(100);
	moment_is_ahead(300, 100);
	moment_is_ahead(200, 100);
	moment_is_ahead(250, 100);
	assert_int_equal(moment_watch_end(), 200);
}

/* Who asks from another moment, such as that of a commit, does not say when this build comes out otherwise. */
static void
test_what_was_ahead_once_is_not_told(void **state)
{
	(void)state;
	moment_watch_begin(100);
	assert_true(moment_is_ahead(50, 10));
	assert_true(moment_is_ahead(400, 10));
	assert_int_equal(moment_watch_end(), 400);
}

static void
test_nothing_is_kept_while_nobody_watches(void **state)
{
	(void)state;
	moment_is_ahead(120, 100);
	moment_watch_begin(100);
	assert_true(moment_watch_end() == MOMENT_NEVER);
	moment_is_ahead(130, 100);
	moment_watch_begin(100);
	assert_true(moment_watch_end() == MOMENT_NEVER);
}

static void
test_now(void **state)
{
	(void)state;
	bool told;
	assert_int_equal(unsetenv("SOURCE_DATE_EPOCH"), 0);
	assert_true(moment_now(MOMENT_NOT_TOLD, &told) >= clock_today() - 5);
	assert_false(told);
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "77", 1), 0);
	assert_int_equal(moment_now(MOMENT_NOT_TOLD, &told), 77);
	assert_true(told);
	assert_int_equal(moment_now(88, &told), 88);
	assert_true(told);
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "soon", 1), 0);
	moment_now(MOMENT_NOT_TOLD, &told);
	assert_false(told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_lies_ahead),
		cmocka_unit_test(test_the_first_moment_ahead_is_told),
		cmocka_unit_test(test_what_was_ahead_once_is_not_told),
		cmocka_unit_test(test_nothing_is_kept_while_nobody_watches),
		cmocka_unit_test(test_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
