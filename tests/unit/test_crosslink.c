/* What a link leads to, from a page and from the configuration, and what is said when it leads nowhere. */
#include "site/crosslink.h"

#include "site_fixture.h"

#include "content/page.h"

static void
put_site(const char *base_url)
{
	char yaml[200];
	snprintf(yaml, sizeof yaml, "title: T\nbase_url: %s\ntheme: none\n", base_url);
	put_file("kith.yaml", yaml);
	put_file("content/essays/two.md", "## Heading\n\n<p id=\"raw\">x</p>\n");
	put_file("content/essays/draft.md", "---\ndraft: true\n---\n");
	put_file("content/essays/future.md", "---\ndate: 2026-06-02\n---\n");
	put_file("content/essays/expired.md", "---\nexpires: 2026-05-31\n---\n");
	put_file("content/projects/kept/index.md", "---\ndraft: true\n---\n");
	put_file("content/projects/kept/plan.txt", "plan");
	put_file("content/projects/quill/index.md", "Text.\n");
	put_file("content/projects/quill/a plan.txt", "plan");
	put_file("content/essays/beside.txt", "beside");
	put_file("static/files/x.pdf", "pdf");
}

/* What the one link of content/essays/one.md has become: its URL, "(text)" or "(as written)". */
static struct str
resolved(const char *href)
{
	char text[300];
	snprintf(text, sizeof text, "[x](<%s>)\n\n## Own\n", href);
	put_file("content/essays/one.md", text);
	load_site();
	const struct page *page = page_at("essays/one.md");
	if (!page->targets || page->targets[0].broken)
		return STR("(text)");
	return page->targets[0].url.len ? page->targets[0].url : STR("(as written)");
}

static const struct {
	const char *href, *to, *said;
} links[] = {
	{ "two.md", "/b/essays/two/", "" },
	{ "./two.md#heading", "/b/essays/two/#heading", "" },
	{ "two.md?a=b#raw", "/b/essays/two/?a=b#raw", "" },
	{ "two.md#top", "/b/essays/two/#top", "" },
	{ "@/essays/two.md", "/b/essays/two/", "" },
	{ "../projects/quill/index.md", "/b/projects/quill/", "" },
	{ "../projects/quill/a%20plan.txt", "/b/projects/quill/a%20plan.txt", "" },
	{ "beside.txt", "/b/essays/beside.txt", "" },
	{ "/files/x.pdf", "/b/files/x.pdf", "" },
	{ "/essays/two/", "/b/essays/two/", "" },
	{ "/essays/two", "/b/essays/two/", "" },
	{ "/b/essays/two/", "/b/essays/two/", "" },
	{ "/", "/b/", "" },
	{ "../two/", "/b/essays/two/", "" },
	{ "/feed.xml", "/b/feed.xml", "" },
	{ "#own", "(as written)", "" },
	{ "https://example.com/", "(as written)", "" },
	{ "mailto:a@example.org", "(as written)", "" },
	{ "/search?q=x", "(as written)", "" },
	{ "https://example.org/b/essays/two/", "/b/essays/two/", "" },
	{ "HTTP://EXAMPLE.ORG/b/essays/two/?a#raw", "/b/essays/two/?a#raw", "" },
	{ "//example.org/b/essays/two", "/b/essays/two/", "" },
	{ "https://example.org/b", "/b/", "" },
	{ "https://example.org/b/essays/two/#hedding", "/b/essays/two/#hedding",
	        "content/essays/two.md has no heading with the anchor \"#hedding\"" },
	{ "https://example.org/b/essays/twoo/", "(as written)",
	        "nothing of this site answers at \"https://example.org/b/essays/twoo/\"" },
	{ "//example.org/b/essays/twoo/", "(as written)",
	        "help: did you mean \"/b/essays/two/\"?" },
	{ "https:/example.com/x", "(as written)",
	        ":1:1: warning: the address \"https:/example.com/x\" names no host" },
	{ "http:/example.com/x", "(as written)", "help: did you mean http://example.com/x?" },
	{ "https:///example.com", "(as written)", "help: did you mean https://example.com?" },
	{ "HTTPS:example.com", "(as written)", "help: did you mean https://example.com?" },
	{ "///example.com/x", "(as written)", "help: did you mean https://example.com/x?" },
	{ "https://", "(as written)", "help: for example: https://example.org/" },
	{ "two.html", "(as written)", "help: link to the page's file: two.md" },
	{ "https://example.org/b/files/x.pdf", "/b/files/x.pdf", "" },
	{ "https://example.org/other/", "(as written)", "" },
	{ "https://example.org/%zz", "(as written)", "" },
	{ "draft.md", "(text)",
	        ":1:1: warning: the link leads to content/essays/draft.md, which is a draft" },
	{ "future.md", "(text)", "content/essays/future.md, which is dated in the future;" },
	{ "expired.md", "(text)", "content/essays/expired.md, which has expired;" },
	{ "../projects/kept/plan.txt", "(text)",
	        "content/projects/kept/plan.txt is not published, since "
	        "content/projects/kept/index.md is a draft;" },
	{ "besides.txt", "(as written)", "did you mean \"beside.txt\"?" },
	{ "tow.md", "(as written)", ":1:1: error: there is no page content/essays/tow.md" },
	{ "tow.md", "(as written)", "did you mean content/essays/two.md?" },
	{ "@/esays/two.md", "(as written)", "there is no page content/esays/two.md" },
	{ "../../../etc/x.md", "(as written)", "error: there is no page" },
	{ "two.md#hedding", "/b/essays/two/#hedding",
	        "has no heading with the anchor \"#hedding\"" },
	{ "#onw", "(as written)", "did you mean \"own\"?" },
	{ "/essays/twoo/", "(as written)",
	        "warning: nothing of this site answers at \"/essays/twoo/\"" },
	{ "/x%zz", "(as written)", "warning: the link \"/x%zz\" has a broken %-escape" },
	{ "javascript:alert(1)", "(as written)", "\"javascript:alert(1)\" cannot become a link" },
};

