#include "expect.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/varint.h"

static void
test_round_trip(void **state)
{
	static const struct {
		uint64_t number;
		size_t len;
	} cases[] = {
		{ 0, 1 },
		{ 1, 1 },
		{ 127, 1 },
		{ 128, 2 },
		{ 16383, 2 },
		{ 16384, 3 },
		{ UINT32_MAX, 5 },
		{ UINT64_C(1) << 63, 10 },
		{ UINT64_MAX, 10 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf buf;
		uint64_t back;

		buf_init(&buf, 100);
		varint_put(&buf, cases[i].number);
		assert_int_equal(buf.len, cases[i].len);
		struct str rest = buf_view(&buf);
		assert_true(varint_take(&rest, &back));
		assert_true(back == cases[i].number);
		assert_int_equal(rest.len, 0);
		for (size_t len = 0; len < cases[i].len; len++) {
			rest = str_slice(buf_view(&buf), 0, len);
			assert_false(varint_take(&rest, &back));
		}
		buf_free(&buf);
	}
}

static void
test_too_large(void **state)
{
	struct str eleven = STR("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01");
	struct str bits = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
	uint64_t number;

	(void)state;
	assert_false(varint_take(&eleven, &number));
	assert_false(varint_take(&bits, &number));
}

static void
test_bytes(void **state)
{
	struct str rest = STR("\x03"
	                      "abcd"),
	           bytes;
	struct str cut = STR("\x03"
	                     "ab");

	(void)state;
	assert_true(varint_take_bytes(&rest, &bytes));
	expect_str(bytes, "abc");
	expect_str(rest, "d");
	assert_false(varint_take_bytes(&cut, &bytes));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
