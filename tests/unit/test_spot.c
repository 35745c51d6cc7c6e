/* The walk over HTML, and what becomes of values on its way. */
#include "template/spot.h"

#include <stdio.h>

#include "base/arena.h"
#include "expect.h"
#include "template/landing.h"

/* --- places -------------------------------------------------------------------------------- */

static const char *const landings[] = {
	[LAND_TEXT] = "text",
	[LAND_QUOTED] = "quoted",
	[LAND_COMMENT] = "comment",
	[LAND_CDATA] = "cdata",
	[LAND_TAG_NAME] = "tag name",
	[LAND_TAG] = "tag",
	[LAND_APART] = "apart",
	[LAND_NAME] = "name",
	[LAND_PAGE] = "page",
	[LAND_SCRIPT] = "script",
	[LAND_SCRIPT_STRING] = "script string",
	[LAND_STYLE] = "style",
	[LAND_STYLE_STRING] = "style string",
	[LAND_STYLE_URL] = "style url",
	[LAND_REFUSED] = "refused",
};

/* Walks over a text in which each § is a value; false where something sticks. */
static bool
walk(struct spot *spot, const char *text, enum spot_landing *last)
{
	struct str rest = str_from(text), value = STR("§");
	for (;;) {
		size_t at = str_find(rest, value);
		struct spot_reader r = spot_reader(spot, str_slice(rest, 0, at));
		enum spot_event event;
		while ((event = spot_read(&r)) != SPOT_ENDS) {
			if (event == SPOT_STICKS)
				return false;
		}
		if (at == STR_NONE)
			return true;
		rest = str_skip(rest, at + value.len);
		*last = spot_value(spot, str_starts(rest, STR("=")));
	}
}

/* How the last § is written; "!" behind the name for script and style in an attribute. */
static void
expect_landing(bool xml, const char *text, const char *want)
{
	struct spot spot = spot_start(xml);
	enum spot_landing landing = LAND_ANY;
	char got[64] = "sticks";
	if (walk(&spot, text, &landing))
		snprintf(got, sizeof got, "%s%s", landings[landing & ~(unsigned)LAND_IN_ATTRIBUTE],
		        landing & LAND_IN_ATTRIBUTE ? "!" : "");
	if (strcmp(got, want) != 0)
		print_error("%s\n", text);
	expect_str(str_from(got), want);
}

