#include "markdown/untag.h"

#include "base/buf.h"
#include "expect.h"

static void
expect_untagged(const char *html, const char *expected)
{
	struct buf buf;
	buf_init(&buf, 1 << 20);
	buf_lit(&buf, "kept ");
	untag_html(&buf, str_from(html));
	expect_str(str_skip(buf_view(&buf), 5), expected);
	buf_free(&buf);
}

static void
test_tags(void **state)
{
	(void)state;
	expect_untagged("", "");
	expect_untagged("  a \n b ", "a b");
	expect_untagged("<p>One</p><p>t<b>w</b>o</p>", "One two");
	expect_untagged("a<br>b<br/>c<hr>d", "a b c d");
	expect_untagged("a<EM>b</EM>c<Div>d</Div>e", "abc d e");
	expect_untagged("<img alt=\"a > b\" src='x>y'>c", "c");
	expect_untagged("1 < 2 <3 <", "1 < 2 <3 <");
	expect_untagged("a </ b> c", "a </ b> c");
	expect_untagged("a<!-- <p> -->b<!doctype html>c<?x?>d", "abcd");
	expect_untagged("<table><tr><td>1</td><td>2</td></tr></table>", "1 2");
}

static void
test_references(void **state)
{
	(void)state;
	expect_untagged(
	        "&lt;b&gt; &amp;amp; &copy; &#233; &nothing; &", "<b> &amp; © é &nothing; &");
	expect_untagged("a&nbsp;b", "a\u00a0b");
}

static void
test_what_says_nothing(void **state)
{
	(void)state;
	expect_untagged("a<script>if (x </b> y) \"</p>\"</SCRIPT >b", "a b");
	expect_untagged("a<style>p {}</style><template><p>x</p></template>b", "a b");
	expect_untagged("a<script>b", "a");
	expect_untagged("a<p title=\"b", "a");
	expect_untagged("a<!-- b", "a");
	expect_untagged("a</script>b", "a b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_what_says_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
