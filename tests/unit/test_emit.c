/*
 * HTML in its three manners, and what targets, bases and parts do to it. What each construct of
 * Markdown becomes is told by the specifications in tests/spec/markdown.
 */
#include "markdown_fixture.h"

/* --- links --------------------------------------------------------------------------------- */

static void
targets_replace_what_was_written(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[a](../x.md#y \"t\") [b](z) ![c](p.png) [d](e)\n");
	const struct markdown_target targets[] = {
		{ .url = STR("/x/?q=1&r#y") },
		{ .url = STR_EMPTY },
		{ .url = STR("/p.png"), .width = 640, .height = 480 },
		{ .url = STR("/d/"), .broken = true },
	};
	struct markdown_emit how = emit_plainly();
	how.targets = targets;
	expect_emitted(&parsed, &how,
	        "<p><a href=\"/x/?q=1&amp;r#y\" title=\"t\">a</a> <a href=\"z\">b</a> "
	        "<img src=\"/p.png\" alt=\"c\" width=\"640\" height=\"480\" /> d</p>\n");
	parsed_free(&parsed);
}

static void
broken_images_leave_their_text(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "![a *b* <i>&lt;\nc](d \"t\") [![e](f)](g)\n");
	const struct markdown_target targets[] = { { .broken = true, .url = STR_EMPTY },
		{ .url = STR_EMPTY }, { .broken = true, .url = STR_EMPTY } };
	struct markdown_emit how = emit_plainly();
	how.targets = targets;
	expect_emitted(&parsed, &how, "<p>a b &lt; c <a href=\"g\">e</a></p>\n");
	parsed_free(&parsed);
}

static void
urls_become_absolute_with_a_base(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[a](../x.md) [b](#y) ![c](/p.png) [d](https://e.f) [g](mailto:h@i.j)\n");
	struct markdown_target targets[5] = { { .url = STR("/x/") } };
	for (int i = 1; i < 5; i++)
		targets[i].url = STR_EMPTY;
	struct markdown_emit how = emit_plainly();
	how.base = STR("https://example.org/essays/cache/");
	how.targets = targets;
	expect_emitted(&parsed, &how,
	        "<p><a href=\"https://example.org/x/\">a</a> "
	        "<a href=\"https://example.org/essays/cache/#y\">b</a> "
	        "<img src=\"https://example.org/p.png\" alt=\"c\" /> <a href=\"https://e.f\">d</a> "
	        "<a href=\"mailto:h@i.j\">g</a></p>\n");
	parsed_free(&parsed);
}

static void
unsafe_schemes_lose_their_link_in_every_manner(void **state)
{
	(void)state;
	const char *text =
	        "[a](javascript:x) [b](&#106;avascript:x) ![c](data:x) <vbscript:x> [d](java\tscript:x)\n";
	const char *html = "<p>a b c vbscript:x [d](java\tscript:x)</p>\n";
	for (int commonmark = 0; commonmark < 2; commonmark++) {
		for (int feed = 0; feed < 2; feed++) {
			struct parsed parsed;
			parse_behind(&parsed, STR_EMPTY, str_from(text),
			        &(struct markdown_options){ .commonmark = commonmark });
			struct markdown_emit how = emit_plainly();
			how.feed = feed;
			expect_emitted(&parsed, &how, html);
			parsed_free(&parsed);
		}
	}
}

static void
an_unsafe_target_loses_its_link_too(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "[a](b)\n");
	const struct markdown_target target = { .url = STR("javascript:x") };
	struct markdown_emit how = emit_plainly();
	how.targets = &target;
	expect_emitted(&parsed, &how, "<p>a</p>\n");
	parsed_free(&parsed);
}

/* --- manners ------------------------------------------------------------------------------- */

#define KITCHEN                                                                                             \
	"# A\n\n```c x=\"1\"\nint i;\n```\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n" \
	"![a](b.png) ![c](d.png)\n"

/* Says the same for all. */
static struct str
one_word(const void *words, struct str key)
{
	(void)key;
	return str_from(words);
}

