#include "base/locale.h"

#include "base/buf.h"
#include "base/date.h"
#include "expect.h"

static void
expect_number(const char *language, const char *number, const char *expected)
{
	struct buf buf;
	buf_init(&buf, 1000);
	locale_number(&buf, locale_of(str_from(language)), str_from(number));
	expect_str(buf_view(&buf), expected);
	buf_free(&buf);
}

static void
test_numbers(void **state)
{
	(void)state;
	expect_number("en", "1234567.5", "1,234,567.5");
	expect_number("en", "123", "123");
	expect_number("en", "1000", "1,000");
	expect_number("en", "-1234", "-1,234");
	expect_number("en", "0", "0");
	expect_number("de", "1234.5", "1.234,5");
	expect_number("de-AT", "1234", "1\u00a0234");
	expect_number("de-CH", "1234.5", "1’234.5");
	expect_number("fr", "1234567,", "1234567,");
	expect_number("fr", "1234.5", "1\u202f234,5");
	expect_number("es", "1234", "1234");
	expect_number("es", "12345", "12.345");
	expect_number("es-MX", "1234", "1,234");
	expect_number("hi", "1234567", "12,34,567");
	expect_number("en-IN", "100000", "1,00,000");
	expect_number("sv", "-1", "\u22121");
	expect_number("ar", "-1234", "\u200e-1,234");
	expect_number("EN-in", "100000", "1,00,000");
}

static void
test_languages_without_a_row(void **state)
{
	(void)state;
	expect_number("tlh", "1234.5", "1,234.5");
	expect_number("", "1234.5", "1,234.5");
	assert_ptr_equal(locale_of(STR("de-LU")), locale_of(STR("de")));
	assert_ptr_not_equal(locale_of(STR("de-CH")), locale_of(STR("de")));
}

static void
test_what_is_no_number(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "-", "nan", "1e+300", "1.2.3", ".5", "1234.",
		"1234x", "1234.5e1" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		expect_number("de", texts[i], texts[i]);
}

static void
test_dates(void **state)
{
	(void)state;
	expect_str(str_from(locale_of(STR("en"))->date_long), "%-d %B %Y");
	expect_str(str_from(locale_of(STR("en-US"))->date_long), "%B %-d, %Y");
	expect_str(str_from(locale_of(STR("ja"))->month), "%Y年%-m月");
	expect_str(str_from(locale_of(STR("de"))->date_short), "%d.%m.%Y");
}

static void
test_weeks(void **state)
{
	static const struct {
		const char *language;
		int day;
	} cases[] = { { "en", 1 }, { "en-GB", 1 }, { "en-US", 0 }, { "EN-us", 0 }, { "de", 1 },
		{ "fr-CA", 0 }, { "pt-BR", 0 }, { "ja", 0 }, { "zh-CN", 1 }, { "zh-TW", 0 },
		{ "ar", 6 }, { "ar-SA", 0 }, { "fa", 6 }, { "", 1 }, { "tlh", 1 } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(locale_first_day(str_from(cases[i].language)), cases[i].day);
}

/* A pattern with a month's name is of the language of the names; one of numbers is the page's own. */
static void
test_patterns_and_names_are_of_one_language(void **state)
{
	const struct date_names german = { .language = STR_INIT("de") };
	const struct date_names nobody = { .months = { STR_INIT("x") } };

	(void)state;
	expect_str(locale_pattern(LOCALE_LONG, STR("de-AT"), &german), "%-d. %B %Y");
	expect_str(locale_pattern(LOCALE_LONG, STR("he"), &german), "%-d. %B %Y");
	expect_str(locale_pattern(LOCALE_MONTH, STR("es"), &german), "%B %Y");
	expect_str(locale_pattern(LOCALE_SHORT, STR("he"), &german), "%-d.%-m.%Y");
	expect_str(locale_pattern(LOCALE_LONG, STR("ja"), &german), "%Y年%-m月%-d日");
	expect_str(locale_pattern(LOCALE_LONG, STR("en-US"), NULL), "%B %-d, %Y");
	expect_str(locale_pattern(LOCALE_LONG, STR("es"), NULL), "%-d %B %Y");
	expect_str(locale_pattern(LOCALE_LONG, STR("es"), &nobody), "%-d de %B de %Y");
	expect_str(locale_pattern(LOCALE_LONG, STR_EMPTY, NULL), "%-d %B %Y");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns_and_names_are_of_one_language),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_languages_without_a_row),
		cmocka_unit_test(test_what_is_no_number),
		cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
