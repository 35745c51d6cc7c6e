/* Terms: which words are one, what their addresses are, and which pages they gather. */
#include "site_fixture.h"

#include "content/page.h"

static struct str
list_terms(const struct taxonomy *taxonomy)
{
	struct buf buf;
	buf_init(&buf, 4096);
	for (size_t i = 0; i < taxonomy->terms.len; i++)
		buf_format(&buf, "%s" STR_FMT "=" STR_FMT ":%zu", i ? " " : "",
		        STR_ARG(taxonomy->terms.at[i]->title), STR_ARG(taxonomy->terms.at[i]->slug),
		        taxonomy->terms.at[i]->pages.len);
	struct str text = str_copy(&loaded.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

static void
test_words(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/0.md", "---\ntags: [gIT]\ndraft: true\n---\n");
	put_file("content/a.md", "---\ntags: [C, \"C++\", \"C#\", g++, \" Git \"]\n---\n");
	put_file("content/b.md", "---\ntags: [c, git, GIT, Straße]\n---\n");
	put_file("content/c.md", "---\ntags: [STRASSE]\ndate: 2026-01-01\n---\n");
	put_file("content/d.md", "---\ntags: [hidden, git]\ndraft: true\n---\n");
	load_site();
	expect_str(said(), "");
	expect_str(list_terms(site->taxonomies.at[0]),
	        "C=c:2 C#=c-sharp:1 C++=c-plus-plus:1 g++=g-plus-plus:1 Git=git:2 Straße=straße:2");
	const struct term *street = site->taxonomies.at[0]->terms.at[5];
	assert_ptr_equal(street->pages.at[0], page_at("c.md")); /* newest first */
	assert_int_equal(page_at("b.md")->terms.len, 3);
}

static void
test_words_that_cannot_be_terms(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "---\ntags: [Café, Cafe, \"?\"]\n---\n");
	load_site();
	expect_said("content/a.md:2:7: error: \"?\" cannot be a term of tags");
	expect_said("\"Cafe\" and \"Café\" would have one address, /tags/cafe/");
	assert_int_equal(diags.errors, 2);
}

static void
test_taxonomies_of_ones_own(void **state)
{
	(void)state;
	put_file("kith.yaml",
	        PLAIN_SITE
	        "taxonomies: {tags: {title: Topics}, places: {feed: false}, series: {}}\n");
	put_file("content/a.md",
	        "---\ndate: 2026-01-02\nplaces: Graz\nseries: Building\ntags: [x]\n---\n");
	put_file("content/b.md", "---\nparams: {places: [Graz, Linz]}\n---\n");
	load_site();
	expect_str(site->taxonomies.at[0]->title, "Topics");
	expect_str(list_terms(site->taxonomies.at[1]), "Graz=graz:2 Linz=linz:1");
	expect_str(list_terms(site->taxonomies.at[2]), "Building=building:1");
	assert_non_null(route_at("tags/x/feed.xml"));
	assert_null(route_at("places/graz/feed.xml"));
	assert_non_null(route_at("places/graz/index.html"));
}

/* One letter away, on few pages beside many. Digits tell words apart, and so do short words. */
static void
test_words_that_are_nearly_one(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "---\ntags: [measuring, C++, python3, nine, cat, lesson]\n---\n");
	put_file("content/b.md", "---\ntags: [measuring, C++, python3, nine, cat, lesson]\n---\n");
	put_file("content/c.md", "---\ntags: [measuring, C++, python3, nine, cat]\n---\n");
	put_file("content/d.md", "---\ntags: [mesuring, c++, python2, fine, car, lessons]\n---\n");
	put_file("content/e.md", "---\ntags: [mesauring]\ndraft: true\n---\n");
	load_site();
	expect_said(
	        "content/d.md:2:7: note: \"mesuring\" (1 page) is nearly \"measuring\" (3 pages)");
	expect_said("spell them alike if they mean the same");
	expect_said("\"c++\" (1 page) is elsewhere written \"C++\" (3 pages)");
	expect_said("\"fine\" (1 page) is nearly \"nine\" (3 pages)");
	assert_int_equal(diags.list.len, 3);
}

static void
test_near_words_can_be_switched_off(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "checks: {alike-terms: off}\n");
	put_file("content/a.md", "---\ntags: [measuring, C++]\n---\n");
	put_file("content/b.md", "---\ntags: [measuring, C++]\n---\n");
	put_file("content/c.md", "---\ntags: [measuring, C++]\n---\n");
	put_file("content/d.md", "---\ntags: [mesuring, c++]\n---\n");
	load_site();
	expect_str(said(), "");
}

/* Tags are there for everybody. */
static void
test_settings_that_nothing_answers_to(void **state)
{
	(void)state;
	put_file("kith.yaml",
	        PLAIN_SITE "taxonomies: [tags, places, topics]\n"
	                   "permalinks: {essay: \"/:slug/\", essays: \"/e/:slug/\", talks: "
	                   "\"/:year/:slug/\"}\n");
	put_file("content/essays/a.md", "---\ndraft: true\nparams: {topics: [x]}\n---\n");
	load_site();
	expect_said("note: no page has a word of the taxonomy \"places\"");
	expect_said("warning: `permalinks` has an address for \"essay\", but there is no such "
	            "section");
	expect_said("did you mean \"essays\"?");
	expect_said("warning: `permalinks` has an address for \"talks\"");
	expect_said("a section is a folder of content/ with pages in it");
	assert_int_equal(diags.list.len, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_words),
		WITH_SITE(test_words_that_cannot_be_terms),
		WITH_SITE(test_taxonomies_of_ones_own),
		WITH_SITE(test_words_that_are_nearly_one),
		WITH_SITE(test_near_words_can_be_switched_off),
		WITH_SITE(test_settings_that_nothing_answers_to),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
