#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/front_cut.h"

static void
expect(const char *file, enum front_cut_kind kind, const char *yaml, const char *body,
        unsigned body_line)
{
	struct front_cut cut = front_cut(str_from(file));
	assert_int_equal(cut.kind, kind);
	assert_true(str_eq(cut.yaml, str_from(yaml)));
	assert_true(str_eq(cut.body, str_from(body)));
	assert_int_equal(cut.body_line, body_line);
}

static void
test_none(void **state)
{
	(void)state;
	expect("", FRONT_CUT_NONE, "", "", 1);
	expect("Text\n---\n", FRONT_CUT_NONE, "", "Text\n---\n", 1);
	expect("\n---\na: b\n---\n", FRONT_CUT_NONE, "", "\n---\na: b\n---\n", 1);
	expect("\xef\xbb\xbfText", FRONT_CUT_NONE, "", "Text", 1);
	expect("----\n---\n", FRONT_CUT_NONE, "", "----\n---\n", 1);
}

static void
test_yaml(void **state)
{
	(void)state;
	expect("---\na: b\n---\nText\n", FRONT_CUT_YAML, "a: b\n", "Text\n", 4);
	expect("--- \na: b\n...\t\nText", FRONT_CUT_YAML, "a: b\n", "Text", 4);
	expect("---\n---\n", FRONT_CUT_YAML, "", "", 3);
	expect("---\na: b\n---", FRONT_CUT_YAML, "a: b\n", "", 4);
	expect("\xef\xbb\xbf---\r\na: b\r\n---\r\nText", FRONT_CUT_YAML, "a: b\r\n", "Text", 4);
}

static void
test_refused(void **state)
{
	(void)state;
	expect("---\na: b\n", FRONT_CUT_OPEN, "", "---\na: b\n", 1);
	expect("+++\na = 1\n+++\n", FRONT_CUT_TOML, "", "+++\na = 1\n+++\n", 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_yaml),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
