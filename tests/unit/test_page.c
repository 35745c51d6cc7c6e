/* From a path and bytes to a page. */
#include "content/page.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "expect_tree.h"

static struct arena arena;
static struct diags diags;

static int
enter(void **state)
{
	(void)state;
	diag_init(&diags);
	return 0;
}

static int
leave(void **state)
{
	(void)state;
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, enter, leave)

static void
expect_said(const char *lines)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	put_diags(&buf, &diags);
	expect_str(buf_view(&buf), lines);
	buf_free(&buf);
}

static struct page *
made(const struct source *source, struct str bytes, const struct config *config)
{
	const struct page_parsed *parsed = page_parse(&arena, source, bytes, config, &diags);
	return parsed ? page_make(&arena, parsed) : NULL;
}

static struct page *
make(const char *below, struct str text)
{
	struct node_source kith_yaml = { STR("kith.yaml"), STR("title: A\n") };
	const struct config *config = config_parse(&arena, &kith_yaml, &diags);
	struct source *source = arena_new(&arena, struct source);
	source->below = str_from(below);
	source->path = str_format(&arena, "content/%s", below);
	char *bytes = arena_bytes(&arena, text.len + 16, 1);
	memcpy(bytes, text.at, text.len);
	return made(source, str_of(bytes, text.len), config);
}

/* --- names --- */

