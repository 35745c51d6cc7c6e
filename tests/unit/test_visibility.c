/* Dates, and which pages are kept back. */
#include "site_fixture.h"

#include "content/page.h"
#include "site/visibility.h"

/* At the very second: what is dated now is shown, what expires now is not. */
static void
test_kept_back(void **state)
{
	(void)state;
	static const struct {
		const char *front;
		int why; /* -1: shown */
	} cases[] = {
		{ "draft: true", LEFT_OUT_DRAFT },
		{ "published: false", LEFT_OUT_DRAFT },
		{ "draft: false", -1 },
		{ "date: 2026-06-01T12:00:00Z", -1 },
		{ "date: 2026-06-01T12:00:01Z", LEFT_OUT_FUTURE },
		{ "date: 2026-06-01T14:00:00+02:00", -1 },
		{ "expires: 2026-06-01T12:00:00Z", LEFT_OUT_EXPIRED },
		{ "expires: 2026-06-01T12:00:01Z", -1 },
		{ "draft: true\ndate: 2027-01-01", LEFT_OUT_DRAFT },
		{ "lastmod: 2027-01-01", -1 },
	};
	const size_t count = sizeof cases / sizeof *cases;
	char path[50], text[200];
	put_file("kith.yaml", PLAIN_SITE);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "content/%zu.md", i);
		snprintf(text, sizeof text, "---\n%s\n---\n", cases[i].front);
		put_file(path, text);
	}
	load_site();
	for (size_t i = 0, left = 0; i < count; i++) {
		snprintf(path, sizeof path, "%zu.md", i);
		assert_int_equal(page_at(path)->left_out, cases[i].why >= 0);
		snprintf(path, sizeof path, "%zu/index.html", i);
		assert_int_equal(route_at(path) == NULL, cases[i].why >= 0);
		if (cases[i].why >= 0)
			assert_int_equal(site->left_out.at[left++].why, cases[i].why);
	}
	expect_str(visibility_name(LEFT_OUT_DRAFT), "draft");
}

static void
test_asked_for_they_are_shown(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/d.md", "---\ndraft: true\ndate: 2027-01-01\n---\n");
	put_file("content/e.md", "---\nexpires: 2026-01-01\n---\n");
	load_options.drafts = load_options.future = true;
	load_site();
	assert_false(page_at("d.md")->left_out);
	assert_true(page_at("e.md")->left_out);
}

/* The log of a project that nobody is to know of, and the files there. */
static void
test_left_out_with_its_bundle(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/projects/secret/index.md", "---\ntitle: Hush\ndraft: true\n---\n");
	put_file("content/projects/secret/notes.md", "Notes.\n");
	put_file("content/projects/secret/plan.txt", "Plan.\n");
	put_file("content/projects/secret/log/2026-01-02-first.md", "First.\n");
	put_file("content/projects/secret/log/plan.txt", "Plan.\n");
	put_file("content/projects/secret/log/_index.md", "---\ntitle: The log\n---\n");
	put_file("content/projects/secret/part/index.md", "A part.\n");
	put_file("content/projects/secret/part/plan.txt", "Plan.\n");
	put_file("content/projects/secret/part/more/deep.md", "---\nexpires: 2026-01-01\n---\n");
	put_file("content/projects/open/index.md", "[It](../secret/log/2026-01-02-first.md)\n");
	put_file("content/projects/open/log/2026-01-02-first.md",
	        "![x](../../secret/log/plan.txt)\n");
	load_site();
	static const struct {
		const char *below;
		enum left_out why;
	} all[] = {
		{ "content/projects/secret/index.md", LEFT_OUT_DRAFT },
		{ "content/projects/secret/log/2026-01-02-first.md", LEFT_OUT_PARENT },
		{ "content/projects/secret/log/_index.md", LEFT_OUT_PARENT },
		{ "content/projects/secret/notes.md", LEFT_OUT_PARENT },
		{ "content/projects/secret/part/index.md", LEFT_OUT_PARENT },
		{ "content/projects/secret/part/more/deep.md", LEFT_OUT_EXPIRED },
	};
	assert_int_equal(site->left_out.len, sizeof all / sizeof *all);
	for (size_t i = 0; i < site->left_out.len; i++) {
		expect_str(site->left_out.at[i].page->source->path, all[i].below);
		assert_int_equal(site->left_out.at[i].why, all[i].why);
	}
	for (size_t i = 0; i < site->routes->list.len; i++)
		assert_true(str_find(site->routes->list.at[i].file, STR("secret")) == STR_NONE);
	assert_non_null(route_at("projects/open/log/index.html"));
	assert_int_equal(section_at("projects")->children.len, 1);
	expect_str(visibility_name(LEFT_OUT_PARENT), "parent");
	expect_said(
	        "projects/secret/log/2026-01-02-first.md, which belongs to a page that is left out");
	expect_said("content/projects/secret/log/plan.txt is not published, since "
	            "content/projects/secret/index.md is a draft");
	assert_true(str_find(rendered("sitemap.xml"), STR("secret")) == STR_NONE);
}

static void
test_with_drafts_so_is_what_belongs_to_them(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/projects/secret/index.md", "---\ntitle: Hush\ndraft: true\n---\n");
	put_file("content/projects/secret/log/2026-01-02-first.md", "First.\n");
	load_options.drafts = true;
	load_site();
	assert_int_equal(site->left_out.len, 0);
	expect_str(section_at("projects/secret/log")->title, "Hush: Log");
	assert_non_null(route_at("projects/secret/log/index.html"));
}

