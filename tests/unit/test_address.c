/* Where pages and sections are: files of the output and addresses. */
#include "site_fixture.h"

#include "config/config.h"
#include "content/page.h"

static void
test_paths(void **state)
{
	(void)state;
	static const struct {
		const char *below, *front, *file, *url;
	} cases[] = {
		{ "about.md", "", "about/index.html", "/b/about/" },
		{ "essays/2026-01-02-cache.md", "", "essays/cache/index.html", "/b/essays/cache/" },
		{ "essays/slug.md", "slug: other", "essays/other/index.html", "/b/essays/other/" },
		{ "essays/url.md", "url: /x/y/", "x/y/index.html", "/b/x/y/" },
		{ "essays/bare.md", "url: x/z", "x/z/index.html", "/b/x/z/" },
		{ "essays/file.md", "url: /x/old.html", "x/old.html", "/b/x/old.html" },
		{ "My Notes/Ärger & Co.md", "", "my-notes/arger-co/index.html",
		        "/b/my-notes/arger-co/" },
		{ "essays/東京.md", "", "essays/東京/index.html", "/b/essays/%E6%9D%B1%E4%BA%AC/" },
		{ "projects/quill/index.md", "", "projects/quill/index.html",
		        "/b/projects/quill/" },
		{ "projects/ink/index.md", "slug: tinte", "projects/tinte/index.html",
		        "/b/projects/tinte/" },
		{ "talks/deep/a.md", "date: 2025-06-07", "talks/2025/06/07/a-title/index.html",
		        "/b/talks/2025/06/07/a-title/" },
		{ "news/2025-01-02-x.md", "", "n/news/x.html", "/b/n/news/x.html" },
	};
	const size_t count = sizeof cases / sizeof *cases;
	char path[100], text[200];
	put_file("kith.yaml",
	        "title: T\nbase_url: https://example.org/b/\ntheme: none\n"
	        "permalinks: {talks: /:section/:year/:month/:day/:title/, news: /n/:sections/:slug.html}\n");
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "content/%s", cases[i].below);
		snprintf(text, sizeof text, "---\ntitle: A title\n%s\n---\n", cases[i].front);
		put_file(path, text);
	}
	load_site();
	expect_str(said(), "");
	for (size_t i = 0; i < count; i++) {
		const struct page *page = page_at(cases[i].below);
		struct str permalink =
		        str_format(&loaded.arena, "https://example.org%s", cases[i].url);
		expect_str(page->file, cases[i].file);
		expect_str(page->url, cases[i].url);
		assert_true(str_eq(page->permalink, permalink));
	}
}

static void
test_addresses_that_cannot_be(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "permalinks: {dated: /:year/:slug/}\n");
	put_file("content/a.md", "---\nslug: ../../x\n---\n");
	put_file("content/b.md", "---\nurl: /../x/\n---\n");
	put_file("content/dated/c.md", "Text.\n");
	load_site();
	expect_said("content/a.md:2:7: error");
	expect_said("content/b.md:2:6: error");
	expect_said("content/dated/c.md: error: the permalink pattern of its section needs a date");
	for (size_t i = 0; i < site->routes->list.len; i++)
		assert_true(str_find(site->routes->list.at[i].file, STR("..")) == STR_NONE);
}

static void
test_sections(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a/b/page.md", "Text.\n");
	put_file("content/moved/_index.md", "---\nslug: other\ntitle: Its title\n---\n");
	put_file("content/moved/below/page.md", "Text.\n");
	put_file("content/far/_index.md", "---\nurl: /x/y\n---\n");
	put_file("content/far/page.md", "Text.\n");
	put_file("content/projects/quill/index.md", "---\ntitle: Quill\n---\n");
	put_file("content/projects/quill/log/first.md", "Text.\n");
	load_site();
	expect_str(section_at("a")->url, "/a/");
	expect_str(section_at("a")->title, "A");
	assert_ptr_equal(section_at("a/b")->parent, section_at("a"));
	expect_str(section_at("moved")->title, "Its title");
	expect_str(page_at("moved/below/page.md")->url, "/other/below/page/");
	expect_str(page_at("far/page.md")->url, "/x/y/page/");
	expect_str(section_at("projects/quill/log")->title, "Quill: Log");
	assert_ptr_equal(section_at("projects/quill/log")->parent, section_at("projects"));
	expect_str(section_at("")->title, "T");
}

static void
test_absolute(void **state)
{
	(void)state;
	put_file("kith.yaml", "title: T\nbase_url: https://example.org/b\ntheme: none\n");
	load_site();
	struct arena *arena = &loaded.arena;
	const struct config *config = site->config;
	expect_str(site_url(arena, config, STR("a b/")), "/b/a%20b/");
	expect_str(site_permalink(arena, config, STR("a b/")), "https://example.org/b/a%20b/");
	expect_str(site_absolute(arena, config, STR("/b/a/")), "https://example.org/b/a/");
	expect_str(site_absolute(arena, config, STR("https://x.org/")), "https://x.org/");
	expect_str(site_absolute(arena, config, STR("//x.org/")), "//x.org/");
	expect_str(site_absolute(arena, config, STR("mailto:a@b")), "mailto:a@b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_paths),
		WITH_SITE(test_addresses_that_cannot_be),
		WITH_SITE(test_sections),
		WITH_SITE(test_absolute),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
