/* Whether front matter says that a page is a draft, in all the ways in which it may be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/front_peek.h"

#define FRONT(lines) "---\n" lines "---\nText.\n"

static void
expect(const char *const *files, bool draft)
{
	for (; *files; files++)
		if (front_peek_draft(str_from(*files)) != draft)
			fail_msg("%s a draft:\n%s", draft ? "it is" : "it is not", *files);
}

static void
test_drafts(void **state)
{
	static const char *const files[] = {
		FRONT("draft: true\n"),
		FRONT("title: A\ndraft: True # not yet\nweight: 3\n"),
		FRONT("\"draft\" : 'true'\n"),
		FRONT("published: false\n"),
		FRONT("  title: A\n  draft: true\n"),
		FRONT("draft:\n  true\n"),
		"\xef\xbb\xbf---\r\ndraft: true\r\n---\r\nText.\r\n",
		"---\ndraft: true\n",
		"+++\ndraft = true\n+++\nText.\n",
		FRONT("draft: yes\n"),
		FRONT("draft: !!bool true\n"),
		FRONT("{title: A, draft: true}\n"),
		FRONT("? draft\n: true\n"),
		"draft: true\n",
		"----\ntitle: A\npublished: false\n---\n",
		"\n+++\ndraft = true\n+++\n",
		"---\rtitle: A\rdraft: true\r---\r",
		"---\ntitle: A\n---\n\n" FRONT("draft: true\n"),
		NULL,
	};
	(void)state;
	expect(files, true);
}

static void
test_others(void **state)
{
	static const char *const files[] = {
		"",
		"\n---\ndraft: false\n---\n",
		"Text.\n\n---\ndraft: true\n---\n",
		FRONT(""),
		FRONT("draft: false\n"),
		FRONT("draft:\ntitle: true\n"),
		FRONT("published: true\n"),
		FRONT("published: 2026-01-02\n"),
		FRONT("# draft: true\ntitle: A\n"),
		FRONT("params:\n  draft: true\n"),
		FRONT("description: |\n  draft: true\n"),
		FRONT("title: \"A draft: true\"\n"),
		FRONT("{title: A}\n"),
		"+++\ntitle = 'A'\n+++\nOnly a draft.\n",
		FRONT("title: A\n") "draft: true\n",
		NULL,
	};
	(void)state;
	expect(files, false);
}

static void
test_dates(void **state)
{
	static const struct {
		const char *file;
		int64_t seconds;
		enum date_precision precision;
	} dates[] = {
		{ FRONT("title: A\ndate: 1970-01-03 # a Saturday\n"), 172800, DATE_DAY },
		{ FRONT("\"date\": '1970-01-02T00:00:01+01:00'\n"), 82801, DATE_SECOND },
		{ FRONT("pubDatetime: 1970-01-02 00:00\n"), 86400, DATE_SECOND },
		{ FRONT("date: soon\ncreated: 1970-02\n"), 2678400, DATE_MONTH },
		{ FRONT("params:\n  date: 1970-01-03\n"), 0, DATE_NONE },
		{ FRONT("updated: 1970-01-03\n") "date: 1970-01-03\n", 0, DATE_NONE },
		{ "date: 1970-01-03\n", 0, DATE_NONE },
	};
	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct date date = front_peek_date(str_from(dates[i].file));
		assert_int_equal(date.precision, dates[i].precision);
		if (date_known(date))
			assert_int_equal(date.seconds, dates[i].seconds);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drafts),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
