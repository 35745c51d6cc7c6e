#include "expect.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"

static struct diags diags;
static struct buf out;

static int
make(void **state)
{
	(void)state;
	diag_init(&diags);
	buf_init(&out, 1 << 20);
	return 0;
}

static int
unmake(void **state)
{
	(void)state;
	diag_free(&diags);
	buf_free(&out);
	return 0;
}

static void
expect_printed(const char *want)
{
	diag_print(&diags, &out, false);
	expect_buf(&out, want);
}

static const char page[] = "---\ndate: 2026-11-02\ntilte: What the cache costs\n---\n";

static void
test_print(void **state)
{
	(void)state;
	static const struct str keys[] = { STR_INIT("date"), STR_INIT("title") };
	struct str path = STR("content/essays/cache.md"), source = STR(page);
	struct place place = diag_place(path, source, str_find(source, STR("tilte")), 5);
	diag_error(&diags, place, source, "unknown key \"%s\"", "tilte");
	diag_suggest(&diags, STR("tilte"), keys, 2);
	expect_printed("content/essays/cache.md:3:1: error: unknown key \"tilte\"\n"
	               "    3 | tilte: What the cache costs\n"
	               "      | ^~~~~\n"
	               "    help: did you mean \"title\"?\n");
}

static void
test_places(void **state)
{
	(void)state;
	struct str source = STR("a\n\nhéé x\nlast");
	struct place place = diag_place(STR("p"), source, 0, 0);
	assert_true(place.line == 1 && place.column == 1);
	place = diag_place(STR("p"), source, 1, 0);
	assert_true(place.line == 1 && place.column == 2);
	place = diag_place(STR("p"), source, 2, 0);
	assert_true(place.line == 2 && place.column == 1);
	place = diag_place(STR("p"), source, 9, 0);
	assert_true(place.line == 3 && place.column == 5);
	place = diag_place(STR("p"), source, 999, 0);
	assert_true(place.line == 4 && place.column == 5);
	place = diag_place(STR("p"), STR_EMPTY, 5, 0);
	assert_true(place.line == 1 && place.column == 1);
}

static void
test_print_without_parts(void **state)
{
	(void)state;
	diag_add(&diags, DIAG_NOTE, (struct place){ 0 }, STR_EMPTY, "nothing to see");
	diag_warning(&diags, diag_file(STR("kith.yaml")), STR("text"), "odd");
	struct place line_only = { .path = STR("a.md"), .line = 2 };
	diag_error(&diags, line_only, STR("one\r\ntwo\r\n"), "whole line");
	line_only.line = 99;
	diag_error(&diags, line_only, STR("one\ntwo\n"), "no such line");
	diag_help(&diags, "add it");
	expect_printed("note: nothing to see\n"
	               "kith.yaml: warning: odd\n"
	               "a.md:2: error: whole line\n"
	               "    2 | two\n"
	               "a.md:99: error: no such line\n"
	               "    help: add it\n");
}

static void
test_caret_stands_below_its_place(void **state)
{
	(void)state;
	struct str source = STR("\tkey:\t日本 é\xcc\x81 wrong");
	size_t at = str_find(source, STR("wrong"));
	diag_error(&diags, diag_place(STR("a"), source, at, 5), source, "x");
	diag_error(&diags, diag_place(STR("a"), source, 6, 3), source, "wide");
	diag_error(&diags, diag_place(STR("a"), source, source.len, 5), source, "at the end");
	expect_printed("a:1:13: error: x\n"
	               "    1 | \tkey:\t日本 é\xcc\x81 wrong\n"
	               "      | \t    \t       ^~~~~\n"
	               "a:1:7: error: wide\n"
	               "    1 | \tkey:\t日本 é\xcc\x81 wrong\n"
	               "      | \t    \t^~~~\n"
	               "a:1:18: error: at the end\n"
	               "    1 | \tkey:\t日本 é\xcc\x81 wrong\n"
	               "      | \t    \t            ^\n");
}

static void
test_byte_order_mark_is_no_character(void **state)
{
	(void)state;
	struct str source = STR("\xEF\xBB\xBF"
	                        "tilte: x\ny");
	diag_error(
	        &diags, diag_place(STR("p"), source, str_find(source, STR("x")), 1), source, "x");
	diag_error(&diags, diag_place(STR("p"), source, source.len - 1, 1), source, "y");
	expect_printed("p:1:8: error: x\n"
	               "    1 | tilte: x\n"
	               "      |        ^\n"
	               "p:2:1: error: y\n"
	               "    2 | y\n"
	               "      | ^\n");
}