static void
test_split_date(void **state)
{
	(void)state;
	static const struct {
		const char *name, *rest;
		int64_t day; /* of 1970-01-01 is 0; -1: none */
	} cases[] = {
		{ "2026-11-02-cache", "cache", 20759 },
		{ "2026-11-02_cache", "cache", 20759 },
		{ "2026-11-02 cache costs", "cache costs", 20759 },
		{ "2026-11-02", "2026-11-02", 20759 },
		{ "2026-11-02-", "2026-11-02", 20759 },
		{ "cache", "cache", -1 },
		{ "", "", -1 },
		{ "2026-02-30-cache", "2026-02-30-cache", -1 },
		{ "2026-11-021", "2026-11-021", -1 },
		{ "2026-11-02cache", "2026-11-02cache", -1 },
		{ "2026-11-cache", "2026-11-cache", -1 },
		{ "2026-11", "2026-11", -1 },
		{ " 2026-11-2-cache", " 2026-11-2-cache", -1 },
		{ "2026-11   -cache", "2026-11   -cache", -1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		expect_str(page_split_date(str_from(cases[i].name), &date), cases[i].rest);
		assert_int_equal(date_known(date), cases[i].day >= 0);
		if (cases[i].day >= 0) {
			assert_int_equal(date.seconds, cases[i].day * 86400);
			assert_int_equal(date.precision, DATE_DAY);
		}
	}
}

static void
test_roles(void **state)
{
	(void)state;
	static const struct {
		const char *below;
		enum page_role role;
		const char *folder, *name;
		bool dated;
	} cases[] = {
		{ "index.md", PAGE_HOME, "", "", false },
		{ "_index.md", PAGE_HOME, "", "", false },
		{ "about.md", PAGE_REGULAR, "", "about", false },
		{ "essays/_index.md", PAGE_SECTION, "essays", "essays", false },
		{ "essays/2026-11-02-cache.md", PAGE_REGULAR, "essays", "cache", true },
		{ "essays/cache.markdown", PAGE_REGULAR, "essays", "cache", false },
		{ "projects/quill/index.md", PAGE_BUNDLE, "projects/quill", "quill", false },
		{ "essays/2026-11-02-cache/index.md", PAGE_BUNDLE, "essays/2026-11-02-cache",
		        "cache", true },
		{ "2026-11-02/_index.md", PAGE_SECTION, "2026-11-02", "2026-11-02", false },
		{ "essays/index.de.md", PAGE_REGULAR, "essays", "index.de", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct page *page = make(cases[i].below, STR("Text.\n"));
		assert_int_equal(page->role, cases[i].role);
		expect_str(page->folder, cases[i].folder);
		expect_str(page->name, cases[i].name);
		assert_int_equal(date_known(page->name_date), cases[i].dated);
	}
	expect_said("");
}

static void
test_titles(void **state)
{
	(void)state;
	static const struct {
		const char *below, *text, *title;
	} cases[] = {
		{ "a.md", "---\ntitle: Front\n---\n# Heading\n", "Front" },
		{ "a.md", "# Heading *one*\n\nText.\n", "Heading one" },
		{ "a.md", "Text.\n\n# Heading\n", "A" },
		{ "what-it_costs.md", "Text.\n", "What it costs" },
		{ "2026-11-02-\xc3\xa4pfel.md", "Text.\n", "\xc3\x84pfel" },
		{ "essays/_index.md", "", "Essays" },
		{ "index.md", "Text.\n", "Home" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct page *page = make(cases[i].below, str_from(cases[i].text));
		expect_str(page_title_from(page, &arena), cases[i].title);
	}
}

/* --- content --- */

static void
test_a_whole_page(void **state)
{
	(void)state;
	struct str text = STR("---\ntitle: Cache\ntags: [git]\n---\n\nTwo words.\n\n## Why\n");
	const struct page *page = make("essays/cache.md", text);
	expect_said("");
	expect_str(page->front->title, "Cache");
	expect_str(page->text.path, "content/essays/cache.md");
	assert_true(str_eq(page->text.bytes, text));
	assert_true(hash_eq(page->parsed->hash, hash_of(text)));
	assert_int_equal(page->markdown->headings.len, 1);
	assert_int_equal(page->markdown->headings.at[0].line, 8);
	assert_int_equal(page->markdown->words, 3);
	assert_null(page->parsed->cascade);
}

static void
test_options_come_from_the_configuration(void **state)
{
	(void)state;
	struct node_source kith_yaml = { STR("kith.yaml"),
		STR("title: A\nmarkdown: {math: true}\n") };
	const struct config *config = config_parse(&arena, &kith_yaml, &diags);
	struct source source = { .path = STR("content/a.md"), .below = STR("a.md") };
	static const char text[] = "A $x$ b.\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	const struct page *page = made(&source, str_of(text, 9), config);
	struct buf html;
	buf_init(&html, 1 << 16);
	struct markdown_emit how = { 0 };
	assert_true(markdown_emit(page->markdown, &how, &html));
	assert_true(str_find(buf_view(&html), STR("$x$")) == STR_NONE);
	buf_free(&html);
}

static void
test_marks_are_in_the_language_of_the_page(void **state)
{
	(void)state;
	struct node_source kith_yaml = { STR("kith.yaml"),
		STR("title: A\nlanguage: en\nmarkdown: {smart: true}\n") };
	const struct config *config = config_parse(&arena, &kith_yaml, &diags);
	struct source source = { .path = STR("content/a.md"), .below = STR("a.md") };
	static const char text[] = "---\nlang: de\n---\n\"Eins\"\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	struct str bytes = str_of(text, sizeof text - 17);
	const struct page *page = made(&source, bytes, config);
	struct buf html;
	buf_init(&html, 1 << 16);
	struct markdown_emit how = { 0 };
	assert_true(markdown_emit(page->markdown, &how, &html));
	assert_true(str_eq(buf_view(&html), STR("<p>„Eins“</p>\n")));
	buf_free(&html);
}

static void
test_cascade_of_a_section(void **state)
{
	(void)state;
	struct str text = STR("---\ncascade: {toc: true}\npaginate: 3\n---\n");
	const struct page *page = make("essays/_index.md", text);
	expect_said("");
	assert_non_null(page->parsed->cascade);
	make("essays/a.md", text);
	expect_said("2:1: warning: \"cascade\" has no meaning for a page | "
	            "it is a key of section pages, which are named _index.md\n"
	            "3:1: warning: \"paginate\" has no meaning for a page | "
	            "it is a key of section pages, which are named _index.md");
}

/* A page whose front matter is broken is still a page that others link to. */
static void
test_broken_front_matter(void **state)
{
	(void)state;
	const struct page *page = make("a.md", STR("---\ntitle: [\n---\n# Heading\n"));
	assert_int_equal(diags.errors, 1);
	assert_non_null(page);
	expect_str(page_title_from(page, &arena), "Heading");
	page = make("a.md", STR("---\ntitle: A\ndate: never\n---\nText.\n"));
	assert_int_equal(diags.errors, 2);
	expect_str(page->front->title, "A");
	assert_true(page->parsed->failed);
	page = make("a.md", STR("---\ntitle: A\n"));
	expect_str(page_title_from(page, &arena), "A");
	assert_true(page->parsed->failed);
	assert_int_equal(diags.errors, 3);
}

static void
test_bytes_that_are_no_text(void **state)
{
	(void)state;
	make("a.md", STR("---\ntitle: A\xff\n---\nText.\n"));
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.list.at[0].place.line, 2);
	make("a.md", STR("---\ntitle: A\0\n---\nText.\n"));
	assert_int_equal(diags.errors, 2);
	assert_int_equal(diags.list.at[1].place.line, 2);
	const struct page *page = make("a.md", STR("---\ntitle: A\n---\nText\xff.\n\nMore\0.\n"));
	assert_int_equal(diags.errors, 2);
	assert_int_equal(diags.warnings, 2);
	assert_int_equal(diags.list.at[2].place.line, 4);
	assert_int_equal(diags.list.at[3].place.line, 6);
	struct buf html;
	buf_init(&html, 1 << 16);
	struct markdown_emit how = { 0 };
	assert_true(markdown_emit(page->markdown, &how, &html));
	expect_str(buf_view(&html), "<p>Text\xef\xbf\xbd.</p>\n<p>More\xef\xbf\xbd.</p>\n");
	buf_free(&html);
}

static void
test_an_empty_file(void **state)
{
	(void)state;
	const struct page *page = make("a.md", STR(""));
	expect_said("");
	assert_non_null(page->markdown);
	expect_str(page_title_from(page, &arena), "A");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_split_date),
		WITH_ARENA(test_roles),
		WITH_ARENA(test_titles),
		WITH_ARENA(test_a_whole_page),
		WITH_ARENA(test_options_come_from_the_configuration),
		WITH_ARENA(test_marks_are_in_the_language_of_the_page),
		WITH_ARENA(test_cascade_of_a_section),
		WITH_ARENA(test_broken_front_matter),
		WITH_ARENA(test_bytes_that_are_no_text),
		WITH_ARENA(test_an_empty_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
