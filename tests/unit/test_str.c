#include "expect.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"

static struct arena arena;

static int
empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
test_compare(void **state)
{
	(void)state;
	assert_true(str_eq(STR_EMPTY, str_of(NULL, 0)));
	assert_true(str_is(STR("abc"), "abc"));
	assert_false(str_is(STR("abc"), "ab"));
	assert_true(str_eq_nocase(STR("Content-TYPE"), STR("content-type")));
	assert_false(str_eq_nocase(STR("É"), STR("é")));
	assert_false(str_eq_nocase(STR("a["), STR("a{")));
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("a"), STR("aa")) < 0);
	assert_true(str_cmp(STR("é"), STR("z")) > 0);
	assert_int_equal(str_cmp(str_of(NULL, 0), STR_EMPTY), 0);
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR_EMPTY));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_true(str_ends(STR("abc"), STR("bc")));
	assert_false(str_ends(STR("c"), STR("bc")));
	assert_true(str_ends(STR_EMPTY, str_of(NULL, 0)));
}

static void
test_find(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("abc"), STR_EMPTY), 0);
	assert_true(str_find(STR("abc"), STR("abcd")) == STR_NONE);
	assert_true(str_find(str_of(NULL, 0), STR("a")) == STR_NONE);
	assert_int_equal(str_find(STR("a\0b"), STR("\0b")), 1);
	assert_int_equal(str_find_char(STR("a/b/c"), '/'), 1);
	assert_int_equal(str_rfind_char(STR("a/b/c"), '/'), 3);
	assert_true(str_find_char(STR("abc"), '/') == STR_NONE);
	assert_true(str_rfind_char(STR_EMPTY, '/') == STR_NONE);
	assert_int_equal(str_count_char(STR_EMPTY, 'a'), 0);
	static const char zeroes[5000];
	for (size_t len = 2030; len < 2060; len++) {
		assert_int_equal(str_count_char(str_of(zeroes, len), '\0'), len);
		assert_int_equal(str_count_char(str_of(zeroes, 2 * len), 'a'), 0);
	}
	assert_int_equal(str_count_char(STR("aaaaaaaa"), 'a'), 8);
	assert_int_equal(str_count_char(STR("a\xe1 ab`\x01\x00\x80 aba!"), 'a'), 4);
	assert_int_equal(str_count_char(STR("\xff\x80\x00\x7f\x80\x01\xff\x00\x80"), '\x80'), 3);
}