/* Forwards, backwards and from one source to another of the same name. */
static void
test_excerpts_in_any_order(void **state)
{
	(void)state;
	static const uint32_t lines[] = { 2, 2, 4, 1, 3, 5, 9, 4, 0, 2 };
	static const char *const want[] = { "b", "b", "d", "a", "c", "", "", "d", "", "b" };
	static const char *const other[] = { "y", "y", "", "x", "", "", "", "", "", "y" };
	struct str source = STR("a\nb\nc\nd\n"), second = STR("x\ny");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct place place = { .path = STR("p"), .line = lines[i] };
		diag_error(&diags, place, source, "x");
		expect_str(diags.list.at[diags.list.len - 1].excerpt, want[i]);
		if (i % 2) {
			diag_error(&diags, place, second, "x");
			expect_str(diags.list.at[diags.list.len - 1].excerpt, other[i]);
		}
	}
}

static void
test_no_excerpt_of_a_huge_line(void **state)
{
	(void)state;
	struct buf line;
	buf_init(&line, 1 << 20);
	buf_repeat(&line, 'x', 70000);
	buf_lit(&line, "\nb");
	struct place place = { .path = STR("p"), .line = 1, .column = 69000 };
	diag_error(&diags, place, buf_view(&line), "x");
	expect_printed("p:1:69000: error: x\n");
	buf_free(&line);
}

static void
test_large_line_numbers(void **state)
{
	(void)state;
	char source[123457];
	memset(source, '\n', sizeof source);
	source[sizeof source - 1] = 'x';
	struct str text = str_of(source, sizeof source);
	diag_error(&diags, diag_place(STR("a"), text, text.len - 1, 1), text, "far down");
	expect_printed("a:123457:1: error: far down\n"
	               "123457 | x\n"
	               "       | ^\n");
}

static void
test_long_lines_are_cut(void **state)
{
	(void)state;
	char line[1000];
	memset(line, '-', sizeof line);
	struct str source = str_of(line, sizeof line);
	line[500] = 'X';
	diag_error(&diags, diag_place(STR("a"), source, 500, 1), source, "middle");
	const struct diag *diag = &diags.list.at[0];
	assert_int_equal(diag->place.column, 501);
	assert_int_equal(diag->excerpt.len, 100 + 2 * 3);
	assert_true(str_starts(diag->excerpt, STR("…-")));
	assert_true(str_ends(diag->excerpt, STR("-…")));
	assert_int_equal(diag->caret, 61);
	assert_int_equal(diag->excerpt.at[3 + 60], 'X');

	diag_error(&diags, diag_place(STR("a"), source, 3, 1), source, "front");
	diag = &diags.list.at[1];
	assert_int_equal(diag->excerpt.at[0], '-');
	assert_int_equal(diag->caret, 3);
	assert_int_equal(diag->excerpt.len, 100 + 3);

	diag_error(&diags, diag_place(STR("a"), source, 999, 1), source, "end");
	diag = &diags.list.at[2];
	assert_true(str_starts(diag->excerpt, STR("…")));
	assert_true(str_ends(diag->excerpt, STR("-")));
	assert_int_equal(diag->caret, 61);

	diag_error(
	        &diags, diag_place(STR("a"), str_of(line, 100), 99, 1), str_of(line, 100), "fits");
	assert_int_equal(diags.list.at[3].excerpt.len, 100);
	assert_int_equal(diags.list.at[3].caret, 99);
}

static void
test_terminal_controls_do_not_pass(void **state)
{
	(void)state;
	struct str source = STR("a\x1b[31mb\xff\xe2\x80\xae"
	                        "c");
	diag_error(
	        &diags, diag_place(STR("p\x1b\n"), source, source.len - 1, 1), source, "t\x1b\r");
	diag_help(&diags, "%s", "h\x07");
	expect_printed("p��:1:10: error: t��\n"
	               "    1 | a�[31mb��c\n"
	               "      |          ^\n"
	               "    help: h�\n");
}

static void
test_colour(void **state)
{
	(void)state;
	diag_error(&diags, diag_place(STR("p"), STR("x"), 0, 1), STR("x"), "t");
	diag_help(&diags, "h");
	diag_print(&diags, &out, true);
	expect_buf(&out,
	        "\033[1mp:1:1:\033[0m \033[1;31merror:\033[0m t\n"
	        "    1 | x\n"
	        "      | \033[1;32m^\033[0m\n"
	        "    \033[1mhelp:\033[0m h\n");
}

