#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/mailmap.h"

static void
expect(const char *text, const char *name, const char *email, const char *new_name,
        const char *new_email)
{
	struct arena arena = ARENA_EMPTY;
	struct mailmap map = { .people = { .len = 0 } };
	mailmap_parse(&map, &arena, str_from(text));
	struct str mapped_name = str_from(name), mapped_email = str_from(email);
	mailmap_apply(&map, &arena, &mapped_name, &mapped_email);
	assert_string_equal(str_terminated(&arena, mapped_name), new_name);
	assert_string_equal(str_terminated(&arena, mapped_email), new_email);
	arena_free(&arena);
}

static void
test_forms(void **state)
{
	(void)state;
	expect("Proper <c@x>", "old", "c@x", "Proper", "c@x");
	expect("<p@x> <c@x>", "old", "c@x", "old", "p@x");
	expect("Proper <p@x> <c@x>", "old", "c@x", "Proper", "p@x");
	expect("Proper <p@x> Old <c@x>", "Old", "c@x", "Proper", "p@x");
	expect("Proper <p@x> Old <c@x>", "Other", "c@x", "Other", "c@x");
	expect("<p@x> Old <c@x>", "Old", "c@x", "Old", "p@x");
	expect("Proper <p@x> <c@x>", "old", "d@x", "old", "d@x");
	expect("Proper <p@x> <c@x>", "", "c@x", "Proper", "p@x");
	expect("Nobody <p@x> <>", "old", "", "Nobody", "p@x");
}

static void
test_case(void **state)
{
	(void)state;
	expect("Proper <P@x> <C@X.example>", "old", "c@x.EXAMPLE", "Proper", "P@x");
	expect("Proper <p@x> OLD name <c@x>", "old NAME", "C@X", "Proper", "p@x");
}

static void
test_order(void **state)
{
	(void)state;
	expect("One <c@x>\nTwo <c@x>\n", "old", "c@x", "Two", "c@x");
	expect("One <c@x>\n<p@x> <c@x>\n", "old", "c@x", "One", "p@x");
	expect("One <p@x> Old <c@x>\nTwo <q@x> <c@x>\n", "Old", "c@x", "One", "p@x");
	expect("One <p@x> Old <c@x>\nTwo <q@x> <c@x>\n", "Other", "c@x", "Two", "q@x");
}

static void
test_lines_that_say_nothing(void **state)
{
	(void)state;
	static const char text[] = "# One <c@x>\n"
	                           "\n"
	                           "just words\n"
	                           "broken <c@x\n"
	                           "broken c@x>\n"
	                           "  Proper   <  p@x > < c@x >  # and why\r\n";
	expect(text, "old", "c@x", "Proper", "p@x");
	expect("", "old", "c@x", "old", "c@x");
	expect("Caf\xe9 <c@x>", "old", "c@x", "Caf\xef\xbf\xbd", "c@x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_lines_that_say_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
