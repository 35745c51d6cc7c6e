/* What wiki links mean: names of pages and files, the nearest of several, and what is said when there is none. */
#include "site/byname.h"

#include "site_fixture.h"

#include "content/page.h"

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/essays/2026-01-02-costs.md",
	        "---\ntitle: What the Cache Costs\naliases: [/old/price/, Cache prices]\n"
	        "slug: cache-costs\nid: Cache-2026\n---\n\n## The \u00c4rger\n\n### Below\n\n## The \u00c4rger\n");
	put_file("content/essays/c.md", "# C# for all\n\n## Usage\n");
	put_file("content/projects/quill/index.md", "---\ntitle: Quill\n---\n");
	put_file("content/projects/quill/plan.md", "---\ntitle: Plan\n---\n");
	put_file("content/projects/ink/index.md", "---\ntitle: Ink\nid: pen\n---\n");
	put_file("content/pen.md", "---\ntitle: A pen\n---\n");
	put_file("content/projects/ink/plan.md", "---\ntitle: Plan\n---\n");
	put_file("content/projects/ink/hidden.md", "---\ntitle: Hidden\ndraft: true\n---\n");
	put_file("content/projects/ink/deep/pen.png", "png");
	put_file("content/projects/quill/deep/pen.png", "png");
	put_file("content/elsewhere/far.png", "png");
	put_file("content/elsewhere/logo.png", "png");
	put_file("content/elsewhere/paper.pdf", "pdf");
	put_file("static/files/logo.png", "png");
}

/* What the one link of a page has become: its URL, "(text)" or "(as written)". */
static struct str
resolved(const char *file, const char *text)
{
	char path[100], all[400];
	snprintf(path, sizeof path, "content/%s", file);
	snprintf(all, sizeof all, "%s\n\n## Own\n", text);
	put_file(path, all);
	load_site();
	const struct page *page = page_at(file);
	assert_int_equal(page->markdown->links.len, 1);
	if (page->targets[0].broken)
		return STR("(text)");
	return page->targets[0].url.len ? page->targets[0].url : STR("(as written)");
}

static const struct {
	const char *from, *text, *to, *said;
} links[] = {
	{ "essays/one.md", "[[What the cache costs]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[WHAT  the CACHE costs|x]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[cache prices]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[old/price]]", "/essays/cache-costs/", "" },
	{ "one.md", "[[/old/price/]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[cache-costs]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[costs]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[2026-01-02-costs]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[2026-01-02-costs.md]]", "/essays/cache-costs/", "" },
	{ "one.md", "[[essays/2026-01-02-costs.md]]", "/essays/cache-costs/", "" },
	{ "one.md", "[[@/essays/2026-01-02-costs]]", "/essays/cache-costs/", "" },
	{ "essays/one.md", "[[../projects/quill]]", "/projects/quill/", "" },
	{ "one.md", "[[projects/quill/index.md]]", "/projects/quill/", "" },
	{ "one.md", "[[costs#the \u00e4rger]]", "/essays/cache-costs/#the-arger", "" },
	{ "one.md", "[[costs#the-arger-1]]", "/essays/cache-costs/#the-arger-1", "" },
	{ "one.md", "[[costs#The \u00c4rger#below]]", "/essays/cache-costs/#below", "" },
	{ "one.md", "[[C# for all]]", "/essays/c/", "" },
	/* An id, as it is written, before a slug. */
	{ "one.md", "[[Cache-2026#Below]]", "/essays/cache-costs/#below", "" },
	{ "one.md", "[[pen]]", "/projects/ink/", "" },
	{ "one.md", "[[Pen]]", "/pen/", "" },
	{ "one.md", "[[cache-2026]]", "(text)", "did you mean \"Cache-2026\"?" },
	{ "one.md", "[[C# for all#usage]]", "/essays/c/#usage", "" },
	{ "one.md", "[[#own]]", "#own", "" },
	{ "one.md", "[[paper.pdf]]", "/elsewhere/paper.pdf", "" },
	/* The nearest of several. */
	{ "projects/quill/one.md", "[[Plan]]", "/projects/quill/plan/", "" },
	{ "projects/ink/one.md", "[[plan]]", "/projects/ink/plan/", "" },
	{ "projects/ink/log/one.md", "[[plan]]", "/projects/ink/plan/", "" },
	{ "projects/one.md", "[[plan]]", "/projects/ink/plan/",
	        "content/projects/one.md:1:1: warning: \"plan\" may mean several: "
	        "content/projects/ink/plan.md, content/projects/quill/plan.md [ambiguous]\n" },
	{ "projects/one.md", "[[quill/plan]]", "/projects/quill/plan/", "" },
	/* Images. */
	{ "projects/quill/index.md", "![[pen.png|text]]", "/projects/quill/deep/pen.png", "" },
	{ "projects/ink/index.md", "![[deep/pen.png|text]]", "/projects/ink/deep/pen.png", "" },
	{ "one.md", "![[PEN.png|text]]", "/projects/ink/deep/pen.png", "may mean several" },
	{ "one.md", "![[Quill]]", "/projects/quill/", "" },
	{ "one.md", "![[far.png|text]]", "/elsewhere/far.png", "" },
	{ "one.md", "![[logo.png|text]]", "/files/logo.png", "" },
	{ "elsewhere/one.md", "![[logo.png|text]]", "/elsewhere/logo.png", "" },
	{ "one.md", "![[elsewhere/logo.png|text]]", "/elsewhere/logo.png", "" },
	/* What does not resolve. */
	{ "one.md", "[[Hidden]]", "(text)",
	        "the link leads to content/projects/ink/hidden.md, which is a draft" },
	{ "one.md", "[[What the cash costs]]", "(text)",
	        ":1:1: error: no page has the title, alias, id or path \"What the cash costs\"" },
	{ "one.md", "[[What the cash costs#x]]", "(text)",
	        "did you mean \"What the Cache Costs\"?" },
	{ "one.md", "[[costs#The \u00c4ger]]", "/essays/cache-costs/",
	        "content/essays/2026-01-02-costs.md has no heading \"The \u00c4ger\"" },
	{ "one.md", "[[costs#The \u00c4ger]]", "/essays/cache-costs/",
	        "did you mean \"The \u00c4rger\"?" },
	{ "one.md", "![[fart.png|text]]", "(text)",
	        "content/one.md:1:1: warning: there is no file \"fart.png\" in this site" },
	{ "one.md", "![[fart.png|text]]", "(text)", "did you mean \"far.png\"?" },
};

