/* What a finished page tells, as a browser would read it. */
#include "audit/rendered.h"

#include "base/buf.h"
#include "expect.h"

/* "link /x/; id top; " and so on. */
static void
expect_told(const char *html, const char *want)
{
	static const char *const kinds[] = { "heading", "id", "link", "use", "perhaps", "bare" };
	struct buf facts, told;
	struct rendered fact;
	struct str rest;

	buf_init(&facts, 1 << 20);
	buf_init(&told, 1 << 20);
	assert_true(rendered_read(str_from(html), &facts));
	rest = buf_view(&facts);
	while (rendered_next(&rest, &fact)) {
		buf_format(&told, "%s", kinds[fact.kind]);
		if (fact.number)
			buf_format(&told, "%u", (unsigned)fact.number);
		buf_format(&told, " " STR_FMT "; ", STR_ARG(fact.text));
	}
	expect_buf(&told, want);
	buf_free(&facts);
	buf_free(&told);
}

static void
test_tags(void **state)
{
	(void)state;
	expect_told("<h2 id=a>x</h2><H3>y</H3><h7><hr><header>", "id a; heading2 a; heading3 ; ");
	expect_told("<a href='/x/?a&amp;b#c'>x</a>", "link /x/?a&b#c; ");
	expect_told("<a  href = /x/ id= \"b\" >", "link /x/; id b; ");
	expect_told("<a title=\"a > b\" href=\"/x/\">", "link /x/; ");
	expect_told("<img src=a.png alt><img src=b.png ALT=\"\"><img src=c.png>",
	        "use a.png; use b.png; use c.png; bare c.png; ");
	expect_told("<a name=old><p name=not><a href=\" /x/ \">", "id old; link /x/; ");
	expect_told("<link href=/a.css><script src=/a.js></script>", "use /a.css; use /a.js; ");
	expect_told("<base href=/b/><img alt=x src=data:image/png;base64,AA>", "");
	expect_told("<meta content=/card.png><object data=a.svg></object>",
	        "perhaps /card.png; perhaps a.svg; ");
}

static void
test_what_is_no_tag(void **state)
{
	(void)state;
	expect_told("<!-- <a href=/no/> --><a href=/yes/>", "link /yes/; ");
	expect_told("<script>'<a href=/no/>'</script><a href=/yes/>", "link /yes/; ");
	expect_told("<SCRIPT>'<a href=/no/></scripts>'</Script ><a href=/yes/>", "link /yes/; ");
	expect_told("<textarea><a href=/no/></textarea><a href=/yes/>", "link /yes/; ");
	expect_told("1 < 2 <3 <a href=/yes/> </ <>", "link /yes/; ");
	expect_told("<!doctype html><?x <a href=/no/ ?><a href=/yes/>", "link /yes/; ");
	expect_told("<!-- <a href=/no/>", "");
	expect_told("<script><a href=/no/>", "");
	expect_told("<a href=\"/x/", "link /x/; ");
}

static void
test_styles_and_sets(void **state)
{
	(void)state;
	expect_told("<img alt=\"\" srcset=\"a.png 1x, b.png 2x\">", "use a.png; use b.png; ");
	expect_told("<p style=\"background: url('c.png')\">", "use c.png; ");
	expect_told("<style>a { b: url( \"d.png\" ) } c { d: url(e.png) }</style>",
	        "use d.png; use e.png; ");
	expect_told("<style>a { b: url(d.png", "use d.png; ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_what_is_no_tag),
		cmocka_unit_test(test_styles_and_sets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
