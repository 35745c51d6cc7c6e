/* Series: which pages are one, in which order, and where they are listed. */
#include "site/series.h"

#include "site_fixture.h"

#include "content/page.h"

/* A page of content/ with more lines of front matter. */
static void
put_part(const char *name, const char *series, const char *more)
{
	char path[100], text[300];
	snprintf(path, sizeof path, "content/%s.md", name);
	snprintf(text, sizeof text, "---\ntitle: %s\nseries: %s\n%s---\n", name, series, more);
	put_file(path, text);
}

/* "title: parts; " of each series. */
static struct str
listed(void)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < site->series->list.len; i++) {
		const struct series *series = site->series->list.at[i];
		assert_int_equal(series->index, i);
		buf_format(&buf, STR_FMT ": " STR_FMT "; ", STR_ARG(series->title),
		        STR_ARG(titles(&series->pages)));
		for (size_t k = 0; k < series->pages.len; k++) {
			assert_ptr_equal(series->pages.at[k]->series, series);
			assert_int_equal(series->pages.at[k]->part, k + 1);
		}
	}
	struct str text = str_copy(&diags.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

static void
test_parts_in_order(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_part("b", "Café notes", "date: 2026-01-02\n");
	put_part("a", "\" CAFE  notes \"", "date: 2026-01-03\n");
	put_part("undated", "Café notes", "");
	put_part("heavy", "Café notes", "weight: 2\ndate: 2026-01-09\n");
	put_part("light", "cafe notes", "weight: 1\ndate: 2026-01-10\n");
	put_part("draft", "Café notes", "weight: 1\ndraft: true\n");
	put_part("other", "Pens", "date: 2026-02-01\n");
	put_file("content/none.md", "---\ntitle: None\n---\n");
	load_site();
	expect_str(listed(), "Pens: other; cafe notes: light heavy b a undated; ");
	assert_null(page_at("none.md")->series);
	assert_null(page_at("draft.md")->series);
	expect_str(page_at("a.md")->series->url, "/series/cafe-notes/");
	expect_str(said(), "");
}

static void
test_a_name_without_letters(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_part("a", "\"?\"", "");
	load_site();
	expect_said("content/a.md:3:9: error: \"?\" cannot be a series: it has no letter or digit");
	assert_int_equal(site->series->list.len, 0);
}

/* Numbers are what tells names apart. */
static void
test_slips(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_part("a", "Building kith", "date: 2026-01-01\n");
	put_part("b", "Building kith", "date: 2026-01-02\n");
	put_part("c", "Bulding kith", "date: 2026-01-03\n");
	put_part("d", "Week 11", "date: 2026-01-04\n");
	put_part("e", "Week 12", "date: 2026-01-05\n");
	put_part("f", "Notebook", "date: 2026-01-06\n");
	put_part("g", "Notebok", "date: 2026-01-07\n");
	load_site();
	expect_said("content/c.md:3:9: warning: no other page is in the series \"Bulding kith\"");
	expect_said("did you mean \"Building kith\", as in content/a.md?");
	expect_said("content/g.md:3:9: warning: no other page is in the series \"Notebok\"");
	expect_said("did you mean \"Notebook\", as in content/f.md?");
	assert_int_equal(diags.list.len, 2);
}

/* Two pages may share one slip; it takes more of the other kind to say so. */
static void
test_a_slip_on_two_pages(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	for (char name[] = "a"; name[0] <= 'd'; name[0]++)
		put_part(name, "Building kith", "");
	put_part("e", "Bulding kith", "date: 2026-01-03\n");
	put_part("f", "Bulding kith", "date: 2026-01-04\n");
	put_part("g", "Notebook", "");
	put_part("h", "Notebook", "");
	put_part("i", "Notebok", "");
	put_part("j", "Notebok", "");
	load_site();
	expect_said(
	        "content/f.md:3:9: warning: only content/e.md is in the series \"Bulding kith\" "
	        "as well");
	expect_said("did you mean \"Building kith\", as in content/a.md?");
	assert_int_equal(diags.list.len, 1);
}

static void
put_templates(void)
{
	put_file("templates/page.html",
	        "{{ page.series }} {{ page.part }} {{ page.series.url if page.series }}");
	put_file("templates/section.html", "{{ site.series | join(', ') }}");
	put_file("templates/list.html", "{{ taxonomy.title }}");
}

static void
test_pages(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "pages: {taxonomies: false}\n");
	put_templates();
	put_file("templates/series.html",
	        "{{ kind }} {{ series }}: {{ series.pages | join(' ') }} {{ page.content if page }}");
	put_file("templates/series-list.html",
	        "{{ kind }} {{ site.series | map(attribute='url') | join(' ') }}");
	put_part("a", "Pens", "date: 2026-01-01\n");
	put_part("b", "Pens", "date: 2026-01-02\n");
	put_part("c", "Inks", "date: 2026-01-01\n");
	put_file("content/none.md", "");
	put_file("content/series/inks.md", "Own.\n");
	load_site();
	expect_str(rendered("b/index.html"), "Pens 2 /series/pens/");
	expect_str(rendered("none/index.html"), "None None");
	expect_str(rendered("index.html"), "Pens, Inks");
	expect_str(rendered("series/index.html"), "series_list /series/pens/ /series/inks/");
	expect_str(rendered("series/pens/index.html"), "series Pens: a b");
	expect_str(rendered("series/inks/index.html"), "series Inks: c <p>Own.</p>");
	expect_str(said(), "");
}

/* There is no address where there is no page: it is switched off, or no template can show it. */
static void
test_no_pages(void **state)
{
	(void)state;
	put_templates();
	put_part("a", "Pens", "");
	put_file("kith.yaml", PLAIN_SITE "pages: {taxonomies: false}\n");
	load_site();
	assert_null(route_at("series/index.html"));
	expect_str(rendered("a/index.html"), "Pens 1 None");
	pipeline_close(&loaded);
	put_file("templates/series.html", "x");
	put_file("templates/series-list.html", "x");
	put_file("kith.yaml", PLAIN_SITE "pages: {taxonomies: false, series: false}\n");
	load_site();
	assert_null(route_at("series/pens/index.html"));
	expect_str(rendered("a/index.html"), "Pens 1 None");
}

/* It had these addresses first. */
static void
test_a_taxonomy_of_this_name(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "taxonomies: {series: {}}\n");
	put_templates();
	put_file("templates/series.html", "x");
	put_file("templates/series-list.html", "x");
	put_part("a", "Pens", "");
	load_site();
	assert_int_equal(route_at("series/index.html")->kind, ROUTE_TAXONOMY);
	assert_int_equal(route_at("series/pens/index.html")->kind, ROUTE_TERM);
	expect_str(rendered("a/index.html"), "Pens 1 /series/pens/");
	expect_str(said(), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_parts_in_order),
		WITH_SITE(test_a_name_without_letters),
		WITH_SITE(test_slips),
		WITH_SITE(test_a_slip_on_two_pages),
		WITH_SITE(test_pages),
		WITH_SITE(test_no_pages),
		WITH_SITE(test_a_taxonomy_of_this_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