static const char *const places_in_html[] = {
	/* text */
	"§",
	"text",
	"a < §",
	"text",
	"a <3 §",
	"text",
	"<p>§",
	"text",
	"</p >§",
	"text",
	"<p/>§",
	"text",
	"<p a='>'>§",
	"text",
	"<p a=b/>§",
	"text",
	"<!-- <a b=' -->§",
	"text",
	"<!-->§",
	"text",
	"<!--->§",
	"text",
	"<!-- --!>§",
	"text",
	"<!doctype html>§",
	"text",
	"<?php '>§",
	"text",
	"</3 '>§",
	"text",
	"<noscript>§",
	"text",
	"<template>§",
	"text",
	/* content */
	"<title>§",
	"quoted",
	"<TEXTAREA a>§",
	"quoted",
	"<title></titles>§",
	"quoted",
	"<title></TITLE\n>§",
	"text",
	"<title/>§",
	"quoted",
	"<xmp></title>§",
	"quoted",
	"<script>§",
	"script",
	"<style>§",
	"style",
	"<script src='a'>§",
	"script",
	"<script></script>§",
	"text",
	"<script>'</script>§",
	"text",
	"<script>'</scripts>§",
	"script string",
	"<scripts>§",
	"text",
	"<script type='text/html'>§",
	"quoted",
	"<script type='text/html'>\"</script>§",
	"text",
	"<script type=module>§",
	"script",
	"<script type='application/ld+json'>§",
	"script",
	"<script type='§'>§",
	"script",
	"<input type='text/html'><script>§",
	"script",
	/* tags */
	"<§",
	"tag name",
	"</§",
	"tag name",
	"<h§",
	"tag name",
	"<h1 §",
	"tag",
	"<h1 a §",
	"tag",
	"<h1 a='b'§",
	"tag",
	"<h1 a='b' §",
	"tag",
	"<h1 §§",
	"apart",
	"<h§§",
	"tag name",
	"<h§1>",
	"sticks",
	"<p §a>",
	"sticks",
	"<p § a=§>",
	"refused",
	"<p §='§'>",
	"quoted",
	"<p §=",
	"name",
	"<p§=",
	"refused",
	"<p a§=",
	"name",
	"<p data-§a='§'>",
	"quoted",
	"<p o§click='§'>",
	"sticks",
	"<p = §>",
	"sticks",
	/* attributes */
	"<p a=§",
	"refused",
	"<p a= §",
	"refused",
	"<p a=b§",
	"refused",
	"<p a='§",
	"quoted",
	"<p a=\"'§",
	"quoted",
	"<p a='b'c='§",
	"quoted",
	"<p onclick='§",
	"script!",
	"<p ONCLICK\n=\n'§",
	"script!",
	"<p onclick='a' title='§",
	"quoted",
	"<p style='§",
	"style!",
	"</p onclick='§",
	"quoted",
	"<p data-onclick='§",
	"quoted",
	"<iframe srcdoc='§",
	"page",
	"<iframe srcdoc='a§b§",
	"page",
	"<iframe srcdoc='<p>§",
	"refused",
	"<iframe srcdoc='&lt;p&gt;§",
	"refused",
	/* addresses */
	"<a href='§",
	"quoted",
	"<a href='javascript:§",
	"refused",
	"<a href=' Java\tScript\n:§",
	"refused",
	"<a href='vbscript:§",
	"refused",
	"<a href='javascripts:§",
	"quoted",
	"<a href='#javascript:§",
	"quoted",
	"<a href='data:text/html,§",
	"quoted",
	"<a title='javascript:§",
	"quoted",
	/* comments and the like */
	"<!-- §",
	"comment",
	"<!-- -- > §",
	"comment",
	"<!doctype §",
	"comment",
	"<!§",
	"refused",
	"<!-§",
	"refused",
	"<title></§",
	"refused",
	NULL,
};

static void
test_html(void **state)
{
	(void)state;
	for (size_t i = 0; places_in_html[i]; i += 2)
		expect_landing(false, places_in_html[i], places_in_html[i + 1]);
}

static const char *const places_in_scripts[] = {
	"'§",
	"script string",
	"\"§",
	"script string",
	"`§",
	"script string",
	"'a' + §",
	"script",
	"'\\'§",
	"script string",
	"'\\\\'§",
	"script",
	"'\n§",
	"script",
	"'\\\n§",
	"script string",
	"\"'§",
	"script string",
	"`\n'${§",
	"script",
	"`${'}'}§",
	"script string",
	"`${{}}§",
	"script string",
	"`${`§",
	"script string",
	"`${`${§",
	"script",
	"`${`${1}`}`§",
	"script",
	"`${`${`${`${`${§",
	"refused",
	"// '\n§",
	"script",
	"// §",
	"script string",
	"/* '*/§",
	"script",
	"/* §",
	"script string",
	"<!-- '\n§",
	"script",
	"a / '§",
	"script string",
	"/'/§",
	"script",
	"/['/]'/§",
	"script",
	"/\\/'/§",
	"script",
	"/§",
	"refused",
	"/[§",
	"refused",
	"(/'/)§",
	"script",
	"a = /'/§",
	"script",
	"return /'/§",
	"script",
	"returned / '§",
	"script string",
	"a) / '§",
	"script string",
	"a++ / '§",
	"script string",
	"1 / 2 / '§",
	"script string",
	"§ / '§",
	"script string",
	"x = § / 2 + '§",
	"script string",
	"{ '§",
	"script string",
	"'\\§",
	"refused",
	"'</§",
	"refused",
	"'</SCR§",
	"refused",
	"'<\\/§",
	"script string",
	"'<§",
	"script string",
	"'</b§",
	"script string",
	NULL,
};