static void
test_links_of_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_site("https://example.org/b");
		struct str to = resolved(links[i].href);
		if (!str_eq(to, str_from(links[i].to)))
			print_error("%s\n", links[i].href);
		expect_str(to, links[i].to);
		expect_said(links[i].said);
		if (!links[i].said[0])
			expect_str(said(), "");
	}
}

static void
test_what_is_external(void **state)
{
	(void)state;
	static const struct {
		const char *href;
		bool external;
	} cases[] = {
		{ "https://example.com/", true },
		{ "HTTPS://example.com", true },
		{ "http://example.com:80/x", true },
		{ "//example.com/x", true },
		{ "https://example.org.example.com/", true },
		{ "https://example.org:8080/b/", true },
		{ "https://example.org/b/", false },
		{ "https://example.org/other/", false },
		{ "//EXAMPLE.org", false },
		{ "mailto:a@example.com", false },
		{ "tel:+431", false },
		{ "irc://example.com/kith", false },
		{ "two.md", false },
		{ "#own", false },
		{ "javascript://example.com/%0aalert(1)", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_site("https://example.org/b");
		resolved(cases[i].href);
		if (page_at("essays/one.md")->targets[0].external != cases[i].external)
			fail_msg("%s", cases[i].href);
	}
}

/* Ids of headings, footnotes and raw HTML, in whatever order pages come. */
static void
test_anchors_that_exist(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md",
	        "[1](b.md#fn-1) [2](b.md#fnref-1) [3](b.md#fnref-1-2) [4](b.md#fn-2)\n"
	        "[5](b.md#fnref-2) [6](b.md#one) [7](b.md#two) [8](b.md#three) [9](b.md#four)\n"
	        "[10](b.md#%D0%B6%D0%B6) [11](b.md#five) [12](b.md#top) [13](b.md#)\n"
	        "[14](b.md#six) [15](b.md#seven) [16](b.md#eight)\n");
	put_file("content/b.md",
	        "## \u0436\u0436\n\nText[^x], text[^y], text[^x].\n\n[^x]: One.\n[^y]: Two.\n\n"
	        "<div class=\"x\"\nid=\"one\">\n<p id='two'>x</p></div>\n\n"
	        "A <span id=three>span</span>, an <a name=\"four\"></a>anchor, <b ID = \"five\">x</b>.\n\n"
	        "[span]{#six}\n\n### Heading {id=\"seven\"}\n\n``` {#eight}\n```\n");
	load_site();
	expect_str(said(), "");
}

static void
test_anchors_that_do_not(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md",
	        "[1](b.md#fn-2)\n[2](b.md#fnref-1-2)\n[3](b.md#one)\n[4](b.md#tow)\n"
	        "[5](b.md#three)\n");
	put_file("content/b.md",
	        "Text[^x].\n\n[^x]: A note.\n\n`<p id=\"one\">`\n\n<p id=\"two\">x</p>\n\n"
	        "<p data-id=\"three\">x</p>\n");
	load_site();
	assert_int_equal(diags.errors, 5);
	expect_said(
	        "content/a.md:1:1: error: content/b.md has no heading with the anchor \"#fn-2\"");
	expect_said("did you mean \"fn-1\"?");
	expect_said("did you mean \"fnref-1\"?");
	expect_said("did you mean \"two\"?");
}

/* Where none is near, it helps to know which there are. */
static void
test_anchors_that_are_far_from_all(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "markdown: {wiki_links: true}\n");
	put_file("content/a.md", "[1](b.md#nope) [2](c.md#nope) [3](d.md#nope) [[b#elsewhere]]\n");
	put_file("content/b.md", "# A heading\n\n## Another\n");
	put_file("content/c.md", "No heading.\n");
	put_file("content/d.md", "# 1\n# 2\n# 3\n# 4\n# 5\n# 6\n# 7\n# 8\n# 9\n# 10\n");
	load_site();
	assert_int_equal(diags.errors, 4);
	expect_said("the page has #a-heading, #another");
	expect_said("the page has no headings");
	expect_said("#8, and 2 more");
	expect_said("the page has A heading, Another");
}

