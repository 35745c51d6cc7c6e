/*
 * Where references lead, and what is known of the links and images of a document.
 */
#include "markdown_fixture.h"

#include "markdown/link.h"

/* --- references ---------------------------------------------------------------------------- */

static void
resolves(const char *base, const char *reference, const char *want)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	link_resolve(&out, str_from(base), str_from(reference));
	expect_str(buf_view(&out), want);
	buf_free(&out);
}

/* The examples of RFC 3986, sections 5.4.1 and 5.4.2, with its base. */
static void
references_resolve_as_the_rfc_says(void **state)
{
	(void)state;
	static const char *const examples[][2] = {
		{ "g:h", "g:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "g;x", "http://a/b/c/g;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../", "http://a/" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "../../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ ".g", "http://a/b/c/.g" },
		{ "g..", "http://a/b/c/g.." },
		{ "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/./x", "http://a/b/c/g?y/./x" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "g#s/./x", "http://a/b/c/g#s/./x" },
		{ "g#s/../x", "http://a/b/c/g#s/../x" },
		{ "http:g", "http:g" },
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		resolves("http://a/b/c/d;p?q", examples[i][0], examples[i][1]);
}

static void
references_resolve_from_any_base(void **state)
{
	(void)state;
	resolves("https://example.org", "x", "https://example.org/x");
	resolves("https://example.org", "../x", "https://example.org/x");
	resolves("https://example.org", "#x", "https://example.org#x");
	resolves("https://example.org?q", "x", "https://example.org/x");
	resolves("https://example.org/essays/cache/", "../index.html",
	        "https://example.org/essays/index.html");
	resolves("https://example.org/essays/cache/", "a.png?v=1",
	        "https://example.org/essays/cache/a.png?v=1");
	resolves("https://example.org/a/", "//other.org/../b", "https://other.org/b");
	resolves("https://example.org/a/", "mailto:x@y.z", "mailto:x@y.z");
	resolves("https://example.org/a/", "b:c", "b:c");
	resolves("https://example.org/a/", "./b:c", "https://example.org/a/b:c");
	resolves("https://example.org/a/", "b/c:d", "https://example.org/a/b/c:d");
	resolves("", "a/../b", "/b");
}

/* --- links of a document ------------------------------------------------------------------- */

static void
expect_link(const struct parsed *parsed, size_t index, enum markdown_link_kind kind,
        const char *href, const char *text, uint32_t line, uint32_t column)
{
	assert_true(index < parsed->document->links.len);
	const struct markdown_link *link = &parsed->document->links.at[index];
	assert_int_equal(link->kind, kind);
	expect_str(link->href, href);
	expect_str(link->text, text);
	assert_int_equal(link->line, line);
	assert_int_equal(link->column, column);
}

static void
links_tell_target_text_and_place(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR("---\nt: x\n---\n"),
	        STR("See [the *log*](../quill.md#log \"t\").\n\n- größe <https://a.b>\n- [b][]\n\n[b]: /b&amp;c\n"),
	        &(struct markdown_options){ 0 });
	assert_int_equal(parsed.document->links.len, 3);
	expect_link(&parsed, 0, MARKDOWN_LINK, "../quill.md#log", "the log", 4, 5);
	expect_link(&parsed, 1, MARKDOWN_LINK, "https://a.b", "https://a.b", 6, 9);
	expect_link(&parsed, 2, MARKDOWN_LINK, "/b&c", "b", 7, 3);
	parsed_free(&parsed);
}

static void
wiki_links_tell_what_is_written(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR_EMPTY,
	        STR("a\n> [[My Page#Part|the *log*]] ![[x.png|alt|300]]\n> [[R&amp;D]] ![[Note]] [b](c)\n"),
	        &(struct markdown_options){ .wiki_links = true });
	assert_int_equal(parsed.document->links.len, 5);
	expect_link(&parsed, 0, MARKDOWN_LINK, "My Page#Part", "the log", 2, 3);
	expect_link(&parsed, 1, MARKDOWN_IMAGE, "x.png", "alt", 2, 30);
	expect_link(&parsed, 2, MARKDOWN_LINK, "R&D", "R&D", 3, 3);
	expect_link(&parsed, 3, MARKDOWN_LINK, "Note", "Note", 3, 15);
	expect_link(&parsed, 4, MARKDOWN_LINK, "c", "b", 3, 25);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(parsed.document->links.at[i].wiki, i < 4);
	parsed_free(&parsed);
}