static const char *const places_in_styles[] = {
	"a { b: §",
	"style",
	"'§",
	"style string",
	"\"'§",
	"style string",
	"'\\'§",
	"style string",
	"'a'§",
	"style",
	"'\n§",
	"style",
	"/* '§",
	"style string",
	"/* '*/§",
	"style",
	"// '§",
	"style string",
	"url(§",
	"style url",
	"URL( §",
	"style url",
	"url(a§",
	"style url",
	"url('§",
	"style url",
	"url(\")§",
	"style url",
	"url(')')§",
	"style",
	"url(a)§",
	"style",
	"url('a' §",
	"style",
	"(§",
	"style",
	"\\'§",
	"style",
	"'\\§",
	"refused",
	"'</sty§",
	"refused",
	NULL,
};

static void
test_code(void **state)
{
	(void)state;
	char text[256];
	for (size_t i = 0; places_in_scripts[i]; i += 2) {
		snprintf(text, sizeof text, "<script>%s", places_in_scripts[i]);
		expect_landing(false, text, places_in_scripts[i + 1]);
	}
	for (size_t i = 0; places_in_styles[i]; i += 2) {
		snprintf(text, sizeof text, "<style>%s", places_in_styles[i]);
		expect_landing(false, text, places_in_styles[i + 1]);
	}
	expect_landing(false, "<a onclick='f(&quot;§", "script string!");
	expect_landing(false, "<a onclick='f(&#34;\\&quot;&#x22;, §", "script!");
	expect_landing(false, "<a style=\"a: url('§", "style url!");
}

static void
test_xml(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"<title>§",
		"text",
		"<a>§",
		"text",
		"<ä b='§",
		"quoted",
		"<_a §",
		"tag",
		"<![CDATA[ <a '§",
		"cdata",
		"<![CDATA[ <a ']]>§",
		"text",
		"<?xml version='§",
		"comment",
		"<?a > §",
		"comment",
		"<?a ?>§",
		"text",
		"<script>§",
		"script",
		"<script/>§",
		"text",
		"<style a='b'/>§",
		"text",
		"<a b=§",
		"refused",
		"<a href='javascript:§",
		"refused",
		"<!-- --!>§",
		"comment",
		NULL,
	};
	for (size_t i = 0; cases[i]; i += 2)
		expect_landing(true, cases[i], cases[i + 1]);
}

/* --- meeting ------------------------------------------------------------------------------- */

static struct spot
after(const char *text)
{
	struct spot spot = spot_start(false);
	enum spot_landing landing;
	assert_true(walk(&spot, text, &landing));
	return spot;
}

/* How a value is written behind two texts, either of which may stand there; "apart" for no place. */
static void
expect_join(const char *a, const char *b, const char *want)
{
	for (int turn = 0; turn < 2; turn++) {
		struct spot left = after(turn ? a : b), right = after(turn ? b : a), before = left;
		if (!spot_join(&left, &right)) {
			assert_true(spot_is_same(&left, &before));
			expect_str(STR("different"), want);
			continue;
		}
		enum spot_landing landing = spot_value(&left, false);
		expect_str(str_from(landings[landing & ~(unsigned)LAND_IN_ATTRIBUTE]), want);
	}
}

static void
test_joins(void **state)
{
	(void)state;
	expect_join("a", "<b>c</b>", "text");
	expect_join("a", "<b", "different");
	expect_join("<a", "<a b='c'", "apart");
	expect_join("<a b=c", "<a d", "apart");
	expect_join("<a b='", "<a c='", "quoted");
	expect_join("<a b='", "<a c=\"", "different");
	expect_join("<a b='", "<a onclick='", "different");
	expect_join("<a href='", "<a href='/b", "quoted");
	expect_join("<a href='", "<a href='javascript:", "refused");
	expect_join("<script>a", "<script>a = ", "script");
	expect_join("<script>", "<script>'", "different");
	expect_join("<script", "<style", "different");
	expect_join("<script", "<script type='text/html'", "different");
	expect_join("<!-- a", "b", "different");
	struct spot nowhere = { .state = SPOT_NOWHERE }, text = after("a");
	assert_true(spot_join(&nowhere, &text) && spot_is_same(&nowhere, &text));
	nowhere.state = SPOT_NOWHERE;
	assert_true(spot_join(&text, &nowhere) && text.state == SPOT_TEXT);
}

