/* The order of lists, and which page follows which. */
#include "site_fixture.h"

#include "content/page.h"

static void
put_page(const char *name, const char *front)
{
	char path[100], text[300];
	snprintf(path, sizeof path, "content/list/%s.md", name);
	snprintf(text, sizeof text, "---\ntitle: %s\n%s---\n", name, front);
	put_file(path, text);
}

static void
put_list(const char *sort)
{
	char text[100];
	put_file("kith.yaml", PLAIN_SITE);
	snprintf(text, sizeof text, "---\n%s---\n", sort);
	put_file("content/list/_index.md", text);
	put_page("d", "date: 2026-01-02\n");
	put_page("a", "date: 2026-01-02\nweight: 20\n");
	put_page("c", "date: 2026-03-04\n");
	put_page("b", "weight: 10\n");
	put_page("e", "weight: 20\ndate: 2026-02-02\n");
}

/* Each page is the other neighbour of its neighbours, so that one can go through the list and back. */
static void
expect_a_chain(const page_list *pages, bool downwards)
{
	for (size_t i = 0; i < pages->len; i++) {
		const struct page *above = i ? pages->at[i - 1] : NULL;
		const struct page *below = i + 1 < pages->len ? pages->at[i + 1] : NULL;
		assert_ptr_equal(pages->at[i]->next, downwards ? below : above);
		assert_ptr_equal(pages->at[i]->previous, downwards ? above : below);
	}
}

static void
test_orders(void **state)
{
	(void)state;
	static const struct {
		const char *sort, *titles;
		bool downwards;
	} cases[] = {
		{ "", "b e a c d", true },
		{ "sort: weight\n", "b e a c d", true },
		{ "sort: date\n", "c e a d b", false },
		{ "sort: title\n", "a b c d e", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i)
			enter_site(state);
		put_list(cases[i].sort);
		load_site();
		expect_str(titles(&section_at("list")->pages), cases[i].titles);
		expect_a_chain(&section_at("list")->pages, cases[i].downwards);
		if (i + 1 < sizeof cases / sizeof *cases)
			leave_site(state);
	}
}

static void
test_without_weights_the_newer_one_is_next(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_page("old", "date: 2026-01-01\n");
	put_page("new", "date: 2026-02-01\n");
	load_site();
	expect_str(titles(&section_at("list")->pages), "new old");
	expect_a_chain(&section_at("list")->pages, false);
}

static void
test_feeds_are_newest_first_whatever_the_list_is(void **state)
{
	(void)state;
	put_list("sort: title\n");
	put_file("content/log/2026-05-05-entry.md", "Text.\n");
	load_site();
	expect_str(titles(&section_at("list")->feed), "c e a d");
	expect_str(titles(&site->feed), "c e a d"); /* no log either */
}

static void
test_sections_by_weight_then_title(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/z/_index.md", "---\ntitle: A title\n---\n");
	put_file("content/b/_index.md", "---\nweight: 2\n---\n");
	put_file("content/c/_index.md", "---\nweight: 1\n---\n");
	put_file("content/a/_index.md", "---\ntitle: Z title\n---\n");
	load_site();
	const struct section *home = section_at("");
	const char *const order[] = { "c", "b", "z", "a" };
	assert_int_equal(home->children.len, 4);
	for (size_t i = 0; i < 4; i++)
		expect_str(home->children.at[i]->path, order[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_orders),
		WITH_SITE(test_without_weights_the_newer_one_is_next),
		WITH_SITE(test_feeds_are_newest_first_whatever_the_list_is),
		WITH_SITE(test_sections_by_weight_then_title),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
