#include "expect.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

static void
test_grows_up_to_the_ceiling(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	assert_null(buf.at);
	for (int i = 0; i < 1000; i++)
		buf_char(&buf, (char)('a' + i % 26));
	assert_int_equal(buf.len, 1000);
	assert_false(buf.full);
	assert_true(buf.cap <= buf.max);
	buf_char(&buf, '!');
	assert_true(buf.full);
	assert_int_equal(buf.len, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(buf.at[i], 'a' + i % 26);
	buf_clear(&buf);
	assert_false(buf.full);
	assert_int_equal(buf.cap, 1000);
	buf_free(&buf);
}

static void
test_what_does_not_fit_is_dropped_whole(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10);
	buf_lit(&buf, "12345678");
	buf_lit(&buf, "abc");
	assert_true(buf.full);
	expect_str(buf_view(&buf), "12345678");
	buf_lit(&buf, "90");
	assert_true(buf.full);
	assert_null(buf_room(&buf, 1));
	assert_null(buf_room(&buf, SIZE_MAX));
	expect_buf(&buf, "1234567890");
	buf_format(&buf, "%s", "1234567890");
	assert_false(buf.full);
	buf_format(&buf, "%d", 1);
	assert_true(buf.full);
	expect_buf(&buf, "1234567890");
	buf_repeat(&buf, '-', 11);
	assert_true(buf.full);
	expect_buf(&buf, "");
	buf_free(&buf);
}

static void
test_ceiling_of_zero(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 0);
	buf_lit(&buf, "");
	buf_put(&buf, str_of(NULL, 0));
	assert_false(buf.full);
	buf_char(&buf, 'x');
	assert_true(buf.full);
	expect_str(buf_view(&buf), "");
	buf_free(&buf);
}

static void
test_room_does_not_change_len(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1 << 20);
	buf_lit(&buf, "ab");
	char *room = buf_room(&buf, 5000);
	assert_ptr_equal(room, buf.at + 2);
	assert_int_equal(buf.len, 2);
	memset(room, 'x', 5000);
	buf.len += 5000;
	assert_int_equal(buf_view(&buf).at[5001], 'x');
	buf_free(&buf);
}

static void
test_integers(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	buf_int(&buf, 0);
	expect_buf(&buf, "0");
	buf_int(&buf, INT64_MIN);
	expect_buf(&buf, "-9223372036854775808");
	buf_int(&buf, INT64_MAX);
	expect_buf(&buf, "9223372036854775807");
	for (int64_t n = 9, digits = 1; digits < 18; n = n * 10 + 9, digits++) {
		buf_int(&buf, n);
		assert_int_equal(buf.len, digits);
		for (int64_t i = 0; i < digits; i++)
			assert_int_equal(buf.at[i], '9');
		buf_clear(&buf);
		buf_int(&buf, n + 1);
		assert_int_equal(buf.len, digits + 1);
		assert_int_equal(buf.at[0], '1');
		buf_clear(&buf);
	}
	buf_padded(&buf, 7, 3);
	expect_buf(&buf, "007");
	buf_padded(&buf, -7, 3);
	expect_buf(&buf, "-007");
	buf_padded(&buf, 12345, 3);
	expect_buf(&buf, "12345");
	buf_padded(&buf, 0, 0);
	expect_buf(&buf, "0");
	buf_padded(&buf, 1, 30);
	expect_buf(&buf, "000000000000000000000000000001");
	buf_free(&buf);
}