static void
expect_return(const char *begin, const char *end, bool want)
{
	struct spot from = after(begin), start = spot_part(&from), to = after(end);
	if (spot_returns(&start, &to) != want)
		print_error("%s -> %s\n", begin, end);
	assert_int_equal(spot_returns(&start, &to), want);
}

static void
test_returns(void **state)
{
	(void)state;
	expect_return("", "<p>a</p>", true);
	expect_return("", "<p", false);
	expect_return("<p ", "<p a='b' c", true);
	expect_return("<p ", "<p>", false);
	expect_return("<script ", "<p ", false);
	expect_return("<p a='", "<p a='b§", true);
	expect_return("<p a='", "<p a='b' c='", true);
	expect_return("<p a='", "<p a='b' c=\"", false);
	expect_return("<a href='", "<a href='/b", true);
	expect_return("<script>", "<script>a = '", false);
	expect_return("<script>", "<script>a = 1;", true);
	expect_return("<script>`${", "<script>`${ {", false);
}

/* --- writing ------------------------------------------------------------------------------- */

static void
test_schemes(void **state)
{
	(void)state;
	static const char *const cases[] = { "javascript:a", "javascript",
		"JAVASCRIPT:", "javascript", "  java\nscript\t:a", "javascript",
		"\x01javascript:", "javascript", "vbscript:", "vbscript",
		"&#106;avascript:", "javascript", "&#x6a;avascript:", "javascript",
		"&#0000106avascript:", "javascript", "java&Tab;script&colon;a", "javascript",
		"java&#10;script:", "javascript", "data:text/html,a", "data", "data:,a", "data",
		"data:image/svg+xml,a", "data", "data:image/png;base64,a", "", "DATA:IMAGE/gif,",
		"", "data:font/woff2,", "", "", "", "a", "", "/javascript:", "", "javascripts:", "",
		"ajavascript:", "", "http://javascript:1", "", "javascript", "",
		"ü:javascript:", "", NULL };
	for (size_t i = 0; cases[i]; i += 2)
		expect_str(landing_scheme(str_from(cases[i]), false), cases[i + 1]);
	expect_str(landing_scheme(STR("/a 1x, javascript:b 2x"), true), "javascript");
	expect_str(landing_scheme(STR("/a;&#106;avascript:b"), true), "javascript");
	expect_str(landing_scheme(STR("data:image/png;base64,AA 1x, /a 2x"), true), "");
	expect_str(landing_scheme(STR("/a 1x, javascript:b 2x"), false), "");
}

static void
test_styles(void **state)
{
	(void)state;
	static const char *const good[] = { "red", "#fff", "12px/1.5 serif", "-1.5e+3", "10%",
		"rgb(1 2 3 / 50%)", "calc(1px * 2)", "var(--a)", "a, b", "!important", "ü", "",
		NULL };
	static const char *const bad[] = { "a;b", "a:b", "a{", "}", "url(a)", "expression(a)",
		"a\\b", "'a'", "\"", "<", "@a", "/*", "*/", "/", "a/", "a//b", "rgb(", ")", "a(b)",
		"a\nb", "calc(a*/b)", NULL };
	for (size_t i = 0; good[i]; i++)
		assert_true(landing_is_style(str_from(good[i])));
	for (size_t i = 0; bad[i]; i++)
		assert_false(landing_is_style(str_from(bad[i])));
}

