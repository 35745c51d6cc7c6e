/* security.txt and humans.txt: what is in them, and what is said of contacts that are none or no longer. */
#include "site_fixture.h"

static void
put_site(const char *config)
{
	char text[600];

	snprintf(text, sizeof text, PLAIN_SITE "%s\n", config);
	put_file("kith.yaml", text);
	put_file("templates/page.html", "x");
	put_file("templates/section.html", "x");
	put_file("templates/list.html", "x");
}

static const char file[] = ".well-known/security.txt";

static void
test_all_fields(void **state)
{
	(void)state;
	put_site("security:\n  contact: [mailto:a@example.org, https://example.org/report]\n"
	         "  expires: 2027-01-31T12:00:00+01:00\n  encryption: https://example.org/key\n"
	         "  acknowledgments: https://example.org/thanks\n  languages: en, de\n"
	         "  policy: https://example.org/policy\n  hiring: https://example.org/jobs");
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(rendered(file),
	        "Contact: mailto:a@example.org\nContact: https://example.org/report\n"
	        "Expires: 2027-01-31T12:00:00+01:00\nEncryption: https://example.org/key\n"
	        "Acknowledgments: https://example.org/thanks\nPreferred-Languages: en, de\n"
	        "Canonical: https://example.org/.well-known/security.txt\n"
	        "Policy: https://example.org/policy\nHiring: https://example.org/jobs");
}

static void
test_there_is_none_without_a_contact(void **state)
{
	(void)state;
	put_site("");
	load_site();
	assert_null(route_at(file));
	assert_null(route_at("humans.txt"));
}

/* The test's day is 2026-06-01. */
static const struct {
	const char *config, *said;
	bool error;
} wrong[] = {
	{ "security: {contact: 'mailto:a@b.example', expires: 2026-06-30}",
	        "warning: security.txt expires in less than 29 days", false },
	{ "security: {contact: 'mailto:a@b.example', expires: 2026-06-01}",
	        "error: security.txt has expired", true },
	{ "security: {contact: 'mailto:a@b.example', expires: 2026-05-01}\n"
	  "checks: {security-expires: note}",
	        "note: security.txt has expired", false },
	{ "security: {contact: 'mailto:a@b.example'}", "needs `contact` and `expires`", true },
	{ "security: {expires: 2027-01-01}", "needs `contact` and `expires`", true },
	{ "security: {contact: a@b.example, expires: 2027-01-01}", "is no address that", true },
	{ "security: {contact: 'http://a.example', expires: 2027-01-01}", "is no address that",
	        true },
};

static void
test_what_is_wrong_is_said(void **state)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_site(wrong[i].config);
		load_site();
		expect_said(wrong[i].said);
		assert_int_equal(diags.errors > 0, wrong[i].error);
	}
}

static void
test_far_from_its_end_nothing_is_said(void **state)
{
	(void)state;
	put_site("security: {contact: 'tel:+43-1-1', expires: 2026-07-02}");
	load_site();
	assert_int_equal(diags.list.len, 0);
}

static void
test_a_file_of_the_author_goes_first(void **state)
{
	(void)state;
	put_site("security: {contact: 'mailto:a@b.example', expires: 2027-01-01}");
	put_file("static/.well-known/security.txt", "Contact: mailto:other@b.example\n");
	load_site();
	expect_str(rendered(file), "Contact: mailto:other@b.example");
}

static void
test_humans(void **state)
{
	(void)state;
	put_site("author: Ada\npages: {humans: true}");
	put_file("content/a.md",
	        "---\nauthors: [Bo, Ada]\nthanks: [Cy & Co]\ndate: 2026-02-03\n---\n");
	put_file("content/b.md", "---\nauthors: [Bo]\nthanks: [Cy & Co, Bo]\n---\n");
	put_file("content/c.md", "---\nauthors: [Dee]\ndraft: true\n---\n");
	load_site();
	expect_str(rendered("humans.txt"),
	        "/* TEAM */\nAuthor: Ada\nAuthor: Bo\n\n/* THANKS */\nBo\nCy & Co\n\n/* SITE */\n"
	        "Language: en\nLast update: 2026-02-03\nSoftware: kith");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_all_fields),
		WITH_SITE(test_there_is_none_without_a_contact),
		WITH_SITE(test_what_is_wrong_is_said),
		WITH_SITE(test_far_from_its_end_nothing_is_said),
		WITH_SITE(test_a_file_of_the_author_goes_first),
		WITH_SITE(test_humans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
