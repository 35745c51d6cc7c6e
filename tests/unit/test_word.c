/*
 * Changes in words: "=" equal, "-" removed, "+" added.
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
#include "diff/word.h"

/* The runs as [=text][-text][+text]; equal ones as the new text has them. */
static void
expect_runs(const char *before, const char *after, const char *expected)
{
	struct arena arena = ARENA_EMPTY;
	struct buf out;
	word_runs runs = { NULL, 0, 0 };
	buf_init(&out, 1 << 20);
	word_diff(&arena, str_from(before), str_from(after), &runs);
	for (size_t i = 0; i < runs.len; i++) {
		const struct word_run *run = &runs.at[i];
		struct str text = run->kind == DIFF_REMOVED ? run->before : run->after;
		buf_format(&out, "[%c" STR_FMT "]", "=-+"[run->kind], STR_ARG(text));
	}
	assert_string_equal(str_terminated(&arena, buf_view(&out)), expected);
	buf_free(&out);
	arena_free(&arena);
}

static void
expect_count(const char *before, const char *after, unsigned added, unsigned removed)
{
	struct arena arena = ARENA_EMPTY;
	struct diff_count got = word_count(&arena, str_from(before), str_from(after));
	assert_int_equal(got.added, added);
	assert_int_equal(got.removed, removed);
	got = word_count(&arena, str_from(after), str_from(before));
	assert_int_equal(got.added, removed);
	assert_int_equal(got.removed, added);
	arena_free(&arena);
}

/* A paragraph in another place is neither new nor gone; nor is an item or a row. */
static void
test_moved_paragraphs(void **state)
{
	(void)state;
	expect_count("One is the first of all.\n\nTwo b.\n\nThree c.\n",
	        "Two b.\n\nThree c.\n\nOne is the first of all.\n", 0, 0);
	expect_count("The one we know of.\r\n\r\nThe two we know of.\r\n\r\nThe three.\r\n",
	        "The two we know of.\r\n\r\nThe one we know of.\r\n\r\nThe three.\r\n", 0, 0);
	expect_count("It is the same again.\n\nOther words come behind it.\n",
	        "Other words come behind it.\n\nIt is the same again.\n\nIt is the same again.\n",
	        5, 0);
	expect_count("- one is the first item\n- two b\n- three c\n",
	        "- two b\n- three c\n- one is the first item\n", 0, 0);
	expect_count("| one | is | the | first | row |\n| two |\n| three |\n",
	        "| two |\n| three |\n| one | is | the | first | row |\n", 0, 0);
}

/* What says little is not followed, as in the difference that is shown, unless it goes with what does. */
static void
test_moved_short_paragraphs(void **state)
{
	(void)state;
	expect_count("One a.\n\nTwo b.\n\nThree c.\n", "Two b.\n\nThree c.\n\nOne a.\n", 2, 2);
	expect_count(
	        "# One\n\nIt has five words here.\n\nSo.\n\n# Two\n\nStay where you are, please do.\n",
	        "# Two\n\nStay where you are, please do.\n\n# One\n\nIt has five words here.\n\nSo.\n",
	        0, 0);
	expect_count("Keep.\n\nMove me on.\n\nStay.\n", "Keep.\n\nStay.\n\nMove me off.\n", 3, 3);
}

/* Of what was moved and edited at once, what was edited. */
static void
test_moved_and_edited(void **state)
{
	(void)state;
	expect_count("Last comes a long story of birds.\n\nA.\n\nB, which stays where it is.\n",
	        "A.\n\nB, which stays where it is.\n\nLast comes a short story of birds.\n", 1, 1);
	/* The better partner is in its own place. */
	expect_count("A story of birds in gardens.\n\nThis one stays where it is.\n",
	        "A story of birds in trees.\n\nThis one stays where it is.\n\nA story of fish in seas.\n",
	        7, 1);
	expect_count("Nothing is alike in these words.\n\nThis one stays where it is.\n",
	        "This one stays where it is.\n\nOther thoughts came along that day.\n", 6, 6);
}

/*
 * Sections in another order, with items and words changed, as the difference is shown: moved but for "three" and "Short
 * one", which are too short, and for the words "many", "red" and "yellow".
 */
static void
test_moved_sections(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct diff_count got = word_count(&arena,
	        STR("# Apples\n\nThey are the first fruits that we know.\n\n"
	            "- one item about red apples\n- two item about green pears\n- three\n\n"
	            "# Pears\n\nThey are soft and never last long.\n\nShort one.\n\n"
	            "The end of it all is a longer text.\n"),
	        STR("# Pears\n\nThey are soft and never last long.\n\n"
	            "The end of it all is a longer text.\n\nShort one.\n\n"
	            "# Apples\n\nThey are the first many fruits that we know.\n\n"
	            "- two item about green pears\n- one item about yellow apples\n- three\n"));
	assert_int_equal(got.added, 5);
	assert_int_equal(got.removed, 4);
	arena_free(&arena);
}