static void
test_slice(void **state)
{
	(void)state;
	expect_str(str_slice(STR("abcdef"), 1, 3), "bc");
	expect_str(str_slice(STR("abc"), 1, 99), "bc");
	expect_str(str_slice(STR("abc"), 3, 1), "");
	expect_str(str_slice(STR("abc"), 99, SIZE_MAX), "");
	expect_str(str_slice(str_of(NULL, 0), 1, 2), "");
	expect_str(str_skip(STR("abc"), 2), "c");
	expect_str(str_skip(STR("abc"), 9), "");
	expect_str(str_trim(STR(" \t\r\n a b \n")), "a b");
	expect_str(str_trim(STR(" \n ")), "");
	expect_str(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x");
}

static void
test_cut(void **state)
{
	(void)state;
	struct str rest = STR("a,,b,");
	expect_str(str_cut(&rest, ','), "a");
	expect_str(str_cut(&rest, ','), "");
	expect_str(str_cut(&rest, ','), "b");
	assert_non_null(rest.at);
	expect_str(str_cut(&rest, ','), "");
	assert_null(rest.at);
	expect_str(str_cut(&rest, ','), "");
	assert_null(rest.at);
}

static void
test_lines(void **state)
{
	(void)state;
	struct str rest = STR("one\r\ntwo\n\nthr\ree\r");
	expect_str(str_line(&rest), "one");
	expect_str(str_line(&rest), "two");
	expect_str(str_line(&rest), "");
	expect_str(str_line(&rest), "thr\ree\r");
	assert_null(rest.at);
	rest = STR("a\n");
	expect_str(str_line(&rest), "a");
	assert_non_null(rest.at);
	expect_str(str_line(&rest), "");
	assert_null(rest.at);
}

static void
test_copies_are_terminated(void **state)
{
	(void)state;
	struct str copy = str_copy(&arena, STR("a\0b"));
	assert_int_equal(copy.len, 3);
	assert_memory_equal(copy.at, "a\0b\0", 4);
	assert_string_equal(str_terminated(&arena, str_of(NULL, 0)), "");
}

static void
test_format(void **state)
{
	(void)state;
	expect_str(str_format(&arena, "%d-" STR_FMT, 7, STR_ARG(str_of("abc", 2))), "7-ab");
	expect_str(str_format(&arena, "%s", ""), "");
	expect_str(str_format(&arena, STR_FMT "/" STR_FMT, STR_ARG(STR_EMPTY), STR_ARG(STR("x"))),
	        "/x");
	expect_str(str_format(&arena, "[" STR_FMT "]", STR_ARG(str_of("a\0b", 3))), "[a]");
	expect_str(str_format(&arena, STR_FMT "%%", STR_ARG(STR("50"))), "50%");
	expect_str(str_format(&arena, "-%.*s-%.*s-%.*s-%.*s-%.*s-%.*s-%.*s-%.*s-", 1, "a", 1, "b",
	                   1, "c", 1, "d", 1, "e", 1, "f", 1, "g", 1, "h"),
	        "-a-b-c-d-e-f-g-h-");
	for (int width = 250; width < 262; width++) {
		struct str wide = str_format(&arena, "%*d", width, 7);
		assert_int_equal(wide.len, width);
		assert_int_equal(wide.at[width - 1], '7');
		assert_int_equal(wide.at[width], '\0');
	}
	assert_int_equal(str_int_len(str_of("", (size_t)INT_MAX + 5)), INT_MAX);
}

static void
test_join(void **state)
{
	(void)state;
	const struct str parts[] = { STR("a"), str_of(NULL, 0), STR("ccc") };
	expect_str(str_join(&arena, parts, 3, STR(", ")), "a, , ccc");
	expect_str(str_join(&arena, parts, 1, STR(", ")), "a");
	expect_str(str_join(&arena, parts, 0, STR(", ")), "");
	expect_str(str_join(&arena, parts, 3, str_of(NULL, 0)), "accc");
}

static void
test_to_int(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t n;
	} good[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "+12", 12 },
		{ "0012", 12 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
		{ "-9223372036854775807", -INT64_MAX },
	};
	static const char *const bad[] = { "", "-", "+", "1 ", " 1", "1.0", "0x1", "--1", "1e3",
		"9223372036854775808", "-9223372036854775809", "99999999999999999999", "१" };
	int64_t n;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(str_to_int(str_from(good[i].text), &n));
		assert_true(n == good[i].n);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		n = 42;
		assert_false(str_to_int(str_from(bad[i]), &n));
		assert_int_equal(n, 42);
	}
}

static void
test_to_number(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double n;
	} good[] = {
		{ "0", 0 },
		{ "1.5", 1.5 },
		{ "-.5", -0.5 },
		{ "5.", 5 },
		{ "+1e3", 1000 },
		{ "1E-2", 0.01 },
		{ "1e-400", 0 },
		{ "179769313486231570000000000000e279", 1.7976931348623157e308 },
	};
	static const char *const bad[] = { "", ".", "-", "e5", "1e", "1e+", "1,5", "0x10", "inf",
		"nan", "1e999", "1.5 ", " 1", "1_000", "1.5.2" };
	double n;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(str_to_number(str_from(good[i].text), &n));
		assert_true(n == good[i].n);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		n = 42;
		assert_false(str_to_number(str_from(bad[i]), &n));
		assert_true(n == 42);
	}
	char digits[1300];
	memset(digits, '0', sizeof digits);
	assert_true(str_to_number(str_of(digits, 1200), &n));
	assert_false(str_to_number(str_of(digits, 1201), &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_slice),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_lines),
		cmocka_unit_test_teardown(test_copies_are_terminated, empty_arena),
		cmocka_unit_test_teardown(test_format, empty_arena),
		cmocka_unit_test_teardown(test_join, empty_arena),
		cmocka_unit_test(test_to_int),
		cmocka_unit_test(test_to_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
