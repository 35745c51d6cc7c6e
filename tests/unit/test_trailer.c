#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/trailer.h"

/* The trailers of a message as "key=value;". */
static void
expect(const char *message, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct str block = trailer_block(str_from(message)), text = STR_EMPTY;
	struct trailer trailer;
	while (trailer_next(&block, &trailer))
		text = str_format(&arena, STR_FMT STR_FMT "=" STR_FMT ";", STR_ARG(text),
		        STR_ARG(trailer.key), STR_ARG(trailer.value));
	assert_string_equal(str_terminated(&arena, text), expected);
	arena_free(&arena);
}

static void
test_blocks(void **state)
{
	(void)state;
	expect("Subject\n\nMinor: yes\n", "Minor=yes;");
	expect("Subject\n\nText.\n\nMinor: yes\nReviewed-by: A <a@x>\n",
	        "Minor=yes;Reviewed-by=A <a@x>;");
	expect("Subject\r\n\r\nMinor: yes\r\n\r\n\r\n", "Minor=yes;");
	expect("Subject\n\nKey : value\nOther:value\nEmpty:\n", "Key=value;Other=value;Empty=;");
	expect("Subject\n\nKey: one\n  two\n\tthree\nNext: x", "Key=one\n  two\n\tthree;Next=x;");
	expect("Subject\n\nKey:\n  two\n", "Key=two;");
	expect("Subject\n\nMinor: yes\n(cherry picked from commit 0123)\n", "Minor=yes;");
}

static void
test_no_blocks(void **state)
{
	(void)state;
	expect("", "");
	expect("Minor: yes", "");
	expect("Minor: yes\nOther: no\n", "");
	expect("Subject\n\nMinor: yes\n\nMore text.\n", "");
	expect("Subject\n\nSome text and then\nMinor: yes\n", "");
	expect("Subject\n\nMinor: yes\nand then text\n", "");
	expect("Subject\n\n  Minor: yes\n", "");
	expect("Subject\n\nA sentence: it says something.\n", "");
	expect("Subject\n\n(cherry picked from commit 0123)\n", "");
	expect("Subject\n\n: nothing\n", "");
}

static bool
says_yes(struct str message)
{
	struct str block = trailer_block(message);
	struct trailer trailer;
	bool yes = false;
	while (trailer_next(&block, &trailer))
		yes = yes || trailer_says_yes(&trailer, STR("Minor"));
	return yes;
}

static void
test_says_yes(void **state)
{
	(void)state;
	assert_true(says_yes(STR("S\n\nMinor: yes")));
	assert_true(says_yes(STR("S\n\nMINOR: Yes")));
	assert_true(says_yes(STR("S\n\nMinor: no\nminor: true")));
	assert_false(says_yes(STR("S\n\nMinor: no")));
	assert_false(says_yes(STR("S\n\nMinor: yes, but")));
	assert_false(says_yes(STR("S\n\nMinority: yes")));
	assert_false(says_yes(STR("Minor: yes")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_no_blocks),
		cmocka_unit_test(test_says_yes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
