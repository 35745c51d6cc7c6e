#include "expect.h"

#include "base/clock.h"

static void
test_never_goes_back(void **state)
{
	(void)state;
	int64_t last = clock_nanos();
	assert_true(last > 0);
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_nanos();
		assert_true(now >= last);
		last = now;
	}
}

static void
test_peak_memory_is_in_bytes(void **state)
{
	(void)state;
	size_t size = 32 << 20;
	char *block = malloc(size);
	assert_non_null(block);
	memset(block, 1, size);
	assert_true(clock_peak_memory() >= size);
	assert_true(clock_peak_memory() < (uint64_t)1 << 40);
	free(block);
}

static void
test_today_is_after_this_was_written(void **state)
{
	(void)state;
	assert_true(clock_today() > 1700000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_never_goes_back),
		cmocka_unit_test(test_peak_memory_is_in_bytes),
		cmocka_unit_test(test_today_is_after_this_was_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
