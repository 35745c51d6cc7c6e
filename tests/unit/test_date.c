#include "expect.h"

#include <stdbool.h>

#include "base/date.h"

static struct buf buf;

static int
make_buf(void **state)
{
	(void)state;
	buf_init(&buf, 1 << 16);
	return 0;
}

static int
free_buf(void **state)
{
	(void)state;
	buf_free(&buf);
	return 0;
}

static struct date
parse(const char *text)
{
	struct date date = { 0 };
	const char *wrong = date_parse(str_from(text), &date);
	if (wrong)
		print_error("%s: %s\n", text, wrong);
	assert_null(wrong);
	return date;
}

static void
test_parse(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t seconds;
		int offset;
		enum date_precision precision;
	} cases[] = {
		{ "1970-01-01", 0, 0, DATE_DAY },
		{ "2026-11", 1793491200, 0, DATE_MONTH },
		{ "2026-11-02", 1793577600, 0, DATE_DAY },
		{ "2026-11-02T03:04:05Z", 1793588645, 0, DATE_SECOND },
		{ "2026-11-02t03:04:05z", 1793588645, 0, DATE_SECOND },
		{ "2026-11-02T03:04:05+01:30", 1793583245, 90, DATE_SECOND },
		{ "2026-11-02T03:04:05-01:30", 1793594045, -90, DATE_SECOND },
		{ "2026-11-02 03:04:05 +0130", 1793583245, 90, DATE_SECOND },
		{ "2026-11-02 03:04:05", 1793588645, 0, DATE_SECOND },
		{ "2026-11-02 03:04", 1793588640, 0, DATE_SECOND },
		{ "2026-11-02T03:04+00:00", 1793588640, 0, DATE_SECOND },
		{ "2026-11-02T03:04:05.678901Z", 1793588645, 0, DATE_SECOND },
		{ "2026-11-02 03:04:05 Z", 1793588645, 0, DATE_SECOND },
		{ "  2026-11-02\n", 1793577600, 0, DATE_DAY },
		{ "2000-02-29", 951782400, 0, DATE_DAY },
		{ "2016-12-31T23:59:60Z", 1483228799, 0, DATE_SECOND },
		{ "1969-12-31T23:59:59Z", -1, 0, DATE_SECOND },
		{ "0001-01-01", -62135596800, 0, DATE_DAY },
		{ "9999-12-31T23:59:59Z", 253402300799, 0, DATE_SECOND },
		{ "9999-12-31T23:59:59-23:59", 253402300799 + 86340, -1439, DATE_SECOND },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date = parse(cases[i].text);
		assert_true(date.seconds == cases[i].seconds);
		assert_int_equal(date.offset, cases[i].offset);
		assert_int_equal(date.precision, cases[i].precision);
	}
}

