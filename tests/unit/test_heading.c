/*
 * Heading ids: GitHub's manner, Unicode, unique and stable; and that they stay cheap.
 */
#include "markdown_fixture.h"

#include "base/utf8.h"
#include "markdown/heading.h"

static void
expect_ids(const char *text, const char *const *ids, size_t count)
{
	struct parsed parsed;
	parse(&parsed, text);
	assert_int_equal(parsed.document->headings.len, count);
	for (size_t i = 0; i < count; i++)
		expect_str(parsed.document->headings.at[i].id, ids[i]);
	parsed_free(&parsed);
}

#define IDS(text, ...)                                           \
	expect_ids((text), (const char *const[]){ __VA_ARGS__ }, \
	        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void
ids_are_slugs(void **state)
{
	(void)state;
	IDS("# What the cache costs\n", "what-the-cache-costs");
	IDS("# C & C++ (1998)!\n", "c-c-1998");
	IDS("# `code` and *more* [here](x)\n", "code-and-more-here");
	IDS("# Don't & won&rsquo;t\n", "dont-wont");
	IDS("# ![An image](x.png)\n", "an-image");
	IDS("# <b>HTML</b> is left out\n", "html-is-left-out");
	IDS("Two\nlines\n===\n", "two-lines");
}

static void
ids_keep_every_script(void **state)
{
	(void)state;
	IDS("# Größe\n# 日本語 の 見出し\n# Привет, мир\n# عنوان\n", "große", "日本語-の-見出し",
	        "привет-мир", "عنوان");
	IDS("# Café\n# CAFÉ\n", "cafe", "cafe-1");
}

static void
headings_without_letters_have_an_id_too(void **state)
{
	(void)state;
	IDS("# ???\n#\n# !\n", "section", "section-1", "section-2");
}

static void
repeats_are_numbered(void **state)
{
	(void)state;
	IDS("# A\n# A\n## a\n# B\n# A\n", "a", "a-1", "a-2", "b", "a-3");
	IDS("# A\n# A 1\n# A\n# A\n", "a", "a-1", "a-2", "a-3");
	IDS("# A\n# A\n# A 1\n", "a", "a-1", "a-1-1");
	IDS("# A 1\n# A 1\n# A\n# A\n# A\n", "a-1", "a-1-1", "a", "a-2", "a-3");
}

static void
a_heading_behind_changes_no_id_before(void **state)
{
	(void)state;
	struct parsed before, after;
	parse(&before, "# A\n# B\n# A\n");
	parse(&after, "# A\n# B\n# A\n# B\n# A-1\n");
	for (size_t i = 0; i < 3; i++)
		assert_true(str_eq(
		        before.document->headings.at[i].id, after.document->headings.at[i].id));
	parsed_free(&before);
	parsed_free(&after);
}

static void
ids_of_long_headings_have_a_limit(void **state)
{
	(void)state;
	struct buf text;
	struct parsed parsed;
	buf_init(&text, SIZE_MAX);
	buf_lit(&text, "# ");
	for (int i = 0; i < 1000; i++)
		buf_lit(&text, "wörter ");
	buf_lit(&text, "\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	struct str id = parsed.document->headings.at[0].id;
	assert_true(utf8_length(id) <= HEADING_ID_MAX);
	assert_true(utf8_length(id) > HEADING_ID_MAX - 10);
	assert_true(str_ends(id, STR("worter")));
	parsed_free(&parsed);
	buf_free(&text);
}

/* 20,000 equal headings, and the worst: ids that stand in the way of repeats. */
static void
many_headings_have_different_ids(void **state)
{
	(void)state;
	enum { COUNT = 20000 };
	struct buf text;
	struct parsed parsed;
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < COUNT; i++)
		buf_format(&text, "# x %d\n", i);
	for (int i = 0; i < COUNT; i++)
		buf_lit(&text, "# x\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	assert_int_equal(parsed.document->headings.len, 2 * COUNT);
	expect_str(parsed.document->headings.at[0].id, "x-0");
	expect_str(parsed.document->headings.at[COUNT].id, "x");
	expect_str(parsed.document->headings.at[COUNT + 1].id, "x-20000");
	expect_str(parsed.document->headings.at[2 * COUNT - 1].id, "x-39998");
	parsed_free(&parsed);
	buf_free(&text);
}

static void
headings_tell_level_text_and_line(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR("---\ntitle: x\n---\n"),
	        STR("# One *a* &amp;  b\n\ntext\n\nTwo\nlines\n---\n\n> - ###### Deep\n"),
	        &(struct markdown_options){ 0 });
	const struct markdown_heading *heading = parsed.document->headings.at;
	assert_int_equal(parsed.document->headings.len, 3);
	expect_str(heading[0].text, "One a & b");
	assert_int_equal(heading[0].level, 1);
	assert_int_equal(heading[0].line, 4);
	expect_str(heading[1].text, "Two lines");
	assert_int_equal(heading[1].level, 2);
	assert_int_equal(heading[1].line, 8);
	expect_str(heading[2].text, "Deep");
	assert_int_equal(heading[2].level, 6);
	assert_int_equal(heading[2].line, 12);
	parsed_free(&parsed);
}

static void
plain_headings_are_not_copied(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A plain heading\n");
	assert_ptr_equal(parsed.document->headings.at[0].text.at, parsed.text.at + 2);
	parsed_free(&parsed);
}

static void
commonmark_has_no_ids(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(
	        &parsed, STR_EMPTY, STR("# A\n"), &(struct markdown_options){ .commonmark = true });
	assert_int_equal(parsed.document->headings.at[0].id.len, 0);
	parsed_free(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_slugs),
		cmocka_unit_test(ids_keep_every_script),
		cmocka_unit_test(headings_without_letters_have_an_id_too),
		cmocka_unit_test(repeats_are_numbered),
		cmocka_unit_test(a_heading_behind_changes_no_id_before),
		cmocka_unit_test(ids_of_long_headings_have_a_limit),
		cmocka_unit_test(many_headings_have_different_ids),
		cmocka_unit_test(headings_tell_level_text_and_line),
		cmocka_unit_test(plain_headings_are_not_copied),
		cmocka_unit_test(commonmark_has_no_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
