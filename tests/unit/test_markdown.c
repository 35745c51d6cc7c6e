/*
 * A whole parse: what becomes of odd bytes, and what is gathered besides headings and links.
 */
#include "markdown_fixture.h"

#include "base/utf8.h"
#include "markdown/prescan.h"

static const struct markdown_options plain_options = { 0 };

/* --- bytes --------------------------------------------------------------------------------- */

static void
expect_html(struct str text, const char *html, size_t warnings)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	parse_behind(&parsed, STR_EMPTY, text, &plain_options);
	assert_non_null(parsed.document);
	assert_int_equal(parsed.diags.warnings, warnings);
	expect_emitted(&parsed, &how, html);
	parsed_free(&parsed);
}

static void
line_ends_of_all_systems_are_alike(void **state)
{
	(void)state;
	expect_html(STR("a\r\nb\r\n\r\nc\r\n"), "<p>a\nb</p>\n<p>c</p>\n", 0);
	expect_html(STR("a\rb\r\rc\r"), "<p>a\nb</p>\n<p>c</p>\n", 0);
	expect_html(STR("> a\r\n>\r\n> [^1]: b\r\n>     c\r\n> d\r\n"),
	        "<blockquote>\n<p>a</p>\n</blockquote>\n", 1);
	expect_html(
	        STR("    a\r\n    b\r\n"), "<pre tabindex=\"0\"><code>a\nb\n</code></pre>\n", 0);
}

static void
a_text_that_becomes_too_long_is_refused(void **state)
{
	struct buf text, messages;
	struct parsed parsed;
	(void)state;
	buf_init(&text, SIZE_MAX);
	buf_init(&messages, 10000);
	buf_lit(&text, "[^a]: ");
	while (text.len < PRESCAN_TEXT_MAX - 10)
		buf_lit(&text, "text text text\n");
	text.len = PRESCAN_TEXT_MAX - 1;
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &plain_options);
	assert_null(parsed.document);
	diag_print(&parsed.diags, &messages, false);
	assert_true(str_find(buf_view(&messages), STR("the text becomes longer than 16 MiB")) !=
	        STR_NONE);
	parsed_free(&parsed);
	buf_free(&messages);
	buf_free(&text);
}

/* Is a text that is so many times `line` refused? */
static void
expect_too_many(const char *line, size_t times, const char *said)
{
	struct buf text, messages;
	struct parsed parsed;
	buf_init(&text, SIZE_MAX);
	buf_init(&messages, 10000);
	for (size_t i = 0; i < times; i++)
		buf_put(&text, str_from(line));
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &plain_options);
	assert_null(parsed.document);
	diag_print(&parsed.diags, &messages, false);
	assert_true(str_find(buf_view(&messages), str_from(said)) != STR_NONE);
	parsed_free(&parsed);
	buf_free(&messages);
	buf_free(&text);
}

static void
what_takes_much_memory_is_counted(void **state)
{
	(void)state;
	expect_too_many("#\n", 500001, "there are too many headings");
	expect_too_many("::a\n", 500001, "there are too many directives and definitions");
	expect_too_many("a\n: b\n\n", 250001, "there are too many directives and definitions");
	expect_too_many(":a{}\n\n", 500001, "there are too many directives and definitions");
}

static void
a_byte_order_mark_is_dropped(void **state)
{
	(void)state;
	expect_html(STR("\xef\xbb\xbf# A\n"), "<h1>A</h1>\n", 0);
	expect_html(STR("a\xef\xbb\xbf\n"), "<p>a\xef\xbb\xbf</p>\n", 0);
}

static void
what_is_no_text_becomes_a_replacement(void **state)
{
	(void)state;
	expect_html(STR("a\0b\n"),
	        "<p>a\xef\xbf\xbd"
	        "b</p>\n",
	        1);
	expect_html(STR("a\xff\xfe"
	                "b\n"),
	        "<p>a\xef\xbf\xbd\xef\xbf\xbd"
	        "b</p>\n",
	        1);
	expect_html(STR("`\xc3`\n"), "<p><code>\xef\xbf\xbd</code></p>\n", 1);
	expect_html(STR("[a](\xed\xa0\x80)\n"),
	        "<p><a href=\"%EF%BF%BD%EF%BF%BD%EF%BF%BD\">a</a></p>\n", 1);
	expect_html(STR("&#xD800; &#0; &#x110000; &#99999999; &copy;\n"),
	        "<p>\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd &amp;#99999999; \xc2\xa9</p>\n", 0);
}

static void
warnings_of_bytes_have_the_line_of_the_file(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR("---\nx: y\n---\n"),
	        STR("fine\r\n\nnot \xff fine\n\nnor \0 this\n"), &plain_options);
	assert_int_equal(parsed.diags.list.len, 2);
	assert_int_equal(parsed.diags.list.at[0].level, DIAG_WARNING);
	assert_int_equal(parsed.diags.list.at[0].place.line, 6);
	assert_int_equal(parsed.diags.list.at[0].place.column, 5);
	expect_str(parsed.diags.list.at[0].place.path, "page.md");
	assert_true(parsed.diags.list.at[0].help.len > 0);
	assert_int_equal(parsed.diags.list.at[1].place.line, 8);
	parsed_free(&parsed);
}

