/*
 * Tapes: what is written is read, in few bytes, and what md4c says becomes a balanced tape.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "markdown/dialect.h"
#include "markdown/tape.h"
#include "markdown/tape_md4c.h"
#include "markdown/tape_write.h"

enum { MAX = 1 << 20, PADDING = 16 };

static const char *const names[] = {
#define TAPE(name, class, operands) #name,
#include "markdown/tape.def"
#undef TAPE
};

/* --- printing ------------------------------------------------------------------------------ */

static bool
has_text(const struct tape_event *event)
{
	return event->is == TAPE_IS_TEXT || event->kind == TAPE_CODE;
}

static void
print_event(struct buf *out, const struct tape *tape, const struct tape_event *event)
{
	if (out->len)
		buf_char(out, ' ');
	buf_put(out, event->leave ? STR("/") : STR_EMPTY);
	buf_put(out, str_from(names[event->kind]));
	if (event->leave)
		return;
	if (has_text(event))
		buf_format(out, "[" STR_FMT "]", STR_ARG(tape_str(tape, event->arg)));
	if (event->kind == TAPE_LINK || event->kind == TAPE_IMAGE)
		buf_format(out, "(%u " STR_FMT " " STR_FMT ")", event->arg[TAPE_LINK_INDEX],
		        STR_ARG(tape_str(tape, event->arg + TAPE_LINK_HREF)),
		        STR_ARG(tape_str(tape, event->arg + TAPE_LINK_TITLE)));
	if (event->kind == TAPE_H || event->kind == TAPE_OL)
		buf_format(out, "(%u %u)", event->arg[0], event->arg[1]);
	if (event->kind == TAPE_LI || event->kind == TAPE_UL || event->kind == TAPE_SPACES ||
	        event->kind == TAPE_TD)
		buf_format(out, "(%u)", event->arg[0]);
}

static void
print_tape(struct buf *out, const struct tape *tape)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event))
		print_event(out, tape, &event);
}

static const struct tape_md4c_options all = {
	.extensions = true,
	.html = true,
	.math = true,
	.more = true,
};

static void
expect_tape_with(
        const struct tape_md4c_options *options, const char *markdown, const char *expected)
{
	struct buf text, printed;
	buf_init(&text, MAX);
	buf_init(&printed, MAX);
	buf_put(&text, str_from(markdown));
	buf_repeat(&text, '\0', PADDING);
	struct str source = str_of(text.at, text.len - PADDING);
	struct tape_writer writer;
	size_t stopped;
	tape_begin(&writer, source, MAX);
	assert_int_equal(tape_md4c_record(source, options, &writer, &stopped), TAPE_MD4C_DONE);
	struct tape tape = tape_so_far(&writer);
	print_tape(&printed, &tape);
	buf_char(&printed, '\0');
	assert_string_equal(printed.at, expected);
	tape_drop(&writer);
	buf_free(&text);
	buf_free(&printed);
}

static void
expect_tape(const char *markdown, const char *expected)
{
	expect_tape_with(&all, markdown, expected);
}

/* --- writing and reading ------------------------------------------------------------------- */

static void
what_is_written_is_read(void **state)
{
	(void)state;
	static const uint32_t numbers[] = { 0, 1, 127, 128, 16383, 16384, 2097151, 2097152,
		UINT32_MAX };
	struct tape_writer writer;
	tape_begin(&writer, STR("source"), MAX);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct tape_event event = { .kind = TAPE_OL, .arg = { i & 1, numbers[i] } };
		tape_put(&writer, &event);
		tape_leave(&writer, TAPE_OL);
	}
	struct tape tape = tape_so_far(&writer);
	struct tape_reader reader = tape_read(&tape, 0, 0);
	struct tape_event event;
	uint32_t at = 0;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		assert_true(tape_next(&reader, &event));
		assert_int_equal(event.kind, TAPE_OL);
		assert_int_equal(event.is, TAPE_IS_BLOCK);
		assert_false(event.leave);
		assert_int_equal(event.at, at);
		assert_int_equal(event.arg[0], i & 1);
		assert_int_equal(event.arg[1], numbers[i]);
		assert_true(tape_next(&reader, &event));
		assert_true(event.leave);
		at = event.next;
	}
	assert_false(tape_next(&reader, &event));
	tape_drop(&writer);
}

