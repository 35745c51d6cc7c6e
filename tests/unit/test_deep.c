#include "expect.h"

#include <stdint.h>

#include "base/deep.h"

enum { FRAME = 1024, LEVELS = 40000 };

/* Takes at least FRAME bytes of the stack for each level. */
static size_t
descend(size_t levels)
{
	volatile char frame[FRAME];
	frame[levels % FRAME] = 1;
	size_t below = levels > 1 ? descend(levels - 1) : 0;
	return below + (size_t)frame[levels % FRAME];
}

static void
work(void *context)
{
	size_t *levels = context;
	*levels = descend(*levels);
}

/* Five times what a thread has by itself. */
static void
test_deep(void **state)
{
	size_t levels = LEVELS;
	(void)state;
	assert_true(deep_run((size_t)4 * FRAME * LEVELS, work, &levels));
	assert_int_equal(levels, LEVELS);
}

static void
test_no_room(void **state)
{
	size_t levels = 7;
	(void)state;
	assert_false(deep_run(0, work, &levels));
	assert_false(deep_run(SIZE_MAX / 2 & ~(size_t)0xffff, work, &levels));
	assert_int_equal(levels, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_no_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
