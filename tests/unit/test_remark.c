/*
 * Remarks: which callouts are, what they are called, where their text lies, and that ids stay unique and
 * cheap.
 */
#include "markdown_fixture.h"

#include "markdown/remark.h"

static void
expect_remark(const struct parsed *parsed, size_t index, const char *kind, const char *title,
        const char *id)
{
	assert_true(index < parsed->document->remarks.len);
	const struct markdown_remark *remark = &parsed->document->remarks.at[index];
	expect_str(remark->kind, kind);
	expect_str(remark->title, title);
	expect_str(remark->id, id);
}

static void
names_are_known_in_any_case(void **state)
{
	(void)state;
	assert_true(remark_is(STR("LESSON")));
	assert_true(remark_is(STR("ask")));
	assert_true(remark_is(STR("Decision")));
	assert_false(remark_is(STR("lessons")));
	assert_false(remark_is(STR("")));
}

static void
titles_are_plain_text(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "> [!LESSON] *Measure* `first` &amp; last[^1]\r\n> Twice.\r\n\r\n"
	        "> [!ask]-\r\n> Who?\r\n\r\n[^1]: a\r\n");
	assert_int_equal(parsed.document->remarks.len, 2);
	expect_remark(&parsed, 0, "lesson", "Measure first & last", "lesson-measure-first-last");
	expect_remark(&parsed, 1, "ask", "Who?", "ask-who");
	parsed_free(&parsed);
}

static void
long_texts_are_cut_behind_a_word(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "> [!DECISION]\n> We write all files aside, and move them in one short step at "
	        "the end of a whole build.\n");
	expect_remark(&parsed, 0, "decision",
	        "We write all files aside, and move them in one short step at the end of a whole…",
	        "decision-we-write-all-files-aside-and-move-them-in-one-short-step-at-the-end-of-a-whole");
	parsed_free(&parsed);
}

static void
a_text_without_a_title_is_called_by_its_first_sentence(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "> [!LESSON]\n> *Measure* first, e.g. twice. It is\n> cheap.\n\n> [!ASK]\n> Who "
	        "knows?\n>\n> Or who knew?\n\n> [!ASK]\n> ![i](i.png)\n");
	expect_remark(&parsed, 0, "lesson", "Measure first, e.g. twice.",
	        "lesson-measure-first-e-g-twice");
	expect_remark(&parsed, 1, "ask", "Who knows?", "ask-who-knows");
	parsed_free(&parsed);
}

static void
expect_text_of(struct parsed *parsed, size_t index, const char *html)
{
	const struct markdown_remark *remark = &parsed->document->remarks.at[index];
	struct markdown_emit how = emit_plainly();
	how.from = remark->begin;
	how.to = remark->end;
	buf_clear(&parsed->out);
	expect_emitted(parsed, &how, html);
}

/* Also when one stands in another, and when nothing but the title is there. */
static void
the_text_begins_behind_the_title(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed,
	        "> [!LESSON] a\n> b[^1]\n>\n> > [!NOTE] n\n> > > [!ASK] c\n>\n> d\n\n"
	        "> [!DECISION]+\n> e\n\n[^1]: f\n");
	assert_int_equal(parsed.document->remarks.len, 3);
	expect_remark(&parsed, 0, "lesson", "a", "lesson-a");
	expect_remark(&parsed, 1, "ask", "c", "ask-c");
	expect_text_of(&parsed, 0,
	        "<p>b</p>\n<aside class=\"callout note\" role=\"note\">\n"
	        "<p class=\"callout-title\"><span class=\"callout-kind\">Note:</span> n</p>\n"
	        "<aside class=\"callout ask\" role=\"note\">\n"
	        "<p class=\"callout-title\"><span class=\"callout-kind\">An open question:</span> c</p>\n"
	        "</aside>\n</aside>\n<p>d</p>\n");
	expect_text_of(&parsed, 1, "");
	expect_text_of(&parsed, 2, "<p>e</p>\n");
	parsed_free(&parsed);
}

static void
parts_have_no_ids(void **state)
{
	(void)state;
	struct parsed parsed;
	parse(&parsed, "> [!LESSON] a\n\n# b\n\n```c {#c}\n```\n");
	struct markdown_emit how = emit_plainly();
	expect_emitted(&parsed, &how,
	        "<aside class=\"callout lesson\" role=\"note\">\n"
	        "<p class=\"callout-title\"><span class=\"callout-kind\">Lesson:</span> a</p>\n"
	        "</aside>\n<h1>b</h1>\n<pre tabindex=\"0\"><code class=\"language-c\"></code></pre>\n");
	parsed_free(&parsed);
}

static void
commonmark_has_none(void **state)
{
	(void)state;
	struct parsed parsed;
	parse_behind(&parsed, STR_EMPTY, STR("> [!LESSON] a\n"),
	        &(struct markdown_options){ .commonmark = true });
	assert_int_equal(parsed.document->remarks.len, 0);
	parsed_free(&parsed);
}

/* And the worst: ids that stand in the way of repeats. */
static void
many_remarks_have_different_ids(void **state)
{
	(void)state;
	enum { COUNT = 10000 };
	struct buf text;
	struct parsed parsed;
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < COUNT; i++)
		buf_format(&text, "> [!ASK] x %d\n\n", i);
	for (int i = 0; i < COUNT; i++)
		buf_lit(&text, "> [!ASK] x\n\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	assert_int_equal(parsed.document->remarks.len, 2 * COUNT);
	expect_remark(&parsed, COUNT, "ask", "x", "ask-x");
	expect_remark(&parsed, 2 * COUNT - 1, "ask", "x", "ask-x-19998");
	parsed_free(&parsed);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_known_in_any_case),
		cmocka_unit_test(titles_are_plain_text),
		cmocka_unit_test(long_texts_are_cut_behind_a_word),
		cmocka_unit_test(a_text_without_a_title_is_called_by_its_first_sentence),
		cmocka_unit_test(the_text_begins_behind_the_title),
		cmocka_unit_test(parts_have_no_ids),
		cmocka_unit_test(commonmark_has_none),
		cmocka_unit_test(many_remarks_have_different_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
