/*
 * In which quotes and items lines stand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "markdown/container.h"

static struct container_place
see(struct containers *containers, struct str line)
{
	struct container_place place = container_match(containers, line);
	container_open(containers, &place);
	container_text(containers, &place);
	return place;
}

static void
expect(struct containers *containers, const char *line, unsigned matched, unsigned opened,
        const char *text)
{
	struct container_place place = see(containers, str_from(line));
	assert_int_equal(place.matched, matched);
	assert_int_equal(place.opened, opened);
	assert_string_equal(line + place.text, text);
}

static void
quotes_and_items_are_followed(void **state)
{
	(void)state;
	struct containers containers = container_begin();
	expect(&containers, "> - a", 0, 2, "a");
	expect(&containers, ">   b", 2, 0, "b");
	expect(&containers, "> - c", 1, 1, "c");
	expect(&containers, ">", 2, 0, "");
	expect(&containers, "> 12) d", 1, 1, "d");
	expect(&containers, ">     e", 2, 0, "e");
	expect(&containers, "", 0, 0, "");
	assert_int_equal(containers.depth, 0);
}

static void
a_paragraph_goes_on_without_marks(void **state)
{
	(void)state;
	struct containers containers = container_begin();
	expect(&containers, "> - a", 0, 2, "a");
	expect(&containers, "b", 0, 0, "b");
	assert_int_equal(containers.depth, 2);
	expect(&containers, "# c", 0, 0, "# c");
	assert_int_equal(containers.depth, 0);
	expect(&containers, "d", 0, 0, "d");
	expect(&containers, "2. e", 0, 0, "2. e");
	expect(&containers, "-", 0, 0, "-");
	expect(&containers, "1. f", 0, 1, "f");
}

static void
code_has_no_marks(void **state)
{
	(void)state;
	struct containers containers = container_begin();
	expect(&containers, "> ```", 0, 1, "```");
	expect(&containers, "> - a", 1, 0, "- a");
	expect(&containers, "- b", 0, 1, "b");
	expect(&containers, "", 1, 0, "");
	expect(&containers, "      - c", 1, 0, "- c");
	expect(&containers, "* * *", 0, 0, "* * *");
	assert_int_equal(containers.depth, 0);
}

static void
tabs_count_in_columns(void **state)
{
	(void)state;
	struct containers containers = container_begin();
	expect(&containers, "-\ta", 0, 1, "a");
	expect(&containers, "\tb", 1, 0, "b");
	expect(&containers, ">\t- c", 0, 2, "c");
	struct container_place place = container_match(&containers, STR(">\t\td"));
	assert_int_equal(place.matched, 2);
	assert_int_equal(place.indent, 2);
}

static void
an_item_does_not_begin_with_two_empty_lines(void **state)
{
	(void)state;
	struct containers containers = container_begin();
	expect(&containers, "-", 0, 1, "");
	expect(&containers, "  a", 1, 0, "a");
	expect(&containers, "-", 0, 1, "");
	expect(&containers, "", 1, 0, "");
	expect(&containers, "  b", 0, 0, "b");
}

static void
depth_is_limited(void **state)
{
	(void)state;
	char marks[2 * CONTAINER_MAX];
	for (size_t i = 0; i < sizeof marks; i++)
		marks[i] = '>';
	struct containers containers = container_begin();
	struct container_place place = see(&containers, str_of(marks, sizeof marks));
	assert_int_equal(place.opened, CONTAINER_MAX);
	assert_int_equal(place.text, CONTAINER_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes_and_items_are_followed),
		cmocka_unit_test(a_paragraph_goes_on_without_marks),
		cmocka_unit_test(code_has_no_marks),
		cmocka_unit_test(tabs_count_in_columns),
		cmocka_unit_test(an_item_does_not_begin_with_two_empty_lines),
		cmocka_unit_test(depth_is_limited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