static void
a_part_is_read_from_any_position(void **state)
{
	(void)state;
	struct tape_writer writer;
	struct tape_event event;
	tape_begin(&writer, STR("abcdef"), MAX);
	tape_enter(&writer, TAPE_P);
	uint32_t from = (uint32_t)writer.events.len;
	tape_text(&writer, TAPE_TEXT, str_of(writer.source.at, 2));
	uint32_t to = (uint32_t)writer.events.len;
	tape_leave(&writer, TAPE_P);
	struct tape tape = tape_so_far(&writer);
	struct tape_reader reader = tape_read(&tape, from, to);
	assert_true(tape_next(&reader, &event));
	assert_int_equal(event.kind, TAPE_TEXT);
	assert_true(str_is(tape_str(&tape, event.arg), "ab"));
	assert_false(tape_next(&reader, &event));
	reader = tape_read(&tape, to, 100000);
	assert_true(tape_next(&reader, &event));
	assert_false(tape_next(&reader, &event));
	tape_drop(&writer);
}

static void
text_that_goes_on_is_one_event(void **state)
{
	(void)state;
	struct tape_writer writer;
	struct str source = STR("one two\nthree");
	tape_begin(&writer, source, MAX);
	tape_text(&writer, TAPE_TEXT, str_slice(source, 0, 4));
	tape_text(&writer, TAPE_TEXT, str_slice(source, 4, 7));
	tape_newline(&writer, TAPE_TEXT);
	tape_text(&writer, TAPE_TEXT, str_slice(source, 8, 10));
	tape_text(&writer, TAPE_TEXT_CODE, str_slice(source, 10, 11));
	tape_text(&writer, TAPE_TEXT, str_slice(source, 12, 13));
	tape_newline(&writer, TAPE_TEXT);
	struct tape tape = tape_so_far(&writer);
	struct buf printed;
	buf_init(&printed, MAX);
	print_tape(&printed, &tape);
	assert_true(str_is(buf_view(&printed), "TEXT[one two\nth] TEXT_CODE[r] TEXT[e] NEWLINE"));
	buf_free(&printed);
	tape_drop(&writer);
}

static void
trimming_takes_blanks_off_the_newest_text_only(void **state)
{
	(void)state;
	struct tape_writer writer;
	struct str source = STR("a \t  b");
	tape_begin(&writer, source, MAX);
	tape_text(&writer, TAPE_TEXT, str_slice(source, 0, 5));
	tape_trim(&writer);
	tape_text(&writer, TAPE_TEXT, str_slice(source, 3, 5));
	tape_trim(&writer);
	tape_trim(&writer);
	tape_leave(&writer, TAPE_P);
	tape_trim(&writer);
	struct tape tape = tape_so_far(&writer);
	struct buf printed;
	buf_init(&printed, MAX);
	print_tape(&printed, &tape);
	assert_true(str_is(buf_view(&printed), "TEXT[a] /P"));
	buf_free(&printed);
	tape_drop(&writer);
}

static void
foreign_text_lies_in_the_pool(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct tape_writer writer;
	struct str source = STR("source");
	tape_begin(&writer, source, MAX);
	char foreign[] = "foreign";
	tape_text(&writer, TAPE_TEXT, str_from(foreign));
	tape_text(&writer, TAPE_TEXT, source);
	struct tape *tape = tape_finish(&writer, &arena);
	memset(foreign, 'x', sizeof foreign - 1);
	assert_true(str_is(tape->pool, "foreign"));
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	assert_true(tape_next(&reader, &event));
	assert_true(str_is(tape_str(tape, event.arg), "foreign"));
	assert_true(tape_next(&reader, &event));
	assert_ptr_equal(tape_str(tape, event.arg).at, source.at);
	arena_free(&arena);
}