static void
test_attributes(void **state)
{
	(void)state;
	struct str bad;
	static const char *const good[] = { "", " a=\"b\" c='d'", "hidden", " href='/a'",
		"a='b'c='d'", NULL };
	static const char *const wrong[] = { "a=b", ">", "a='b'>", "a='b'><i ", "a='b",
		"onclick='a'", "style='a'", "href='javascript:a'", "srcset='a, data:,b'",
		"a=", "= 'a'", "srcdoc='a'", NULL };
	for (size_t i = 0; good[i]; i++)
		assert_true(landing_is_attributes(str_from(good[i]), false, false, &bad));
	for (size_t i = 0; wrong[i]; i++)
		assert_false(landing_is_attributes(str_from(wrong[i]), false, false, &bad));
	assert_true(landing_is_attributes(STR("onclick='a'"), false, true, &bad));
	assert_false(landing_is_attributes(STR("href='javascript:a'"), false, true, &bad));
	expect_str(bad, "javascript");
	assert_true(landing_is_attribute_name(STR("data-On")) && landing_is_tag_name(STR("h1")));
	assert_false(landing_is_attribute_name(STR("OnClick")) ||
	        landing_is_tag_name(STR("STYLE")) || landing_is_attribute_name(STR("")) ||
	        landing_is_tag_name(STR("1")) || landing_is_attribute_name(STR("a b")) ||
	        landing_is_tag_name(STR("a>")));
}

/* Every attribute in which browsers look for an address, and every element that holds no tags. */
static void
test_rows(void **state)
{
	(void)state;
	char text[128];
	struct str bad;
	static const char *const one[] = { "action", "background", "by", "cite", "classid",
		"codebase", "data", "dynsrc", "formaction", "from", "href", "icon", "longdesc",
		"lowsrc", "manifest", "poster", "profile", "src", "to", "usemap", "xlink:href",
		NULL };
	static const char *const several[] = { "archive", "imagesrcset", "ping", "srcset", "values",
		NULL };
	static const char *const closed[] = { "title", "textarea", "iframe", "noembed", "noframes",
		"xmp", NULL };
	/* A handler may have a long name. */
	expect_landing(false, "<a onanimationiteration=\"§\"", "script!");
	expect_landing(false, "<a onanimationstart='f(\"§", "script string!");
	expect_landing(true, "<a xl:href=\"javascript:§\"", "refused");
	for (size_t i = 0; one[i]; i++) {
		snprintf(text, sizeof text, "%s='javascript:a'", one[i]);
		assert_false(landing_is_attributes(str_from(text), false, false, &bad));
	}
	for (size_t i = 0; several[i]; i++) {
		snprintf(text, sizeof text, "%s='/a 1x, javascript:a 2x'", several[i]);
		assert_false(landing_is_attributes(str_from(text), false, false, &bad));
	}
	for (size_t i = 0; closed[i]; i++) {
		snprintf(text, sizeof text, "<%s><script><a b=§", closed[i]);
		expect_landing(false, text, "quoted");
		snprintf(text, sizeof text, "<%s></%s><a b=§", closed[i], closed[i]);
		expect_landing(false, text, "refused");
	}
}

static void
test_writing(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out, 1 << 16);
	landing_markup(&out, STR("<b>&amp;\"'</b>"));
	expect_buf(&out, "&lt;b&gt;&amp;&#34;&#39;&lt;/b&gt;");
	landing_comment(&out, STR("--a---"));
	expect_buf(&out, "- -a- - - ");
	landing_cdata(&out, STR("a]]>b]]>"));
	expect_buf(&out, "a]]]]><![CDATA[>b]]]]><![CDATA[>");
	landing_script_string(&out, STR("a'\"`${}</ü\xe2\x80\xa8\n\\*/"));
	expect_buf(&out,
	        "a\\u0027\\u0022\\u0060\\u0024\\u007b\\u007d\\u003c/ü\\u2028\\u000a\\u005c\\u002a/");
	landing_style_string(&out, STR("a'\"}\\\n</ü"));
	expect_buf(&out, "a\\27 \\22 \\7d \\5c \\a \\3c /ü");
	landing_style_url(&out, STR("/a b?c='d'&(e)ü"));
	expect_buf(&out, "/a%20b?c=%27d%27&%28e%29%C3%BC");
	/* What the literal text before it began is not ended. */
	buf_lit(&out, "*");
	landing_script_string(&out, STR("/"));
	expect_buf(&out, "*\\u002f");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_xml),
		cmocka_unit_test(test_joins),
		cmocka_unit_test(test_returns),
		cmocka_unit_test(test_schemes),
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_writing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
