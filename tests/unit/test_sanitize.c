/*
 * Raw HTML in feeds: what stays, what goes, and how a browser would be tricked.
 */
#include "expect.h"

#include "markdown/sanitize.h"

static void
expect_from(const char *base, const char *html, const char *want)
{
	struct sanitize sanitize;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	sanitize_begin(&sanitize, &out, str_from(base));
	sanitize_html(&sanitize, str_from(html));
	sanitize_end(&sanitize);
	expect_str(buf_view(&out), want);
	buf_free(&out);
}

static void
expect_clean(const char *html, const char *want)
{
	expect_from("", html, want);
}

static void
harmless_html_stays(void **state)
{
	(void)state;
	expect_clean("", "");
	expect_clean("text &amp; <b>bold</b>", "text &amp; <b>bold</b>");
	expect_clean("<p>a<br>b<hr/></p>", "<p>a<br />b<hr /></p>");
	expect_clean("<A HREF='x'>a</A>", "<a href=\"x\">a</a>");
	expect_clean("<details open><summary>s</summary>d</details>",
	        "<details open=\"\"><summary>s</summary>d</details>");
	expect_clean("<td colspan=2 >x</td >", "<td colspan=\"2\">x</td>");
	expect_clean("<img src=\"a.png\" alt=\"a &quot;b&quot;\" width=3>",
	        "<img src=\"a.png\" alt=\"a &#34;b&#34;\" width=\"3\" />");
}

static void
scripts_and_the_like_go_with_their_content(void **state)
{
	(void)state;
	expect_clean("a<script>alert('<b>')</script>b", "ab");
	expect_clean("a<SCRIPT src=x></SCRIPT >b", "ab");
	expect_clean("a<script>x</scriptx></script/>b", "ab");
	expect_clean("<style>p{}</style>a", "a");
	expect_clean("a<iframe src=x><p>y</p></iframe>b", "ab");
	expect_clean("a<object><object>x</object><p>y</p></object>b", "ab");
	expect_clean("a<svg><script>x</script><a href=y>z</a></svg>b", "ab");
	expect_clean("a<template><b>x</b></template>b", "ab");
	expect_clean("a<textarea><b>x</b></textarea>b", "ab");
	expect_clean("a<select><option>x</option></select>b", "ab");
	expect_clean("a<script>never closed <b>b</b>", "a");
}

static void
forms_and_unknown_elements_lose_their_tags(void **state)
{
	(void)state;
	expect_clean(
	        "<form action=x><label>a</label><input value=y><button>b</button></form>", "ab");
	expect_clean("<my-element class=x>a</my-element>", "a");
	expect_clean("<base href=x><link rel=y><meta z>a<embed src=w>", "a");
	expect_clean("<html><body>a</body></html>", "a");
	expect_clean("</br></img>a", "a");
}

static void
attributes_that_could_run_or_style_go(void **state)
{
	(void)state;
	expect_clean("<p onclick=x style='y' id=z class=w>a</p>", "<p>a</p>");
	expect_clean("<p ONCLICK = \"x>y\" title=\"t\">a</p>", "<p title=\"t\">a</p>");
	expect_clean("<a href=x/onclick=y>a</a>", "<a href=\"x/onclick=y\">a</a>");
	expect_clean("<img/src=x/onerror=alert(1)>", "<img src=\"x/onerror=alert(1)\" />");
	expect_clean("<img src=\"x\"onerror=\"y\">", "<img src=\"x\" />");
	expect_clean("<p title=a\"b>c</p>", "<p title=\"a&#34;b\">c</p>");
	expect_clean("<p =x title=y>a</p>", "<p title=\"y\">a</p>");
	expect_clean("<iframe srcdoc='<p>'></iframe>a", "a");
}

static void
unsafe_addresses_go_however_they_are_written(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"<a href=javascript:x>a</a>",
		"<a href='JavaScript:x'>a</a>",
		"<a href=' javascript:x'>a</a>",
		"<a href='java\tscript:x'>a</a>",
		"<a href='&#106;avascript:x'>a</a>",
		"<a href='&#x6A;avascript&colon;x'>a</a>",
		"<a href='java&Tab;script:x'>a</a>",
		"<a href='data:text/html,x'>a</a>",
		"<a href=vbscript:x>a</a>",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		expect_clean(bad[i], "<a>a</a>");
	/* What a browser would decode without a semicolon is no reference any more. */
	expect_clean("<a href='&#106avascript:x'>a</a>", "<a href=\"&amp;#106avascript:x\">a</a>");
}