static void
a_full_tape_is_noticed(void **state)
{
	(void)state;
	struct tape_writer writer;
	tape_begin(&writer, STR("s"), 100);
	for (int i = 0; i < 50; i++)
		tape_enter(&writer, TAPE_P), tape_leave(&writer, TAPE_P);
	assert_false(tape_is_full(&writer));
	tape_enter(&writer, TAPE_P);
	assert_true(tape_is_full(&writer));
	tape_drop(&writer);
}

static void
indices_are_given_in_the_order_of_writing(void **state)
{
	(void)state;
	struct tape_writer first, second = { .text_at = SIZE_MAX };
	struct tape_event event;
	tape_begin(&first, STR("s"), MAX);
	tape_enter(&first, TAPE_LINK);
	tape_leave(&first, TAPE_LINK);
	tape_enter(&first, TAPE_IMAGE);
	tape_leave(&first, TAPE_IMAGE);
	struct tape tape = tape_so_far(&first);
	tape_begin_copy(&second, &tape, MAX);
	tape_enter(&second, TAPE_LINK);
	tape_leave(&second, TAPE_LINK);
	struct tape_reader reader = tape_read(&tape, 0, 0);
	while (tape_next(&reader, &event))
		tape_put(&second, &event);
	tape = tape_so_far(&second);
	assert_int_equal(tape.links, 3);
	reader = tape_read(&tape, 0, 0);
	uint32_t index = 0;
	while (tape_next(&reader, &event)) {
		if (!event.leave)
			assert_int_equal(event.arg[TAPE_LINK_INDEX], index++);
	}
	tape_drop(&first);
	tape_drop(&second);
}

/* --- recording ----------------------------------------------------------------------------- */

static void
plain_paragraphs_take_seven_bytes(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text, MAX);
	for (int i = 0; i < 20; i++)
		buf_lit(&text, "A line of a paragraph that goes on and on.\n");
	size_t len = text.len;
	buf_repeat(&text, '\0', PADDING);
	struct tape_writer writer;
	size_t stopped;
	tape_begin(&writer, str_of(text.at, len), MAX);
	tape_md4c_record(str_of(text.at, len), &all, &writer, &stopped);
	assert_true(writer.events.len <= 7);
	assert_int_equal(writer.pool.len, 0);
	tape_drop(&writer);
	buf_free(&text);
}

static void
blocks_and_spans_are_recorded(void **state)
{
	(void)state;
	expect_tape("# Hi *you*\n", "H(1 0) TEXT[Hi ] EM TEXT[you] /EM /H");
	expect_tape("a `b` **c**\n",
	        "P TEXT[a ] CODE_SPAN TEXT_CODE[b] /CODE_SPAN TEXT[ ] STRONG "
	        "TEXT[c] /STRONG /P");
	expect_tape("> 1. x\n> 2. y\n\n---\n",
	        "QUOTE OL(1 1) LI(0) TEXT[x] /LI LI(0) TEXT[y] /LI /OL "
	        "/QUOTE HR");
	expect_tape("- [ ] a\n- [x] b\n", "UL(1) LI(1) TEXT[a] /LI LI(2) TEXT[b] /LI /UL");
	expect_tape("a\\\nb  \nc\n", "P TEXT[a] BREAK TEXT[b] BREAK TEXT[c] /P");
	expect_tape("&copy; &#xD800; ~~x~~\n",
	        "P ENTITY[&copy;] TEXT[ ] ENTITY[&#xD800;] TEXT[ ~~x~~] /P");
	expect_tape("$a$ $$b$$\n",
	        "P MATH TEXT_MATH[a] /MATH TEXT[ ] MATH_DISPLAY TEXT_MATH[b] "
	        "/MATH_DISPLAY /P");
	expect_tape("|a|\n|---|\n|b|\n",
	        "TABLE THEAD TR TH TEXT[a] /TH /TR /THEAD TBODY TR TD(0) TEXT[b] "
	        "/TD /TR /TBODY /TABLE");
}

