/* What pages tell search engines: read back with the reader of JSON out of a script in their head. */
#include "site_fixture.h"

#include "base/arena.h"
#include "data/node.h"
#include "data/reader.h"
#include "render/license.h"

#define SCRIPT "<script type=\"application/ld+json\">"

static void
put_site(const char *config)
{
	char text[900];

	snprintf(text, sizeof text, PLAIN_SITE "%s", config);
	put_file("kith.yaml", text);
	put_file("templates/page.html", SCRIPT "{{ json_ld(page) }}</script>");
	put_file("templates/section.html", SCRIPT "{{ json_ld(section) }}</script>");
}

/* The tree of what a file of the output tells. */
static const struct node *
told(const char *file)
{
	struct str text = rendered(file);

	if (!str_starts(text, STR(SCRIPT)))
		fail_msg(STR_FMT "\n" STR_FMT, STR_ARG(text), STR_ARG(said()));
	text = str_skip(text, strlen(SCRIPT));
	text.len = str_find(text, STR("</script>"));
	struct node_source source = { .path = str_from("x.json"), .bytes = text };
	struct node *node = reader_json(&loaded.arena, &source, text, &diags);
	assert_non_null(node);
	return node;
}

/* What stands at a path such as "@graph/0/author/0/name"; NULL when nothing does. */
static const struct node *
at(const struct node *node, const char *path)
{
	struct str rest = str_from(path);

	while (node && rest.len) {
		struct str key = str_cut(&rest, '/');

		if (node->kind == NODE_LIST) {
			node = node->child;
			for (int left = key.at[0] - '0'; node && left; left--)
				node = node->next;
		} else {
			node = node_get(node, key);
		}
	}
	return node;
}

static void
expect_at(const struct node *node, const char *path, const char *text)
{
	const struct node *found = at(node, path);

	if (!found)
		fail_msg("nothing stands at %s", path);
	if (!str_eq(found->text, str_from(text)))
		fail_msg("%s: " STR_FMT "", path, STR_ARG(found->text));
}

static void
expect_none(const struct node *node, const char *path)
{
	if (at(node, path))
		fail_msg("%s is there", path);
}

static void
test_the_front_page_is_about_its_author(void **state)
{
	(void)state;
	put_site("author: {name: Ada, url: /about/, photo: /ada.png, note: Builds., "
	         "links: {Code: 'https://code.example/ada'}}\n");
	put_file("static/ada.png", "x");
	put_file("content/about.md", "# About\n");
	load_site();
	const struct node *data = told("index.html");
	expect_at(data, "@context", "https://schema.org");
	expect_at(data, "@graph/0/@type", "ProfilePage");
	expect_at(data, "@graph/0/mainEntity/@type", "Person");
	expect_at(data, "@graph/0/mainEntity/url", "https://example.org/about/");
	expect_at(data, "@graph/0/mainEntity/image", "https://example.org/ada.png");
	expect_at(data, "@graph/0/mainEntity/sameAs/0", "https://code.example/ada");
	expect_none(data, "@graph/1");
}

static void
test_a_site_without_an_author_is_a_site(void **state)
{
	(void)state;
	put_site("");
	load_site();
	const struct node *data = told("index.html");
	expect_at(data, "@graph/0/@type", "WebSite");
	expect_none(data, "@graph/0/mainEntity");
}

static void
test_an_essay(void **state)
{
	(void)state;
	put_site("author: Ada\n");
	put_file("static/p.png", "x");
	put_file("content/essays/a.md",
	        "---\ntitle: 'A </script> \"quote\" & \\'\ndate: 2026-02-01\n"
	        "lastmod: 2026-02-03T10:00:00+01:00\nlang: de-AT\nimage: /p.png\n"
	        "description: D\nlicense: CC-BY-4.0\n---\nText.\n");
	load_site();
	const struct node *data = told("essays/a/index.html");
	expect_at(data, "@graph/0/@type", "BlogPosting");
	expect_at(data, "@graph/0/headline", "A </script> \"quote\" & \\");
	expect_at(data, "@graph/0/datePublished", "2026-02-01");
	expect_at(data, "@graph/0/dateModified", "2026-02-03T10:00:00+01:00");
	expect_at(data, "@graph/0/inLanguage", "de-AT");
	expect_at(data, "@graph/0/mainEntityOfPage", "https://example.org/essays/a/");
	expect_at(data, "@graph/0/image", "https://example.org/p.png");
	expect_at(data, "@graph/0/license", "https://creativecommons.org/licenses/by/4.0/");
	expect_at(data, "@graph/0/author/0/name", "Ada");
	expect_at(data, "@graph/0/author/0/url", "https://example.org/");
	expect_none(data, "@graph/0/author/1");
	expect_at(data, "@graph/1/@type", "BreadcrumbList");
	expect_at(data, "@graph/1/itemListElement/0/name", "T");
	expect_at(data, "@graph/1/itemListElement/2/position", "3");
	expect_at(data, "@graph/1/itemListElement/2/item", "https://example.org/essays/a/");
	expect_at(told("essays/index.html"), "@graph/0/itemListElement/1/name", "Essays");
}

