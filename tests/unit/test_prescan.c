/*
 * Texts made to keep md4c busy for ever. Nothing here measures time: what counts is the verdict, and
 * that the estimates behind it grow as the work does.
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
#include "base/diag.h"
#include "markdown/markdown.h"
#include "markdown/prescan.h"

enum { PADDING = 16 };

/* `head`, then `unit` n times, then `tail` n times, in `text`, with zeroes behind it. */
static struct str
repeat(struct buf *text, const char *head, const char *unit, const char *tail, size_t n)
{
	buf_init(text, SIZE_MAX);
	buf_put(text, str_from(head));
	for (size_t i = 0; i < n; i++)
		buf_put(text, str_from(unit));
	for (size_t i = 0; i < n; i++)
		buf_put(text, str_from(tail));
	buf_repeat(text, '\0', PADDING);
	return str_of(text->at, text->len - PADDING);
}

static uint32_t
line_of(struct str text, size_t at)
{
	uint32_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += text.at[i] == '\n';
	return line;
}

static struct prescan
check_repeated(const char *head, const char *unit, const char *tail, size_t n, uint32_t *line)
{
	struct buf text;
	struct str s = repeat(&text, head, unit, tail, n);
	struct prescan verdict = prescan_check(s);
	*line = line_of(s, verdict.at);
	buf_free(&text);
	return verdict;
}

static void
expect_fine(const char *head, const char *unit, const char *tail, size_t n)
{
	uint32_t line;
	struct prescan verdict = check_repeated(head, unit, tail, n, &line);
	assert_null(verdict.problem);
}

static void
expect_refused(const char *head, const char *unit, const char *tail, size_t n, uint32_t at_line,
        const char *problem)
{
	uint32_t line;
	struct prescan verdict = check_repeated(head, unit, tail, n, &line);
	assert_non_null(verdict.problem);
	assert_string_equal(verdict.problem, problem);
	assert_non_null(verdict.help);
	assert_int_equal(line, at_line);
}

#define BRACKETS "this paragraph has too many brackets to look for links in it"
#define NESTED "block quotes and lists are nested too deeply"

static void
ordinary_texts_are_fine(void **state)
{
	(void)state;
	expect_fine("", "", "", 0);
	expect_fine("# Title\n\n", "Some [text](to.md) with ~~marks~~ and *more*.\n\n", "", 5000);
	expect_fine("", "- [item](to.md)\n", "", 20000);
	expect_fine("| a | b |\n|---|---|\n", "| [a](b) | [c](d) |\n", "", 10000);
	expect_fine("```\n", "[[1, 2], [3, 4]],\n", "", 10000);
	expect_fine("", "word ", "", 500000);
}

static void
small_members_of_each_family_are_fine(void **state)
{
	(void)state;
	expect_fine("", "](", "\n[", 500);
	expect_fine("", "]([\n", "", 5000);
	expect_fine("", "[a](b\n", "", 5000);
	expect_fine("", "[", "]", 2000);
	expect_fine("[x]: /", "a", "[x] ", 5000);
	expect_fine("", "> ", "\n", 5000);
	expect_fine("", "- ", "\n", 5000);
	expect_fine("", "~a ", "b~ ", 5000);
	expect_fine("", "www._", "", 100000);
}

static void
links_never_closed_are_refused(void **state)
{
	(void)state;
	expect_refused("fine\n\n", "]([\n", "", 200000, 3, BRACKETS);
	expect_refused("fine\n\n[fine](too)\n\n", "[a](b\n", "", 200000, 5, BRACKETS);
	expect_refused("", "a *b `c` [l](x)\n", "", 100000, 1, BRACKETS);
}

static void
nested_brackets_are_refused(void **state)
{
	(void)state;
	expect_refused("[a]: /b\n\n", "[", "]", 50000, 3, BRACKETS);
	expect_refused("", "[\n", "]\n", 50000, 1, BRACKETS);
}

static void
deep_nesting_over_many_lines_is_refused(void **state)
{
	(void)state;
	expect_refused("fine\n\n", "- ", "\n", 100000, 3, NESTED);
	expect_refused("fine\n\n", ">", "\n", 100000, 3, NESTED);
	expect_refused("fine\n\nx\n", "1.\t", "\n", 100000, 4, NESTED);
}

static void
paragraphs_of_marks_alone_are_refused(void **state)
{
	(void)state;
	expect_refused("fine\n\n", "*_", "", 5000000, 3,
	        "this paragraph has millions of special characters");
}

static void
too_long_texts_are_refused(void **state)
{
	(void)state;
	expect_fine("", "text ", "\n\n", PRESCAN_TEXT_MAX / 7);
	expect_refused(
	        "", "text ", "\n\n", PRESCAN_TEXT_MAX / 7 + 1, 1, "the text is longer than 16 MiB");
}

/* Twice the text: four times the work where it is quadratic, twice where blank lines end the runs. */
static void
estimates_follow_the_work(void **state)
{
	(void)state;
	static const struct {
		const char *unit, *tail;
		double growth;
	} families[] = {
		{ "](\n", "", 4 },
		{ "]([\n", "", 4 },
		{ "[", "]", 4 },
		{ "[a](b)\n\n", "", 2 },
		{ "no brackets\n", "", 0 },
	};
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		uint64_t work[2];
		for (size_t j = 0; j < 2; j++) {
			struct buf text;
			work[j] = prescan_work(repeat(
			        &text, "", families[i].unit, families[i].tail, (size_t)1000 << j));
			buf_free(&text);
		}
		double expected = families[i].growth * (double)work[0];
		assert_in_range(work[1], (uint64_t)(0.98 * expected), (uint64_t)(1.02 * expected));
	}
}

