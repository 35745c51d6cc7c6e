#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/ignore_revs.h"

#define HEX_1 "0123456789abcdef0123456789abcdef01234567"
#define HEX_2 "fedcba9876543210fedcba9876543210fedcba98"

static bool
has(const struct ignore_revs *revs, const char *hex)
{
	struct object_id id;
	assert_true(object_id_parse(str_from(hex), &id));
	return ignore_revs_has(revs, &id);
}

static void
test_lines(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct ignore_revs revs = { .ids = { .len = 0 } };
	assert_int_equal(
	        ignore_revs_parse(&revs, &arena, STR("# new format\n\n  " HEX_1 " # why\r\n")), 0);
	assert_true(has(&revs, HEX_1));
	assert_false(has(&revs, HEX_2));
	assert_int_equal(ignore_revs_parse(&revs, &arena, STR_EMPTY), 0);
	assert_int_equal(ignore_revs_parse(&revs, &arena, STR(HEX_2)), 0);
	assert_true(has(&revs, HEX_1));
	assert_true(has(&revs, HEX_2));
	arena_free(&arena);
}

static void
test_wrong_lines(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct ignore_revs revs = { .ids = { .len = 0 } };
	assert_int_equal(ignore_revs_parse(&revs, &arena, STR("#\n0123456\nmain\n" HEX_1 "\n")), 2);
	assert_true(has(&revs, HEX_1));
	assert_int_equal(ignore_revs_parse(&revs, &arena, STR(HEX_1 HEX_2)), 1);
	assert_false(has(&revs, HEX_2));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_wrong_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