static void
test_numbers(void **state)
{
	(void)state;
	static const struct {
		double n;
		const char *text;
	} cases[] = {
		{ 0, "0.0" },
		{ -0.0, "-0.0" },
		{ 1, "1.0" },
		{ 100, "100.0" },
		{ 0.1, "0.1" },
		{ -2.5, "-2.5" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 2.0 / 3, "0.6666666666666666" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 1e15, "1000000000000000.0" },
		{ 123456789012345680.0, "1.2345678901234568e+17" },
		{ 9999999999999998.0, "9999999999999998.0" },
		{ 1e16, "1e+16" },
		{ 1e300, "1e+300" },
		{ 1.5e-7, "1.5e-07" },
		{ 0.0001, "0.0001" },
		{ 0.00001, "1e-05" },
		{ 0.00012345, "0.00012345" },
		{ DBL_MAX, "1.7976931348623157e+308" },
		{ DBL_MIN, "2.2250738585072014e-308" },
		{ 0x1p-1074, "5e-324" },
		{ 0x1p-1073, "1e-323" },
		/* a power of two whose shortest text is not the nearest of its length */
		{ 0x1p-44, "5.684341886080802e-14" },
		{ 9007199254740993.0, "9007199254740992.0" },
		{ INFINITY, "inf" },
		{ -INFINITY, "-inf" },
		{ NAN, "nan" },
	};
	struct buf buf;
	buf_init(&buf, 1000);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_number(&buf, cases[i].n);
		expect_buf(&buf, cases[i].text);
	}
	buf_free(&buf);
}

/* Texts with few decimals, which come back as they were. */
static void
test_short_numbers(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	for (unsigned i = 1; i < 20000; i++) {
		char text[40];
		double n;
		snprintf(text, sizeof text, "%u.%.*s%u", i * 2654435761u % 100003 + 1, (int)(i % 7),
		        "000000", i % 9 + 1);
		assert_true(str_to_number(str_from(text), &n));
		buf_number(&buf, n);
		expect_buf(&buf, text);
	}
	buf_free(&buf);
}

/* As printf rounds: halves, what is near them, and the sign of what becomes zero. */
static void
test_fixed(void **state)
{
	(void)state;
	static const double odd[] = { 0.0, -0.0, 0.5, 1.5, 2.5, -0.4, 0.05, 0.15, 0.25, 0.125,
		1.005, 0.045, 2.675, 0.9999999, 9.9999995, 1e15, 0x1p52 + 0.5, 0x1p53, 1e300,
		0x1p-1074, INFINITY, -INFINITY };
	static const double scales[] = { 8, 16, 100, 1000, 3, 1e5, 0x1p40 };
	struct buf buf;
	buf_init(&buf, 1000);
	uint64_t bits = 1;
	for (size_t i = 0; i < 20000; i++) {
		char text[400];
		size_t count = sizeof odd / sizeof *odd;
		bits = bits * 6364136223846793005u + 1442695040888963407u;
		double n = i < count ? odd[i] : (double)(bits >> 40) / scales[i % 7];
		for (unsigned decimals = 0; decimals < 9; decimals++) {
			snprintf(text, sizeof text, "%.*f", (int)decimals, n);
			buf_fixed(&buf, n, decimals);
			expect_buf(&buf, text);
		}
	}
	buf_free(&buf);
}

/* Any double reads back as itself, and no text with fewer digits would. */
static void
test_numbers_round_trip(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	uint64_t bits = 1;
	for (int i = 0; i < 20000; i++) {
		double n, back;
		bits = bits * 6364136223846793005u + 1442695040888963407u;
		memcpy(&n, &bits, sizeof n);
		if (!isfinite(n))
			continue;
		buf_number(&buf, n);
		assert_true(str_to_number(buf_view(&buf), &back));
		assert_true(back == n);
		int digits = 0;
		for (size_t j = 0; j < buf.len && buf.at[j] != 'e'; j++)
			digits += buf.at[j] >= '0' && buf.at[j] <= '9';
		char shorter[40];
		snprintf(shorter, sizeof shorter, "%.*e", digits - 2, n);
		if (buf.at[buf.len - 1] != '0' && digits > 2 &&
		        str_find_char(buf_view(&buf), 'e') != STR_NONE)
			assert_true(strtod(shorter, NULL) != n);
		buf_clear(&buf);
	}
	buf_free(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grows_up_to_the_ceiling),
		cmocka_unit_test(test_what_does_not_fit_is_dropped_whole),
		cmocka_unit_test(test_ceiling_of_zero),
		cmocka_unit_test(test_room_does_not_change_len),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_numbers_round_trip),
		cmocka_unit_test(test_short_numbers),
		cmocka_unit_test(test_fixed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