static void
blanks_around_a_heading_are_no_text(void **state)
{
	(void)state;
	expect_tape("#\ta\t \n", "H(1 0) TEXT[a] /H");
	expect_tape("###\t\n", "H(3 0) /H");
	expect_tape("###\t", "H(3 0) /H");
	expect_tape("a\t\n===\n", "H(1 0) TEXT[a] /H");
}

static void
code_keeps_its_lines(void **state)
{
	(void)state;
	expect_tape("```c x\na\n\n b\n```\n", "CODE[c x] TEXT_CODE[a\n\n b\n] /CODE");
	expect_tape("\ta\n\t\tb\n", "CODE[] TEXT_CODE[a\n] TEXT_CODE[\tb\n] /CODE");
	expect_tape("    a\n      b\n", "CODE[] TEXT_CODE[a\n] TEXT_CODE[  b\n] /CODE");
	expect_tape("> ```\n> a\n> b\n> ```\n",
	        "QUOTE CODE[] TEXT_CODE[a\n] TEXT_CODE[b\n] /CODE /QUOTE");
	expect_tape("`a\nb`\n", "P CODE_SPAN TEXT_CODE[a] SPACES(1) TEXT_CODE[b] /CODE_SPAN /P");
}

static void
attributes_are_decoded(void **state)
{
	(void)state;
	expect_tape("[a](b 'c')\n", "P LINK(0 b c) TEXT[a] /LINK /P");
	expect_tape("[a](b&amp;c\\) '&quot;')\n", "P LINK(0 b&c) \") TEXT[a] /LINK /P");
	expect_tape("![a](<b c>) [d]\n\n[d]: /e\n",
	        "P IMAGE(0 b c ) TEXT[a] /IMAGE TEXT[ ] LINK(1 /e ) "
	        "TEXT[d] /LINK /P");
	expect_tape("<a@b.c>\n", "P LINK(0 mailto:a@b.c ) TEXT[a@b.c] /LINK /P");
	expect_tape("[a](b 'c\nd')\n", "P LINK(0 b c\nd) TEXT[a] /LINK /P");
	expect_tape("```&lt;a\\b\n```\n", "CODE[<a\\b] /CODE");
}

static void
more_is_a_mark_of_its_own(void **state)
{
	(void)state;
	struct tape_md4c_options options = all;
	expect_tape("a\n\n<!--more-->\n\nb\n", "P TEXT[a] /P MORE P TEXT[b] /P");
	expect_tape("<!-- MORE -->\n", "MORE");
	expect_tape("a <!--more--> b\n", "P TEXT[a ] TEXT_HTML[<!--more-->] TEXT[ b] /P");
	expect_tape("<!--more--> b\n", "HTML TEXT_HTML[<!--more--> b\n] /HTML");
	expect_tape("`<!--more-->`\n", "P CODE_SPAN TEXT_CODE[<!--more-->] /CODE_SPAN /P");
	options.html = false;
	expect_tape_with(&options, "<!--more-->\n", "MORE");
	expect_tape_with(&options, "<b>\n", "P TEXT[<b>] /P");
	options.more = false;
	expect_tape_with(&options, "<!--more-->\n", "P TEXT[<!--more-->] /P");
}

