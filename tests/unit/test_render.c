/* What templates can ask of a site, and which template a route gets. Templates lie in the site itself. */
#include "site_fixture.h"

#include "content/page.h"

static void
put_templates(void)
{
	static const char *const names[] = { "home", "section", "list", "404" };
	char path[50];
	put_file("kith.yaml", "title: T & U\nbase_url: https://example.org/b\ntheme: none\n");
	put_file("templates/page.html", "page");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "templates/%s.html", names[i]);
		put_file(path, names[i]);
	}
	put_file("static/x.png", "no picture");
	put_file("content/essays/other.md", "---\ntitle: Other\ndate: 2026-01-01\n---\n");
}

/* What an expression is on content/essays/a.md, whose front matter is given. */
static struct str
shown(const char *front, const char *template)
{
	char text[500];
	put_templates();
	put_file("templates/page.html", template);
	snprintf(text, sizeof text, "---\ntitle: A\ndate: 2026-02-01\n%s\n---\nText.\n", front);
	put_file("content/essays/a.md", text);
	load_site();
	return rendered("essays/a/index.html");
}

static const struct {
	const char *front, *template, *shown;
} expressions[] = {
	{ "", "{{ page.url }} {{ page.permalink }}",
	        "/b/essays/a/ https://example.org/b/essays/a/" },
	{ "", "{{ page.previous.title }} {{ page.next or 'none' }}", "Other none" },
	{ "", "{{ page == get_page('essays/a.md') }}", "True" },
	{ "", "{{ page.section.url }} {{ page.section == get_section('essays') }}",
	        "/b/essays/ True" },
	{ "", "{{ page }} {{ page.section }}", "A Essays" },
	{ "tags: [X]", "{{ page.terms.tags[0].url }} {{ page.terms.tags[0] }}", "/b/tags/x/ X" },
	{ "image: /x.png", "{{ page.image.src }} {{ page.image.permalink }} {{ page.image.width }}",
	        "/b/x.png https://example.org/b/x.png None" },
	{ "image: {src: /x.png, alt: 'a \"b\"'}", "{{ page.image.alt }}", "a &#34;b&#34;" },
	{ "", "{{ page.image }}", "None" },
	{ "type: log\nnext: Measure.", "{{ page.next_step }} {{ page.next or 'no page' }}",
	        "Measure. no page" },
	{ "type: project\npeople: [Ada]", "{{ page.people[0].name }}", "Ada" },
	{ "type: project\nmilestones: [{name: One, done: true}]",
	        "{{ page.milestones[0].name }} {{ page.milestones[0].done }}", "One True" },
	{ "lang: ar", "{{ page.direction }} {{ site.direction }}", "rtl ltr" },
	{ "id: x", "{{ page.id }}", "https://example.org/b/#x" },
	{ "id: 'urn:x'", "{{ page.id }}", "urn:x" },
	{ "", "{{ page.id }}", "https://example.org/b/essays/a/" },
	{ "params: {mood: calm}", "{{ page.params.mood }} {{ page.mood is defined }}",
	        "calm False" },
	{ "", "{{ site.title }} {{ site.base_path }} {{ site.home.url }}", "T &amp; U /b/ /b/" },
	{ "", "{{ kind }} {{ url }} {{ paginator }} {{ term }}", "page /b/essays/a/ None None" },
	{ "", "{{ url_for(page) }} {{ absolute_url('@/essays/other.md') }}",
	        "/b/essays/a/ https://example.org/b/essays/other/" },
	{ "", "{{ url_for('https://x.org/') }} {{ absolute_url('https://x.org/') }}",
	        "https://x.org/ https://x.org/" },
};

static void
test_expressions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		struct str got = shown(expressions[i].front, expressions[i].template);
		if (!str_eq(got, str_trim(str_from(expressions[i].shown))))
			print_error("%s\n" STR_FMT "\n", expressions[i].template, STR_ARG(said()));
		expect_str(got, expressions[i].shown);
	}
}

