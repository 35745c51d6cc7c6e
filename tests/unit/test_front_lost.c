/* Settings at the begin of a text that are no front matter: what counts as such, and what is prose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/front_lost.h"

static void
expect(const char *text, enum front_lost_why why, const char *first)
{
	struct front_lost lost = front_lost_find(str_from(text), false);
	if (lost.why != why)
		fail_msg("%d instead of %d:\n%s", lost.why, why, text);
	if (why)
		assert_true(str_eq(lost.first, str_from(first)));
}

static void
test_bare(void **state)
{
	(void)state;
	expect("title: A\ndraft: true\n---\n\nText\n", FRONT_LOST_FENCE, "title: A");
	expect("title: A\n\nText\n", FRONT_LOST_FENCE, "title: A");
	expect("\n title: A\n tags: b\nText\n", FRONT_LOST_FENCE, "title: A");
	expect("Title: A\nDate: 2026\n", FRONT_LOST_FENCE, "Title: A");
	expect("tags:\n- a\n# one\n\nText\n", FRONT_LOST_FENCE, "tags:");
	expect("# Heading\nother: a\ndraft: true\n", FRONT_LOST_FENCE, "other: a");
	expect("Draft: true", FRONT_LOST_FENCE, "Draft: true");
}

static void
test_opened(void **state)
{
	(void)state;
	expect("--\na: b\n--\n", FRONT_LOST_DASHES, "--");
	expect("----\na: b\n---\n", FRONT_LOST_DASHES, "----");
	expect("\xe2\x80\x94\ntitle: b\n\nText\n", FRONT_LOST_DASHES, "\xe2\x80\x94");
	expect("---yaml\na: b\n---\n", FRONT_LOST_DASHES, "---yaml");
	expect(" ---\n a: b\n ---\n", FRONT_LOST_INDENT, "---");
	expect("\xe2\x80\x8b---\na: b\n---\n", FRONT_LOST_INDENT, "---");
	expect("\n---\na: b\n---\n", FRONT_LOST_LATE, "---");
	expect("# A\n\n<!-- b -->\n---\na: b\n...\n", FRONT_LOST_LATE, "---");
	expect("---\rtitle: b\r---\rText\r", FRONT_LOST_LATE, "---");
	expect("\n+++\na = 1\n+++\n", FRONT_LOST_FORMAT, "+++");
	expect("{\n\"title\": \"A\"\n}\n", FRONT_LOST_FORMAT, "{");
	expect("{\"title\": \"A\"}\n", FRONT_LOST_FORMAT, "{\"title\": \"A\"}");
}

static void
test_prose(void **state)
{
	static const char *const texts[] = { "", "\n \n", "Text\n", "---\n", "---\n\nText\n---\n",
		"---\nText: a\n\nb\n---\n", "Note: a\n\nText\n", "Note: a\nfrom: b\n---\n",
		"Draft: written in May\n\nText\n", "Title: A\n\nText\n",
		"Text\n\n---\ntitle: A\n---\n", "title: A\nand no more of it\n",
		"# A\ntitle: A\n\nText\n", "{\"a\": 1}\n", "https://example.org\n",
		"# A\n# B\n---\ntitle: A\n---\n", "title:A\n", "| date: |\n" };
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		expect(texts[i], FRONT_LOST_NOT, NULL);
}

static void
test_second(void **state)
{
	(void)state;
	assert_int_equal(front_lost_find(STR("---\na: b\n---\n"), true).why, FRONT_LOST_LATE);
	assert_int_equal(front_lost_find(STR("draft: true\n"), true).why, FRONT_LOST_NOT);
}

static void
test_lines(void **state)
{
	(void)state;
	struct front_lost lost = front_lost_find(STR("--\na: b\nc: d\n--\nText\n"), false);
	assert_true(str_is(lost.lines, "a: b\nc: d\n"));
	assert_false(lost.knotty);
	assert_true(front_lost_find(STR("---\rtitle: b\r---\rText\r"), false).knotty);
	assert_true(front_lost_find(STR("{\"title\": \"A\"}\n"), false).knotty);
	assert_true(front_lost_find(STR("\n+++\na = 1\n+++\n"), false).knotty);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bare),
		cmocka_unit_test(test_opened),
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_second),
		cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