static void
test_sort_and_repeats(void **state)
{
	(void)state;
	struct place b2 = { .path = STR("b"), .line = 2, .column = 1 };
	struct place b1 = { .path = STR("b"), .line = 1, .column = 9 };
	diag_warning(&diags, b2, STR_EMPTY, "z");
	diag_error(&diags, b2, STR_EMPTY, "y");
	diag_error(&diags, b2, STR_EMPTY, "x");
	diag_error(&diags, b1, STR_EMPTY, "w");
	diag_error(&diags, b2, STR_EMPTY, "x");
	diag_warning(&diags, b2, STR_EMPTY, "z");
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "v");
	diag_sort(&diags);
	expect_printed("a: error: v\n"
	               "b:1:9: error: w\n"
	               "b:2:1: error: x\n"
	               "b:2:1: error: y\n"
	               "b:2:1: warning: z\n");
	assert_int_equal(diags.errors, 4);
	assert_int_equal(diags.warnings, 1);
}

/* One mistake in a template, met by three pages. */
static void
test_one_place_is_told_of_once(void **state)
{
	(void)state;
	struct place place = { .path = STR("t.html"), .line = 3, .column = 4 };
	const char *const pages[] = { "two.md", "one.md", "three.md", "one.md" };
	for (size_t i = 0; i < 4; i++) {
		diag_error(&diags, place, STR_EMPTY, "division by zero");
		diag_help(&diags, "while rendering %s", pages[i]);
	}
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "x");
	diag_help(&diags, "h");
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "x");
	diag_sort(&diags);
	expect_printed("a: error: x\n"
	               "a: error: x\n"
	               "    help: h\n"
	               "t.html:3:4: error: division by zero\n"
	               "    help: while rendering one.md\n"
	               "    and 2 more like it\n");
	assert_int_equal(diags.errors, 3);
}

static void
test_after_too_many_they_are_counted(void **state)
{
	(void)state;
	for (int i = 0; i < 1003; i++)
		diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "number %d", i);
	diag_help(&diags, "must not land on number 999");
	assert_int_equal(diags.list.len, 1000);
	assert_int_equal(diags.errors, 1003);
	assert_int_equal(diags.list.at[999].help.len, 0);
	diag_print(&diags, &out, false);
	assert_true(str_ends(
	        buf_view(&out), STR("number 999\nand 3 more of the same build, not shown\n")));
}

static void
test_warnings_hide_no_error(void **state)
{
	(void)state;
	for (int i = 0; i < 1003; i++)
		diag_warning(&diags, diag_file(STR("a")), STR_EMPTY, "number %d", i);
	diag_error(&diags, diag_file(STR("b")), STR_EMPTY, "the reason");
	diag_print(&diags, &out, false);
	assert_true(str_ends(buf_view(&out),
	        STR("b: error: the reason\nand 3 more of the same build, not shown\n")));
}

static void
test_merge_copies(void **state)
{
	(void)state;
	struct diags other;
	diag_init(&other);
	char text[] = "source";
	diag_error(&other, diag_place(STR("p"), STR(text), 0, 1), STR(text), "e");
	diag_help(&other, "h");
	other.strict = true;
	diag_warning(&diags, diag_file(STR("p")), STR_EMPTY, "w");
	assert_false(diag_failed(&diags));
	diag_merge(&diags, &other);
	diag_free(&other);
	memset(text, 'x', sizeof text);
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.warnings, 1);
	assert_true(diags.strict);
	expect_printed("p: warning: w\np:1:1: error: e\n    1 | source\n      | ^\n    help: h\n");
}

static void
test_failed(void **state)
{
	(void)state;
	assert_false(diag_failed(&diags));
	diag_add(&diags, DIAG_NOTE, diag_file(STR("a")), STR_EMPTY, "n");
	diags.strict = true;
	assert_false(diag_failed(&diags));
	diag_warning(&diags, diag_file(STR("a")), STR_EMPTY, "w");
	assert_true(diag_failed(&diags));
	diags.strict = false;
	assert_false(diag_failed(&diags));
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "e");
	assert_true(diag_failed(&diags));
}