/* What an object does not know is an error; what it knows, and what is free data, may have no value. */
static void
test_keys_that_are_not_there(void **state)
{
	static const char *const wrong[][2] = {
		{ "{{ page.tilte }}", "a page has no \"tilte\"" },
		{ "{{ page.tilte }}", "did you mean \"title\"?" },
		{ "{% if page.summry %}{% endif %}", "did you mean \"summary\"?" },
		{ "{{ site.git.comits }}", "a repository has no \"comits\"" },
		{ "{{ site.author.nmae }}", "its keys: name, email, url, photo, note" },
		{ "{{ theme.optoins }}", "did you mean \"options\"?" },
		{ "{{ theme.options.colour }}", "a set of options has no \"colour\"" },
		{ "{{ kith.versoin }}", "its keys: version" },
		{ "{{ sit.title }}", "did you mean \"site\"?" },
		{ "{{ page.section.tilte }}", "a section has no \"tilte\"" },
		{ "{{ site.pages|map(attribute='titel')|join }}", "a page has no \"titel\"" },
		{ "{{ site.pages|selectattr('draftt')|list }}", "a page has no \"draftt\"" },
	};
	static const char *const nothing[] = {
		"{{ page.expires }}{% if page.expires %}x{% endif %}",
		"{{ page.params.a }}{{ page.params.a.b.c }}{{ site.params.x }}{{ site.data.people }}",
		"{{ page.image.src }}{{ site.git.commits }}{{ page.section.lang }}",
		"{% for x in site.data.nobody %}x{% endfor %}",
		"{{ page.tilte|default('') }}{{ page.tilte.x.y|d('') }}",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		leave_site(state);
		enter_site(state);
		expect_str(shown("", wrong[i][0]), "(failed)");
		expect_said(wrong[i][1]);
	}
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		leave_site(state);
		enter_site(state);
		struct str got = shown("", nothing[i]);
		if (got.len)
			print_error("%s\n" STR_FMT "\n", nothing[i], STR_ARG(said()));
		expect_str(got, "");
	}
}

static void
test_functions_that_fail(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "{{ url_for('@/essays/othr.md') }}", "there is no page content/essays/othr.md" },
		{ "{{ url_for(3) }}", "a text or something with an address was expected" },
		{ "{{ get_page('essays/othr.md') }}", "did you mean \"essays/other.md\"?" },
		{ "{{ get_section('esays') }}", "there is no section content/esays" },
		{ "{{ asset('style.css') }}", "the theme has no asset \"style.css\"" },
		{ "{{ t('more') }}", "there is no message \"more\" in i18n/" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		expect_str(shown("", cases[i][0]), "(failed)");
		expect_said(cases[i][1]);
		expect_said("templates/page.html:1:");
		expect_said("while rendering content/essays/a.md");
	}
}

