/* Which pages are listed as linking to a page, in which order, and what templates are told of the links. */
#include "site/backlink.h"

#include "site_fixture.h"

#include "content/page.h"

/* "one.md 2, two.md 1": the backlinks of a page. */
static struct str
backlinks(const char *below)
{
	const struct page *page = page_at(below);
	struct str all[64];
	assert_true(page->backlinks.len < 64);
	for (size_t i = 0; i < page->backlinks.len; i++) {
		const struct page_backlink *back = &page->backlinks.at[i];
		all[i] = str_format(&loaded.arena, STR_FMT " %u",
		        STR_ARG(back->page->source->below), (unsigned)back->count);
	}
	return str_join(&loaded.arena, all, page->backlinks.len, STR(", "));
}

static void
test_who_links(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "menu:\n  - {name: A, url: \"@/a.md\"}\n");
	put_file("content/a.md",
	        "---\naliases: [/old/]\n---\n[Itself](a.md) [#](#x) [[#x]]\n\n## x\n");
	put_file("content/b.md",
	        "---\ndate: 2026-02-01\n---\n[A](a.md) [C](c.md) [A](/a/) [[a]] ![a](a.md)\n");
	put_file("content/c.md",
	        "---\ndate: 2026-03-01\n---\n<https://example.org/a/#x> [feed](/s/feed.xml)\n");
	put_file("content/d.md", "`[A](a.md)` [old](/old/) [section](/s/) [home](/)\n");
	put_file("content/draft.md", "---\ndraft: true\n---\n[A](a.md)\n");
	put_file("content/s/_index.md", "---\ntitle: S\n---\n[A](../a.md)\n");
	put_file(
	        "content/s/e.md", "---\ndate: 2026-04-01\n---\n[no](../draft.md) [none](/none/)\n");
	load_site();
	expect_str(backlinks("a.md"), "c.md 1, b.md 4, d.md 1, s/_index.md 1");
	expect_str(backlinks("b.md"), "");
	expect_str(backlinks("c.md"), "b.md 1");
	expect_str(backlinks("s/_index.md"), "d.md 1");
	expect_str(backlinks("draft.md"), "");
}

/* The same with any number of workers, of which each follows other pages. */
static void
test_order_with_many_workers(void **state)
{
	put_file("kith.yaml", PLAIN_SITE);
	for (int run = 0; run < 2; run++) {
		if (run) {
			leave_site(state);
			enter_site(state);
			put_file("kith.yaml", PLAIN_SITE);
			load_options.jobs = 8;
		}
		for (int i = 0; i < 9; i++) {
			char path[40], text[80];
			snprintf(path, sizeof path, "content/p%d.md", i);
			snprintf(text, sizeof text, "---\ntitle: T%d\n---\n[x](p%d.md)\n",
			        (i * 4) % 9, i ? 0 : 1);
			put_file(path, text);
		}
		load_site();
		expect_str(backlinks("p0.md"),
		        "p7.md 1, p5.md 1, p3.md 1, p1.md 1, p8.md 1, p6.md 1, p4.md 1, p2.md 1");
	}
}

static void
test_what_templates_see(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("templates/page.html",
	        "{% for b in page.backlinks %}[{{ b.page.title }}|{{ b.url }}|{{ b.text }}|"
	        "{{ b.count }}]{% endfor %}");
	put_file("templates/section.html", "");
	put_file("templates/home.html", "");
	put_file("templates/list.html", "");
	put_file("content/a.md", "Text.\n");
	put_file("content/b.md",
	        "# B & b\n\nFirst. The <b>second</b> *has* [a < link](a.md), [[a|twice]]. Third.\n");
	put_file("content/c.md", "# C\n\n## One\n\n## Two\n\n[](a.md)\n\n## Three\n");
	put_file("content/d.md", "Up here: [a](a.md).\n\n# Title in the text\n\n[a](a.md)\n");
	load_site();
	expect_str(rendered("a/index.html"),
	        "[B &amp; b|/b/|The second has a &lt; link, twice.|2][C|/c/#two|None|1]"
	        "[D|/d/|Up here: a.|2]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_who_links),
		WITH_SITE(test_order_with_many_workers),
		WITH_SITE(test_what_templates_see),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
