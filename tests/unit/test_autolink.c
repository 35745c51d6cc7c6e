/*
 * Bare addresses where they cross other spans, and at their limits. Plain cases are in
 * tests/spec/markdown/autolinks.txt.
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

#define LINK(url) "<a href=\"" url "\">" url "</a>"

static void
whole_spans_are_swallowed(void **state)
{
	(void)state;
	expect_html("http://a.b/__c__d\n", "<p>" LINK("http://a.b/__c__d") "</p>\n");
	expect_html("http://a.b/*c **d** e*f g\n",
	        "<p>" LINK("http://a.b/") "<em>c <strong>d</strong> e</em>f g</p>\n");
	expect_html("http://a.b/**c*d*e**/f\n", "<p>" LINK("http://a.b/**c*d*e**/f") "</p>\n");
	expect_html("x http://a.b/_c_/*d*/__e__/f y\n",
	        "<p>x " LINK("http://a.b/_c_/*d*/__e__/f") " y</p>\n");
}

static void
spans_that_are_not_whole_end_it(void **state)
{
	(void)state;
	expect_html("*http://a.b/c* d\n", "<p><em>" LINK("http://a.b/c") "</em> d</p>\n");
	expect_html("http://a.b/*c d* e\n", "<p>" LINK("http://a.b/") "<em>c d</em> e</p>\n");
	expect_html("**http://a.b/_c_**/d\n",
	        "<p><strong>" LINK("http://a.b/") "<em>c</em></strong>/d</p>\n");
	expect_html("http://a.b/`c`/d\n", "<p>" LINK("http://a.b/") "<code>c</code>/d</p>\n");
	expect_html("http://a.b/[c](d)\n", "<p>" LINK("http://a.b/") "<a href=\"d\">c</a></p>\n");
	expect_html("http://a.b/![c](d)\n",
	        "<p>" LINK("http://a.b/") "<img src=\"d\" alt=\"c\" /></p>\n");
}

static void
an_address_goes_on_behind_another_one(void **state)
{
	(void)state;
	expect_html("http://a.b http://c.d/__e__f www.g.h i@j.k\n",
	        "<p>" LINK("http://a.b") " " LINK(
	                "http://c.d/__e__f") " <a href=\"http://www.g.h\">www.g.h</a> <a href=\"mailto:i@j.k\">i@j.k</a></p>\n");
	expect_html("http://a.b,http://c.d\n", "<p>" LINK("http://a.b,http://c.d") "</p>\n");
	expect_html("a@b.c,d@e.f\n",
	        "<p><a href=\"mailto:a@b.c\">a@b.c</a>,<a href=\"mailto:d@e.f\">d@e.f</a></p>\n");
	expect_html("http://- http://a.b\n", "<p>http://- " LINK("http://a.b") "</p>\n");
}

static void
references_inside_are_decoded_once(void **state)
{
	(void)state;
	expect_html("http://a.b/?c&amp;amp;d\n",
	        "<p><a href=\"http://a.b/?c&amp;amp;d\">http://a.b/?c&amp;amp;d</a></p>\n");
	expect_html("http://a.b/?c&lt;d\n",
	        "<p><a href=\"http://a.b/?c%3Cd\">http://a.b/?c&lt;d</a></p>\n");
	expect_html("http://a.b/?c&nosuch;d\n",
	        "<p><a href=\"http://a.b/?c&amp;nosuch;d\">http://a.b/?c&amp;nosuch;d</a></p>\n");
	expect_html("http://a.b/c&quot;d\n",
	        "<p><a href=\"http://a.b/c%22d\">http://a.b/c&quot;d</a></p>\n");
}

static void
domains_have_a_limit(void **state)
{
	(void)state;
	for (int len = 250; len < 260; len++) {
		struct buf text;
		struct parsed parsed;
		buf_init(&text, SIZE_MAX);
		buf_lit(&text, "http://");
		buf_repeat(&text, 'a', (size_t)len - 2);
		buf_lit(&text, ".b\n");
		parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
		assert_int_equal(parsed.document->links.len, len <= 255);
		parsed_free(&parsed);
		buf_free(&text);
	}
}

static void
no_link_is_made_in_a_link(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[http://a.b *www.c.d*](e) ![f@g.h](i) <http://j.k>\n");
	assert_int_equal(parsed.document->links.len, 3);
	parsed_free(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_spans_are_swallowed),
		cmocka_unit_test(spans_that_are_not_whole_end_it),
		cmocka_unit_test(an_address_goes_on_behind_another_one),
		cmocka_unit_test(references_inside_are_decoded_once),
		cmocka_unit_test(domains_have_a_limit),
		cmocka_unit_test(no_link_is_made_in_a_link),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
