/* What templates of directives are given, what is checked, and where a mistake is said to be. */
#include "site_fixture.h"

#include "render/view.h"

static void
put_site(void)
{
	static const char *const names[] = { "home", "section", "list", "404" };
	char path[50];
	put_file("kith.yaml", PLAIN_SITE);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "templates/%s.html", names[i]);
		put_file(path, names[i]);
	}
	put_file("templates/page.html", "{{ page.content }}");
	put_file("static/plan.svg",
	        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>");
}

/* What becomes of a text in which `x` has this template. */
static struct str
made(const char *template, const char *text)
{
	put_site();
	put_file("templates/directives/x.html", template);
	put_file("content/a.md", text);
	load_site();
	return rendered("a/index.html");
}

/* --- what is given -------------------------------------------------------------------------- */

static const struct {
	const char *template, *text, *made;
} uses[] = {
	{ "{{ text }}|{{ content }}|{{ directive.name }}", "::x[*a*]", "<em>a</em>||x" },
	{ "{{ content }}{{ text | length }}", ":::x\nb\n:::", "<p>b</p>\n0" },
	{ "{{ directive.kind }}", "a :x{} b", "<p>a text b</p>" },
	{ "{{ directive.kind }}", "::x", "leaf" },
	{ "{{ directive.kind }}", ":::x\n:::", "container" },
	{ "{{ a }} {{ b is true }} {{ c == '' }}", "::x{a=1 b c=\"\"}", "1 True True" },
	{ "{{ a }}", "::x{a=\"1 \\\"2\\\" <\"}", "1 &#34;2&#34; &lt;" },
	{ "{{ directive.class }} {{ directive.id }}", "::x{.a #i .b class=\"c d\"}",
	        "x a b c d i" },
	{ "{{ directive.class }} {{ directive.id }}", "::x", "x None" },
	{ "{{ directive.id }}", "::x{#a b=c #d}", "a" },
	{ "{{ directive.id }}{{ b }}", "::x{#a b=1}\n\n::x{#a b=2}", "a1\nNone2" },
	{ "{{ directive.id }}", "## A\n\n::x{#a}", "<h2 id=\"a-1\">A</h2>\na" },
	{ "{{ directive.id }}", "## A {#b}\n\n::x{#b}", "<h2 id=\"b\">A</h2>\nNone" },
	{ "{{ a }}", "::x{a=\"b &amp; c &copy\"}", "b &amp; c &amp;copy" },
	{ "[{{ href }}]", "::x{href=javascript&colon;f}", "[]" },
	{ "{{ directive.attributes | join(' ') }}", "::x{b=1 #i a=2 .c}", "b a" },
	{ "{{ src }} {{ directive.targets.src.width }} {{ directive.targets.src.permalink }}",
	        "::x{src=/plan.svg}", "/plan.svg 4 https://example.org/plan.svg" },
	{ "{{ url }} {{ directive.targets.url.external }}", "::x{url=https://example.com/?a=b}",
	        "https://example.com/?a=b True" },
	{ "{{ href }} {{ directive.targets.href.external }}", "::x{href=a.md}", "/a/ False" },
	{ "[{{ href }}]", "::x{href=javascript:f}", "[]" },
	{ "{{ page.title }} {{ site.title }} {{ directive.feed }}", "::x", "A T False" },
	{ "{% attributes text='none' %}{{ text }}", "::x", "none" },
	{ "{% attributes text='none' %}{{ text }}", "::x[a]", "a" },
	{ "{% attributes content='none' %}{{ content }}", "::x[a]", "none" },
	{ "{% attributes a, b=a %}{{ a }}{{ b }}", "::x{a=1}", "11" },
	{ " <b>{{ text }}</b>\n", "a :x[b], c", "<p>a <b>b</b>, c</p>" },
	{ "({{ text }})", ":x[a :x[b] ::x[c]]", "<p>(a (b) ::x[c])</p>" },
	{ "({{ content }})", "::::x\n:::x\na\n:::\n::::", "((<p>a</p>\n)\n)" },
	{ "", "::x", "" },
	{ "{{ get_page('a.md').content }}", "::x[b]", "<div class=\"x\">\n<p>b</p>\n</div>" },
};

static void
test_what_is_given(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		struct str got = made(uses[i].template, uses[i].text);
		if (!str_eq(got, str_from(uses[i].made)))
			print_error("%s\n" STR_FMT "\n", uses[i].text, STR_ARG(said()));
		expect_str(got, uses[i].made);
	}
}

/* --- what is checked ------------------------------------------------------------------------- */