static void
test_nearest(void **state)
{
	(void)state;
	static const struct str options[] = { STR_INIT("title"), STR_INIT("tags"), STR_INIT("date"),
		STR_INIT("description"), STR_INIT("draft"), STR_INIT("x"), STR_INIT("TAGS"),
		STR_INIT("über") };
	static const struct {
		const char *word, *near;
	} cases[] = {
		{ "tilte", "title" },
		{ "titel", "title" },
		{ "titles", "title" },
		{ "Title", "title" },
		{ "tag", "tags" },
		{ "tAGS", "TAGS" },
		{ "Tags", "tags" },
		{ "descripton", "description" },
		{ "decsripton", "description" },
		{ "desc", "" },
		{ "darft", "draft" },
		{ "dtae", "date" },
		{ "uber", "über" },
		{ "y", "" },
		{ "xy", "" },
		{ "", "" },
		{ "completely", "" },
		{ "title", "title" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		        "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str near = diag_nearest(
		        str_from(cases[i].word), options, sizeof options / sizeof *options);
		expect_str(near, cases[i].near);
	}
	const struct str tied[] = { STR("bat"), STR("cat") };
	expect_str(diag_nearest(STR("hat"), tied, 2), "bat");
	expect_str(diag_nearest(STR("hat"), tied, 0), "");
}

static void
test_suggest_leaves_help_empty(void **state)
{
	(void)state;
	const struct str options[] = { STR("title") };
	diag_suggest(&diags, STR("titel"), options, 1);
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "e");
	diag_suggest(&diags, STR("zzz"), options, 1);
	assert_int_equal(diags.list.at[0].help.len, 0);
}

static void
test_levels_of_rules(void **state)
{
	(void)state;
	static const struct diag_rule at[] = { { "louder", DIAG_ERROR, false },
		{ "silent", DIAG_ERROR, true }, { "lower", DIAG_NOTE, false } };
	static const struct diag_rules rules = { at, 3 };
	diags.rules = &rules;
	diag_rule(&diags, "silent");
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "not said");
	diag_help(&diags, "nor this, though nothing was said before");
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(diags.errors, 0);
	diag_rule(&diags, "louder");
	diag_warning(&diags, diag_file(STR("a")), STR_EMPTY, "first");
	diag_help(&diags, "do it");
	diag_warning(&diags, diag_file(STR("b")), STR_EMPTY, "of no rule");
	diag_rule(&diags, "lower");
	diag_error(&diags, diag_file(STR("c")), STR_EMPTY, "third");
	diag_rule(&diags, "silent");
	diag_error(&diags, diag_file(STR("d")), STR_EMPTY, "not said");
	diag_help(&diags, "no help of the one before");
	diag_rule(&diags, "unset");
	diag_warning(&diags, diag_file(STR("e")), STR_EMPTY, "fifth");
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.warnings, 2);
	expect_printed("a: error: first [louder]\n    help: do it\n"
	               "b: warning: of no rule\n"
	               "c: note: third [lower]\n"
	               "e: warning: fifth [unset]\n");
}

static void
test_clear_keeps_levels(void **state)
{
	(void)state;
	static const struct diag_rule at[] = { { "silent", DIAG_ERROR, true } };
	static const struct diag_rules rules = { at, 1 };
	diags.rules = &rules;
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "an error");
	diag_clear(&diags);
	assert_false(diag_failed(&diags));
	diag_rule(&diags, "silent");
	diag_error(&diags, diag_file(STR("a")), STR_EMPTY, "an error");
	assert_false(diag_failed(&diags));
}

#define WITH_DIAGS(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DIAGS(test_print),
		WITH_DIAGS(test_places),
		WITH_DIAGS(test_print_without_parts),
		WITH_DIAGS(test_caret_stands_below_its_place),
		WITH_DIAGS(test_byte_order_mark_is_no_character),
		WITH_DIAGS(test_excerpts_in_any_order),
		WITH_DIAGS(test_no_excerpt_of_a_huge_line),
		WITH_DIAGS(test_large_line_numbers),
		WITH_DIAGS(test_long_lines_are_cut),
		WITH_DIAGS(test_terminal_controls_do_not_pass),
		WITH_DIAGS(test_colour),
		WITH_DIAGS(test_sort_and_repeats),
		WITH_DIAGS(test_one_place_is_told_of_once),
		WITH_DIAGS(test_after_too_many_they_are_counted),
		WITH_DIAGS(test_warnings_hide_no_error),
		WITH_DIAGS(test_merge_copies),
		WITH_DIAGS(test_failed),
		WITH_DIAGS(test_nearest),
		WITH_DIAGS(test_suggest_leaves_help_empty),
		WITH_DIAGS(test_levels_of_rules),
		WITH_DIAGS(test_clear_keeps_levels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
