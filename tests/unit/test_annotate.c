/*
 * Attributes in braces: which identifiers a document has with them, and that all stays balanced however
 * lists, brackets and marks cross. Plain cases are in tests/spec/markdown/attributes.txt.
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
lists_and_brackets_may_cross(void **state)
{
	(void)state;
	expect_html("# a [b {x=\"]{.c}\"}\n",
	        "<h1>a <span class=\"c\">b {x=&quot;</span>&quot;}</h1>\n");
	expect_html(
	        "# a {x=\"[b]{.c}\"}\n", "<h1>a {x=&quot;<span class=\"c\">b</span>&quot;}</h1>\n");
	expect_html("[a]{x=\"]{.b}\"}\n", "<p><span x=\"]{.b}\">a</span></p>\n");
	expect_html("[a *b]{x=\"c*\"}\n", "<p>[a <em>b]{x=&quot;c</em>&quot;}</p>\n");
	expect_html("*[a]{x=\"b*\"}\n", "<p><em>[a]{x=&quot;b</em>&quot;}</p>\n");
	expect_html("# a {x=\"*b\" y=\"c*\"}\n", "<h1 x=\"*b\" y=\"c*\">a</h1>\n");
	expect_html("[a](b){x=\"*\"} *c*\n", "<p><a href=\"b\" x=\"*\">a</a> <em>c</em></p>\n");
}

static void
other_syntax_goes_on_behind_a_list(void **state)
{
	(void)state;
	expect_html("~~[a]{.b}~~ [~~c~~]{.d} ~~e{.f}~~\n",
	        "<p><del><span class=\"b\">a</span></del> <span class=\"d\"><del>c</del></span> "
	        "<del>e{.f}</del></p>\n");
	expect_html("[see www.a.de]{.b} [a]{.b}www.a.de\n",
	        "<p><span class=\"b\">see <a href=\"http://www.a.de\">www.a.de</a></span> "
	        "<span class=\"b\">a</span>www.a.de</p>\n");
	expect_html("[a]{.b}[c]{.d}[e](f){.g}`h`{.i}\n",
	        "<p><span class=\"b\">a</span><span class=\"d\">c</span>"
	        "<a href=\"f\" class=\"g\">e</a><code class=\"i\">h</code></p>\n");
}

static void
headings_have_the_identifiers_they_are_given(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A\n\n## A {#a}\n\n## A\n\n[x]{#a-2}\n\n## A {#größe}\n\n## A\n");
	assert_int_equal(parsed.diags.list.len, 0);
	assert_int_equal(parsed.document->headings.len, 5);
	expect_str(parsed.document->headings.at[0].id, "a-1");
	expect_str(parsed.document->headings.at[1].id, "a");
	expect_str(parsed.document->headings.at[2].id, "a-3");
	expect_str(parsed.document->headings.at[3].id, "größe");
	expect_str(parsed.document->headings.at[4].id, "a-4");
	expect_str(parsed.document->headings.at[1].text, "A");
	parsed_free(&parsed);
}

static void
expect_warning(const struct parsed *parsed, size_t index, unsigned line, unsigned column)
{
	assert_true(index < parsed->diags.list.len);
	assert_int_equal(parsed->diags.list.at[index].level, DIAG_WARNING);
	assert_int_equal(parsed->diags.list.at[index].place.line, line);
	assert_int_equal(parsed->diags.list.at[index].place.column, column);
}

static void
warnings_have_their_place_in_the_file(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR("---\nt: x\n---\n"),
	        STR("größe [a]{#b} [c]{#b}\r\n\r\n- > ## d {.e onload=f}\r\n\r\n``` {style=g}\r\n```\r\n"),
	        &(struct markdown_options){ 0 });
	assert_int_equal(parsed.diags.list.len, 3);
	expect_warning(&parsed, 0, 4, 19);
	expect_warning(&parsed, 1, 6, 14);
	expect_warning(&parsed, 2, 8, 6);
	parsed_free(&parsed);
}

static void
lists_have_a_limit(void **state)
{
	(void)state;
	struct parsed parsed;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_lit(&text, "[a]{");
	for (int i = 0; i < 70; i++) {
		buf_lit(&text, "x");
		buf_int(&text, i);
		buf_lit(&text, "=1 ");
	}
	buf_lit(&text, "}\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	struct markdown_emit how = emit_plainly();
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	assert_int_not_equal(str_find(buf_view(&parsed.out), STR(" x63=")), STR_NONE);
	assert_int_equal(str_find(buf_view(&parsed.out), STR(" x64=")), STR_NONE);
	parsed_free(&parsed);
	buf_clear(&text);
	buf_lit(&text, "[a]{title=\"");
	buf_repeat(&text, 'x', 5000);
	buf_lit(&text, "\"}\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	assert_true(str_starts(buf_view(&parsed.out), STR("<p>[a]{")));
	parsed_free(&parsed);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_and_brackets_may_cross),
		cmocka_unit_test(other_syntax_goes_on_behind_a_list),
		cmocka_unit_test(headings_have_the_identifiers_they_are_given),
		cmocka_unit_test(warnings_have_their_place_in_the_file),
		cmocka_unit_test(lists_have_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