static void
images_tell_alternative_text_and_place(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "a\n![A\n*chart*](c.png) ![](d.png)\n[![e](e.png) f](g)\n");
	assert_int_equal(parsed.document->links.len, 4);
	expect_link(&parsed, 0, MARKDOWN_IMAGE, "c.png", "A chart", 2, 1);
	expect_link(&parsed, 1, MARKDOWN_IMAGE, "d.png", "", 3, 17);
	expect_link(&parsed, 2, MARKDOWN_LINK, "g", "e f", 4, 1);
	expect_link(&parsed, 3, MARKDOWN_IMAGE, "e.png", "e", 4, 2);
	parsed_free(&parsed);
}

/* Where no text says it, the opening bracket does. */
static void
links_without_text_have_a_place(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "Text ![][ref] and ![](plan%20a.png) and [](x)\nand ![](&amp;)![ ](q) "
	        "[![](z)](w)\n\n![](a)![](b)\n\n> | x |\n> | - |\n> | ![](t) |\n\n"
	        "[ref]: some.png\n");
	assert_int_equal(parsed.document->links.len, 10);
	expect_link(&parsed, 0, MARKDOWN_IMAGE, "some.png", "", 1, 6);
	expect_link(&parsed, 1, MARKDOWN_IMAGE, "plan%20a.png", "", 1, 19);
	expect_link(&parsed, 2, MARKDOWN_LINK, "x", "", 1, 41);
	expect_link(&parsed, 3, MARKDOWN_IMAGE, "&", "", 2, 5);
	expect_link(&parsed, 4, MARKDOWN_IMAGE, "q", "", 2, 15);
	expect_link(&parsed, 5, MARKDOWN_LINK, "w", "", 2, 23);
	expect_link(&parsed, 6, MARKDOWN_IMAGE, "z", "", 2, 24);
	expect_link(&parsed, 7, MARKDOWN_IMAGE, "a", "", 4, 1);
	expect_link(&parsed, 8, MARKDOWN_IMAGE, "b", "", 4, 7);
	expect_link(&parsed, 9, MARKDOWN_IMAGE, "t", "", 8, 5);
	parsed_free(&parsed);
}

static void
images_tell_whether_they_should_have_a_text(void **state)
{
	(void)state;
	struct parsed parsed;
	static const bool bare[] = { true, false, false, false, false, true, true, false, false };
	parse(&parsed,
	        "![](a) ![b](b) ![](c){role=presentation} ![](d){#x role=\"None\"}\n"
	        "[](e) ![ ](f){.c} ![](g){role=img} ![h ![](i)](h)\n");
	assert_int_equal(parsed.document->links.len, sizeof bare / sizeof *bare);
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		if (parsed.document->links.at[i].bare != bare[i])
			fail_msg("image %zu", i);
	}
	parsed_free(&parsed);
}

/* The row of dashes is widened for parsers that want more of them; nobody must notice. */
static void
places_are_right_behind_a_short_row_of_dashes(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "| a | b |\n|-|-|\n| c | [d](e) |\n\n[f](g)\n");
	assert_int_equal(parsed.document->links.len, 2);
	expect_link(&parsed, 0, MARKDOWN_LINK, "e", "d", 3, 7);
	expect_link(&parsed, 1, MARKDOWN_LINK, "g", "f", 5, 1);
	parsed_free(&parsed);
}

static void
bare_addresses_are_links_in_order(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[a](b) www.c.d\n\n[e](f)\n");
	assert_int_equal(parsed.document->links.len, 3);
	expect_link(&parsed, 0, MARKDOWN_LINK, "b", "a", 1, 1);
	expect_link(&parsed, 1, MARKDOWN_LINK, "http://www.c.d", "www.c.d", 1, 8);
	expect_link(&parsed, 2, MARKDOWN_LINK, "f", "e", 3, 1);
	parsed_free(&parsed);
}

static void
text_that_stands_there_is_not_copied(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[plain text](target)\n");
	assert_ptr_equal(parsed.document->links.at[0].text.at, parsed.text.at + 1);
	assert_ptr_equal(parsed.document->links.at[0].href.at, parsed.text.at + 13);
	parsed_free(&parsed);
}

static void
a_document_without_links_has_none(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "`[a](b)` \\[a](b) [a]\n");
	assert_int_equal(parsed.document->links.len, 0);
	parsed_free(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_resolve_as_the_rfc_says),
		cmocka_unit_test(references_resolve_from_any_base),
		cmocka_unit_test(links_tell_target_text_and_place),
		cmocka_unit_test(wiki_links_tell_what_is_written),
		cmocka_unit_test(images_tell_alternative_text_and_place),
		cmocka_unit_test(links_without_text_have_a_place),
		cmocka_unit_test(images_tell_whether_they_should_have_a_text),
		cmocka_unit_test(places_are_right_behind_a_short_row_of_dashes),
		cmocka_unit_test(bare_addresses_are_links_in_order),
		cmocka_unit_test(text_that_stands_there_is_not_copied),
		cmocka_unit_test(a_document_without_links_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
