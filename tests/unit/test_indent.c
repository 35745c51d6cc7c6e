#include "expect.h"

#include "markdown/indent.h"

/* How many spaces are made, and which blanks of the text follow. */
static void
expect_indent(const char *before, size_t columns, size_t spaces, const char *blanks)
{
	struct str text = str_from(before);
	struct indent got = indent_before(text, text.len, columns);
	assert_int_equal(got.spaces, spaces);
	expect_str(got.blanks, blanks);
}

static void
blanks_are_those_of_the_text(void **state)
{
	(void)state;
	expect_indent("", 0, 0, "");
	expect_indent("a\n", 0, 0, "");
	expect_indent("a\n\t", 4, 0, "\t");
	expect_indent(" \t \t", 8, 0, " \t \t");
	expect_indent("a\n  \t", 2, 0, "\t");
	expect_indent("> \t\t", 6, 0, "\t\t");
	expect_indent("1.  \t\t", 8, 0, "\t\t");
}

static void
a_part_of_a_tab_is_spaces(void **state)
{
	(void)state;
	expect_indent("\t", 2, 2, "");
	expect_indent("\t\t", 6, 2, "\t");
	expect_indent(">\t", 2, 2, "");
	expect_indent(">\t\t", 5, 1, "\t");
}

static void
other_columns_are_spaces(void **state)
{
	(void)state;
	expect_indent("a", 7, 7, "");
	expect_indent("a\n\t", 16, 16, "");
}

static void
lines_end_and_follow(void **state)
{
	static const struct str text = STR_INIT("ab\n\nc");
	(void)state;
	assert_int_equal(indent_line_end(text, 0), 2);
	assert_int_equal(indent_line_end(text, 3), 3);
	assert_int_equal(indent_line_end(text, 4), 5);
	assert_int_equal(indent_line_end(text, 5), 5);
	assert_int_equal(indent_next_line(text, 1), 3);
	assert_int_equal(indent_next_line(text, 3), 4);
	assert_int_equal(indent_next_line(text, 4), 5);
	assert_int_equal(indent_next_line(text, 5), 5);
	assert_int_equal(indent_line_end(STR_EMPTY, 0), 0);
}

static void
fences_may_stand_in_containers(void **state)
{
	(void)state;
	assert_true(indent_is_fence(STR("```c\n"), 0, '`'));
	assert_true(indent_is_fence(STR("a\n> - ~~~~"), 2, '~'));
	assert_false(indent_is_fence(STR("```"), 0, '~'));
	assert_false(indent_is_fence(STR("``"), 0, '`'));
	assert_false(indent_is_fence(STR("a ```"), 0, '`'));
	assert_false(indent_is_fence(STR("```"), 3, '`'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_are_those_of_the_text),
		cmocka_unit_test(a_part_of_a_tab_is_spaces),
		cmocka_unit_test(other_columns_are_spaces),
		cmocka_unit_test(lines_end_and_follow),
		cmocka_unit_test(fences_may_stand_in_containers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
