/* What is gathered from all over the site, and the pages and sections that it takes over. */
#include "site/listing.h"

#include "site_fixture.h"

#include "content/page.h"

/* A project with two entries in its log, and a template for all logs. */
static void
put_logs(const char *config)
{
	char text[300];
	snprintf(text, sizeof text, "%schecks: {ask-contact: off}\n%s", PLAIN_SITE, config);
	put_file("kith.yaml", text);
	put_file("templates/logs.html",
	        "{{ page.title if page }}|{{ section.title if section }}|"
	        "{% for entry in entries %}{{ entry.title }} {% endfor %}");
	put_file("templates/page.html", "{{ kind }}");
	put_file("templates/section.html", "{{ kind }}");
	put_file("templates/wide.html", "{{ kind }}");
	put_file("templates/list.html", "{{ kind }}");
	put_file("content/projects/quill/index.md", "---\ntitle: Quill\n---\n");
	put_file("content/projects/quill/log/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n");
	put_file("content/projects/quill/log/b.md", "---\ntitle: B\ndate: 2026-02-01\n---\n");
}

static void
expect_kind(const char *file, enum route_kind kind)
{
	const struct route *route = route_at(file);
	assert_non_null(route);
	expect_str(route_kinds[route->kind].name, route_kinds[kind].name.at);
}

static void
test_gathered(void **state)
{
	(void)state;
	put_logs("");
	put_file("content/projects/quill/log/c.md", "---\ndraft: true\n---\n");
	load_site();
	expect_str(said(), "");
	expect_kind("log/index.html", ROUTE_LOG);
	expect_str(route_at("log/index.html")->url, "/log/");
	expect_str(rendered("log/index.html"), "||B A");
}

static void
test_takes_over_a_section(void **state)
{
	(void)state;
	put_logs("pagination: {size: 1}\n");
	put_file("content/log/_index.md", "---\ntitle: All I did\n---\n");
	put_file("content/log/c.md", "---\ntitle: C\ndate: 2026-03-01\n---\n");
	put_file("content/log/d.md", "---\ntitle: D\ndate: 2026-03-02\n---\n");
	load_site();
	expect_str(said(), "");
	const struct route *route = route_at("log/index.html");
	expect_kind("log/index.html", ROUTE_LOG);
	assert_ptr_equal(route->section, section_at("log"));
	assert_ptr_equal(route->page, page_at("log/_index.md"));
	assert_int_equal(route->pages, 4);
	assert_int_equal(route->to, 1);
	expect_kind("log/page/2/index.html", ROUTE_LOG);
	assert_null(route_at("log/page/5/index.html"));
	expect_kind("log/feed.xml", ROUTE_FEED);
	expect_str(rendered("log/index.html"), "All I did|All I did|D");
	expect_str(rendered("log/page/3/index.html"), "All I did|All I did|B");
}

static void
put_lessons(const char *config)
{
	put_logs(config);
	put_file("templates/lessons.html",
	        "{{ section.title if section }}{{ paginator.number }}/{{ paginator.total }} "
	        "{{ site.lessons[paginator.from:paginator.to] | join(' ') }} "
	        "{{ paginator.previous or '-' }} {{ paginator.next or '-' }}");
	put_file("content/essays/a.md",
	        "> [!LESSON] A\n\nT.\n\n> [!LESSON] B\n\nT.\n\n> [!LESSON] C\n\nT.\n");
}

static void
test_a_gathered_list_is_cut_into_pages(void **state)
{
	(void)state;
	put_lessons("pagination: {size: 2}\n");
	load_site();
	expect_str(said(), "");
	expect_str(rendered("lessons/index.html"), "1/2 A B - /lessons/page/2/");
	expect_str(rendered("lessons/page/2/index.html"), "2/2 C /lessons/ -");
	assert_null(route_at("lessons/page/3/index.html"));
}