/* --- as seen from outside ---------------------------------------------------------------- */

static void
expect_error(const char *head, const char *unit, const char *tail, size_t n, uint32_t line,
        uint32_t last_line, const char *problem)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct buf text;
	diag_init(&diags);
	struct str s = repeat(&text, head, unit, tail, n);
	struct markdown_source source = { STR("page.md"), s, s };
	struct markdown_options options = { 0 };
	assert_null(markdown_parse(&arena, &source, &options, &diags));
	assert_int_equal(diags.errors, 1);
	assert_string_equal(diags.list.at[0].text.at, problem);
	assert_in_range(diags.list.at[0].place.line, line, last_line);
	assert_true(diags.list.at[0].help.len > 0);
	buf_free(&text);
	diag_free(&diags);
	arena_free(&arena);
}

static void
nesting_beyond_100_levels_is_an_error_with_its_line(void **state)
{
	(void)state;
	expect_error("fine\n\nstill fine\n\n", "> ", "", 101, 5, 5, NESTED);
	expect_error("fine\n\n", "+ ", "", 101, 3, 3, NESTED);
	expect_error("fine\n\n", "> ", "+ ", 51, 3, 3, NESTED);
}

/* `count` times `cell` behind each other and a newline. */
static void
put_row(struct buf *out, const char *cell, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_put(out, str_from(cell));
	buf_char(out, '\n');
}

/* Refused in one of these lines; or, with a newer md4c that has its own bounds, small enough. */
static void
expect_bounded(struct buf *head, const char *unit, size_t n, uint32_t line, uint32_t last_line)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct buf text, out;
	diag_init(&diags);
	buf_char(head, '\0');
	struct str s = repeat(&text, head->at, unit, "", n);
	struct markdown_source source = { STR("page.md"), s, s };
	struct markdown *document =
	        markdown_parse(&arena, &source, &(struct markdown_options){ 0 }, &diags);
	assert_int_equal(!document, diags.errors == 1);
	if (document) {
		struct markdown_emit how = { .base = STR_EMPTY };
		buf_init(&out, (20 << 20) + 80 * s.len);
		assert_true(markdown_emit(document, &how, &out));
		buf_free(&out);
	} else {
		assert_string_equal(diags.list.at[0].text.at, "the page becomes too large here");
		assert_in_range(diags.list.at[0].place.line, line, last_line);
	}
	buf_free(&text);
	diag_free(&diags);
	arena_free(&arena);
}

static void
output_has_bounds(void **state)
{
	(void)state;
	struct buf head;
	buf_init(&head, SIZE_MAX);
	put_row(&head, "|a", 2000);
	put_row(&head, "|---", 2000);
	expect_bounded(&head, "a|\n", 10000, 100, 2000);
	buf_clear(&head);
	put_row(&head, "|a", 100);
	put_row(&head, "|---", 100);
	expect_bounded(&head, "a|\n", 40000, 1000, 40000);
	buf_clear(&head);
	buf_lit(&head, "[x]: /");
	buf_repeat(&head, 'a', 100000);
	buf_lit(&head, "\n\n");
	expect_bounded(&head, "[x] ", 20000, 3, 3);
	buf_free(&head);
}

/* Of tildes and addresses there may be any number: they are ours. */
static void
families_of_our_own_passes_are_read(void **state)
{
	(void)state;
	static const char *const units[][2] = { { "~a* ", "b~ " }, { "~a ", "b~~ " },
		{ "~~a ~b ", "c~~ " }, { "www._", "" }, { "www.a_", "" }, { "www.a.b/(", "" },
		{ "http://a.b/*x", "*" }, { "http://a.b.", "" }, { "a@b.", "" }, { "a@", "" },
		{ "http://", "" } };
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct arena arena = ARENA_EMPTY;
		struct diags diags;
		struct buf text;
		diag_init(&diags);
		struct str s = repeat(&text, "", units[i][0], units[i][1], 20000);
		struct markdown_source source = { STR("page.md"), s, s };
		assert_non_null(
		        markdown_parse(&arena, &source, &(struct markdown_options){ 0 }, &diags));
		assert_int_equal(diags.list.len, 0);
		buf_free(&text);
		diag_free(&diags);
		arena_free(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_texts_are_fine),
		cmocka_unit_test(small_members_of_each_family_are_fine),
		cmocka_unit_test(links_never_closed_are_refused),
		cmocka_unit_test(nested_brackets_are_refused),
		cmocka_unit_test(deep_nesting_over_many_lines_is_refused),
		cmocka_unit_test(paragraphs_of_marks_alone_are_refused),
		cmocka_unit_test(too_long_texts_are_refused),
		cmocka_unit_test(estimates_follow_the_work),
		cmocka_unit_test(nesting_beyond_100_levels_is_an_error_with_its_line),
		cmocka_unit_test(output_has_bounds),
		cmocka_unit_test(families_of_our_own_passes_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
