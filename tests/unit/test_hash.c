#include "expect.h"

#include <stdbool.h>

#include "base/hash.h"

/* As the xxHash library gives them: a cache written by another build must stay readable. */
static void
test_known_values(void **state)
{
	(void)state;
	char hex[HASH_HEX_LEN];
	assert_true(hash_64(STR_EMPTY) == UINT64_C(0x2d06800538d394c2));
	hash_hex(hash_of(STR_EMPTY), hex);
	expect_str(str_of(hex, sizeof hex), "99aa06d3014798d86001c324468d497f");
	hash_hex(hash_of(STR("kith\n")), hex);
	expect_str(str_of(hex, sizeof hex), "e25b43c164fbe501cc3aeadfeb9044b8");
}

static void
test_hex_round_trip(void **state)
{
	(void)state;
	char hex[HASH_HEX_LEN];
	struct hash back, hash = { UINT64_C(0x0123456789abcdef), UINT64_C(0xfedcba9876543210) };
	hash_hex(hash, hex);
	expect_str(str_of(hex, sizeof hex), "0123456789abcdeffedcba9876543210");
	assert_true(hash_from_hex(str_of(hex, sizeof hex), &back));
	assert_true(hash_eq(hash, back));
}

static void
test_what_is_no_hash(void **state)
{
	(void)state;
	struct hash hash = { 1, 2 };
	assert_false(hash_from_hex(STR_EMPTY, &hash));
	assert_false(hash_from_hex(STR("0123456789abcdeffedcba987654321"), &hash));
	assert_false(hash_from_hex(STR("0123456789abcdeffedcba98765432100"), &hash));
	assert_false(hash_from_hex(STR("0123456789ABCDEFfedcba9876543210"), &hash));
	assert_false(hash_from_hex(STR("0123456789abcdegfedcba9876543210"), &hash));
	assert_true(hash_eq(hash, (struct hash){ 1, 2 }));
}

static void
test_join_depends_on_order(void **state)
{
	(void)state;
	struct hash a = hash_of(STR("a")), b = hash_of(STR("b"));
	assert_false(hash_eq(hash_join(a, b), hash_join(b, a)));
	assert_true(hash_eq(hash_join(a, b), hash_join(a, b)));
	assert_false(hash_eq(hash_join(a, a), a));
	struct hash high = { 1, 0 }, low = { 0, 1 };
	assert_false(hash_eq(high, low));
	assert_false(hash_eq(hash_join(high, low), hash_join(low, high)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_values),
		cmocka_unit_test(test_hex_round_trip),
		cmocka_unit_test(test_what_is_no_hash),
		cmocka_unit_test(test_join_depends_on_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
