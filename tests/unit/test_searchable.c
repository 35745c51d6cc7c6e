/* Which pages the search page finds, in which order, and which files that makes. */
#include "site/searchable.h"

#include "site_fixture.h"

#define SITE "title: T\nbase_url: https://example.org\ntheme: none\n"

static void
put_site(const char *config)
{
	put_file("kith.yaml", config);
	put_file("templates/search.html", "{{ site.gathered.search }}|{{ page.title if page }}");
	put_file("content/_index.md", "---\ntitle: Home\n---\n");
	put_file("content/new.md", "---\ntitle: New\ndate: 2026-02-01\n---\nText.\n");
	put_file("content/old.md", "---\ntitle: Old\ndate: 2026-01-01\nlang: de\n---\nText.\n");
	put_file("content/undated.md", "---\ntitle: \"Un \\\"quoted\\\"\"\n---\nText.\n");
	put_file("content/draft.md", "---\ntitle: Draft\ndraft: true\n---\nText.\n");
	put_file("content/hidden.md", "---\ntitle: Hidden\nsearch: false\n---\nText.\n");
	put_file("content/log/_index.md", "---\ntitle: Log\n---\n");
	put_file("content/log/a.md", "---\ntitle: Entry\ndate: 2026-01-05\n---\nText.\n");
	put_file("content/logs/b.md", "---\ntitle: Other\ndate: 2026-01-06\n---\nText.\n");
}

static void
test_pages_by_age(void **state)
{
	(void)state;
	put_site(SITE);
	load_site();
	expect_str(rendered("search/pages-0.json"),
	        "[[\"/\", \"Home\"], [\"/log/\", \"Log\"], [\"/undated/\", \"Un \\\"quoted\\\"\"], "
	        "[\"/old/\", \"Old\", \"de\"], [\"/log/a/\", \"Entry\"], [\"/logs/b/\", \"Other\"], "
	        "[\"/new/\", \"New\"]]");
	expect_str(rendered("search/index.html"), "/search/|");
	assert_non_null(route_at("search/index.json"));
	assert_non_null(route_at("search/search.js"));
	assert_non_null(route_at("search/00.bin"));
}

/* Results are words alone, so that a struck title says why. */
static void
test_retracted_lessons_say_so(void **state)
{
	(void)state;
	put_site(SITE);
	put_file("content/lessons/a.md", "---\ntitle: Yes\nstatus: retracted\n---\nNo.\n");
	put_file("content/lessons/b.md", "---\ntitle: Held\nstatus: held\n---\nYes.\n");
	put_file("content/asks/c.md", "---\ntitle: Ask\nstatus: closed\n---\nYes.\n");
	load_site();
	assert_true(str_find(rendered("search/pages-0.json"),
	                    STR("[\"/lessons/a/\", \"Yes (retracted)\"]")) != STR_NONE);
	assert_true(str_find(rendered("search/pages-0.json"), STR("[\"/lessons/b/\", \"Held\"]")) !=
	        STR_NONE);
	assert_true(str_find(rendered("search/pages-0.json"), STR("[\"/asks/c/\", \"Ask\"]")) !=
	        STR_NONE);
}

/* What has a page of the author's own is found once. */
static void
test_taken_addresses_are_found_once(void **state)
{
	struct str found;

	(void)state;
	put_site(SITE);
	put_file("templates/person.html", "{{ person.name }}");
	put_file("templates/series.html", "{{ series.title }}");
	put_file("data/people.yaml", "ada: {name: Ada, page: true}\n");
	put_file("content/part.md", "---\ntitle: Part\nseries: Engines\nauthors: [ada]\n---\n");
	put_file("content/people/ada.md", "---\ntitle: Her own\n---\nText.\n");
	put_file("content/series/engines/_index.md", "---\ntitle: The engines\n---\nText.\n");
	load_site();
	found = rendered("search/pages-0.json");
	assert_true(str_find(found, STR("[\"/people/ada/\", \"Her own\"]")) != STR_NONE);
	assert_true(str_find(found, STR("[\"/people/ada/\", \"Ada\"]")) == STR_NONE);
	assert_true(str_find(found, STR("\"Engines\"")) == STR_NONE);
}

