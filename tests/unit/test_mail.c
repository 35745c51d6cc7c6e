/* What counts as a mail address, and what is left of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/mail.h"

static const struct {
	const char *text, *left;
} cases[] = {
	{ "Jo Doe <jo@example.org>", "Jo Doe" },
	{ "jo@example.org", "jo" },
	{ "By <jo@example.org>, <a.b+c@x.example>.", "By,." },
	{ "Write to jo@example.org.", "Write to jo." },
	{ "jo@example.org@example.net", "jo" },
	{ "jo<x@a.b>@example.org", "jo" },
	{ "Thanks @jo, a @ b, root@localhost", "Thanks @jo, a @ b, root@localhost" },
	{ "", "" },
	{ "@", "@" },
	{ "a@b.", "a@b." },
	{ "a@.b", "a@.b" },
};

static void
addresses_go(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str left = mail_hide(&arena, str_from(cases[i].text));
		if (!str_eq(left, str_from(cases[i].left)))
			fail_msg("%s: " STR_FMT, cases[i].text, STR_ARG(left));
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(addresses_go) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