/* What the section is for the pages in it stays, and nothing that readers would see of it. */
static void
test_a_section_whose_page_is_left_out(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("templates/section.html",
	        "{{ section.title }}/{{ section.description }}/{{ section.content }}/"
	        "{{ section.params }}/{{ section.page }}/{{ section.pages | map('title') | join(' ') }}");
	put_file("templates/home.html", "{{ section.title }}/{{ section.content }}");
	put_file("content/_index.md", "---\ntitle: Hush home\ndraft: true\n---\nHushed.\n");
	put_file("content/plans/_index.md",
	        "---\ntitle: Hush\ndescription: Hush hush\nslug: hopes\nsort: title\ndraft: true\n"
	        "cascade: {license: MIT}\nparams: {a: 1}\n---\nHushed.\n");
	put_file("content/plans/a.md", "---\ndate: 2026-01-01\n---\n");
	put_file("content/plans/b.md", "---\ndate: 2026-01-02\n---\n");
	put_file("content/void/_index.md", "---\ntitle: Void\ndraft: true\n---\n");
	load_site();
	expect_str(rendered("hopes/index.html"), "Plans/None///None/A B");
	expect_str(rendered("index.html"), "T/");
	expect_str(page_at("plans/a.md")->front->license, "MIT");
	assert_null(route_at("void/index.html"));
	assert_int_equal(site->menu.len, 1);
	expect_str(site->menu.at[0].name, "Plans");
}

static void
test_a_section_with_nothing_to_show(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/plans/a.md", "---\ndate: 2026-01-01\ndraft: true\n---\n");
	put_file("content/kept/a.md", "---\ndraft: true\n---\n");
	put_file("content/kept/_index.md", "Text.\n");
	put_file("content/above/below/a.md", "Text.\n");
	load_site();
	assert_null(route_at("plans/index.html"));
	assert_null(route_at("plans/feed.xml"));
	assert_non_null(route_at("kept/index.html"));
	assert_non_null(route_at("above/index.html"));
	assert_true(str_find(rendered("sitemap.xml"), STR("plans")) == STR_NONE);
	assert_int_equal(site->sections.at[0]->children.len, 2);
	assert_int_equal(site->menu.len, 2);
}

/* A template that asks for a page by name gets no draft either. */
static void
test_a_template_gets_no_draft(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("templates/home.html", "{{ get_page('b.md').title }} {{ get_page('a.md') }}");
	put_file("templates/page.html", "{{ get_page('a.md').title }}");
	put_file("content/a.md", "---\ntitle: Hush\ndraft: true\n---\n");
	put_file("content/b.md", "---\ntitle: Said\n---\n");
	load_site();
	expect_str(rendered("index.html"), "Said None");
	expect_said("warning: content/a.md is a draft; `get_page` gives none");
	expect_str(rendered("b/index.html"), "");
	assert_true(str_find(said(), STR("Hush")) == STR_NONE);
}

static void
test_dates(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/2026-01-02-named.md", "Text.\n");
	put_file(
	        "content/2026-01-03-front.md", "---\ndate: 2026-01-05\nlastmod: 2026-01-04\n---\n");
	load_site();
	assert_int_equal(page_at("2026-01-02-named.md")->date.seconds, 1767312000);
	const struct page *front = page_at("2026-01-03-front.md");
	assert_int_equal(front->date.seconds, 1767571200);
	assert_int_equal(front->updated.seconds, front->date.seconds); /* never before it */
}

/* Which source has the say is a setting; what a writer did not date announces nothing. */
static void
test_order_of_dates(void **state)
{
	(void)state;
	put_file("kith.yaml",
	        PLAIN_SITE "dates: {created: [file-name, front-matter], updated: []}\n");
	put_file("content/2026-01-02-both.md", "---\ndate: 2026-01-05\nlastmod: 2026-03-04\n---\n");
	put_file("content/front.md", "---\ndate: 2026-01-05\n---\n");
	load_site();
	const struct page *both = page_at("2026-01-02-both.md");
	assert_int_equal(both->date.seconds, 1767312000);
	assert_int_equal(both->updated.seconds, both->date.seconds);
	assert_int_equal(page_at("front.md")->date.seconds, 1767571200);
	assert_true(page_at("front.md")->dated);
}

static void
test_no_source_of_dates(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "dates: {created: git}\n");
	put_file("content/2026-01-02-named.md", "Text.\n");
	put_file("content/2027-01-02-future.md", "---\ndate: 2027-01-05\n---\n");
	load_site();
	assert_false(date_known(page_at("2026-01-02-named.md")->date));
	assert_false(page_at("2026-01-02-named.md")->dated);
	assert_false(page_at("2027-01-02-future.md")->left_out);
	assert_int_equal(site->feed.len, 0);
}

static void
test_format_of_long_dates(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "dates: {format: \"%d/%m %Y\"}\n");
	put_file("templates/page.html",
	        "{{ page.date | date('long') }}, {{ page.date | date('short') }}, "
	        "{{ '2026-11' | date('long') }}");
	put_file("content/a.md", "---\ndate: 2026-01-05\n---\n");
	load_site();
	expect_str(rendered("a/index.html"), "05/01 2026, 05/01/2026, November 2026");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_kept_back),
		WITH_SITE(test_asked_for_they_are_shown),
		WITH_SITE(test_left_out_with_its_bundle),
		WITH_SITE(test_with_drafts_so_is_what_belongs_to_them),
		WITH_SITE(test_a_section_whose_page_is_left_out),
		WITH_SITE(test_a_section_with_nothing_to_show),
		WITH_SITE(test_a_template_gets_no_draft),
		WITH_SITE(test_dates),
		WITH_SITE(test_order_of_dates),
		WITH_SITE(test_no_source_of_dates),
		WITH_SITE(test_format_of_long_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
