/* The year grid: levels, weeks, the days of dates, and what it says in words. */
#include "figure_kit.h"

#define YEAR "{{ figure_year(page.params.records) }}"

static void
test_levels(void **state)
{
	static const struct {
		const char *records, *words;
	} cases[] = {
		{ "[{date: 2026-11-02, commits: 3}]", ">1 day with 3 commits</desc>" },
		{ "[{date: 2026-11-02, commits: 3}, {date: 2026-11-03, commits: 3}]",
		        ">2 days with 3 commits each</desc>" },
		{ "[{date: 2026-11-01, commits: 1}, {date: 2026-11-02, commits: 2}, {date: 2026-11-03, "
		  "commits: 3}, {date: 2026-11-04, commits: 4}]",
		        ">1 day with 1 commit; 1 day with 2 commits; 1 day with 3 commits; 1 day "
		        "with 4 commits</desc>" },
		{ "[{date: 2026-11-01, commits: 1}, {date: 2026-11-02, commits: 2}, {date: 2026-11-03, "
		  "commits: 3}, {date: 2026-11-04, commits: 4}, {date: 2026-11-05, commits: 7}, {date: "
		  "2026-11-06, commits: 8}, {date: 2026-11-07, commits: 90}, {date: 2026-11-08, "
		  "commits: 1}]",
		        ">2 days with 1 commit each; 2 days with 2–3 commits each; 2 days with 4–7 "
		        "commits each; 2 days with 8+ commits each</desc>" },
		{ "[{date: 2026-11-01, commits: 0.5}, {date: 2026-11-02, commits: 1.25}]",
		        ">1 day with 0.5 commits; 1 day with 1.25 commits</desc>" },
		{ "[{date: 2026-11-01, commits: 1}, {date: 2026-11-01, commits: 4}, {date: 2026-11-02, "
		  "commits: 0}]",
		        ">1 day with 5 commits</desc>" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect_in(figure_in("en", cases[i].records, YEAR), cases[i].words);
		figure_again(state);
	}
}

static void
test_nothing(void **state)
{
	expect_str(figure_in("en", "[]", YEAR), "");
	figure_again(state);
	expect_str(figure_in("en", "null", YEAR), "");
	figure_again(state);
	struct str got =
	        figure_in("en", "[]", "{{ figure_year(page.params.records, until='2026-11-22') }}");
	expect_in(got, "Nothing, 17 November 2025 to 22 November 2026");
	expect_not_in(got, "<details>");
	expect_not_in(got, "<desc");
	assert_int_equal(figure_count(got, "<path"), 1);
	assert_int_equal(figure_count(got, "h0"), 53 * 7 + 1);
}

/* One path for each level, and a point for each day and each level of the legend. */
static void
test_paths(void **state)
{
	(void)state;
	struct str got = figure_in("en",
	        "[{date: 2026-11-16, commits: 1}, {date: 2026-11-18, commits: 2}, {date: 2026-11-19, "
	        "commits: 3}, {date: 2026-11-20, commits: 4}]",
	        YEAR);
	assert_int_equal(figure_count(got, "<path"), 5);
	assert_int_equal(figure_count(got, "h0"), 52 * 7 + 5 + 5);
	expect_in(got, "<svg role=\"img\" aria-labelledby=\"figure-");
	expect_in(got, "-title\">Activity</title>");
	expect_in(got, "<figcaption>10 commits on 4 days, 17 November 2025 to 20 November 2026\n");
	expect_in(got,
	        "<li><time datetime=\"2026-11\">November 2026</time>: 10 commits on 4 days</li>");
}

/* The 22nd is a Sunday: the last day of a week in Germany, the first in America, the second in Arabia. */
static void
test_weeks(void **state)
{
	static const struct {
		const char *language, *caption, *first;
		size_t days;
	} cases[] = {
		{ "en", "17 November 2025 to 22 November 2026", ">Mon</text>", 371 },
		{ "en-US", "November 23, 2025 to November 22, 2026", ">Sun</text>", 365 },
		{ "ar", "22 November 2025 to 22 November 2026", ">Sat</text>", 366 },
		{ "de", "17. November 2025 bis 22. November 2026", ">Mon</text>", 371 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got =
		        figure_in(cases[i].language, "[{date: 2026-11-22, commits: 1}]", YEAR);
		expect_in(got, cases[i].caption);
		size_t at = str_find(got, STR("text-anchor=\"end\""));
		expect_in(str_slice(got, at, at + 40), cases[i].first);
		assert_int_equal(figure_count(got, "h0"), cases[i].days + 2);
		figure_again(state);
	}
}

static void
test_leap_years(void **state)
{
	struct str got =
	        figure_in("en", "[{date: 2024-02-29, commits: 2}, {date: 2024-03-01, commits: 1}]",
	                "{{ figure_year(page.params.records, until='2024-12-31') }}");
	expect_in(got,
	        "<li><time datetime=\"2024-02\">February 2024</time>: 2 commits on 1 day</li>");
	expect_in(got, "<li><time datetime=\"2024-03\">March 2024</time>: 1 commit on 1 day</li>");
	expect_in(got, "1 January 2024 to 31 December 2024");
	figure_again(state);
	got = figure_in("en", "[{date: 2100-03-01, commits: 2}]", YEAR);
	expect_in(got, "2 March 2099 to 1 March 2100");
	figure_again(state);
	figure_refused(state, "[{date: 2100-02-29, commits: 1}]", YEAR, "there is no 29 February");
}

/* The name of a month stands within the view box or not at all. */
static void
test_room(void **state)
{
	struct str got = figure_in("en", "[{date: 2026-11-03, commits: 1}]", YEAR);
	expect_in(got, ">Oct</text>");
	assert_int_equal(figure_count(got, ">Nov</text>"), 1); /* that of the year before */
	figure_again(state);
	got = figure_in("en", "[{date: 2026-11-30, commits: 1}]", YEAR);
	assert_int_equal(figure_count(got, ">Nov</text>"), 1);
}

/* A form without a number, as for two in Arabic, does not stand for a range. */
static void
test_ranges(void **state)
{
	struct str got = figure_in("ar",
	        "[{date: 2026-11-02, hours: 2}, {date: 2026-11-03, hours: 1}, {date: 2026-11-04, hours: 2}, "
	        "{date: 2026-11-05, hours: 2}]",
	        "{{ figure_year(page.params.records, number='hours') }}");
	expect_in(got, ">1 day with 1 hours; 3 days with Two hours each</desc>");
	figure_again(state);
	got = figure_in("ar",
	        "[{date: 2026-11-02, hours: 1}, {date: 2026-11-03, hours: 2}, {date: 2026-11-04, hours: 1.5}, "
	        "{date: 2026-11-05, hours: 2}, {date: 2026-11-06, hours: 2}, {date: 2026-11-07, hours: 2}]",
	        "{{ figure_year(page.params.records, number='hours') }}");
	expect_in(got, ">2 days with 1–1.5 hours each; 4 days with Two hours each</desc>");
}

/* A day is the one that it was where the date was written. */
static void
test_zones(void **state)
{
	(void)state;
	struct str got = figure_in("en",
	        "[{date: '2026-10-31T23:30:00-05:00', commits: 1}, {date: '2026-11-01T00:30:00+09:00', "
	        "commits: 2}, {date: '2026-11-01T23:59:59Z', commits: 4}]",
	        YEAR);
	expect_in(got, "October 2026</time>: 1 commit on 1 day<");
	expect_in(got, "November 2026</time>: 6 commits on 1 day<");
}

static void
test_ten_years(void **state)
{
	static char records[1 << 18];
	size_t len = 1;
	records[0] = '[';
	for (int i = 0; i < 3650; i++) {
		struct date_parts parts =
		        date_split(date_from_seconds(INT64_C(1479772800) + (int64_t)i * 86400, 0));
		len += (size_t)snprintf(records + len, sizeof records - len,
		        "{date: %04d-%02d-%02d, commits: %d},", parts.year, parts.month, parts.day,
		        i % 7 + 1);
	}
	records[len] = ']';
	struct str got = figure_in("en", records, YEAR);
	(void)state;
	expect_in(got, "17 November 2025 to 19 November 2026");
	expect_in(got, " on 368 days, ");
	expect_not_in(got, "datetime=\"2025-10\"");
	assert_int_equal(figure_count(got, "<path"), 5);
}

static void
test_keys(void **state)
{
	struct str got = figure_in("de",
	        "[{when: 2026-11-02, hours: 1.5}, {when: 2026-11-03, hours: 1}]",
	        "{{ figure_year(page.params.records, number='hours', date='when', title='A < B', "
	        "id='bench') }}");
	expect_in(got, "aria-labelledby=\"bench-title bench-desc\"");
	expect_in(got, "<title id=\"bench-title\">A &lt; B</title>");
	expect_in(got, "2,5 Stunden on 2 days");
	expect_in(got, "<summary>Nach Monaten</summary>");
	figure_again(state);
	got = figure_in("en", "[2026-11-02, 2026-11-02, {date: 2026-11-03}]",
	        "{{ figure_year(page.params.records, number=none) }}");
	expect_in(got, "<figcaption>3 on 2 days");
	figure_again(state);
	got = figure_in("en", "[2026-11-02, 2026-11-03]",
	        "{{ figure_year(page.params.records|where('x', none), unit='commits') }}");
	expect_in(got, "<figcaption>2 commits on 2 days");
}

static void
test_mistakes(void **state)
{
	static const char *const cases[][2] = {
		{ "[{date: 2026-11-02, commits: -1}]",
		        "\"commits\" of item 1 is -1: a number from 0 to 1000000000 was expected" },
		{ "[{date: 2026-11-02, commits: 1}, {date: 2026-11-02, commits: 1e300}]",
		        "\"commits\" of item 2 is 1e+300" },
		{ "[{date: 2026-11-02, commits: 1000000001}]", "item 1 is 1000000001: a number" },
		{ "[{date: 2026-11-02, commits: .nan}]", "\"commits\" of item 1 is " },
		{ "[{date: 2026-11-02, commits: .inf}]", "\"commits\" of item 1 is " },
		{ "[{date: 2026-11-02, commits: many}]", "\"commits\" of item 1 is many" },
		{ "[{date: 2026-11-02, commits: true}]", "\"commits\" of item 1 is True" },
		{ "[{date: 2026-11-02}]", "item 1 has no \"commits\"" },
		{ "[{date: 2026-11-02}]", "name the key with number='...'" },
		{ "[{commits: 2}]", "item 1 has no \"date\"" },
		{ "[3]", "item 1 has no \"date\"" },
		{ "[{date: 2026-11, commits: 2}]",
		        "the date of item 1 cannot be shown: it has no day" },
		{ "[{date: soon, commits: 2}]",
		        "the date of item 1 cannot be shown: a date is written" },
		{ "[{date: '0999-01-01', commits: 2}]", "years begin with 1000 here" },
		{ "{a: 1}", "a list was expected, not map" },
		{ "5", "a list was expected, not " },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		figure_refused(state, cases[i][0], YEAR, cases[i][1]);
	figure_refused(state, "[2026-11-02]",
	        "{{ figure_year(page.params.records, until='tomorrow') }}",
	        "the date of \"until\" cannot be shown");
	figure_refused(state, "[2026-11-02]", "{{ figure_year(page.params.records, unit='mugs') }}",
	        "there is no message \"mugs\" with a {count}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_levels),
		WITH_SITE(test_nothing),
		WITH_SITE(test_paths),
		WITH_SITE(test_weeks),
		WITH_SITE(test_leap_years),
		WITH_SITE(test_room),
		WITH_SITE(test_ranges),
		WITH_SITE(test_zones),
		WITH_SITE(test_ten_years),
		WITH_SITE(test_keys),
		WITH_SITE(test_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
