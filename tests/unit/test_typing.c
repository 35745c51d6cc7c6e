/* What a page is: by its front matter, its folder, and the types that kith.yaml declares. */
#include "site_fixture.h"

#include "config/config_type.h"
#include "content/page.h"

static void
test_types_by_folder(void **state)
{
	(void)state;
	static const struct {
		const char *below, *text;
		enum front_type type;
	} cases[] = {
		{ "about.md", "", FRONT_PAGE },
		{ "essays/a.md", "", FRONT_ESSAY },
		{ "posts/deep/a.md", "", FRONT_ESSAY },
		{ "projects/quill/index.md", "", FRONT_PROJECT },
		{ "projects/quill/log/a.md", "", FRONT_LOG },
		{ "asks/a.md", "", FRONT_ASK },
		{ "lessons/a.md", "", FRONT_LESSON },
		{ "essays/lesson.md", "---\ntype: lesson\n---\n", FRONT_LESSON },
		{ "essays/gallery.md", "---\ntype: gallery\n---\n", FRONT_PAGE },
		{ "essays/_index.md", "", FRONT_PAGE },
		{ "essayses/a.md", "", FRONT_PAGE },
	};
	const size_t count = sizeof cases / sizeof *cases;
	char path[100];
	put_file("kith.yaml", PLAIN_SITE "checks: {ask-contact: off}\n");
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "content/%s", cases[i].below);
		put_file(path, cases[i].text);
	}
	load_site();
	assert_int_equal(diags.list.len, 0);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(page_at(cases[i].below)->type, cases[i].type);
}

static void
test_a_slip_in_a_type(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "---\ntype: esay\n---\n");
	load_site();
	expect_said("content/a.md:2:7: warning: \"esay\" is no type that kith knows");
	expect_said("did you mean \"essay\"?");
}

/* The nearest folder counts, whoever gave it its type; front matter and cascades count more. */
static void
test_declared_types(void **state)
{
	(void)state;
	static const struct {
		const char *below, *text, *name;
		enum front_type type;
		bool declared;
	} cases[] = {
		{ "talks/a.md", "", "talk", FRONT_ESSAY, true },
		{ "essays/talks/a.md", "", "talk", FRONT_ESSAY, true },
		{ "talks/log/a.md", "", "log", FRONT_LOG, true },
		{ "talks/other/a.md", "", "talk", FRONT_ESSAY, true },
		{ "mytalks/a.md", "", "page", FRONT_PAGE, false },
		{ "work/diary/a.md", "", "log", FRONT_LOG, true },
		{ "diary/a.md", "", "page", FRONT_PAGE, false },
		{ "essays/a.md", "---\ntype: talk\n---\n", "talk", FRONT_ESSAY, true },
		{ "talks/b.md", "---\ntype: ask\n---\n", "ask", FRONT_ASK, false },
		{ "talks/c.md", "---\ntype: gallery\n---\n", "gallery", FRONT_PAGE, false },
		{ "given/_index.md", "---\ncascade: {type: talk}\n---\n", "page", FRONT_PAGE,
		        false },
		{ "given/a.md", "", "talk", FRONT_ESSAY, true },
		{ "old/a.md", "", "old", FRONT_ASK, true },
		{ "talks/_index.md", "", "page", FRONT_PAGE, false },
	};
	const size_t count = sizeof cases / sizeof *cases;
	char path[100];
	put_file("kith.yaml",
	        PLAIN_SITE "checks: {ask-contact: off}\n"
	                   "types:\n"
	                   "  talk: {section: talks, base: essay}\n"
	                   "  log: {section: [work/diary]}\n"
	                   "  old: {type: ask}\n");
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "content/%s", cases[i].below);
		put_file(path, cases[i].text);
	}
	load_site();
	assert_int_equal(diags.list.len, 0);
	for (size_t i = 0; i < count; i++) {
		const struct page *page = page_at(cases[i].below);
		expect_str(page->type_name, cases[i].name);
		assert_int_equal(page->type, cases[i].type);
		assert_int_equal(page->front->declared != NULL, cases[i].declared);
	}
}

/* A draft may lack what is required, and so may a page of another type. */
static void
test_required_keys(void **state)
{
	(void)state;
	put_file("kith.yaml",
	        PLAIN_SITE "types: {talk: {section: talks, keys: {venue: {required: true}, "
	                   "tools: {type: list, required: true}}}}\n");
	put_file("content/talks/a.md", "---\nvenue: \"\"\ntools: []\n---\n");
	put_file("content/talks/b.md", "---\ndraft: true\n---\n");
	put_file("content/talks/c.md", "---\nvenue: x\ntools: [y]\n---\n");
	put_file("content/d.md", "");
	load_site();
	assert_int_equal(diags.errors, 2);
	expect_said("content/talks/a.md:2:1: error: a page of type \"talk\" needs \"venue\"");
	expect_said("content/talks/a.md:3:1: error: a page of type \"talk\" needs \"tools\"");
}

/* Told where they stand, once, however many pages they are passed down to; unless a page has its own. */
static void
test_slips_in_a_cascade(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/talks/_index.md",
	        "---\ncascade: {type: esay, project: nix, thanks: [grace]}\n---\n");
	put_file(
	        "content/talks/old/_index.md", "---\ncascade: {stage: sprout, type: essay}\n---\n");
	for (const char *at = "abc"; *at; at++) {
		char path[40];
		snprintf(path, sizeof path, "content/talks/%c.md", *at);
		put_file(path, "Text.\n");
		snprintf(path, sizeof path, "content/talks/old/%c.md", *at);
		put_file(path, *at == 'c' ? "---\nstage: budding\n---\n" : "Text.\n");
	}
	load_site();
	diag_sort(&diags);
	expect_said("content/talks/_index.md:2:17: warning: \"esay\" is no type that kith knows");
	expect_said("content/talks/_index.md:2:32: error: `project`: there is no project \"nix\"");
	expect_said("content/talks/old/_index.md:2:18: error: \"sprout\" is no stage of an essay");
	assert_int_equal(diags.list.len, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_types_by_folder),
		WITH_SITE(test_a_slip_in_a_type),
		WITH_SITE(test_declared_types),
		WITH_SITE(test_required_keys),
		WITH_SITE(test_slips_in_a_cascade),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