static void
test_links_of_templates_and_configuration(void **state)
{
	(void)state;
	put_site("https://example.org/b");
	load_site();
	struct place nowhere = diag_file(STR("x"));
	static const struct {
		const char *href, *to;
		size_t errors, warnings;
	} cases[] = {
		{ "@/essays/two.md#heading", "/b/essays/two/#heading", 0, 0 },
		{ "/essays/", "/b/essays/", 0, 0 },
		{ "feed.xml", "/b/feed.xml", 0, 0 },
		{ "https://example.com", "https://example.com", 0, 0 },
		{ "/nothing/", "/nothing/", 0, 1 },
		{ "@/nothing.md", "@/nothing.md", 1, 0 },
		{ "@/essays/draft.md", "", 0, 1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags own;
		diag_init(&own);
		expect_str(crosslink_url(&loaded.arena, site, str_from(cases[i].href), nowhere,
		                   STR_EMPTY, &own),
		        cases[i].to);
		assert_int_equal(own.errors, cases[i].errors);
		assert_int_equal(own.warnings, cases[i].warnings);
		diag_free(&own);
	}
}

static void
test_the_picture_of_the_front_matter(void **state)
{
	(void)state;
	put_site("https://example.org/b");
	put_file("content/projects/ink/index.md", "---\nimage: drop.svg\n---\n");
	put_file("content/projects/ink/drop.svg",
	        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\"/>");
	put_file("content/far.md", "---\nimage: https://example.com/x.png\n---\n");
	put_file("content/none.md", "---\nimage: none.png\n---\n");
	load_site();
	const struct page *ink = page_at("projects/ink/index.md");
	expect_str(ink->image.url, "/b/projects/ink/drop.svg");
	assert_int_equal(ink->image.width, 8);
	assert_int_equal(ink->image.height, 6);
	expect_str(page_at("far.md")->image.url, "https://example.com/x.png");
	expect_said("content/none.md:2:8: warning: nothing of this site answers at \"none.png\"");
}

/* "Link to the page's file" would be no help for a picture. */
static void
test_a_picture_beside_a_page_of_its_name(void **state)
{
	(void)state;
	put_site("https://example.org/b");
	put_file(
	        "content/essays/page.md", "---\nimage: two.jpg\n---\n![X](two.png) [Y](two.gif)\n");
	load_site();
	assert_int_equal(diags.warnings, 3);
	assert_null(strstr(said().at, "the page's file"));
	expect_said("help: a file is looked for beside the page's own file");
}

static void
test_images_without_a_text(void **state)
{
	(void)state;
	put_site("https://example.org/b");
	put_file("content/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
	put_file("content/draft.md", "---\ndraft: true\n---\n![](x.svg)\n");
	put_file("content/page.md",
	        "![](x.svg){role=presentation} ![X](x.svg) ![](https://example.com/x.png)\n"
	        "![](none.png) ![[x.svg]]\n");
	load_site();
	assert_int_equal(diags.warnings, 4);
	expect_said("content/page.md:1:43: warning: the image has no alternative text");
	expect_said("content/page.md:2:1: warning: the image has no alternative text");
	expect_said("![a cat asleep](https://example.com/x.png)");
	expect_said("content/page.md:2:1: warning: nothing of this site answers at \"none.png\"");
	expect_said("content/page.md:2:15: warning: the image has no alternative text");
}

static void
test_the_menu(void **state)
{
	(void)state;
	put_site("https://example.org/b");
	put_file("kith.yaml",
	        PLAIN_SITE "menu:\n  - {name: Two, url: \"@/essays/two.md\"}\n"
	                   "  - {name: Hidden, url: \"@/essays/draft.md\"}\n"
	                   "  - {name: Out, url: https://example.com}\n"
	                   "  - {name: Slip, url: \"@/essays/tow.md\"}\n");
	load_site();
	expect_str(site->menu.at[0].url, "/essays/two/");
	expect_str(site->menu.at[1].name, "Out"); /* what is not published is not offered */
	expect_said("kith.yaml:8:23: error: there is no page content/essays/tow.md");
}

static void
test_the_menu_of_a_site_that_lists_none(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/b/page.md", "Text.\n");
	put_file("content/a/below/page.md", "Text.\n");
	put_file("content/hidden/page.md", "---\ndraft: true\n---\n");
	load_site();
	assert_int_equal(site->menu.len, 2);
	expect_str(site->menu.at[0].name, "A");
	expect_str(site->menu.at[1].url, "/b/");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_links_of_pages),
		WITH_SITE(test_what_is_external),
		WITH_SITE(test_anchors_that_exist),
		WITH_SITE(test_anchors_that_do_not),
		WITH_SITE(test_links_of_templates_and_configuration),
		WITH_SITE(test_the_picture_of_the_front_matter),
		WITH_SITE(test_a_picture_beside_a_page_of_its_name),
		WITH_SITE(test_images_without_a_text),
		WITH_SITE(test_anchors_that_are_far_from_all),
		WITH_SITE(test_the_menu),
		WITH_SITE(test_the_menu_of_a_site_that_lists_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