static void
test_counts(void **state)
{
	(void)state;
	expect_count("", "", 0, 0);
	expect_count("", "one two", 2, 0);
	expect_count("one two three", "one 2 three", 1, 1);
	expect_count("one two", "one, two!", 0, 0);
	expect_count("a b c d e", "a c d e b", 1, 1);
	expect_count("well-known", "well known", 0, 0);
	expect_count("do not", "don't", 1, 2);
	expect_count("don't", "don\xe2\x80\x99t", 1, 1);
	expect_count("'quoted'", "quoted", 0, 0);
	expect_count("na\xc3\xafve caf\xc3\xa9", "naive caf\xc3\xa9", 1, 1);
	expect_count("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "\xe6\x97\xa5\xe6\x9c\xac\xe4\xba\xba",
	        1, 1);
	expect_count("\xff one", "one \xfe", 0, 0);
}

static void
test_new_line_breaks(void **state)
{
	(void)state;
	const char *before = "One two three\nfour five.\n\nAnother one.\n";
	const char *after = "One two\nthree  four\n\tfive.\n\n\nAnother\r\none.";
	expect_count(before, after, 0, 0);
	expect_runs(before, after, "[=One two\nthree  four\n\tfive.\n\n\nAnother\r\none.]");
	/* A line that is the same by chance does not take the others apart. */
	expect_runs("x c\nb\nc\n", "x\nc\nb c\n", "[=x\nc\nb c\n]");
	/* An empty line parts paragraphs. */
	expect_runs("one two", "one\n\ntwo", "[=one][- ][+\n\n][=two]");
}

static void
test_runs(void **state)
{
	(void)state;
	expect_runs("", "", "");
	expect_runs("same", "same", "[=same]");
	expect_runs("", "new", "[+new]");
	expect_runs("old", "", "[-old]");
	expect_runs("old", "new", "[-old][+new]");
	expect_runs("the cat sat", "the big cat sat", "[=the ][+big ][=cat sat]");
	expect_runs("end.", "end!", "[=end][-.][+!]");
	expect_runs("one two three four five six", "one 2 three four five 6",
	        "[=one ][-two][+2][= three four five ][-six][+6]");
}

static void
test_narrow_gaps(void **state)
{
	(void)state;
	expect_runs("a one two b", "c one two d", "[-a one two b][+c one two d]");
	expect_runs("a one two three b", "c one two three d", "[-a][+c][= one two three ][-b][+d]");
	/* Not across paragraphs, and not at the ends. */
	expect_runs("a one\n\ntwo b", "c one\n\ntwo d", "[-a][+c][= one\n\ntwo ][-b][+d]");
	expect_runs("one a", "one b", "[=one ][-a][+b]");
}

/* Words move within what replaces their paragraph, not across others that stayed. */
static void
test_paragraphs(void **state)
{
	(void)state;
	expect_runs("First here.\n\nThe one that stays.\n\nLast words here.\n",
	        "First there.\n\nThe one that\nstays.\n\nNew.\n\nLast words there.\n",
	        "[=First ][-here][+there][=.\n\nThe one that\nstays.\n\n][+New.\n\n][=Last words "
	        "][-here][+there][=.\n]");
}

static void
test_rewritten(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct buf before, after;
	buf_init(&before, 1 << 20);
	buf_init(&after, 1 << 20);
	buf_lit(&before, "begin ");
	buf_lit(&after, "begin ");
	for (int i = 0; i < WORD_EDITS_MAX; i++) {
		buf_format(&before, "w%d ", i);
		buf_format(&after, "w%d ", WORD_EDITS_MAX - i);
	}
	buf_lit(&before, "end");
	buf_lit(&after, "end");
	word_runs runs = { NULL, 0, 0 };
	word_diff(&arena, buf_view(&before), buf_view(&after), &runs);
	assert_int_equal(runs.len, 4);
	assert_int_equal(runs.at[0].kind, DIFF_SAME);
	assert_int_equal(runs.at[1].kind, DIFF_REMOVED);
	assert_int_equal(runs.at[2].kind, DIFF_ADDED);
	assert_int_equal(runs.at[3].kind, DIFF_SAME);
	struct diff_count got = word_count(&arena, buf_view(&before), buf_view(&after));
	assert_int_equal(got.removed, WORD_EDITS_MAX);
	assert_int_equal(got.added, WORD_EDITS_MAX);
	buf_free(&before);
	buf_free(&after);
	arena_free(&arena);
}

static bool
same(const char *before, const char *after)
{
	bool is = word_same(str_from(before), str_from(after));
	assert_int_equal(word_same(str_from(after), str_from(before)), is);
	return is;
}

static void
test_same(void **state)
{
	(void)state;
	assert_true(same("", ""));
	assert_true(same("", " \n\t"));
	assert_true(same("one two", "one\ntwo\n"));
	assert_true(same("one, two", "one ,two"));
	assert_true(same("one\n\ntwo", " one two"));
	assert_true(same("- item\r\n", "-   item\n"));
	assert_false(same("one two", "onetwo"));
	assert_false(same("one two", "one too"));
	assert_false(same("one", "one two"));
	assert_false(same("\xc3\xa9 \xc3\xa9", "\xc3\xa9\xc3\xa9"));
	assert_true(same("\xe6\x97\xa5\n\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"));
	assert_false(same("1 000", "1000"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_moved_paragraphs),
		cmocka_unit_test(test_moved_short_paragraphs),
		cmocka_unit_test(test_moved_and_edited),
		cmocka_unit_test(test_moved_sections),
		cmocka_unit_test(test_new_line_breaks),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_narrow_gaps),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_rewritten),
		cmocka_unit_test(test_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
