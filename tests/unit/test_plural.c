#include "base/plural.h"

#include "expect.h"

static void
test_whole_numbers(void **state)
{
	(void)state;
	/* Numbers, then the form of each: z o t f m x, x for "other". */
	static const struct {
		const char *language;
		int numbers[12];
		const char *forms;
	} cases[] = {
		{ "en", { 0, 1, 2, 11, 21, 101 }, "xoxxxx" },
		{ "en-GB", { 1, 2 }, "ox" },
		{ "de", { 0, 1, 2 }, "xox" },
		{ "fr", { 0, 1, 2, 1000000, 1000001 }, "ooxmx" },
		{ "fr-CA", { 0, 2000000 }, "om" },
		{ "es", { 0, 1, 2, 1000000 }, "xoxm" },
		{ "pt", { 0, 1, 2, 1000000 }, "ooxm" },
		{ "pt-BR", { 0, 1, 2 }, "oox" },
		{ "pt-PT", { 0, 1, 2, 1000000 }, "xoxm" },
		{ "it", { 0, 1, 2, 1000000 }, "xoxm" },
		{ "nl", { 0, 1, 2 }, "xox" },
		{ "sv", { 0, 1, 2 }, "xox" },
		{ "da", { 0, 1, 2 }, "xox" },
		{ "nb", { 0, 1, 2 }, "xox" },
		{ "fi", { 0, 1, 2 }, "xox" },
		{ "et", { 0, 1, 2 }, "xox" },
		{ "hu", { 0, 1, 2 }, "xox" },
		{ "tr", { 0, 1, 2 }, "xox" },
		{ "el", { 0, 1, 2 }, "xox" },
		{ "bg", { 0, 1, 2 }, "xox" },
		{ "pl", { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 112 }, "moffmmmmmfmm" },
		{ "cs", { 0, 1, 2, 4, 5, 21, 22 }, "xoffxxx" },
		{ "sk", { 0, 1, 2, 4, 5, 21, 22 }, "xoffxxx" },
		{ "ru", { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111 }, "moffmmmmofmm" },
		{ "uk", { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111 }, "moffmmmmofmm" },
		{ "hr", { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111 }, "xoffxxxxofxx" },
		{ "sr", { 0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 111 }, "xoffxxxxofxx" },
		{ "sl", { 0, 1, 2, 3, 4, 5, 11, 101, 102, 103, 105 }, "xotffxxotfx" },
		{ "ro", { 0, 1, 2, 19, 20, 100, 101, 119, 120 }, "foffxxffx" },
		{ "lt", { 0, 1, 2, 9, 10, 11, 19, 20, 21, 22, 111 }, "xoffxxxxofx" },
		{ "lv", { 0, 1, 2, 10, 11, 19, 20, 21, 22, 111 }, "zoxzzzzoxz" },
		{ "ar", { 0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111 }, "zotffmmxxfm" },
		{ "AR", { 2 }, "t" },
		{ "he", { 0, 1, 2, 3, 20 }, "xotxx" },
		{ "fa", { 0, 1, 2 }, "oox" },
		{ "hi", { 0, 1, 2 }, "oox" },
		{ "bn", { 0, 1, 2 }, "oox" },
		{ "id", { 0, 1, 2 }, "xxx" },
		{ "ja", { 0, 1, 2 }, "xxx" },
		{ "zh", { 0, 1, 2 }, "xxx" },
		{ "zh-Hant", { 1 }, "x" },
		{ "ko", { 0, 1, 2 }, "xxx" },
		{ "vi", { 0, 1, 2 }, "xxx" },
		{ "th", { 0, 1, 2 }, "xxx" },
		{ "ga", { 0, 1, 2, 3, 6, 7, 10, 11 }, "xotffmmx" },
		{ "cy", { 0, 1, 2, 3, 4, 5, 6, 7 }, "zotfxxmx" },
		{ "tlh", { 0, 1, 2 }, "xox" },
		{ "en", { -1, -2 }, "ox" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t k = 0; cases[i].forms[k]; k++) {
			enum plural form =
			        plural_of(str_from(cases[i].language), cases[i].numbers[k]);
			if ("zotfmx"[form] != cases[i].forms[k])
				fail_msg("%s %d is %s", cases[i].language, cases[i].numbers[k],
				        plural_names[form].at);
		}
	assert_int_equal(plural_of(STR("en"), INT64_MIN), PLURAL_OTHER);
}

static void
test_decimals(void **state)
{
	(void)state;
	static const struct {
		const char *language, *number, *form;
	} cases[] = {
		{ "en", "1", "one" },
		{ "en", "1.0", "other" },
		{ "en", "-1", "one" },
		{ "bg", "1.0", "one" },
		{ "fr", "1.5", "one" },
		{ "fr", "2.5", "other" },
		{ "da", "0.5", "one" },
		{ "da", "0.0", "other" },
		{ "is", "21.1", "one" },
		{ "pl", "1.5", "other" },
		{ "cs", "1.5", "many" },
		{ "cs", "5", "other" },
		{ "ru", "1.5", "other" },
		{ "hr", "0.1", "one" },
		{ "hr", "1.5", "other" },
		{ "hr", "1.2", "few" },
		{ "sl", "1.5", "few" },
		{ "ro", "1.5", "few" },
		{ "lt", "1.5", "many" },
		{ "lt", "1.0", "one" },
		{ "lv", "0.11", "zero" },
		{ "lv", "0.21", "one" },
		{ "lv", "10.0", "zero" },
		{ "he", "0.5", "one" },
		{ "he", "1.5", "other" },
		{ "ar", "2.0", "two" },
		{ "ar", "2.5", "other" },
		{ "hi", "0.5", "one" },
		{ "hi", "1.5", "other" },
		{ "fr", "123456789012345678901000000", "many" },
		{ "en", "", "other" },
		{ "en", "nan", "other" },
		{ "en", "1.", "one" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str language = str_from(cases[i].language);
		struct str number = str_from(cases[i].number);
		struct str form = plural_names[plural_of_text(language, number)];
		if (!str_eq(form, str_from(cases[i].form)))
			fail_msg("%s %s is " STR_FMT, cases[i].language, cases[i].number,
			        STR_ARG(form));
	}
}

static void
test_forms_that_are_needed(void **state)
{
	(void)state;
	enum { ONE = 1 << PLURAL_ONE, FEW = 1 << PLURAL_FEW, MANY = 1 << PLURAL_MANY };
	enum { OTHER = 1 << PLURAL_OTHER, ALL = (1 << PLURAL_FORMS) - 1 };
	assert_int_equal(plural_needed(STR("en")), ONE | OTHER);
	assert_int_equal(plural_needed(STR("fr-CH")), ONE | OTHER);
	assert_int_equal(plural_needed(STR("ja")), OTHER);
	assert_int_equal(plural_needed(STR("pl")), ONE | FEW | MANY | OTHER);
	assert_int_equal(plural_needed(STR("cs")), ONE | FEW | OTHER);
	assert_int_equal(plural_needed(STR("ar")), ALL);
	assert_int_equal(plural_needed(STR("tlh")), ONE | OTHER);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_numbers),
		cmocka_unit_test(test_decimals),
		cmocka_unit_test(test_forms_that_are_needed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