static void
test_people_and_series(void **state)
{
	(void)state;
	put_site(SITE "types: {talk: {section: talks, keys: {venue: line}}}\n");
	put_file("templates/person.html", "{{ person.name }}");
	put_file("templates/series.html", "{{ series.title }}");
	put_file("data/people.yaml",
	        "ada: {name: Ada, page: true, note: Counts.}\nbob: {name: Bob, note: Quiet}\n");
	put_file(
	        "content/part.md", "---\ntitle: Part\nseries: Engines\nauthors: [ada, bob]\n---\n");
	put_file("content/talks/a.md", "---\ntitle: Given\nvenue: Zebra hall\n---\n");
	load_site();
	assert_true(str_find(rendered("search/pages-0.json"),
	                    STR("[\"/people/ada/\", \"Ada\"], [\"/series/engines/\", "
	                        "\"Engines\"]")) != STR_NONE);
	assert_true(str_find(rendered("search/pages-0.json"), STR("Bob")) == STR_NONE);
	assert_true(str_find(rendered("search/00.bin"), STR("zebra")) != STR_NONE);
	assert_true(str_find(rendered("search/00.bin"), STR("bob")) != STR_NONE);
	assert_true(str_find(rendered("search/00.bin"), STR("counts")) != STR_NONE);
	assert_true(str_find(rendered("search/00.bin"), STR("quiet")) == STR_NONE);
}

static void
test_folders_left_out(void **state)
{
	(void)state;
	put_site(SITE "search: {exclude: [/content/log/, notes]}\n");
	load_site();
	expect_str(rendered("search/pages-0.json"),
	        "[[\"/\", \"Home\"], [\"/undated/\", \"Un \\\"quoted\\\"\"], "
	        "[\"/old/\", \"Old\", \"de\"], [\"/logs/b/\", \"Other\"], [\"/new/\", \"New\"]]");
	assert_true(str_find(said(), STR("\"notes\", and there is no such folder")) != STR_NONE);
}

static void
test_no_folder(void **state)
{
	(void)state;
	put_site(SITE "search: {exclude: ../log}\n");
	load_site();
	assert_true(str_find(said(), STR("\"../log\" cannot be a folder of content/")) != STR_NONE);
	assert_true(diags.errors == 1);
}

static void
test_none_without_a_template_or_when_switched_off(void **state)
{
	(void)state;
	put_file("kith.yaml", SITE);
	put_file("content/new.md", "---\ntitle: New\n---\nText.\n");
	load_site();
	assert_null(route_at("search/index.html"));
	assert_null(route_at("search/index.json"));
	leave_site(state);
	enter_site(state);
	put_site(SITE "pages: {search: false}\n");
	load_site();
	assert_null(route_at("search/index.html"));
	assert_null(route_at("search/search.js"));
}

static void
test_a_page_of_the_authors_own(void **state)
{
	(void)state;
	put_site(SITE);
	put_file("content/search.md", "---\ntitle: Look\n---\nHere.\n");
	put_file("static/search/search.js", "own");
	load_site();
	expect_str(rendered("search/index.html"), "/search/|Look");
	expect_str(rendered("search/search.js"), "own");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_pages_by_age),
		WITH_SITE(test_retracted_lessons_say_so),
		WITH_SITE(test_taken_addresses_are_found_once),
		WITH_SITE(test_people_and_series),
		WITH_SITE(test_folders_left_out),
		WITH_SITE(test_no_folder),
		WITH_SITE(test_none_without_a_template_or_when_switched_off),
		WITH_SITE(test_a_page_of_the_authors_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
