/* What search engines are told of, when it changed, and into how many files it goes. */
#include "site_fixture.h"

#include <stdlib.h>

#include "site/route_index.h"

static void
test_parts_keep_to_both_limits(void **state)
{
	(void)state;
	size_t bytes[] = { 10, 10, 10, 50, 10, 10 };
	assert_int_equal(route_index_end(bytes, 6, 0, 6, 1000), 6);
	assert_int_equal(route_index_end(bytes, 6, 0, 4, 1000), 4);
	assert_int_equal(route_index_end(bytes, 6, 4, 4, 1000), 6);
	assert_int_equal(route_index_end(bytes, 6, 0, 6, 30), 3);
	assert_int_equal(route_index_end(bytes, 6, 0, 6, 29), 2);
	/* One that is larger than the limit stands alone. */
	assert_int_equal(route_index_end(bytes, 6, 3, 6, 30), 4);
	assert_int_equal(route_index_end(bytes, 6, 6, 6, 30), 6);
}

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE "pages: {archive: false}\n");
	put_file("templates/page.html", "x");
	put_file("templates/section.html", "x");
	put_file("templates/list.html", "x");
}

static void
expect_place(const char *place)
{
	struct str map = rendered("sitemap.xml");

	if (str_find(map, str_from(place)) == STR_NONE)
		fail_msg("not in the sitemap: %s\n" STR_FMT, place, STR_ARG(map));
}

static void
test_lists_change_with_their_pages(void **state)
{
	(void)state;
	put_site();
	put_file("content/essays/a.md",
	        "---\ndate: 2026-01-01\nlastmod: 2026-03-01\ntags: [x]\n---\n");
	put_file("content/essays/b.md", "---\ndate: 2026-02-01T10:00:00+01:00\n---\n");
	put_file("content/notes/undated.md", "Text.\n");
	put_file("content/notes/copy.md", "---\ncanonical: https://elsewhere.example/\n---\n");
	load_site();
	expect_place("<loc>https://example.org/</loc><lastmod>2026-03-01</lastmod>");
	expect_place("<loc>https://example.org/essays/</loc><lastmod>2026-03-01</lastmod>");
	expect_place("<loc>https://example.org/tags/x/</loc><lastmod>2026-03-01</lastmod>");
	expect_place("<loc>https://example.org/essays/b/</loc><lastmod>2026-02-01T10:00:00+01:00");
	expect_place("<loc>https://example.org/notes/</loc></url>");
	expect_place("<loc>https://example.org/notes/undated/</loc></url>");
	assert_int_equal(str_find(rendered("sitemap.xml"), STR("copy")), STR_NONE);
	assert_null(route_at("sitemap-1.xml"));
}

static void
test_many_addresses_go_into_several_files(void **state)
{
	enum { TAGS = ROUTE_INDEX_URLS, TEXT = TAGS * 9 + 100 };
	char *text = malloc(TEXT);
	size_t len = 0;

	(void)state;
	put_site();
	assert_non_null(text);
	len += (size_t)snprintf(text, TEXT, "---\ndate: 2026-01-01\ntags: [");
	for (int i = 0; i < TAGS; i++)
		len += (size_t)snprintf(text + len, TEXT - len, "t%d, ", i);
	snprintf(text + len, TEXT - len, "]\n---\n");
	put_file("content/a.md", text);
	free(text);
	load_site();
	assert_int_equal(diags.errors, 0);
	expect_place("<sitemapindex");
	expect_place("<sitemap><loc>https://example.org/sitemap-2.xml</loc><lastmod>2026-01-01");
	assert_null(route_at("sitemap-3.xml"));
	struct str first = rendered("sitemap-1.xml"), second = rendered("sitemap-2.xml");
	size_t places[2] = { 0 };
	for (size_t at; (at = str_find(first, STR("<url>"))) != STR_NONE; places[0]++)
		first = str_skip(first, at + 5);
	for (size_t at; (at = str_find(second, STR("<url>"))) != STR_NONE; places[1]++)
		second = str_skip(second, at + 5);
	assert_int_equal(places[0], ROUTE_INDEX_URLS);
	/* The front page, the page and the list of tags. */
	assert_int_equal(places[1], 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_keep_to_both_limits),
		WITH_SITE(test_lists_change_with_their_pages),
		WITH_SITE(test_many_addresses_go_into_several_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