static void
pages_get_what_makes_them_accessible(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, KITCHEN);
	struct markdown_emit how = emit_plainly();
	how.ids = how.heading_anchors = how.lazy_images = true;
	how.word = one_word;
	how.words = "Tabelle";
	expect_emitted(&parsed, &how,
	        "<h1 id=\"a\">A <a class=\"anchor\" href=\"#a\" aria-label=\"A\">#</a></h1>\n"
	        "<pre tabindex=\"0\"><code class=\"language-c\">int i;\n</code></pre>\n"
	        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Tabelle\">\n"
	        "<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-left\">a</th>\n"
	        "<th scope=\"col\" class=\"align-right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
	        "<td class=\"align-left\">1</td>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n"
	        "</table>\n</div>\n"
	        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked /> done</label></li>\n"
	        "<li class=\"task\"><label><input type=\"checkbox\" disabled /> open</label></li>\n</ul>\n"
	        "<p><img src=\"b.png\" alt=\"a\" decoding=\"async\" /> "
	        "<img src=\"d.png\" alt=\"c\" decoding=\"async\" loading=\"lazy\" /></p>\n");
	parsed_free(&parsed);
}

static void
feeds_get_plain_elements(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, KITCHEN);
	struct markdown_emit how = emit_plainly();
	how.feed = how.ids = how.heading_anchors = how.lazy_images = true;
	expect_emitted(&parsed, &how,
	        "<h1>A</h1>\n<pre><code class=\"language-c\">int i;\n</code></pre>\n"
	        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
	        "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
	        "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>\n"
	        "<p><img src=\"b.png\" alt=\"a\" /> <img src=\"d.png\" alt=\"c\" /></p>\n");
	parsed_free(&parsed);
}

static void
feeds_have_no_scripts_styles_or_forms(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "<script>alert(\"*x*\")</script>\n\n<div style=\"x\" onclick=y>\n\n*a* <b onclick=z>b</b>\n"
	        "<script>c ![d](e) *f*\n</script> g\n\n</div>\n\n<form>\n<input>\n</form>\n\n"
	        "h <style> i\n\nj <!-- k --> l <a\nhref=m>n</a>\n");
	struct markdown_emit how = emit_plainly();
	how.feed = true;
	how.base = STR("https://example.org/p/");
	expect_emitted(&parsed, &how,
	        "<div>\n<p><em>a</em> <b>b</b></p>\n g\n</div>\n"
	        "<p>h </p>\n<p>j  l <a href=\"https://example.org/p/m\">n</a></p>\n");
	parsed_free(&parsed);
}

static void
raw_html_passes_is_escaped_or_dropped(void **state)
{
	(void)state;
	static const char *const want[] = {
		[MARKDOWN_HTML_ALLOW] =
		        "<div onclick=x>\n*a*\n</div>\n<p><em>b</em> <i>c</i></p>\n",
		[MARKDOWN_HTML_ESCAPE] = ("<p>&lt;div onclick=x&gt;\n<em>a</em>\n&lt;/div&gt;</p>\n"
		                          "<p><em>b</em> &lt;i&gt;c&lt;/i&gt;</p>\n"),
		[MARKDOWN_HTML_DROP] = "<p><em>b</em> c</p>\n",
	};
	for (enum markdown_html html = MARKDOWN_HTML_ALLOW; html <= MARKDOWN_HTML_DROP; html++) {
		struct parsed parsed;
		parse_behind(&parsed, STR_EMPTY,
		        STR("<div onclick=x>\n*a*\n</div>\n\n*b* <i>c</i>\n"),
		        &(struct markdown_options){ .html = html });
		struct markdown_emit how = emit_plainly();
		expect_emitted(&parsed, &how, want[html]);
		parsed_free(&parsed);
	}
}

/* --- headings and tables ------------------------------------------------------------------- */

static void
headings_can_be_shifted(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A\n##### B\n");
	struct markdown_emit how = emit_plainly();
	how.heading_shift = 2;
	expect_emitted(&parsed, &how, "<h3>A</h3>\n<h6>B</h6>\n");
	how.heading_shift = UINT32_MAX;
	expect_emitted(&parsed, &how, "<h6>A</h6>\n<h6>B</h6>\n");
	parsed_free(&parsed);
}

static void
tables_have_names_of_their_own(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "|a|\n|---|\n\n|b|\n|---|\n");
	struct markdown_emit how = emit_plainly();
	how.word = one_word;
	how.words = "\"<&";
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	struct str html = buf_view(&parsed.out);
	assert_true(str_find(html, STR("aria-label=\"&quot;&lt;&amp;\"")) != STR_NONE);
	assert_true(str_find(html, STR("aria-label=\"&quot;&lt;&amp; 2\"")) != STR_NONE);
	parsed_free(&parsed);
}

