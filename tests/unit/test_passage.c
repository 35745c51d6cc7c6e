/* Passages: every one that has a sign is found, with what it has and with the tags around it, and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "markdown/markdown.h"
#include "markdown/passage.h"
#include "markdown/tape_md4c.h"
#include "markdown/tape_write.h"

enum { MAX = 1 << 20, PADDING = 16 };

static const struct markdown_options few = { .html = MARKDOWN_HTML_ALLOW };
static const struct markdown_options all = {
	.wiki_links = true, .mark = true, .ins = true, .sub = true, .sup = true
};

/* What stands in a passage: its tags, and its text as far as it is in the source. */
static void
print(struct buf *out, const struct tape *tape, const struct passage *passage)
{
	struct tape_reader reader = tape_read(tape, passage->begin, passage->end);
	struct tape_event event;
	buf_format(out, "%u:", passage->signs);
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_TEXT)
			buf_put(out, tape_str(tape, event.arg));
		else if (event.is == TAPE_IS_BLOCK)
			buf_char(out, event.leave ? '>' : '<');
	}
	buf_char(out, '\n');
}

static void
expect_passages(const struct markdown_options *options, const char *markdown, const char *expected)
{
	static const struct tape_md4c_options how = { .extensions = true, .html = true };
	struct buf text, printed;
	struct tape_writer writer;
	struct passage passage;
	size_t stopped;
	buf_init(&text, MAX);
	buf_init(&printed, MAX);
	buf_put(&text, str_from(markdown));
	buf_repeat(&text, '\0', PADDING);
	struct str source = str_of(text.at, text.len - PADDING);
	tape_begin(&writer, source, MAX);
	assert_int_equal(tape_md4c_record(source, &how, &writer, &stopped), TAPE_MD4C_DONE);
	struct tape tape = tape_so_far(&writer);
	struct passages passages = passage_begin(&tape, options);
	while (passage_next(&passages, &passage))
		print(&printed, &tape, &passage);
	buf_char(&printed, '\0');
	assert_string_equal(printed.at, expected);
	tape_drop(&writer);
	buf_free(&text);
	buf_free(&printed);
}

static void
passages_without_signs_are_passed_by(void **state)
{
	(void)state;
	expect_passages(&all,
	        "# A: b\n\nPlain, 12:30 (a = b + c). `~~x~~` and w.\n\n- [a](http://b.c)\n", "");
	expect_passages(&few, "a ==b== ++c++ x^2^ [[d]]\n", "");
	expect_passages(&few, "one\n\ntwo ~x~\n\nthree\n", "8:<two ~x~>\n");
}

static void
each_sign_is_found(void **state)
{
	(void)state;
	expect_passages(&few, ":a[b]\n", "1:<:a[b]>\n");
	expect_passages(&few, ":a{b}\n", "5:<:a{b}>\n");
	expect_passages(&all, "[[a]]\n", "2:<[[a]]>\n");
	expect_passages(&few, "```a {b}\n```\n\n```a\n```\n", "4:<\n");
	expect_passages(&all, "==a==\n", "8:<==a==>\n");
	expect_passages(&all, "++a++\n", "8:<++a++>\n");
	expect_passages(&all, "a^b^\n", "8:<a^b^>\n");
	expect_passages(&few, "![](a \"b\")\n", "16:<>\n");
	expect_passages(&few, "![](a \"b@c.de\")\n", "48:<>\n");
	expect_passages(&few, "http://a\n", "32:<http://a>\n");
	expect_passages(&few, "www.a\n", "32:<www.a>\n");
	expect_passages(&few, "a@b\n", "32:<a@b>\n");
}

/* Sixteen bytes are looked at together, and the end of a text byte by byte. */
static void
a_sign_is_found_at_every_offset(void **state)
{
	(void)state;
	static const char *const signs[] = { "~", "{", "www.", "://", "@", ":a[", "==" };
	static const unsigned expected[] = { 8, 4, 32, 32, 32, 1, 8 };
	char markdown[80], printed[90];
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		for (int before = 0; before < 40; before++) {
			int behind = before % 3 * 9;
			snprintf(markdown, sizeof markdown, "x%.*s%s%.*s", before,
			        "........................................", signs[i], behind,
			        "...........................");
			snprintf(printed, sizeof printed, "%u:<%s>\n", expected[i], markdown);
			expect_passages(&all, markdown, printed);
		}
	}
}

static void
a_passage_has_the_tags_around_it(void **state)
{
	(void)state;
	expect_passages(&few, "- ~a\n  - b\n  - ~c\n- d\n", "8:<~a<\n8:<~c>\n");
	expect_passages(&few, "- a\n  - b\n\n  ~c\n", "8:<~c>\n");
	expect_passages(&few, "- ~a\n  ```x {y}\n  ```\n  ~b\n", "12:<~a<\n8:>~b>\n");
	expect_passages(&few, "|a|b|\n|---|---|\n|~c|d|\n", "8:<~c>\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passages_without_signs_are_passed_by),
		cmocka_unit_test(each_sign_is_found),
		cmocka_unit_test(a_sign_is_found_at_every_offset),
		cmocka_unit_test(a_passage_has_the_tags_around_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
