/* What was published when: years, and the pages that show them. */
#include "site/archive.h"

#include "site_fixture.h"

static void
put_archive(const char *config)
{
	char text[300];
	snprintf(text, sizeof text, "%s%s", PLAIN_SITE, config);
	put_file("kith.yaml", text);
	put_file("templates/archive.html",
	        "{{ page.title if page }}|{{ year.name if year }}|{% for past in archive %}"
	        "{{ past.name }} {{ past.url }} {{ past.count }}: "
	        "{{ past.pages | map(attribute='title') | join(' ') }}; {% endfor %}");
	put_file("templates/page.html", "{{ kind }}");
	put_file("templates/section.html", "{{ kind }}");
}

static void
put_dated(const char *name, const char *date)
{
	char path[60], text[200];
	snprintf(path, sizeof path, "content/%s.md", name);
	snprintf(text, sizeof text, "---\ntitle: %s\ndate: %s\n---\n", name, date);
	put_file(path, text);
}

/* A year is that of the zone that a date was written in, and the years have an order all the same. */
static void
test_years(void **state)
{
	(void)state;
	put_archive("");
	put_dated("East", "2026-01-01T01:00:00+09:00");
	put_dated("West", "2025-12-31T20:00:00-09:00");
	put_dated("Old", "2019-05-01");
	put_dated("log/Small", "2018-05-01");
	put_dated("drafts/Hidden", "2017-05-01\ndraft: true");
	put_file("content/Undated.md", "Text.\n");
	load_site();
	expect_str(said(), "");
	assert_int_equal(site->archive->years.len, 3);
	assert_null(archive_year(site->archive, 2018));
	expect_str(titles(&archive_year(site->archive, 2026)->pages), "East");
	static const char all[] = "2026 /archive/2026/ 1: East; 2025 /archive/2025/ 1: West; "
	                          "2019 /archive/2019/ 1: Old;";
	char expected[300];
	snprintf(expected, sizeof expected, "||%s", all);
	expect_str(rendered("archive/index.html"), expected);
	snprintf(expected, sizeof expected, "|2025|%s", all);
	expect_str(rendered("archive/2025/index.html"), expected);
}

static void
test_a_year_takes_over(void **state)
{
	(void)state;
	put_archive("");
	put_dated("A", "2025-03-01");
	put_file("content/archive/2025.md", "---\ntitle: A good year\n---\n");
	load_site();
	expect_str(said(), "");
	assert_int_equal(route_at("archive/2025/index.html")->kind, ROUTE_YEAR);
	expect_str(
	        rendered("archive/2025/index.html"), "A good year|2025|2025 /archive/2025/ 1: A;");
}

/* An archive of the author's own has no pages of years that nothing leads to. */
static void
test_no_years_without_an_archive(void **state)
{
	(void)state;
	put_archive("");
	put_dated("A", "2025-03-01");
	put_file("static/archive/index.html", "mine");
	load_site();
	expect_str(said(), "");
	assert_int_equal(route_at("archive/index.html")->kind, ROUTE_ASSET);
	assert_null(route_at("archive/2025/index.html"));
}

static void
test_nothing_to_archive(void **state)
{
	(void)state;
	put_archive("");
	put_file("content/a.md", "Text.\n");
	load_site();
	assert_int_equal(site->archive->years.len, 0);
	assert_null(route_at("archive/index.html"));
}

static void
test_what_can_be_followed(void **state)
{
	(void)state;
	static const struct {
		const char *config;
		bool there;
	} cases[] = {
		{ "title: T\nbase_url: https://example.org\n", true },
		{ "title: T\npages: {feeds: false, sitemap: false}\n", false },
		{ "title: T\npages: {feeds: false, sitemap: false}\nauthor: {email: a@b.example}\n",
		        true },
		{ "title: T\nbase_url: https://example.org\npages: {follow: false}\n", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_file("kith.yaml", cases[i].config);
		put_file("templates/follow.html", "x");
		put_file("content/a.md", "Text.\n");
		load_site();
		assert_int_equal(route_at("follow/index.html") != NULL, cases[i].there);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_years),
		WITH_SITE(test_a_year_takes_over),
		WITH_SITE(test_no_years_without_an_archive),
		WITH_SITE(test_nothing_to_archive),
		WITH_SITE(test_what_can_be_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
