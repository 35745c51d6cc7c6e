#include "expect.h"

#include "base/buf.h"
#include "markdown/code.h"

static void
test_language(void **state)
{
	static const struct {
		const char *info, *language;
	} cases[] = {
		{ "", "" },
		{ "c", "c" },
		{ "c++ x", "c++" },
		{ "js{2}", "js" },
		{ "rust,no_run", "rust" },
		{ "{.py .wide}", "py" },
		{ "{2,3}", "" },
		{ "{", "" },
		{ "c {.wide}", "c" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(code_language(str_from(cases[i].info)), cases[i].language);
}

static void
test_lines(void **state)
{
	struct code_info info;
	(void)state;
	code_info(STR("c {2,5-7}"), &info);
	for (uint32_t line = 1; line < 10; line++)
		assert_int_equal(
		        code_points_at(&info, line), line == 2 || (line >= 5 && line <= 7));
	code_info(STR("{.c hl=\"1, 3\"}"), &info);
	assert_true(code_points_at(&info, 1));
	assert_false(code_points_at(&info, 2));
	assert_true(code_points_at(&info, 3));
	code_info(STR("c {2-}"), &info);
	assert_int_equal(info.range_count, 0);
	code_info(STR("c {99999999999999999999}"), &info);
	assert_int_equal(info.range_count, 0);
	code_info(STR("c {x} {3}"), &info);
	assert_true(code_points_at(&info, 3));
}

static void
test_attributes(void **state)
{
	struct code_info info;
	struct buf buf;
	(void)state;
	buf_init(&buf, 100);
	code_info(STR("c title=\"a \\\"b\\\".c\" {#loop .wide linenos=10} diff"), &info);
	code_title(&info, &buf);
	expect_str(buf_view(&buf), "a \"b\".c");
	expect_str(info.id, "loop");
	assert_int_equal(info.numbers, CODE_NUMBERS_ON);
	assert_int_equal(info.first, 10);
	assert_true(info.diff);
	code_info(STR("c onclick=x linenos=false \"what"), &info);
	assert_int_equal(info.numbers, CODE_NUMBERS_OFF);
	assert_int_equal(info.title.len, 0);
	code_info(STR("c linenos"), &info);
	assert_int_equal(info.numbers, CODE_NUMBERS_ON);
	assert_int_equal(info.first, 1);
	buf_free(&buf);
}

static void
test_diff(void **state)
{
	static const struct {
		struct str rest;
		bool after, head;
		enum code_change change;
	} cases[] = {
		{ STR_INIT("+a\n"), false, false, CODE_INSERTED },
		{ STR_INIT("-a"), false, false, CODE_DELETED },
		{ STR_INIT(" a"), false, false, CODE_SAME },
		{ STR_INIT("\n+"), false, false, CODE_SAME },
		{ STR_INIT(""), true, false, CODE_SAME },
		{ STR_INIT("@@ -1 +1 @@\n+"), false, true, CODE_SAME },
		{ STR_INIT("--- a\n+++ b\n"), false, true, CODE_SAME },
		{ STR_INIT("+++ b\n"), true, true, CODE_SAME },
		{ STR_INIT("+++ b\n"), false, false, CODE_INSERTED },
		{ STR_INIT("--- a\n-b\n"), false, false, CODE_DELETED },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool head = cases[i].after;
		assert_int_equal(code_change(cases[i].rest, &head), cases[i].change);
		assert_int_equal(head, cases[i].head);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_language),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_diff),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
