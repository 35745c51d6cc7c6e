#include "expect.h"

#include <string.h>

#include "base/ascii.h"

/* Does the class hold these bytes, and no other of all 256? */
static void
expect_class(bool (*is_in)(char c), const char *members)
{
	for (int c = 0; c < 256; c++)
		assert_int_equal(is_in((char)c), c && strchr(members, c) != NULL);
}

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void
test_classes(void **state)
{
	(void)state;
	expect_class(ascii_is_digit, DIGITS);
	expect_class(ascii_is_letter, LETTERS);
	expect_class(ascii_is_alnum, DIGITS LETTERS);
	expect_class(ascii_is_blank, " \t");
	expect_class(ascii_is_space, " \t\n\v\f\r");
}

static void
test_lower(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		int want = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
		assert_int_equal((unsigned char)ascii_lower((char)c), want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_lower),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
