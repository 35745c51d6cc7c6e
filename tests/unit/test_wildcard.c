/* What a star takes, and how patterns with many of them end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/wildcard.h"

#define MATCH(pattern, text) wildcard_match(STR(pattern), STR(text), false)

static void
stands_for_itself(void **state)
{
	(void)state;
	assert_true(MATCH("v1.0", "v1.0"));
	assert_false(MATCH("v1.0", "v1x0"));
	assert_false(MATCH("v1", "v1.0"));
	assert_false(MATCH("v1.0", "v1"));
	assert_true(MATCH("", ""));
	assert_false(MATCH("", "a"));
}

static void
a_star_takes_any_text(void **state)
{
	(void)state;
	assert_true(MATCH("v*", "v1.0"));
	assert_true(MATCH("v*", "v"));
	assert_false(MATCH("v*", "1.0"));
	assert_true(MATCH("*", ""));
	assert_true(MATCH("*[bot]*", "helper[bot] <helper@example.org>"));
	assert_true(MATCH("a*b*c", "a-b-b-c"));
	assert_false(MATCH("a*b*c", "a-b-b-"));
	assert_true(MATCH("*.*.*", "1.2.3"));
	assert_false(MATCH("*.*.*.*", "1.2.3"));
	assert_false(MATCH("*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void
knows_case_unless_told(void **state)
{
	(void)state;
	assert_false(MATCH("Bot*", "bot 1"));
	assert_true(wildcard_match(STR("Bot*"), STR("bOT 1"), true));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_for_itself),
		cmocka_unit_test(a_star_takes_any_text),
		cmocka_unit_test(knows_case_unless_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
