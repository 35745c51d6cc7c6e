/* The filters of a site: the example of every row, and what they make of links and mistakes. */
#include "site_fixture.h"

/* What a template is on a page of a site. */
static struct str
shown(const char *config, const char *template)
{
	put_file("kith.yaml", config);
	put_file("templates/page.html", template);
	put_file("templates/section.html", "");
	put_file("content/a.md",
	        "---\ntitle: A\nparams: {note: 'See [this](@/b.md).'}\n---\nText.\n");
	put_file("content/b.md", "Text.\n");
	load_site();
	return rendered("a/index.html");
}

static void
again(void **state)
{
	leave_site(state);
	enter_site(state);
}

static void
test_rows(void **state)
{
	static const struct {
		const char *name;
		const char *examples[9];
	} rows[] = {
#define SITE_FILTER(name, function, parameters, help, ...) { name, { __VA_ARGS__ } },
#include "render/filter_site.def"
#undef SITE_FILTER
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (const char *const *example = rows[i].examples; *example; example += 2) {
			struct str got = shown(PLAIN_SITE, example[0]);
			if (!str_eq(got, str_trim(str_from(example[1]))))
				fail_msg("%s: %s gives " STR_FMT, rows[i].name, example[0],
				        STR_ARG(got));
			again(state);
		}
	}
}

static void
test_markdown(void **state)
{
	static const char *const cases[][3] = {
		{ "", "{{ page.params.note|markdown(inline=true) }}",
		        "See <a href=\"/b/\">this</a>." },
		{ "", "{{ '[x](y.md) [z](https://example.net/)'|markdown(true) }}",
		        "<a href=\"y.md\">x</a> <a href=\"https://example.net/\">z</a>" },
		{ "", "{{ 'a\n\nb'|markdown(inline=true) }}", "<p>a</p>\n<p>b</p>" },
		{ "", "{{ '- a'|markdown(inline=true) }}", "<ul>\n<li>a</li>\n</ul>" },
		{ "", "{{ '[x](javascript:alert)'|markdown(inline=true) }}", "x" },
		{ "", "{{ '<i>x</i>'|markdown(inline=true) }}", "<i>x</i>" },
		{ "markdown: {html: escape}\n", "{{ '<i>x</i>'|markdown(inline=true) }}",
		        "&lt;i&gt;x&lt;/i&gt;" },
		{ "markdown: {html: escape}\n",
		        "{{ '<i>x</i>'|markdown(inline=true, html='drop') }}", "x" },
		{ "markdown: {hard_wraps: true}\n", "{{ 'a\nb'|markdown(inline=true) }}",
		        "a<br />\nb" },
		{ "", "[{{ ''|markdown }}{{ none|markdown }}{{ page.params.none|markdown }}]",
		        "[]" },
		{ "", "{{ '# A'|markdown }}", "<h1>A</h1>" },
		{ "", "{{ ['*a*', 'b']|map('markdown', inline=true)|join(', ') }}",
		        "<em>a</em>, b" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char config[200];
		snprintf(config, sizeof config, PLAIN_SITE "%s", cases[i][0]);
		expect_str(shown(config, cases[i][1]), cases[i][2]);
		again(state);
	}
}

static void
test_highlight(void **state)
{
	static const char *const cases[][2] = {
		{ "{{ 'a'|highlight }}", "<pre tabindex=\"0\"><code>a\n</code></pre>" },
		{ "{{ 'a\n'|highlight('c x') }}",
		        "<pre tabindex=\"0\"><code class=\"language-c\">a\n</code></pre>" },
		{ "{{ '~~~~\n```\n</code>'|highlight }}",
		        "<pre tabindex=\"0\"><code>~~~~\n```\n&lt;/code&gt;\n</code></pre>" },
		{ "{{ 'a'|highlight('\"><b>') }}",
		        "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;b&gt;\">a\n</code></pre>" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_str(shown(PLAIN_SITE, cases[i][0]), cases[i][1]);
		again(state);
	}
}

static void
test_mistakes(void **state)
{
	static const char *const cases[][2] = {
		{ "{{ '[x](@/c.md)'|markdown }}",
		        "error: in this text: there is no page content/c.md" },
		{ "{{ 'x'|markdown(html='no') }}", "error: \"html\" is allow, escape or drop" },
		{ "{{ [1]|markdown }}", "error: a text was expected, not list" },
		{ "{{ 'x'|highlight('a\nb') }}", "error: the name of a language is a word" },
		{ "{{ 'x'|plain_text(0) }}", "error: \"length\" is a number of characters" },
		{ "{{ 'x'|plain_text('a') }}", "error: \"length\" is a number of characters" },
		{ "{{ '@/c.md'|absolute_url }}", "error: there is no page content/c.md" },
		{ "{{ 5|absolute_url }}", "a text or something with an address was expected" },
		{ "{{ 'x'|markdwn }}", "did you mean \"markdown\"?" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_str(shown(PLAIN_SITE, cases[i][0]), "(failed)");
		expect_said(cases[i][1]);
		again(state);
	}
}

static void
test_addresses(void **state)
{
	(void)state;
	expect_str(
	        shown(PLAIN_SITE,
	                "{{ page|absolute_url }} {{ '@/b.md'|absolute_url }} {{ page.section|absolute_url }}"),
	        "https://example.org/a/ https://example.org/b/ https://example.org/");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_rows),
		WITH_SITE(test_markdown),
		WITH_SITE(test_highlight),
		WITH_SITE(test_mistakes),
		WITH_SITE(test_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
