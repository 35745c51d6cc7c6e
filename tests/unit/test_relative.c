#include "base/relative.h"

#include "base/buf.h"
#include "expect.h"

static struct date
date(const char *text)
{
	struct date found;
	assert_null(date_parse(str_from(text), &found));
	return found;
}

static void
expect_relative(const char *language, const char *at, const char *from, const char *expected)
{
	struct buf buf;
	buf_init(&buf, 1000);
	relative_write(&buf, date(at), date(from), str_from(language));
	expect_str(buf_view(&buf), expected);
	buf_free(&buf);
}

static void
test_moments(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "2026-06-01T12:00:00Z", "now" },
		{ "2026-06-01T11:59:01Z", "now" },
		{ "2026-06-01T11:59:00Z", "1 minute ago" },
		{ "2026-06-01T12:59:59Z", "in 59 minutes" },
		{ "2026-06-01T13:00:00Z", "in 1 hour" },
		{ "2026-05-31T12:00:01Z", "23 hours ago" },
		{ "2026-05-31T12:00:00Z", "1 day ago" },
		{ "2026-05-18T12:00:01Z", "13 days ago" },
		{ "2026-05-18T12:00:00Z", "2 weeks ago" },
		{ "2026-05-01T12:00:01Z", "4 weeks ago" },
		{ "2026-05-01T12:00:00Z", "1 month ago" },
		{ "2025-06-01T12:00:01Z", "11 months ago" },
		{ "2025-06-01T12:00:00Z", "1 year ago" },
		{ "2030-01-01T00:00:00Z", "in 3 years" },
		{ "2026-06-01T14:00:00+02:00", "now" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_relative("en", cases[i][0], "2026-06-01T12:00:00Z", cases[i][1]);
}

static void
test_days(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "2026-03-31", "today" },
		{ "2026-03-30", "yesterday" },
		{ "2026-04-01", "tomorrow" },
		{ "2026-03-29", "2 days ago" },
		{ "2026-04-13", "in 13 days" },
		{ "2026-04-14", "in 2 weeks" },
		{ "2026-02-28", "1 month ago" },
		{ "2026-04-30", "in 4 weeks" },
		{ "2026-05-01", "in 1 month" },
		{ "2025-04-01", "11 months ago" },
		{ "2025-03-31", "1 year ago" },
		{ "2026-03-30T23:59:00Z", "yesterday" },
		{ "2026-03-31T23:59:00-05:00", "today" },
		{ "2026-02", "1 month ago" },
		{ "2026-03", "now" },
		{ "2027-04", "in 1 year" },
		{ "2026-05", "in 2 months" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_relative("en", cases[i][0], "2026-03-31", cases[i][1]);
}

static void
test_languages(void **state)
{
	(void)state;
	static const struct {
		const char *language, *at, *expected;
	} cases[] = {
		{ "de", "2026-03-28", "vor 3 Tagen" },
		{ "de-AT", "2026-03-30", "gestern" },
		{ "fr", "2025-03-31", "il y a 1 an" },
		{ "fr", "2026-01-31", "il y a 2 mois" },
		{ "fi", "2026-03-28", "3 päivää sitten" },
		{ "fi", "2026-04-03", "3 päivän päästä" },
		{ "pl", "2021-03-31", "5 lat temu" },
		{ "pl", "2024-03-31", "2 lata temu" },
		{ "cs", "2024-03-31", "před 2 lety" },
		{ "cs", "2031-03-31", "za 5 let" },
		{ "ru", "2005-03-31", "21 год назад" },
		{ "sl", "2028-03-31", "čez 2 leti" },
		{ "lv", "2016-03-31", "pirms 10 gadiem" },
		{ "lv", "2025-03-31", "pirms 1 gada" },
		{ "ar", "2024-03-31", "قبل سنتين" },
		{ "ar", "2023-03-31", "قبل 3 سنوات" },
		{ "he", "2025-03-31", "לפני שנה" },
		{ "ja", "2026-03-28", "3日前" },
		{ "zh-Hant", "2026-03-28", "3天前" },
		{ "tlh", "2026-03-28", "3 days ago" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_relative(cases[i].language, cases[i].at, "2026-03-31", cases[i].expected);
	assert_true(relative_known(STR("pt-BR")));
	assert_false(relative_known(STR("tlh")));
}

static void
test_extremes(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	expect_relative("de", "0001-01-01", "9999-12-31", "vor 9.998 Jahren");
	relative_write(&buf, (struct date){ 0 }, date("2026-03-31"), STR("en"));
	assert_int_equal(buf.len, 0);
	buf_free(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_extremes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