/* The bytes behind a text must not matter, whatever they are: here they would complete the link. */
static void
what_follows_the_text_is_not_read(void **state)
{
	(void)state;
	struct parsed parsed;
	struct arena arena = ARENA_EMPTY;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	struct diags diags;
	diag_init(&diags);
	struct str file = STR("[a](b)))))))))))))))))))))))");
	struct markdown_source source = { STR("page.md"), file, str_slice(file, 0, 5) };
	struct markdown *document = markdown_parse(&arena, &source, &plain_options, &diags);
	struct markdown_emit how = emit_plainly();
	assert_true(markdown_emit(document, &how, &out));
	expect_str(buf_view(&out), "<p>[a](b</p>\n");
	buf_free(&out);
	diag_free(&diags);
	arena_free(&arena);
	parse(&parsed, "[a](b");
	assert_int_equal(parsed.document->links.len, 0);
	parsed_free(&parsed);
}

static void
an_empty_text_is_an_empty_document(void **state)
{
	(void)state;
	expect_html(STR_EMPTY, "", 0);
	expect_html(STR("\n\n"), "", 0);
	expect_html(STR("a"), "<p>a</p>\n", 0);
}

static void
clean_text_is_not_copied(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A\n\nSome text.\n");
	assert_true(parsed.arena.used < 600);
	parsed_free(&parsed);
}

/* --- summary and title --------------------------------------------------------------------- */

static void
expect_summary(const char *text, bool explicit, const char *html)
{
	struct parsed parsed;
	parse(&parsed, text);
	struct markdown_emit how = emit_plainly();
	assert_int_equal(parsed.document->summary_explicit, explicit);
	how.from = parsed.document->summary_begin;
	how.to = parsed.document->summary_end;
	if (html)
		expect_emitted(&parsed, &how, html);
	else
		assert_int_equal(parsed.document->summary_end, 0);
	parsed_free(&parsed);
}

static void
the_summary_is_the_first_paragraph(void **state)
{
	(void)state;
	expect_summary("One *a*.\n\nTwo.\n", false, "<p>One <em>a</em>.</p>\n");
	expect_summary("# Title\n\n## Sub\n\nOne.\n\nTwo.\n", false, "<p>One.</p>\n");
	expect_summary("![An image](a.png)\n\nOne.\n", false, "<p>One.</p>\n");
	expect_summary("![a](b) ![c](d)\n\n> Quoted.\n\n- item\n\nOne.\n", false, "<p>One.</p>\n");
	expect_summary("`code` alone\n", false, "<p><code>code</code> alone</p>\n");
	expect_summary("> Only a quote.\n", false, NULL);
	expect_summary("# Only a heading\n", false, NULL);
	expect_summary("![Only an image](a.png)\n", false, NULL);
	expect_summary("", false, NULL);
}

static void
more_ends_the_summary(void **state)
{
	(void)state;
	expect_summary(
	        "One.\n\nTwo.\n\n<!--more-->\n\nThree.\n", true, "<p>One.</p>\n<p>Two.</p>\n");
	expect_summary("# T\n\nOne.\n\n- a\n\n<!-- more -->\nThree.\n", true,
	        "<p>One.</p>\n<ul>\n<li>a</li>\n</ul>\n");
	expect_summary("One.\n<!--more-->\nTwo.\n", true, "<p>One.</p>\n");
	expect_summary("One.\n\n<!--more-->\n\nTwo.\n\n<!--more-->\n", true, "<p>One.</p>\n");
}

static void
more_counts_alone_and_outside_of_other_blocks_only(void **state)
{
	(void)state;
	expect_summary("One <!--more--> two.\n\nThree.\n", false, "<p>One <!--more--> two.</p>\n");
	expect_summary("> One.\n>\n> <!--more-->\n\nTwo.\n", false, "<p>Two.</p>\n");
	expect_summary("```\n<!--more-->\n```\n\nTwo.\n", false, "<p>Two.</p>\n");
}

static void
more_is_not_in_the_output(void **state)
{
	(void)state;
	expect_html(STR("One.\n\n<!--more-->\n\nTwo.\n"), "<p>One.</p>\n<p>Two.</p>\n", 0);
}