/* Its own `paginate` counts, its list has no pages any more, and its title is on all of them. */
static void
test_a_section_is_cut_as_it_says(void **state)
{
	(void)state;
	put_lessons("pagination: {size: 1}\n");
	put_file("content/lessons/_index.md", "---\ntitle: Known \npaginate: 3\n---\n");
	for (int i = 0; i < 3; i++) {
		char path[60];

		snprintf(path, sizeof path, "content/lessons/l%d.md", i);
		put_file(path, "---\ndate: 2026-01-01\n---\n");
	}
	load_site();
	expect_str(said(), "");
	expect_str(rendered("lessons/index.html"), "Known1/2 L0 L1 L2 - /lessons/page/2/");
	expect_str(rendered("lessons/page/2/index.html"), "Known2/2 A B C /lessons/ -");
	assert_null(route_at("lessons/page/3/index.html"));
}

/* Of a series in the order of its parts, of a year newest first; each list has an address of its own. */
static void
test_series_and_years_are_cut_into_pages(void **state)
{
	static const char list[] =
	        "{{ paginator.pages | map(attribute='title') | join(' ') }} {{ paginator.from }} "
	        "{{ paginator.first }} {{ paginator.previous or '-' }} {{ paginator.next or '-' }}";

	(void)state;
	put_logs("pagination: {size: 2}\n");
	put_file("templates/series.html", list);
	put_file("templates/archive.html", list);
	for (int i = 1; i <= 3; i++) {
		char path[40], text[80];

		snprintf(path, sizeof path, "content/p%d.md", i);
		snprintf(text, sizeof text, "---\ndate: 2026-01-0%d\nseries: Ink\n---\n", i);
		put_file(path, text);
	}
	load_site();
	expect_str(said(), "");
	expect_str(rendered("series/ink/index.html"), "P1 P2 0 /series/ink/ - /series/ink/page/2/");
	expect_str(rendered("series/ink/page/2/index.html"), "P3 2 /series/ink/ /series/ink/ -");
	expect_str(
	        rendered("archive/2026/page/2/index.html"), "P1 2 /archive/2026/ /archive/2026/ -");
	assert_null(route_at("series/ink/page/3/index.html"));
	assert_null(route_at("archive/2026/page/3/index.html"));
}

/* The title of the page that a list took over is on all of its pages. */
static void
test_a_page_is_cut_into_pages(void **state)
{
	(void)state;
	put_logs("pagination: {size: 1}\n");
	put_file("content/log.md", "---\ntitle: Diary\n---\n");
	load_site();
	expect_str(said(), "");
	expect_str(rendered("log/index.html"), "Diary||B");
	expect_str(rendered("log/page/2/index.html"), "Diary||A");
}

static void
test_a_layout_of_its_own_has_no_other_pages(void **state)
{
	(void)state;
	put_lessons("pagination: {size: 1}\n");
	put_file("templates/own.html", "own");
	put_file("content/lessons.md", "---\nlayout: own\n---\n");
	load_site();
	expect_str(said(), "");
	expect_str(rendered("lessons/index.html"), "own");
	assert_null(route_at("lessons/page/2/index.html"));
}

static void
test_takes_over_a_page(void **state)
{
	(void)state;
	put_logs("");
	put_file("content/log.md", "---\ntitle: Diary\n---\n## How I log\n");
	put_file("content/a.md",
	        "[one](log.md) [two](/log/#how-i-log) [three](/log/#_of-the-theme) [four](/log/#x)\n");
	load_site();
	expect_kind("log/index.html", ROUTE_LOG);
	expect_str(rendered("log/index.html"), "Diary||B A");
	const struct page *page = page_at("log.md");
	assert_int_equal(page->backlinks.len, 1);
	assert_int_equal(diags.errors, 1);
	expect_said("content/log.md has no heading with the anchor \"#x\"");
}

