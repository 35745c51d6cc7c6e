/*
 * How to answer an ask: what readers see, and where it leads.
 */
#include "expect.h"

#include "base/arena.h"
#include "config/config.h"
#include "content/page.h"
#include "render/answer.h"

static struct arena arena;

static void
expect_answer(const char *contact, const char *email, const char *url, const char *text,
        const char *leads_to)
{
	struct config config = { .author = { .email = str_from(email), .url = str_from(url) } };
	struct front front = { .contact = str_from(contact) };
	struct page page = { .front = &front };
	struct answer answer = answer_to(&config, &page, &arena);

	expect_str(answer.text, text);
	expect_str(answer.url, leads_to);
}

static void
test_the_contact_goes_before_the_author(void **state)
{
	(void)state;
	expect_answer("a@b.example", "c@d.example", "https://d.example/", "a@b.example",
	        "mailto:a@b.example");
	expect_answer("", "c@d.example", "https://d.example/", "c@d.example", "mailto:c@d.example");
	expect_answer("", "", "https://d.example/", "https://d.example/", "https://d.example/");
	expect_answer("", "", "", "", "");
}

static void
test_addresses_of_any_kind_are_links(void **state)
{
	(void)state;
	expect_answer("mailto:a@b.example?subject=x", "", "", "a@b.example",
	        "mailto:a@b.example?subject=x");
	expect_answer("HTTPS://b.example/", "", "", "HTTPS://b.example/", "HTTPS://b.example/");
	expect_answer("tel:+431234", "", "", "tel:+431234", "tel:+431234");
	expect_answer("xmpp:a@b.example", "", "", "xmpp:a@b.example", "xmpp:a@b.example");
}

static void
test_words_are_no_link(void **state)
{
	(void)state;
	expect_answer("in the forum", "c@d.example", "", "in the forum", "");
	expect_answer("a@b.example, please", "", "", "a@b.example, please", "");
	expect_answer("@/contact.md", "", "", "@/contact.md", "");
	expect_answer("javascript:x", "", "", "javascript:x", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_contact_goes_before_the_author),
		cmocka_unit_test(test_addresses_of_any_kind_are_links),
		cmocka_unit_test(test_words_are_no_link),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