static void
the_title_is_a_first_heading_of_level_one(void **state)
{
	(void)state;
	static const struct {
		const char *text, *title, *rest;
	} cases[] = {
		{ "# The *title*\n\nText.\n", "The title", "<p>Text.</p>\n" },
		{ "Title\n===\n\nText.\n", "Title", "<p>Text.</p>\n" },
		{ "## Not one\n\n# Late\n", "", NULL },
		{ "Text.\n\n# Late\n", "", NULL },
		{ "---\n\n# Late\n", "", NULL },
		{ "> # Quoted\n", "", NULL },
		{ "# One\n# Two\n", "One", "<h1>Two</h1>\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct parsed parsed;
		parse(&parsed, cases[i].text);
		expect_str(parsed.document->title, cases[i].title);
		assert_int_equal(parsed.document->title_end != 0, cases[i].rest != NULL);
		struct markdown_emit how = emit_plainly();
		how.from = parsed.document->title_end;
		if (cases[i].rest)
			expect_emitted(&parsed, &how, cases[i].rest);
		parsed_free(&parsed);
	}
}

/* --- counting ------------------------------------------------------------------------------ */

static void
expect_count(const char *text, uint32_t words, uint32_t ideographs)
{
	struct parsed parsed;
	parse(&parsed, text);
	assert_int_equal(parsed.document->words, words);
	assert_int_equal(parsed.document->ideographs, ideographs);
	parsed_free(&parsed);
}

static void
words_are_counted_as_a_reader_reads(void **state)
{
	(void)state;
	expect_count("# One two\n\nthree *four* [five](no) `six()`\nseven\n", 7, 0);
	expect_count("```\nint not_counted;\n```\n\n    nor this\n\nbut this\n", 2, 0);
	expect_count("<div class=\"no\">yes</div>\n\n<b>one</b>\n", 1, 0);
	expect_count("日本語の文 and words\n", 2, 5);
	expect_count("", 0, 0);
}

static void
minutes_go_by_words_and_ideographs(void **state)
{
	(void)state;
	static const struct {
		uint32_t words, ideographs, minutes;
	} cases[] = { { 0, 0, 0 }, { 1, 0, 1 }, { 0, 1, 1 }, { 230, 0, 1 }, { 344, 0, 1 },
		{ 346, 0, 2 }, { 2300, 0, 10 }, { 0, 5000, 10 }, { 2300, 5000, 20 },
		{ UINT32_MAX, 0, 18673771 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct markdown document = { .words = cases[i].words,
			.ideographs = cases[i].ideographs };
		assert_int_equal(markdown_minutes(&document), cases[i].minutes);
	}
}

/* --- plain text ---------------------------------------------------------------------------- */

static void
expect_plain(const char *text, size_t max, const char *plain)
{
	struct parsed parsed;
	parse(&parsed, text);
	markdown_plain(parsed.document, 0, 0, max, &parsed.out);
	expect_buf(&parsed.out, plain);
	parsed_free(&parsed);
}

static void
plain_text_is_what_one_reads(void **state)
{
	(void)state;
	expect_plain(
	        "# A *b*\n\nc\nd &amp; e\\\nf `g  h` ![i](j) [k](l)\n", 0, "A b c d & e f g h i k");
	expect_plain("- a\n- b\n\n| c | d |\n|---|---|\n| e | |\n", 0, "a b c d e");
	expect_plain("a<br>b <!-- c --> d\n\n<div>e</div>\n", 0, "a b d");
	expect_plain("  a\n\n    code\n", 0, "a code");
	expect_plain("", 0, "");
}

static void
plain_text_is_cut_behind_a_word(void **state)
{
	(void)state;
	expect_plain("one two three\n", 13, "one two three");
	expect_plain("one two three\n", 12, "one two…");
	expect_plain("one two three\n", 8, "one two…");
	expect_plain("one two three\n", 7, "one…");
	expect_plain("onetwothree\n", 4, "one…");
	expect_plain("größe\n", 5, "größe");
	expect_plain("größer\n", 5, "größ…");
	expect_plain("one\n", 1, "…");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_ends_of_all_systems_are_alike),
		cmocka_unit_test(a_text_that_becomes_too_long_is_refused),
		cmocka_unit_test(what_takes_much_memory_is_counted),
		cmocka_unit_test(a_byte_order_mark_is_dropped),
		cmocka_unit_test(what_is_no_text_becomes_a_replacement),
		cmocka_unit_test(warnings_of_bytes_have_the_line_of_the_file),
		cmocka_unit_test(what_follows_the_text_is_not_read),
		cmocka_unit_test(an_empty_text_is_an_empty_document),
		cmocka_unit_test(clean_text_is_not_copied),
		cmocka_unit_test(the_summary_is_the_first_paragraph),
		cmocka_unit_test(more_ends_the_summary),
		cmocka_unit_test(more_counts_alone_and_outside_of_other_blocks_only),
		cmocka_unit_test(more_is_not_in_the_output),
		cmocka_unit_test(the_title_is_a_first_heading_of_level_one),
		cmocka_unit_test(words_are_counted_as_a_reader_reads),
		cmocka_unit_test(minutes_go_by_words_and_ideographs),
		cmocka_unit_test(plain_text_is_what_one_reads),
		cmocka_unit_test(plain_text_is_cut_behind_a_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
