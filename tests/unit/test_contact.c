/* Which mail addresses and telephone numbers can be one. */
#include "audit/contact.h"

#include "base/arena.h"
#include "expect.h"

static void
test_contacts(void **state)
{
	static const struct {
		const char *url, *wrong;
	} cases[] = {
		{ "https://example.org/@", NULL },
		{ "mailto:ada@example.org", NULL },
		{ "MAILTO:ada@example.org", NULL },
		{ "mailto:ada@example.org,grace@example.org?subject=Hi%20there", NULL },
		{ "mailto:ada%40home", NULL },
		{ "mailto:?to=ada@example.org", NULL },
		{ "mailto:?subject=Hi", "has no address" },
		{ "mailto:", "has no address" },
		{ "mailto:ada", "has no @" },
		{ "mailto:@example.org", "has nothing before the @" },
		{ "mailto:ada@", "has nothing behind the @" },
		{ "mailto:ada@example.org,", "has no @" },
		{ "mailto:ada%20l@example.org", "has a blank in it" },
		{ "mailto:ada@example..org", "has a dot too many behind the @" },
		{ "mailto:ada@.example.org", "has a dot too many behind the @" },
		{ "mailto:ada@example.org.", "has a dot too many behind the @" },
		{ "mailto:ada%4@example.org", "has a broken %-escape" },
		{ "mailto:a@b@example.org", "has a second @" },
		{ "mailto:%22a@b%22@example.org", NULL },
		{ "mailto:ada+kith@example.org", NULL },
		{ "mailto:ada@bücher.example", NULL },
		{ "mailto:ada@[192.0.2.1]", NULL },
		{ "mailto:Ada<ada@example.org>", "has a sign before the @ that no address has" },
		{ "mailto:ada@example.org>", "has a sign behind the @ that no host has" },
		{ "mailto:ada.@example.org", "has a dot too many before the @" },
		{ "mailto:.ada@example.org", "has a dot too many before the @" },
		{ "mailto:ada..l@example.org", "has a dot too many before the @" },
		{ "mailto:ada@example.org?subject=a@b@&cc=grace", "has no @" },
		{ "mailto:ada@example.org?BCC=grace@example.org", NULL },
		{ "tel:+43-1-234.56", NULL },
		{ "tel:(01)23456;phone-context=+43", NULL },
		{ "tel:*100#", NULL },
		{ "tel:112", NULL },
		{ "tel:+43 1 234", "has a blank in it; write - or . between groups of digits" },
		{ "tel:43+1234", "has a + inside of it" },
		{ "tel:CALL-ME", "has a sign that no telephone number has" },
		{ "tel:+1", "has too few digits" },
		{ "tel:", "has too few digits" },
		{ "tel:+1234567890123456", "has too many digits" },
		{ "tel:+43%2", "has a broken %-escape" },
	};
	struct arena arena = ARENA_EMPTY;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *wrong = contact_check(&arena, str_from(cases[i].url));

		if (!wrong != !cases[i].wrong)
			print_error("%s: %s\n", cases[i].url, wrong ? wrong : "nothing");
		expect_str(str_from(wrong ? wrong : ""), cases[i].wrong ? cases[i].wrong : "");
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contacts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