static void
contents_have_no_links_images_or_tags(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A\n\n## *B* [c](d) ![e](f) `<g>` <a id=h></a>www.i.j &amp;\n\ntext\n");
	struct markdown_emit how = emit_plainly();
	how.ids = how.heading_anchors = true;
	assert_true(markdown_emit_heading(
	        parsed.document, &parsed.document->headings.at[1], &how, &parsed.out));
	expect_buf(&parsed.out, "<em>B</em> c e <code>&lt;g&gt;</code> www.i.j &amp;");
	parsed_free(&parsed);
}

static void
ids_and_labels_cannot_leave_their_attribute(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# \"><script>\n\n```\"><x\n```\n\n![\"><x](a \"\\\"><y\") z\n");
	struct markdown_emit how = emit_plainly();
	how.ids = how.heading_anchors = true;
	expect_emitted(&parsed, &how,
	        "<h1 id=\"section\">&quot;&gt;<script></script> <a class=\"anchor\" href=\"#section\" "
	        "aria-label=\"&quot;&gt;\">#</a></h1>\n"
	        "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;x\"></code></pre>\n"
	        "<p><img src=\"a\" alt=\"&quot;&gt;&lt;x\" title=\"&quot;&gt;&lt;y\" /> z</p>\n");
	parsed_free(&parsed);
}

/* --- the rest ------------------------------------------------------------------------------ */

static void
html_is_appended(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "a\n");
	struct markdown_emit how = emit_plainly();
	buf_lit(&parsed.out, "before");
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	expect_str(buf_view(&parsed.out), "before<p>a</p>\n");
	parsed_free(&parsed);
}

static void
a_full_buffer_is_told(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "# A\n\nSome text.\n");
	struct markdown_emit how = emit_plainly();
	for (size_t max = 0; max < 40; max++) {
		struct buf out;
		buf_init(&out, max);
		assert_int_equal(markdown_emit(parsed.document, &how, &out), max >= 29);
		buf_free(&out);
	}
	parsed_free(&parsed);
}

static void
tasks_are_labelled_by_their_own_text(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "- [ ] a\n  - [x] b\n",
		        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled /> a</label>\n<ul>\n"
		        "<li class=\"task\"><label><input type=\"checkbox\" disabled checked /> b</label></li>\n"
		        "</ul>\n</li>\n</ul>\n" },
		{ "- [ ] a\n\n- [X] b\n\n  c\n",
		        "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled /> a</label></p>\n"
		        "</li>\n<li class=\"task\">\n"
		        "<p><label><input type=\"checkbox\" disabled checked /> b</label></p>\n<p>c</p>\n</li>\n"
		        "</ul>\n" },
		{ "1. [ ] ![a](b)\n",
		        "<ol>\n<li class=\"task\"><label><input type=\"checkbox\" disabled /> "
		        "<img src=\"b\" alt=\"a\" /></label></li>\n</ol>\n" },
		{ "- [x] **a** b\n",
		        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled checked /> "
		        "<strong>a</strong> b</label></li>\n</ul>\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct parsed parsed;
		parse(&parsed, cases[i][0]);
		struct markdown_emit how = emit_plainly();
		expect_emitted(&parsed, &how, cases[i][1]);
		parsed_free(&parsed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_replace_what_was_written),
		cmocka_unit_test(broken_images_leave_their_text),
		cmocka_unit_test(urls_become_absolute_with_a_base),
		cmocka_unit_test(unsafe_schemes_lose_their_link_in_every_manner),
		cmocka_unit_test(an_unsafe_target_loses_its_link_too),
		cmocka_unit_test(pages_get_what_makes_them_accessible),
		cmocka_unit_test(feeds_get_plain_elements),
		cmocka_unit_test(feeds_have_no_scripts_styles_or_forms),
		cmocka_unit_test(raw_html_passes_is_escaped_or_dropped),
		cmocka_unit_test(headings_can_be_shifted),
		cmocka_unit_test(tables_have_names_of_their_own),
		cmocka_unit_test(contents_have_no_links_images_or_tags),
		cmocka_unit_test(ids_and_labels_cannot_leave_their_attribute),
		cmocka_unit_test(html_is_appended),
		cmocka_unit_test(a_full_buffer_is_told),
		cmocka_unit_test(tasks_are_labelled_by_their_own_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