static void
test_which_template(void **state)
{
	(void)state;
	put_templates();
	put_file("templates/essay.html", "essay");
	put_file("templates/gallery.html", "gallery");
	put_file("templates/wide.html", "wide");
	put_file("templates/section-essays.html", "section-essays");
	put_file("templates/term.html", "term");
	put_file("content/about.md", "Text.\n");
	put_file("content/essays/wide.md", "---\nlayout: wide\ntags: [a]\n---\n");
	put_file("content/essays/gallery.md", "---\ntype: gallery\n---\n");
	put_file("content/essays/lesson.md", "---\ntype: lesson\n---\n");
	put_file("content/notes/_index.md", "---\nlayout: wide.html\n---\n");
	put_file("content/other/a.md", "Text.\n");
	load_site();
	static const char *const cases[][2] = {
		{ "about/index.html", "page" },
		{ "essays/other/index.html", "essay" },
		{ "essays/wide/index.html", "wide" },
		{ "essays/gallery/index.html", "gallery" },
		{ "essays/lesson/index.html", "page" },
		{ "essays/index.html", "section-essays" },
		{ "notes/index.html", "wide" },
		{ "other/index.html", "section" },
		{ "tags/index.html", "list" },
		{ "tags/a/index.html", "term" },
		{ "index.html", "home" },
		{ "404.html", "404" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(rendered(cases[i][0]), cases[i][1]);
	expect_str(said(), "");
}

static void
test_templates_that_are_missing(void **state)
{
	(void)state;
	put_templates();
	put_file("content/essays/b.md", "---\nlayout: lst\n---\n");
	put_file("content/notes/c.md", "Text.\n");
	assert_int_equal(unlinkat(root, "templates/section.html", 0), 0);
	load_site();
	expect_str(rendered("essays/index.html"), "(failed)");
	expect_str(rendered("essays/b/index.html"), "page");
	expect_said("templates: error: there is no template for /b/essays/");
	expect_said("help: write section.html, for");
	expect_said(
	        "content/essays/b.md:2:9: error: there is no template \"lst.html\" for this layout");
	expect_said("did you mean \"list.html\"?");
	assert_int_equal(diags.errors, 2); /* not one for each section */
}

/* A title with all that XML minds, a relative link, raw HTML that a reader must not run. */
static void
test_a_feed(void **state)
{
	(void)state;
	put_templates();
	put_file("content/essays/b.md",
	        "---\ntitle: \"<b> & 'c'\"\ndate: 2026-03-01\n---\n"
	        "[x](other.md) <script>alert(1)</script>\n");
	load_site();
	struct str feed = rendered("essays/feed.xml");
	static const char *const parts[] = {
		"<title>&lt;b&gt; &amp; &#39;c&#39;</title>",
		"<id>https://example.org/b/essays/b/</id>",
		"href=&#34;https://example.org/b/essays/other/&#34;",
		"<updated>2026-03-01T00:00:00Z</updated>",
		("<link rel=\"self\" type=\"application/atom+xml\" "
		 "href=\"https://example.org/b/essays/feed.xml\"/>"),
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_true(str_find(feed, str_from(parts[i])) != STR_NONE);
	assert_true(str_find(feed, STR("script")) == STR_NONE);
}

/* Whole texts beside each other repeat no id; on its own page a text has its ids. */
static void
test_ids_stand_once(void **state)
{
	static const char text[] = "## Same {#same}\n\n[Up](#same)[^1], :x[y]{#z}.\n\n"
	                           "```c {#code}\n```\n\n[^1]: Note\n";
	static const char content[] =
	        "<h2>Same</h2>\n<p><a href=\"/b/essays/a/#same\">Up</a><sup class=\"fnref\">1</sup>, "
	        "<i>y</i>.</p>\n<pre tabindex=\"0\"><code class=\"language-c\"></code></pre>\n"
	        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n"
	        "<li>\n<p>Note</p>\n</li>\n</ol>\n</section>";
	(void)state;
	put_templates();
	put_file("templates/directives/x.html",
	        "<i{% if directive.id %} id=\"{{ directive.id }}\"{% endif %}>{{ text }}</i>");
	put_file("templates/home.html",
	        "{% for page in site.pages %}{{ page.content }}{% endfor %}");
	put_file("templates/page.html",
	        "{{ page.content }}{{ page == get_page(page.source[8:]) }}"
	        "{{ page in site.pages }}{{ page is sameas site.pages[0] }}");
	put_file("templates/section.html",
	        "{{ section.content }}{{ page.content }}{{ section.page.content }}"
	        "{{ get_section('essays').content }}{{ section == get_section('essays') }}");
	put_file("content/essays/_index.md", "## Head\n");
	put_file("content/essays/a.md", text);
	put_file("content/essays/other.md", "Other.");
	load_site();
	struct str home = rendered("index.html"), own = rendered("essays/a/index.html");
	if (str_find(home, str_from(content)) == STR_NONE)
		expect_str(home, content);
	assert_true(str_find(home, STR("id=\"")) == STR_NONE);
	assert_true(str_find(own, STR("<h2 id=\"same\">")) != STR_NONE);
	assert_true(str_find(own, STR("<a href=\"#same\">")) != STR_NONE);
	assert_true(str_find(own, STR("<a href=\"#fn-1\"")) != STR_NONE);
	assert_true(str_find(own, STR("<li id=\"fn-1\">")) != STR_NONE);
	assert_true(str_find(own, STR("<i id=\"z\">")) != STR_NONE);
	assert_true(str_ends(own, STR("TrueTrueTrue")));
	expect_str(rendered("essays/index.html"),
	        "<h2 id=\"head\">Head</h2>\n<h2 id=\"head\">Head</h2>\n"
	        "<h2 id=\"head\">Head</h2>\n<h2>Head</h2>\nTrue");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_ids_stand_once),
		WITH_SITE(test_expressions),
		WITH_SITE(test_keys_that_are_not_there),
		WITH_SITE(test_functions_that_fail),
		WITH_SITE(test_which_template),
		WITH_SITE(test_templates_that_are_missing),
		WITH_SITE(test_a_feed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