static const struct {
	const char *template, *text, *said;
} mistakes[] = {
	{ "", "::y", "content/a.md:1:3: error: there is no directive \"y\"" },
	{ "", "\xc3\xa4 \xc3\xa4 :y[b]", "content/a.md:1:6: error: there is no directive \"y\"" },
	{ "", "---\r\ntitle: A\r\n---\r\n\r\n::y\r\n", "content/a.md:5:3: error: there is no" },
	{ "{% attributes %}", "::x{a=1}", "content/a.md:1:5: error: the directive \"x\" takes no" },
	{ "{% attributes %}", "> - ::x[b]{c=1}\n",
	        "content/a.md:1:12: error: the directive \"x\"" },
	{ "{% attributes %}", ":x[b\nc]{d=1}\n",
	        "content/a.md:2:4: error: the directive \"x\" takes" },
	{ "{% attributes %}", "::x{a}\n\n::x{a}\n",
	        "content/a.md:3:5: error: the directive \"x\"" },
	{ "{% attributes abc=1 %}", "::x{abd=1}", "help: did you mean \"abc\"?" },
	{ "{% attributes a %}", "::x", "content/a.md:1:3: error: the directive \"x\" needs the" },
	{ "{% attributes text %}", "::x[]", "error: the directive \"x\" needs a text" },
	{ "{% attributes content %}", "::x[a]", "error: the directive \"x\" has no content" },
	{ "", "::x{text=a}", "error: the directive \"x\" takes no attribute \"text\"" },
	{ "", "::x{a=1 a=2}", "content/a.md:1:9: error: the attribute \"a\" is given twice" },
	{ "", "::x{onclick=1}", "error: the attribute \"onclick\" may not be set" },
	{ "", "::x{style=1}", "error: the attribute \"style\" may not be set" },
	{ "", "::x{src=\"\"}", "error: the attribute \"src\" is empty" },
	{ "<DIV></DIV>", "a :x[b]", "error: the directive \"x\" cannot stand within a line" },
	{ "{{ y }}", "::x", "directives/x.html:1:4: error: \"y\" is undefined" },
	{ "{% attributes directive %}", "::x", "\"directive\" is given to every directive" },
	{ "{% include 'directives/x.html' %}", "::x", "includes itself without end" },
};

static void
test_what_is_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		made(mistakes[i].template, mistakes[i].text);
		expect_said(mistakes[i].said);
		assert_true(diags.errors > 0);
	}
}

static void
test_each_is_told_once(void **state)
{
	(void)state;
	put_file("content/essays/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n::y\n");
	made("", "::x");
	assert_int_equal(diags.errors, 1);
}

static void
test_very_many_are_counted(void **state)
{
	static char text[120000];
	size_t len = 0;
	(void)state;
	while (len + 7 < sizeof text)
		len += (size_t)snprintf(text + len, sizeof text - len, "::y\n\n");
	made("", text);
	assert_true(diags.errors > 10000);
}

/* What one needs while it is made is given back, so that very many need no more than one. */
static void
test_very_many_need_little_memory(void **state)
{
	static char text[100000];
	size_t len = 0, used = 0;
	(void)state;
	while (len + 12 < sizeof text)
		len += (size_t)snprintf(text + len, sizeof text - len, ":x[b]{a=1}\n");
	made("{% set c = text ~ a %}{{ c | upper }}", text);
	assert_int_equal(diags.errors, 0);
	for (unsigned i = 0; i < loaded.workers->count; i++)
		used += loaded.workers->at[i].scratch.used;
	assert_true(used < 256 << 10);
}

/* --- by whom --------------------------------------------------------------------------------- */

static void
test_site_before_program(void **state)
{
	(void)state;
	put_site();
	put_file("templates/directives/time.html", "own");
	put_file("content/a.md", "::time{date=1} and");
	put_file("content/b.md", "::time");
	put_file("content/c.md", "::metric[a]{value=1}");
	load_site();
	expect_str(rendered("b/index.html"), "own");
	assert_true(str_starts(rendered("c/index.html"), STR("<dl class=\"metric\">")));
	assert_int_equal(diags.errors, 0);
}

static void
test_ids_are_anchors(void **state)
{
	(void)state;
	made("", "::x{#here} [a](#here) [b](#hete)");
	expect_said("this page has no heading with the anchor \"#here\"");
	leave_site(state);
	enter_site(state);
	made("", "::x{#here}\n\n[a](#here)");
	assert_int_equal(diags.errors, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_what_is_given),
		WITH_SITE(test_what_is_checked),
		WITH_SITE(test_each_is_told_once),
		WITH_SITE(test_very_many_are_counted),
		WITH_SITE(test_very_many_need_little_memory),
		WITH_SITE(test_site_before_program),
		WITH_SITE(test_ids_are_anchors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
