/*
 * What is known of directives: kinds, names, attributes, places and addresses; and that what comes
 * out stays balanced whoever renders them. How they are written is in tests/spec/markdown/directives.txt.
 */
#include "markdown_fixture.h"

static void
expect_directive(const struct parsed *parsed, size_t index, enum markdown_directive_kind kind,
        const char *name, uint32_t line, uint32_t column)
{
	const struct markdown_directive *directive = &parsed->document->directives.at[index];
	assert_true(index < parsed->document->directives.len);
	assert_int_equal(directive->kind, kind);
	expect_str(directive->name, name);
	assert_int_equal(directive->line, line);
	assert_int_equal(directive->column, column);
}

static void
kinds_and_places_are_known(void **state)
{
	struct parsed parsed;
	(void)state;
	parse(&parsed, "one\n\n> :::box[x]{a=b}\n> ::leaf\n> :::\n\n\u00e9 :kbd[b :c{}] d\n");
	assert_int_equal(parsed.document->directives.len, 4);
	expect_directive(&parsed, 0, MARKDOWN_DIRECTIVE_CONTAINER, "box", 3, 3);
	expect_str(parsed.document->directives.at[0].list, "{a=b}");
	expect_directive(&parsed, 1, MARKDOWN_DIRECTIVE_LEAF, "leaf", 4, 3);
	expect_directive(&parsed, 2, MARKDOWN_DIRECTIVE_TEXT, "c", 7, 10);
	expect_directive(&parsed, 3, MARKDOWN_DIRECTIVE_TEXT, "kbd", 7, 3);
	parsed_free(&parsed);
}

static void
places_are_those_of_the_file(void **state)
{
	struct parsed parsed;
	(void)state;
	parse_behind(&parsed, STR("---\ntitle: x\n---\n"),
	        STR("[^1]: Note :a[b].\n\n    ::leaf\n\nText[^1].\r\n\r\n:::box\r\n:d[e]\r\n:::"),
	        &(struct markdown_options){ 0 });
	assert_non_null(parsed.document);
	assert_int_equal(parsed.diags.errors, 0);
	assert_int_equal(parsed.document->directives.len, 4);
	expect_directive(&parsed, 0, MARKDOWN_DIRECTIVE_LEAF, "leaf", 6, 5);
	expect_directive(&parsed, 1, MARKDOWN_DIRECTIVE_CONTAINER, "box", 10, 1);
	expect_directive(&parsed, 2, MARKDOWN_DIRECTIVE_TEXT, "a", 4, 12);
	expect_directive(&parsed, 3, MARKDOWN_DIRECTIVE_TEXT, "d", 11, 1);
	parsed_free(&parsed);
}

static void
addresses_are_links_behind_the_others(void **state)
{
	struct parsed parsed;
	(void)state;
	parse(&parsed,
	        "::video{src=\"a \\\"b\\\".webm\" title=c poster=d.png url=\"\"}\n\n[x](y)\n");
	const struct markdown_directive *video = &parsed.document->directives.at[0];
	assert_int_equal(parsed.document->links.len, 3);
	assert_int_equal(video->link, 1);
	assert_int_equal(video->links, 2);
	assert_int_equal(parsed.document->links.at[1].kind, MARKDOWN_ADDRESS);
	expect_str(parsed.document->links.at[1].href, "a \"b\".webm");
	expect_str(parsed.document->links.at[2].href, "d.png");
	assert_int_equal(parsed.document->links.at[2].line, 1);
	parsed_free(&parsed);
}

/* Writes "(name|label|content)". */
static bool
put_parts(void *context, const struct markdown_directive *directive, struct str label,
        struct str content, struct buf *out)
{
	(void)context;
	buf_char(out, '(');
	buf_put(out, directive->name);
	buf_char(out, '|');
	buf_put(out, label);
	buf_char(out, '|');
	buf_put(out, content);
	buf_char(out, ')');
	return true;
}

static void
expect_error(const struct parsed *parsed, size_t index, const char *text, uint32_t line)
{
	assert_true(index < parsed->diags.list.len);
	expect_str(parsed->diags.list.at[index].text, text);
	assert_int_equal(parsed->diags.list.at[index].place.line, line);
	assert_true(parsed->diags.list.at[index].help.len > 0);
}

static void
ends_belong_to_the_block_they_are_in(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	(void)state;
	parse(&parsed, "> :::a\n> x\n\n:::\n\n:::::b\n::::c\n:::::\n");
	assert_int_equal(parsed.diags.errors, 3);
	expect_error(&parsed, 0, "this directive is not closed", 1);
	expect_error(&parsed, 1, "no directive is open that this line could end", 4);
	expect_error(&parsed, 2, "this directive is not closed", 7);
	how.directive = put_parts;
	expect_emitted(
	        &parsed, &how, "<blockquote>\n(a||<p>x</p>\n)\n</blockquote>\n(b||(c||)\n)\n");
	parsed_free(&parsed);
}

/* --- rendering ----------------------------------------------------------------------------- */