static void
test_who_goes_first(void **state)
{
	static const struct {
		const char *path, *text;
		int kind; /* of log/index.html; -1: none */
	} cases[] = {
		{ "content/log.md", "---\nlayout: wide\n---\n", ROUTE_PAGE },
		{ "content/log/_index.md", "---\nlayout: wide\n---\n", ROUTE_SECTION },
		{ "content/log/_index.md", "---\ndraft: true\n---\n", ROUTE_LOG },
		{ "content/diary.md", "---\nurl: /log/\n---\n", ROUTE_LOG },
		{ "content/diary.md", "---\naliases: [/log/]\n---\n", ROUTE_ALIAS },
		{ "content/diary.md", "---\nurl: /log.html\n---\n", ROUTE_LOG },
		{ "static/log/index.html", "mine", ROUTE_ASSET },
		{ "static/log", "a file where the folder would be", -1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_logs("");
		put_file(cases[i].path, cases[i].text);
		load_site();
		expect_str(said(), "");
		if (cases[i].kind < 0)
			assert_null(map_get(&site->by_file, STR("log/index.html")));
		else
			expect_kind("log/index.html", (enum route_kind)cases[i].kind);
		for (size_t r = 0; r < site->routes->list.len; r++)
			assert_int_equal(site->routes->list.at[r].index, r);
	}
}

/* A section without a page of its own is what it is in a theme that knows no better. */
static void
test_not_without_a_template(void **state)
{
	(void)state;
	put_logs("");
	put_file("content/log/c.md", "Text.\n");
	load_site();
	expect_kind("log/index.html", ROUTE_LOG);
	leave_site(state);
	enter_site(state);
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/log/c.md", "Text.\n");
	load_site();
	expect_str(said(), "");
	expect_kind("log/index.html", ROUTE_SECTION);
}

static void
test_not_when_switched_off(void **state)
{
	(void)state;
	put_logs("pages: {log: false}\n");
	load_site();
	assert_null(map_get(&site->by_file, STR("log/index.html")));
}

static void
test_nothing_to_show(void **state)
{
	(void)state;
	put_logs("");
	put_file("content/projects/quill/log/a.md", "---\ndraft: true\n---\n");
	put_file("content/projects/quill/log/b.md", "---\ndraft: true\n---\n");
	load_site();
	assert_null(map_get(&site->by_file, STR("log/index.html")));
	pipeline_close(&loaded);
	put_file("content/log.md", "---\ntitle: Diary\n---\n");
	load_site();
	expect_str(rendered("log/index.html"), "Diary||");
}

/* A template for the one section goes before that of the kind. */
static void
test_the_template_of_a_section(void **state)
{
	(void)state;
	put_logs("");
	put_file("templates/section-log.html", "own {{ kind }}");
	put_file("content/log/c.md", "Text.\n");
	load_site();
	expect_str(rendered("log/index.html"), "own log");
}

/* Passages count as well as pages; of projects those that are worked on, and tell so. */
static void
test_what_there_is(void **state)
{
	(void)state;
	static const struct {
		const char *path, *text, *file;
		bool there;
	} cases[] = {
		{ "content/a.md", "> [!ASK]\n> Who knows?\n", "asks/index.html", true },
		{ "content/a.md", "> [!ASK]\n> Who knows?\n", "lessons/index.html", false },
		{ "content/a.md", "> [!LESSON]\n> Measure.\n", "lessons/index.html", true },
		{ "content/a.md", "---\ndraft: true\n---\n> [!LESSON]\n> Measure.\n",
		        "lessons/index.html", false },
		{ "content/asks/a.md", "Who knows?\n", "asks/index.html", true },
		{ "content/asks.md", "None.\n", "asks/index.html", true },
		{ "content/projects/quill/index.md", "---\nstatus: wip\n---\n", "now/index.html",
		        true },
		{ "content/projects/quill/index.md", "---\nstatus: done\n---\n", "now/index.html",
		        false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_logs("");
		put_file("templates/asks.html", "x");
		put_file("templates/lessons.html", "x");
		put_file("templates/now.html", "x");
		put_file(cases[i].path, cases[i].text);
		load_site();
		expect_str(said(), "");
		assert_int_equal(route_at(cases[i].file) != NULL, cases[i].there);
	}
}

/* An entry that nobody dated is one all the same, behind the others. */
static void
test_now(void **state)
{
	(void)state;
	put_logs("");
	put_file("templates/now.html", "{% for entry in site.now %}{{ entry.title }} {% endfor %}");
	put_file("content/projects/ink/index.md", "---\nstatus: active\n---\n");
	put_file("content/projects/ink/log/undated.md", "---\ntitle: Undated\n---\n");
	put_file("content/projects/nib/index.md", "---\ntitle: Nib\n---\n");
	put_file("content/projects/nib/log/a.md", "---\ntitle: Newest\ndate: 2026-04\n---\n");
	put_file("content/projects/old/index.md", "---\nstatus: done\n---\n");
	put_file("content/projects/old/log/a.md", "---\ntitle: Over\ndate: 2026-05-01\n---\n");
	load_site();
	expect_str(said(), "");
	expect_str(rendered("now/index.html"), "Newest B Undated");
}

/* What there is nothing for yet has no page, and so it is not in the menu either; no slip in an address is taken for that. */
static void
test_a_menu_leaves_out_what_is_empty(void **state)
{
	(void)state;
	put_logs(
	        "menu: [{name: Log, url: /log/}, {name: Tags, url: /tags/}, {name: Known, url: /lessons}]\n");
	put_file("templates/lessons.html", "x");
	load_site();
	expect_str(said(), "");
	assert_null(route_at("tags/index.html"));
	assert_int_equal(site->menu.len, 1);
	expect_str(site->menu.at[0].name, "Log");
	pipeline_close(&loaded);
	put_file("content/a.md", "---\ntags: [ink]\n---\n> [!LESSON] A\n> T.\n");
	load_site();
	expect_str(said(), "");
	assert_non_null(route_at("tags/index.html"));
	assert_int_equal(site->menu.len, 3);
	pipeline_close(&loaded);
	put_logs("menu: [{name: Lessons, url: /lesons/}]\n");
	load_site();
	expect_said("did you mean");
}

/* A folder without a title is called as the theme calls what is gathered there. */
static void
test_folders_have_the_names_of_the_theme(void **state)
{
	(void)state;
	put_logs("language: de\n");
	put_file("i18n/de.yaml",
	        "log: Logbuch\nlessons: Gelernt\nprojects: Projekte\nnotes: Noten\n");
	put_file("content/lessons/a.md", "T.\n");
	put_file("content/notes/a.md", "T.\n");
	load_site();
	expect_str(section_at("lessons")->title, "Gelernt");
	expect_str(section_at("projects")->title, "Projekte");
	expect_str(section_at("projects/quill/log")->title, "Quill: Logbuch");
	expect_str(section_at("notes")->title, "Notes");
}

static void
test_featured(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file(
	        "templates/home.html", "{{ site.featured | map(attribute='title') | join(', ') }}");
	put_file("templates/page.html", "x");
	put_file("content/a.md", "---\ntitle: A\ndate: 2026-01-01\nfeatured: true\n---\n");
	put_file("content/b.md", "---\ntitle: B\nfeatured: false\n---\n");
	put_file("content/c.md", "---\ntitle: C\ndate: 2026-02-01\nfeatured: true\n---\n");
	put_file("content/d.md", "---\ntitle: D\ndraft: true\nfeatured: true\n---\n");
	put_file("content/e.md", "---\ntitle: E\n---\n");
	load_site();
	expect_str(rendered("index.html"), "C, A");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_gathered),
		WITH_SITE(test_takes_over_a_section),
		WITH_SITE(test_a_gathered_list_is_cut_into_pages),
		WITH_SITE(test_a_section_is_cut_as_it_says),
		WITH_SITE(test_series_and_years_are_cut_into_pages),
		WITH_SITE(test_a_page_is_cut_into_pages),
		WITH_SITE(test_a_layout_of_its_own_has_no_other_pages),
		WITH_SITE(test_takes_over_a_page),
		WITH_SITE(test_who_goes_first),
		WITH_SITE(test_not_without_a_template),
		WITH_SITE(test_not_when_switched_off),
		WITH_SITE(test_nothing_to_show),
		WITH_SITE(test_the_template_of_a_section),
		WITH_SITE(test_what_there_is),
		WITH_SITE(test_now),
		WITH_SITE(test_a_menu_leaves_out_what_is_empty),
		WITH_SITE(test_folders_have_the_names_of_the_theme),
		WITH_SITE(test_featured),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