static void
test_nothing_ends_the_script(void **state)
{
	(void)state;
	put_site("");
	put_file("content/a.md", "---\ntitle: '</script><script>alert(1)</script><!--'\n---\n");
	load_site();
	struct str text = rendered("a/index.html");
	assert_int_equal(str_find(text, STR("</script>")), text.len - strlen("</script>"));
	assert_int_equal(str_find(text, STR("<!--")), STR_NONE);
	assert_int_not_equal(str_find(text, STR("\\u003c")), STR_NONE);
}

static void
test_projects(void **state)
{
	(void)state;
	put_site("");
	put_file("content/projects/quill/index.md",
	        "---\ntitle: Quill\nrepo: https://ada:secret@example.com/quill.git\nstarted: 2025-03\n"
	        "status: active\n---\n");
	put_file("content/projects/nib/index.md", "---\ntitle: Nib\nauthors: [Bo, Cy]\n---\n");
	put_file("content/projects/quill/log/x.md", "---\ntitle: X\ndate: 2026-03-04\n---\nx\n");
	load_site();
	const struct node *data = told("projects/quill/index.html");
	expect_at(data, "@graph/0/@type", "SoftwareSourceCode");
	expect_at(data, "@graph/0/name", "Quill");
	expect_at(data, "@graph/0/codeRepository", "https://example.com/quill.git");
	expect_at(data, "@graph/0/dateCreated", "2025-03");
	expect_at(data, "@graph/0/dateModified", "2026-03-04");
	expect_at(data, "@graph/0/creativeWorkStatus", "active");
	data = told("projects/nib/index.html");
	expect_at(data, "@graph/0/@type", "CreativeWork");
	expect_at(data, "@graph/0/author/1/name", "Cy");
	expect_none(data, "@graph/0/codeRepository");
	expect_none(data, "@graph/0/dateCreated");
}

static void
test_licences_are_addresses(void **state)
{
	static const struct {
		const char *name, *url;
	} known[] = {
		{ "MIT", "https://spdx.org/licenses/MIT.html" },
		{ "gpl-3.0-OR-later", "https://spdx.org/licenses/GPL-3.0-or-later.html" },
		{ "Apache 2.0", "https://spdx.org/licenses/Apache-2.0.html" },
		{ "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/" },
		{ "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/" },
		{ "https://example.org/terms", "https://example.org/terms" },
		{ "GPL", "" },
		{ "MI", "" },
		{ "MIT and more", "" },
	};
	struct arena arena = ARENA_EMPTY;

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct str url = license_url(&arena, str_from(known[i].name));

		if (!str_eq(url, str_from(known[i].url)))
			fail_msg("%s: " STR_FMT, known[i].name, STR_ARG(url));
	}
	arena_free(&arena);
}

static void
test_a_licence_that_nobody_knows_is_a_name(void **state)
{
	(void)state;
	put_site("");
	put_file("content/a.md", "---\nlicense: Ask me\n---\n");
	put_file("content/b.md", "B\n");
	load_site();
	const struct node *data = told("a/index.html");
	expect_at(data, "@graph/0/license/@type", "CreativeWork");
	expect_at(data, "@graph/0/license/name", "Ask me");
	expect_none(told("b/index.html"), "@graph/0/license");
}

static void
test_languages_of_a_stack(void **state)
{
	(void)state;
	put_site("");
	put_file("content/projects/quill/index.md",
	        "---\ntitle: Quill\nstack: [c, SQLite, Python, C]\n---\n");
	put_file("content/projects/nib/index.md", "---\ntitle: Nib\nstack: [oak, ink]\n---\n");
	load_site();
	const struct node *data = told("projects/quill/index.html");
	expect_at(data, "@graph/0/@type", "SoftwareSourceCode");
	expect_at(data, "@graph/0/programmingLanguage/0", "C");
	expect_at(data, "@graph/0/programmingLanguage/1", "Python");
	expect_none(data, "@graph/0/programmingLanguage/2");
	data = told("projects/nib/index.html");
	expect_at(data, "@graph/0/@type", "CreativeWork");
	expect_none(data, "@graph/0/programmingLanguage");
}

static void
test_an_address_that_leads_nowhere_is_left_out(void **state)
{
	(void)state;
	put_site("author: {name: Ada, url: '@/gone.md'}\n");
	load_site();
	expect_at(told("index.html"), "@graph/0/mainEntity/url", "https://example.org/");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_the_front_page_is_about_its_author),
		WITH_SITE(test_a_site_without_an_author_is_a_site),
		WITH_SITE(test_an_essay),
		WITH_SITE(test_nothing_ends_the_script),
		WITH_SITE(test_projects),
		cmocka_unit_test(test_licences_are_addresses),
		WITH_SITE(test_a_licence_that_nobody_knows_is_a_name),
		WITH_SITE(test_languages_of_a_stack),
		WITH_SITE(test_an_address_that_leads_nowhere_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