static void
test_parse_refuses(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wrong;
	} cases[] = {
		{ "", "a date is written like 2026-11-02" },
		{ "yesterday", "a date is written like 2026-11-02" },
		{ "2026", "a date is written like 2026-11-02" },
		{ "2026-1-2", "a date is written like 2026-11-02" },
		{ "2026-11-2", "a date is written like 2026-11-02" },
		{ "2026-11-022", "a date is written like 2026-11-02" },
		{ "02.11.2026", "a date is written like 2026-11-02" },
		{ "12026-11-02", "a date is written like 2026-11-02" },
		{ "-026-11-02", "a date is written like 2026-11-02" },
		{ "0000-01-01", "there is no year 0000" },
		{ "2026-00", "the month must be between 01 and 12" },
		{ "2026-13-01", "the month must be between 01 and 12" },
		{ "2026-01-00", "the day must be between 01 and 31" },
		{ "2026-01-32", "the day must be between 01 and 31" },
		{ "2026-02-30", "there is no 30 February" },
		{ "2026-02-31", "there is no 31 February" },
		{ "2026-02-29", "there is no 29 February in that year" },
		{ "1900-02-29", "there is no 29 February in that year" },
		{ "2026-04-31", "there is no 31 April" },
		{ "2026-06-31", "there is no 31 June" },
		{ "2026-09-31", "there is no 31 September" },
		{ "2026-11-31", "there is no 31 November" },
		{ "2026-11-02x", "there is something behind the date" },
		{ "2026-11 03:04", "there is something behind the date" },
		{ "2026-11-02Tnoon", "a time is written like 09:30 or 09:30:00" },
		{ "2026-11-02 3:04", "a time is written like 09:30 or 09:30:00" },
		{ "2026-11-02T03:04:5", "a time is written like 09:30 or 09:30:00" },
		{ "2026-11-02T03:04:05.Z", "a time is written like 09:30 or 09:30:00" },
		{ "2026-11-02T", "a time is written like 09:30 or 09:30:00" },
		{ "2026-11-02T24:00", "the hour must be between 00 and 23" },
		{ "2026-11-02T23:60", "the minute must be between 00 and 59" },
		{ "2026-11-02T23:59:61", "the second must be between 00 and 59" },
		{ "2026-11-02T03:04 CET",
		        "an offset from UTC is written like +01:00, or Z for none" },
		{ "2026-11-02T03:04Zx",
		        "an offset from UTC is written like +01:00, or Z for none" },
		{ "2026-11-02T03:04+1:00",
		        "an offset from UTC is written like +01:00, or Z for none" },
		{ "2026-11-02T03:04+01",
		        "an offset from UTC is written like +01:00, or Z for none" },
		{ "2026-11-02T03:04+01:000",
		        "an offset from UTC is written like +01:00, or Z for none" },
		{ "2026-11-02T03:04+24:00", "an offset from UTC is less than 24 hours" },
		{ "2026-11-02T03:04+01:60", "an offset from UTC is less than 24 hours" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date = { .seconds = 42 };
		const char *wrong = date_parse(str_from(cases[i].text), &date);
		assert_non_null(wrong);
		assert_string_equal(wrong, cases[i].wrong);
		assert_true(date.seconds == 42);
	}
	struct date date;
	assert_non_null(date_parse(STR("2026-11-02\0"), &date));
}

static int
month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (leap && month == 2);
}

/* Counts through the whole calendar, one day at a time. */
static void
test_split_agrees_with_counting(void **state)
{
	(void)state;
	int64_t day = -719162;
	int weekday = 1;
	for (int year = 1; year <= 9999; year++) {
		int yearday = 1;
		for (int month = 1; month <= 12; month++) {
			for (int d = 1; d <= month_days(year, month); d++, day++, yearday++) {
				struct date date = { .seconds = day * 86400 + 86399,
					.precision = DATE_SECOND };
				if (day % 7 == 0 || d == 1 || d > 27) {
					struct date_parts p = date_split(date);
					assert_true(
					        p.year == year && p.month == month && p.day == d);
					assert_true(p.weekday == weekday && p.yearday == yearday);
					assert_true(
					        p.hour == 23 && p.minute == 59 && p.second == 59);
				}
				weekday = (weekday + 1) % 7;
			}
		}
	}
	assert_int_equal(day, 253402300800 / 86400);
}

static void
test_split_uses_the_offset(void **state)
{
	(void)state;
	struct date_parts p = date_split(parse("2026-01-01T00:30:00+01:00"));
	assert_true(p.year == 2026 && p.month == 1 && p.day == 1 && p.hour == 0 && p.minute == 30);
	p = date_split(date_from_seconds(parse("2026-01-01T00:30:00Z").seconds, -60));
	assert_true(p.year == 2025 && p.month == 12 && p.day == 31 && p.hour == 23);
}

static void
test_seconds_out_of_range(void **state)
{
	(void)state;
	const int64_t wild[] = { INT64_MIN, INT64_MAX, -62135596801, 253402300800 };
	for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
		for (int offset = -99999; offset <= 99999; offset += 33333) {
			struct date_parts p = date_split(date_from_seconds(wild[i], offset));
			assert_int_equal(p.year, wild[i] < 0 ? 1 : 9999);
			struct date raw = { wild[i], INT16_MAX, DATE_SECOND };
			assert_int_equal(date_split(raw).year, wild[i] < 0 ? 1 : 9999);
		}
	}
}

static void
test_cmp(void **state)
{
	(void)state;
	struct date none = { 0 }, a = parse("2026-11-02T01:00:00+01:00"), b = parse("2026-11-02");
	assert_int_equal(date_cmp(none, none), 0);
	assert_int_equal(date_cmp(none, parse("0001-01-01")), -1);
	assert_int_equal(date_cmp(parse("0001-01-01"), none), 1);
	assert_int_equal(date_cmp(a, b), 0);
	assert_int_equal(date_cmp(a, parse("2026-11-03")), -1);
	assert_int_equal(date_cmp(a, parse("2026-11-01")), 1);
	assert_false(date_known(none));
	assert_true(date_known(a));
}