static void
test_names(void **state)
{
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_site();
		struct str to = resolved(links[i].from, links[i].text);
		if (!str_eq(to, str_from(links[i].to)))
			print_error("%s\n", links[i].text);
		expect_str(to, links[i].to);
		expect_said(links[i].said);
		if (!links[i].said[0])
			expect_str(said(), "");
	}
}

static void
test_a_published_page_goes_before_a_draft(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a/x.md", "---\ntitle: Same\ndraft: true\n---\n");
	put_file("content/b/same.md", "---\ntitle: Other\n---\n");
	expect_str(resolved("a/one.md", "[[same]]"), "/b/same/");
	expect_str(said(), "");
}

static void
test_links_without_the_setting(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "markdown: {wiki_links: false}\n");
	put_file("content/one.md", "[[No such page]] ![[none.png]]\n");
	load_site();
	expect_str(said(), "");
}

enum { MANY = 10000 };

/* Every folder has its own page of one name; each finds its own, and the root is told of some. */
static void
test_many_of_one_name(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct site made = { 0 };
	struct front front = { 0 };
	for (size_t i = 0; i < MANY; i++) {
		struct source *source = arena_new(&arena, struct source);
		struct page *page = arena_new(&arena, struct page);
		source->below = str_format(&arena, "f%zu/plan.md", i);
		source->path = str_format(&arena, "content/f%zu/plan.md", i);
		page->source = source;
		page->front = &front;
		page->title = STR("The Plan");
		page->name = page->slug = STR("plan");
		*array_push(&arena, &made.all) = page;
	}
	const struct byname *names = byname_index(&arena, &made);
	for (size_t i = 0; i < MANY; i++) {
		const struct page *page = made.all.at[i];
		const struct byname_choice *choice =
		        byname_page(names, &arena, page, i % 2 ? STR("the plan") : STR("plan.md"));
		assert_non_null(choice);
		assert_int_equal(choice->count, 1);
		assert_ptr_equal(choice->at[0].page, page);
		assert_null(byname_page(names, &arena, page, STR("plant")));
	}
	struct source above = { .below = STR_INIT("x.md") };
	struct page from = { .source = &above, .front = &front };
	assert_int_equal(byname_page(names, &arena, &from, STR("plan"))->count, MANY);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_names),
		WITH_SITE(test_a_published_page_goes_before_a_draft),
		WITH_SITE(test_links_without_the_setting),
		cmocka_unit_test(test_many_of_one_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
