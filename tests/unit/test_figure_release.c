/* The line of releases: which labels there is room for, the list that has all, addresses. */
#include "figure_kit.h"

#define RELEASES "{{ figure_releases(page.params.records) }}"

static void
test_one(void **state)
{
	(void)state;
	struct str got =
	        figure_in("en", "[{version: <1>, date: 2026-11-02, url: '/a?b&c'}]", RELEASES);
	expect_in(got, "<text x=\"330\" y=\"22\" text-anchor=\"middle\">&lt;1&gt;</text>");
	expect_in(got, "<figcaption>1 release, 2 November 2026\n");
	expect_in(got,
	        "<li><a href=\"/a?b&amp;c\">&lt;1&gt;</a>, <time datetime=\"2026-11-02\">2 November "
	        "2026</time></li>");
	expect_in(got, "Releases</title>");
}

static void
test_order(void **state)
{
	(void)state;
	struct str got = figure_in("en",
	        "[{tag: v1, date: 2025-01-01}, {tag: v3, date: 2027-01-01}, {tag: v2, date: 2026-01-01}]",
	        RELEASES);
	expect_in(got, "<figcaption>3 releases, 1 January 2025 to 1 January 2027\n");
	expect_in(got, "<ul>\n<li>v3, ");
	expect_in(got, "</li>\n<li>v2, ");
	expect_in(got, "<text x=\"0\" y=\"22\">v1</text>");
	expect_in(got, "<text x=\"660\" y=\"22\" text-anchor=\"end\">v3</text>");
	expect_in(got, "m8 0h0m322 0h0m322 0h0\"");
	expect_in(got, "<text x=\"330\" y=\"64\" text-anchor=\"middle\">2026</text>");
}

static void
test_without_list(void **state)
{
	(void)state;
	struct str got = figure_in("en", "[{tag: v1, date: 2025-01-01}]",
	        "{{ figure_releases(page.params.records, list=false) }}");
	expect_in(got, "<figcaption>1 release, 1 January 2025</figcaption>");
	expect_not_in(got, "<li>");
}

/* Ninety in three months: the newest and the oldest have labels, all are in the list. */
static void
test_labels_that_overlap(void **state)
{
	static char records[1 << 14];
	size_t len = 1;
	records[0] = '[';
	for (int i = 0; i < 90; i++)
		len += (size_t)snprintf(records + len, sizeof records - len,
		        "{version: 'n%d', date: 2026-%02d-%02d},", i, 1 + i / 30 * 2, i % 30 + 1);
	records[len] = ']';
	struct str got = figure_in("en", records, RELEASES);
	(void)state;
	expect_in(got, ">n89</text>");
	expect_in(got, ">n0</text>");
	assert_int_equal(figure_count(got, "<li>"), 90);
	assert_in_range(figure_count(got, "<text"), 8, 20);
	assert_int_equal(figure_count(got, "h0"), 90);
}

/* A project that goes on for long: the newest thousand, in whatever order they are given. */
static void
test_more_than_fit(void **state)
{
	static char records[1 << 17];
	size_t len = 1;
	records[0] = '[';
	for (int i = 0; i < 1002; i++)
		len += (size_t)snprintf(records + len, sizeof records - len,
		        "{tag: r%d., date: %d-01-%02d},", i, 1900 + i / 10, i % 10 + 1);
	records[len] = ']';
	struct str got = figure_in("en", records, RELEASES);
	(void)state;
	expect_in(got,
	        "<figcaption>1,000 releases, 3 January 1900 to 2 January 2000; 2 older ones are not "
	        "drawn\n");
	assert_int_equal(figure_count(got, "<li>"), 1000);
	assert_int_equal(figure_count(got, "h0"), 1000);
	expect_in(got, "<li>r2., ");
	expect_not_in(got, "r1.,");
}

static void
test_mistakes(void **state)
{
	static const char *const cases[][2] = {
		{ "[{version: 1}]", "the date of item 1 cannot be shown" },
		{ "[{date: 2026-11-02}]", "item 1 has no \"version\" and no \"tag\"" },
		{ "[{version: 1, date: 2026-11-02, url: 'javascript:x'}]",
		        "the address of item 1 cannot be a link: javascript:x" },
		{ "[2026-11-02]", "the date of item 1 cannot be shown" },
		{ "x", "a list was expected, not text" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		figure_refused(state, cases[i][0], RELEASES, cases[i][1]);
	expect_str(figure_in("en", "[]", RELEASES), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_one),
		WITH_SITE(test_order),
		WITH_SITE(test_without_list),
		WITH_SITE(test_labels_that_overlap),
		WITH_SITE(test_more_than_fit),
		WITH_SITE(test_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