static void
expect_format(const char *date, const char *format, const char *want)
{
	date_format(&buf, parse(date), str_from(format), NULL);
	expect_buf(&buf, want);
}

static void
test_format(void **state)
{
	(void)state;
	const char *morning = "2026-11-02T03:04:05+01:00", *evening = "2024-02-09T15:00:09-05:30";
	expect_format(morning, "%Y-%m-%d %H:%M:%S", "2026-11-02 03:04:05");
	expect_format(morning, "%y %e %I %p %j", "26  2 03 AM 306");
	expect_format(evening, "%y %e %I %p %j", "24  9 03 PM 040");
	expect_format(morning, "%a %A %b %B", "Mon Monday Nov November");
	expect_format(morning, "%F %T %R", "2026-11-02 03:04:05 03:04");
	expect_format(morning, "%z %:z %s", "+0100 +01:00 1793585045");
	expect_format(evening, "%z %:z", "-0530 -05:30");
	expect_format("2026-11-02", "%z", "+0000");
	expect_format(morning, "%u %w %n%t%%", "1 1 \n\t%");
	expect_format("2026-11-01", "%u %w", "7 0");
	expect_format(morning, "%-d.%-m.%Y %-H:%M %-I %-e %-j", "2.11.2026 3:04 3 2 306");
	expect_format(evening, "%-j", "40");
	expect_format("0099-01-01", "%Y %-Y %F", "0099 99 0099-01-01");
	expect_format("2026-11-02T00:00", "%I", "12");
	expect_format("2026-11-02T12:00", "%I %p", "12 PM");
	expect_format(morning, "", "");
	expect_format(morning, "plain é", "plain é");
	expect_format(morning, "%q %-q %: %:x 100%", "%q %-q %: %:x 100%");
	expect_format(morning, "%-", "%-");
	expect_format(morning, "%%d", "%d");
}

static void
test_iso_weeks(void **state)
{
	(void)state;
	expect_format("2026-01-01", "%G-W%V-%u", "2026-W01-4");
	expect_format("2025-12-29", "%G-W%V-%u", "2026-W01-1");
	expect_format("2027-01-03", "%G-W%V-%u", "2026-W53-7");
	expect_format("2021-01-01", "%G-W%V", "2020-W53");
	expect_format("2023-01-01", "%G-W%V", "2022-W52");
	expect_format("2024-12-31", "%G-W%V %-V", "2025-W01 1");
}

static void
test_format_with_names(void **state)
{
	(void)state;
	struct date_names names = { 0 };
	names.months[10] = STR("novembre");
	names.months_short[10] = STR("nov.");
	names.days[1] = STR("lundi");
	names.days_short[1] = STR("lun.");
	date_format(&buf, parse("2026-11-02"), STR("%A %-d %B, %a %b"), &names);
	expect_buf(&buf, "lundi 2 novembre, lun. nov.");
}

static void
test_machine_formats(void **state)
{
	(void)state;
	static const struct {
		const char *text, *rfc3339, *iso;
	} cases[] = {
		{ "2026-11", "2026-11-01T00:00:00Z", "2026-11" },
		{ "2026-11-02", "2026-11-02T00:00:00Z", "2026-11-02" },
		{ "2026-11-02 03:04", "2026-11-02T03:04:00Z", "2026-11-02T03:04:00Z" },
		{ "2026-11-02 03:04 -0130", "2026-11-02T03:04:00-01:30",
		        "2026-11-02T03:04:00-01:30" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		date_rfc3339(&buf, parse(cases[i].text));
		expect_buf(&buf, cases[i].rfc3339);
		date_iso(&buf, parse(cases[i].text));
		expect_buf(&buf, cases[i].iso);
	}
	struct date none = { 0 };
	date_rfc3339(&buf, none);
	date_iso(&buf, none);
	date_format(&buf, none, STR("%F"), NULL);
	expect_buf(&buf, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_split_agrees_with_counting),
		cmocka_unit_test(test_split_uses_the_offset),
		cmocka_unit_test(test_seconds_out_of_range),
		cmocka_unit_test(test_cmp),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_iso_weeks),
		cmocka_unit_test(test_format_with_names),
		cmocka_unit_test(test_machine_formats),
	};
	return cmocka_run_group_tests(tests, make_buf, free_buf);
}