static void
extensions_are_off_when_told(void **state)
{
	(void)state;
	struct tape_md4c_options options = { .html = true };
	expect_tape_with(&options, "~~a~~ $b$\n", "P TEXT[~~a~~ $b$] /P");
	expect_tape_with(&options, "- [x] a\n", "UL(1) LI(0) TEXT[[x] a] /LI /UL");
	options.extensions = true;
	options.hard_wraps = true;
	expect_tape_with(&options, "a\nb\n", "P TEXT[a] BREAK TEXT[b] /P");
	expect_tape_with(&options, "www.example.org\n", "P TEXT[www.example.org] /P");
}

/* md4c 0.4.8 takes the star in the target for a mark and closes a span that it never opened. */
static void
tapes_are_balanced_whatever_md4c_says(void **state)
{
	(void)state;
	static const char *const texts[] = { "[a](b*c) d* *e*\n", "[a](_b_c) _d_ e_\n",
		"[a](*b) *c [d](e*) f*\n", "$x [a](b$c) d$\n", "~a [b](~c) d~ ~\n",
		"*a **b c* d** e\n", "[a [b](c) d](e)\n", "![a ![b](c) d](e)\n",
		"> *a\n> - _b_*\n\n*c\n" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf text;
		buf_init(&text, MAX);
		buf_put(&text, str_from(texts[i]));
		buf_repeat(&text, '\0', PADDING);
		struct str source = str_of(text.at, text.len - PADDING);
		struct tape_writer writer;
		size_t stopped;
		tape_begin(&writer, source, MAX);
		tape_md4c_record(source, &all, &writer, &stopped);
		struct tape tape = tape_so_far(&writer);
		struct tape_reader reader = tape_read(&tape, 0, 0);
		struct tape_event event;
		enum tape_kind open[100];
		size_t depth = 0;
		while (tape_next(&reader, &event)) {
			if (event.is != TAPE_IS_BLOCK && event.is != TAPE_IS_SPAN)
				continue;
			if (!event.leave) {
				open[depth++] = event.kind;
				continue;
			}
			assert_true(depth > 0);
			assert_int_equal(open[--depth], event.kind);
		}
		assert_int_equal(depth, 0);
		tape_drop(&writer);
		buf_free(&text);
	}
}

static void
signs_are_escaped_by_an_odd_number_of_backslashes(void **state)
{
	(void)state;
	struct tape tape = { .source = STR("*\\*\\\\*\\\\\\*") };
	assert_false(tape_is_escaped(&tape, 0));
	assert_true(tape_is_escaped(&tape, 2));
	assert_false(tape_is_escaped(&tape, 5));
	assert_true(tape_is_escaped(&tape, 9));
	/* A backslash is not asked for: each of a long row would look at all before it. */
	for (size_t at = 6; at < 9; at++)
		assert_false(tape_is_escaped(&tape, at));
}

static void
the_version_names_the_specification(void **state)
{
	(void)state;
	struct str version = dialect_version();
	assert_true(str_starts(version, STR("md4c")));
	assert_true(str_find(version, STR(", CommonMark 0.")) != STR_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_part_is_read_from_any_position),
		cmocka_unit_test(text_that_goes_on_is_one_event),
		cmocka_unit_test(trimming_takes_blanks_off_the_newest_text_only),
		cmocka_unit_test(foreign_text_lies_in_the_pool),
		cmocka_unit_test(a_full_tape_is_noticed),
		cmocka_unit_test(indices_are_given_in_the_order_of_writing),
		cmocka_unit_test(plain_paragraphs_take_seven_bytes),
		cmocka_unit_test(blocks_and_spans_are_recorded),
		cmocka_unit_test(blanks_around_a_heading_are_no_text),
		cmocka_unit_test(code_keeps_its_lines),
		cmocka_unit_test(attributes_are_decoded),
		cmocka_unit_test(more_is_a_mark_of_its_own),
		cmocka_unit_test(extensions_are_off_when_told),
		cmocka_unit_test(tapes_are_balanced_whatever_md4c_says),
		cmocka_unit_test(signs_are_escaped_by_an_odd_number_of_backslashes),
		cmocka_unit_test(the_version_names_the_specification),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
