/*
 * Signs such as tildes: which runs match, and that what comes out is balanced however they cross other spans.
 * Plain cases are in tests/spec/markdown/strikethrough.txt.
 */
#include "markdown_fixture.h"

static void
expect_html(const char *text, const char *html)
{
	struct parsed parsed;
	parse(&parsed, text);
	struct markdown_emit how = emit_plainly();
	expect_emitted(&parsed, &how, html);
	parsed_free(&parsed);
}

static void
the_nearest_run_of_the_same_length_is_closed(void **state)
{
	(void)state;
	expect_html("~~a ~~b c~~\n", "<p>~~a <del>b c</del></p>\n");
	expect_html("~a ~~b c~ d~~\n", "<p><del>a ~~b c</del> d~~</p>\n");
	expect_html("~~a ~b~ c~~\n", "<p><del>a <del>b</del> c</del></p>\n");
	expect_html("~a ~~b~~ c~\n", "<p><del>a <del>b</del> c</del></p>\n");
	expect_html("~~a~~b~~\n", "<p><del>a</del>b~~</p>\n");
}

static void
runs_match_inside_one_span_only(void **state)
{
	(void)state;
	expect_html("*~~a* b~~\n", "<p><em>~~a</em> b~~</p>\n");
	expect_html("~~a *b~~* c\n", "<p>~~a <em>b~~</em> c</p>\n");
	expect_html("~~a *b~~* c~~\n", "<p><del>a <em>b~~</em> c</del></p>\n");
	expect_html("~~a *~~b* c~~\n", "<p><del>a <em>~~b</em> c</del></p>\n");
	expect_html("[~~a](b) c~~ *~~d*\n", "<p><a href=\"b\">~~a</a> c~~ <em>~~d</em></p>\n");
	expect_html("![~~a](b) c~~\n", "<p><img src=\"b\" alt=\"~~a\" /> c~~</p>\n");
	expect_html("![~~a~~](b)\n", "<p><img src=\"b\" alt=\"a\" /></p>\n");
}

static void
runs_match_inside_one_block_only(void **state)
{
	(void)state;
	expect_html("- ~~a\n- b~~\n", "<ul>\n<li>~~a</li>\n<li>b~~</li>\n</ul>\n");
	expect_html("~~a\n***\nb~~\n", "<p>~~a</p>\n<hr />\n<p>b~~</p>\n");
	expect_html("- ~~a\n  - b~~\n  c~~\n",
	        "<ul>\n<li>~~a\n<ul>\n<li>b~~\nc~~</li>\n</ul>\n</li>\n</ul>\n");
}

static void
neighbours_decide_what_a_run_may_do(void **state)
{
	(void)state;
	expect_html("a ~b ~ c~\n", "<p>a <del>b ~ c</del></p>\n");
	expect_html("a~~(b)~~c\n", "<p>a~~(b)~~c</p>\n");
	expect_html("a ~~(b)~~ c\n", "<p>a <del>(b)</del> c</p>\n");
	expect_html("日本~~語~~の\n", "<p>日本<del>語</del>の</p>\n");
	expect_html("“~~a~~”\n", "<p>“<del>a</del>”</p>\n");
	expect_html(
	        "\xe3\x80\x80~~a~~\xe3\x80\x80\n", "<p>\xe3\x80\x80<del>a</del>\xe3\x80\x80</p>\n");
	expect_html("~~\xc2\xa0"
	            "a~~\n",
	        "<p>~~\xc2\xa0"
	        "a~~</p>\n");
}

static void
escaped_and_decoded_tildes_are_text(void **state)
{
	(void)state;
	expect_html("\\~a~ b~\n", "<p>~a~ b~</p>\n");
	expect_html("~a\\~ b~\n", "<p><del>a~ b</del></p>\n");
	expect_html("\\\\~a~\n", "<p>\\<del>a</del></p>\n");
	expect_html("&#126;a~ ~b&#126;\n", "<p>~a~ ~b~</p>\n");
	expect_html("\\~~a~~\n", "<p>~~a~~</p>\n");
}

static void
struck_addresses_are_linked(void **state)
{
	(void)state;
	expect_html("~~see https://a.b/c~~ d\n",
	        "<p><del>see <a href=\"https://a.b/c\">https://a.b/c</a></del> d</p>\n");
	expect_html("https://a.b/~c~/d\n",
	        "<p><a href=\"https://a.b/~c~/d\">https://a.b/~c~/d</a></p>\n");
	expect_html("https://a.b/~c and ~d\n",
	        "<p><a href=\"https://a.b/~c\">https://a.b/~c</a> and ~d</p>\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_run_of_the_same_length_is_closed),
		cmocka_unit_test(runs_match_inside_one_span_only),
		cmocka_unit_test(runs_match_inside_one_block_only),
		cmocka_unit_test(neighbours_decide_what_a_run_may_do),
		cmocka_unit_test(escaped_and_decoded_tildes_are_text),
		cmocka_unit_test(struck_addresses_are_linked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
