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
	{ "\"jo\"@example.org and \"jo doe\"@example.org", "\"jo\" and \"jo doe\"" },
	{ "Jo <\"jo\"@example.org>", "Jo" },
	{ "Say \"@example.org\"", "Say \"@example.org\"" },
	{ "jo(at home)@example.org", "jo(at home)" },
	{ "jo@[192.0.2.1], jo@[IPv6:2001:db8::1]!", "jo, jo!" },
	{ "see jo@[the text], jo@[", "see jo@[the text], jo@[" },
	{ "Signed-off-by: Jo <root@localhost>", "Signed-off-by: Jo" },
	{ "Jo <jo@laptop.(none)>", "Jo" },
	{ "mailto:root@localhost, MAILTO:jo@x", "mailto:root, MAILTO:jo" },
	{ "Use ssh root@localhost", "Use ssh root@localhost" },
	{ "<https://example.org/@jo>", "<https://example.org/@jo>" },
	{ "jo@my_host.example.org", "jo" },
	{ "jo@example.org.2 and jo@xn--bcher-kva.example", "jo and jo" },
	{ "jo@18.example.org, jo@x.org, jo@example.x", "jo, jo, jo" },
	{ "jo@bücher.рф", "jo" },
	{ "jo@@example.org", "jo@" },
	{ "Bump react@18.2.0 by two", "Bump react@18.2.0 by two" },
	{ "Bump @scope/pkg@1.2.3, a@1.0.0-rc.1.", "Bump @scope/pkg@1.2.3, a@1.0.0-rc.1." },
	{ "a@v1.2, a@18.x, a@18.2.x, actions/checkout@v4",
	        "a@v1.2, a@18.x, a@18.2.x, actions/checkout@v4" },
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