static void
inner_ones_come_first(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	(void)state;
	how.directive = put_parts;
	parse(&parsed, ":::a[*b*]\nc :d[e :f{}]\n\n::g[h]\n:::\n");
	expect_emitted(&parsed, &how, "(a|<em>b</em>|<p>c (d|e (f||)|)</p>\n(g|h|)\n)\n");
	parsed_free(&parsed);
}

static void
what_was_rendered_before_stands_for_the_outermost(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	struct str rendered[3] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	(void)state;
	parse(&parsed, "x\n\n:::a\nb :c[d]\n:::\n\n:e[f] y\n");
	rendered[0] = STR("<hr />\n");
	rendered[1] = STR("never");
	how.rendered = rendered;
	expect_emitted(&parsed, &how, "<p>x</p>\n<hr />\n<p><span class=\"e\">f</span> y</p>\n");
	rendered[0] = STR("<hr id=\"a\" />\n");
	how.ids = true;
	expect_emitted(
	        &parsed, &how, "<p>x</p>\n<hr id=\"a\" />\n<p><span class=\"e\">f</span> y</p>\n");
	how.ids = false;
	expect_emitted(&parsed, &how, "<p>x</p>\n<hr />\n<p><span class=\"e\">f</span> y</p>\n");
	parsed_free(&parsed);
}

static bool
put_script(void *context, const struct markdown_directive *directive, struct str label,
        struct str content, struct buf *out)
{
	(void)context;
	(void)directive;
	buf_lit(out, "<div class=\"x\"><a href=\"y\" onclick=\"z\">");
	buf_put(out, label);
	buf_lit(out, "</a><script>");
	buf_put(out, content);
	buf_lit(out, "</script></div>");
	return true;
}

static void
feeds_get_what_is_harmless(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	(void)state;
	how.feed = true;
	how.base = STR("https://example.org/a/");
	how.directive = put_script;
	parse(&parsed, ":::a[b]\nc\n:::\n");
	expect_emitted(&parsed, &how, "<div><a href=\"https://example.org/a/y\">b</a></div>\n");
	parsed_free(&parsed);
}

static bool
refuse(void *context, const struct markdown_directive *directive, struct str label,
        struct str content, struct buf *out)
{
	(void)context;
	(void)directive;
	(void)label;
	(void)content;
	(void)out;
	return false;
}

static void
a_failure_is_passed_on(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	(void)state;
	how.directive = refuse;
	parse(&parsed, "a :b[c] d\n");
	assert_false(markdown_emit(parsed.document, &how, &parsed.out));
	parsed_free(&parsed);
}

/* --- limits -------------------------------------------------------------------------------- */

static void
parse_many(struct parsed *parsed, const char *before, unsigned count, const char *after)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (unsigned i = 0; i < count; i++)
		buf_put(&text, str_from(before));
	for (unsigned i = 0; i < count; i++)
		buf_put(&text, str_from(after));
	parse_behind(parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	buf_free(&text);
}

static void
a_hundred_levels_are_read(void **state)
{
	struct parsed parsed;
	struct markdown_emit how = emit_plainly();
	(void)state;
	parse_many(&parsed, ":::a\n", 100, ":::\n");
	assert_non_null(parsed.document);
	assert_int_equal(parsed.diags.errors, 0);
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	parsed_free(&parsed);
	parse_many(&parsed, ":::a\n", 101, ":::\n");
	assert_null(parsed.document);
	expect_str(parsed.diags.list.at[0].text, "directives are nested too deeply");
	assert_int_equal(parsed.diags.list.at[0].place.line, 101);
	parsed_free(&parsed);
	parse_many(&parsed, ":a[", 102, "]");
	assert_int_equal(parsed.document->directives.len, 100);
	parsed_free(&parsed);
}

static void
lines_of_colons_are_no_burden(void **state)
{
	struct parsed parsed;
	(void)state;
	parse_many(&parsed, ":::\n", 50000, ":::\n");
	assert_non_null(parsed.document);
	assert_int_equal(parsed.diags.errors, 100000);
	parsed_free(&parsed);
	parse_many(&parsed, ":a[", 100000, " ");
	assert_int_equal(parsed.document->directives.len, 0);
	parsed_free(&parsed);
	parse_many(&parsed, ":a{b=\"'", 100000, "]");
	assert_non_null(parsed.document);
	parsed_free(&parsed);
	parse_many(&parsed, ":a[b :c[d]] ", 50000, "*");
	assert_int_equal(parsed.document->directives.len, 100000);
	parsed_free(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_and_places_are_known),
		cmocka_unit_test(places_are_those_of_the_file),
		cmocka_unit_test(addresses_are_links_behind_the_others),
		cmocka_unit_test(ends_belong_to_the_block_they_are_in),
		cmocka_unit_test(inner_ones_come_first),
		cmocka_unit_test(what_was_rendered_before_stands_for_the_outermost),
		cmocka_unit_test(feeds_get_what_is_harmless),
		cmocka_unit_test(a_failure_is_passed_on),
		cmocka_unit_test(a_hundred_levels_are_read),
		cmocka_unit_test(lines_of_colons_are_no_burden),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