static void
addresses_become_absolute(void **state)
{
	(void)state;
	const char *base = "https://example.org/essays/cache/";
	expect_from(
	        base, "<a href=../x#y>a</a>", "<a href=\"https://example.org/essays/x#y\">a</a>");
	expect_from(base, "<img src=a.png alt=''>",
	        "<img src=\"https://example.org/essays/cache/a.png\" alt=\"\" />");
	expect_from(base, "<video poster=/p.jpg src=v.mp4></video>",
	        "<video poster=\"https://example.org/p.jpg\" "
	        "src=\"https://example.org/essays/cache/v.mp4\"></video>");
	/* Of several pictures the one that every reader shows stays. */
	expect_from(base,
	        "<picture><source srcset='b.webp 2x'><img src=a.png srcset='c.png 2x' alt=''></picture>",
	        "<picture><source /><img src=\"https://example.org/essays/cache/a.png\" alt=\"\" />"
	        "</picture>");
	expect_from(base, "<a href=mailto:a@b.c>a</a>", "<a href=\"mailto:a@b.c\">a</a>");
	expect_from(base, "<p title=../x>a</p>", "<p title=\"../x\">a</p>");
}

static void
comments_and_declarations_go(void **state)
{
	(void)state;
	expect_clean("a<!-- <b>x</b> -->b", "ab");
	expect_clean("a<!-->b<!--->c", "abc");
	expect_clean("a<!DOCTYPE html>b<?php x ?>c", "abc");
	expect_clean("a<![CDATA[x]]>b", "ab");
	expect_clean("a</>b</ x>c", "abc");
	expect_clean("a<!-- never closed", "a");
}

static void
what_is_no_tag_is_text(void **state)
{
	(void)state;
	expect_clean("a < b <3 <", "a &lt; b &lt;3 &lt;");
	expect_clean("a > b", "a > b");
	expect_clean("<b>a <b title=\"never closed>c", "<b>a ");
	expect_clean("<b", "");
}

static void
leaving_out_goes_on_from_call_to_call(void **state)
{
	(void)state;
	struct sanitize sanitize;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	sanitize_begin(&sanitize, &out, STR_EMPTY);
	sanitize_html(&sanitize, STR("<b>a</b><script>"));
	assert_true(sanitize_is_skipping(&sanitize));
	sanitize_html(&sanitize, STR("x"));
	sanitize_html(&sanitize, STR("y</script>b"));
	assert_false(sanitize_is_skipping(&sanitize));
	sanitize_html(&sanitize, STR("<svg>"));
	sanitize_stop_skipping(&sanitize);
	sanitize_html(&sanitize, STR("c"));
	expect_str(buf_view(&out), "<b>a</b>bc");
	sanitize_end(&sanitize);
	buf_free(&out);
}

static void
expect_no_ids(const char *html, const char *want)
{
	struct buf out;
	buf_init(&out, 1000);
	sanitize_drop_ids(&out, str_from(html));
	expect_str(buf_view(&out), want);
	buf_free(&out);
}

static void
ids_can_be_left_out(void **state)
{
	(void)state;
	expect_no_ids("<p id=\"a\" class='b'>c</p>", "<p class='b'>c</p>");
	expect_no_ids("<img src=a ID = x />d<hr id/>", "<img src=a />d<hr/>");
	expect_no_ids("<div aria-labelledby=\"a b\"\n\thidden><label for=x>y</label></div>",
	        "<div\n\thidden><label>y</label></div>");
	expect_no_ids("id=\"a\" < b <!-- <p id=a> --> <i title=' id=\"a\"'>",
	        "id=\"a\" < b <!-- <p id=a> --> <i title=' id=\"a\"'>");
	expect_no_ids("<script id=s>'<p id=a>'</script><p id=a>", "<script>'<p id=a>'</script><p>");
	expect_no_ids("a<p id", "a");
	expect_no_ids("a<", "a<");
	expect_no_ids("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harmless_html_stays),
		cmocka_unit_test(scripts_and_the_like_go_with_their_content),
		cmocka_unit_test(forms_and_unknown_elements_lose_their_tags),
		cmocka_unit_test(attributes_that_could_run_or_style_go),
		cmocka_unit_test(unsafe_addresses_go_however_they_are_written),
		cmocka_unit_test(addresses_become_absolute),
		cmocka_unit_test(comments_and_declarations_go),
		cmocka_unit_test(what_is_no_tag_is_text),
		cmocka_unit_test(leaving_out_goes_on_from_call_to_call),
		cmocka_unit_test(ids_can_be_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
