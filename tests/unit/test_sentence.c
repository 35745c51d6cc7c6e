/* The sentence around a link: where it begins and ends, what is cut, and what a hostile page may do to it. */
#include "markdown/sentence.h"

#include "markdown_fixture.h"

#include <stdio.h>

#include "base/utf8.h"

enum { LONG = 200 };

/* Of the first link of a text. */
static void
expect_sentence(const char *text, size_t max, const char *want)
{
	struct parsed parsed;
	struct markdown_options options = { .wiki_links = true };
	parse_behind(&parsed, STR_EMPTY, str_from(text), &options);
	assert_non_null(parsed.document);
	assert_true(parsed.document->links.len > 0);
	markdown_sentence(parsed.document, 0, max, &parsed.out);
	if (!str_eq(buf_view(&parsed.out), str_from(want)))
		print_error("%s\n", text);
	expect_str(buf_view(&parsed.out), want);
	parsed_free(&parsed);
}

static const struct {
	const char *text, *sentence;
} cases[] = {
	{ "[link](x)", "link" },
	{ "One. See [link](x) for *more* `code`. Three.", "See link for more code." },
	{ "One.\nSee\n[link](x)\nfor more.\nThree.", "See link for more." },
	{ "One! See [link](x)? Three.", "See link?" },
	{ "[One.](x) Two.", "One." },
	{ "One. [Two. Three](x). Four.", "Two. Three." },
	{ "(See [link](x).) Two.", "(See link.)" },
	{ "He said: \"See [link](x).\" Two.", "He said: \"See link.\"" },
	{ "One. Two, e.g. [link](x), i.e. that. Three.", "Two, e.g. link, i.e. that." },
	{ "One. Dr. Who met J. Doe at [link](x) on 3. May. Two.",
	        "Dr. Who met J. Doe at link on 3. May." },
	{ "In 1999. [Link](x) in kith.yaml and 1.5.", "Link in kith.yaml and 1.5." },
	{ "Wait... for [link](x)... Two.", "Wait... for link..." },
	{ "One… Two [link](x)… three. Four.", "Two link… three." },
	{ "一。二[三](x)四。五。", "二三四。" },
	{ "## One. [Link](x)\n\nText.", "Link" },
	{ "Before.\n\n> - One. [Link](x)\n> - Two.\n\nBehind.", "Link" },
	{ "Before.\n\n- tight [link](x)\n- Two.", "tight link" },
	{ "| a | b |\n| - | - |\n| c | d [e](x) |\n| f | g |", "d e" },
	{ "One.  \nSee [[a b|c]] and &amp; <b>bold</b>[^1]. Two.\n\n[^1]: Note.",
	        "See c and & bold." },
	{ "Text[^1].\n\n[^1]: One. Two [link](x).", "Two link." },
	{ "[](x). Two.", "." },
	{ "One.[](x) Two.", "Two." },
};

static void
sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_sentence(cases[i].text, LONG, cases[i].sentence);
}

static void
long_ones_are_cut_around_the_link(void **state)
{
	(void)state;
	const char *text = "One. Aaa bbb ccc ddd [link](x) eee fff ggg hhh. Two.";
	expect_sentence(text, 100, "Aaa bbb ccc ddd link eee fff ggg hhh.");
	expect_sentence(text, 20, "…ccc ddd link eee…");
	expect_sentence(text, 8, "…ddd…");
	expect_sentence("ääääää öööööö [link](x) üüüüüüüüüüüü", 20, "…öööööö link…");
}

/* As many links in one paragraph as one likes: each costs the same. */
static void
paragraphs_of_any_length(void **state)
{
	(void)state;
	enum { LINKS = 3000, WORDS = 400 };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < WORDS; i++)
		buf_lit(&text, "länger und ");
	for (int i = 0; i < LINKS; i++)
		buf_format(&text, "[l%d](x) ", i);
	for (int i = 0; i < WORDS; i++)
		buf_lit(&text, "länger und ");
	struct parsed parsed;
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	assert_int_equal(parsed.document->links.len, LINKS);
	for (size_t i = 0; i < LINKS; i++) {
		char name[16];
		snprintf(name, sizeof name, "l%zu", i);
		buf_clear(&parsed.out);
		markdown_sentence(parsed.document, i, 60, &parsed.out);
		struct str got = buf_view(&parsed.out);
		assert_true(str_starts(got, STR("…")) && str_ends(got, STR("…")));
		assert_true(str_find(got, str_from(name)) != STR_NONE);
		assert_true(utf8_length(got) <= 62);
		assert_int_equal(utf8_invalid(got), STR_NONE);
	}
	buf_free(&text);
	parsed_free(&parsed);
}

/* Marks without a sentence, a link that never ends its text. */
static void
hostile_paragraphs(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text, SIZE_MAX);
	buf_lit(&text, "[");
	buf_repeat(&text, '.', 5000);
	buf_lit(&text, "](x)");
	buf_repeat(&text, '.', 5000);
	buf_lit(&text, "a");
	struct parsed parsed;
	parse_behind(&parsed, STR_EMPTY, buf_view(&text), &(struct markdown_options){ 0 });
	markdown_sentence(parsed.document, 0, 10, &parsed.out);
	expect_str(buf_view(&parsed.out), ".........…");
	buf_free(&text);
	parsed_free(&parsed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(long_ones_are_cut_around_the_link),
		cmocka_unit_test(paragraphs_of_any_length),
		cmocka_unit_test(hostile_paragraphs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
