/*
 * Input: a date, a newline, a format. A date that is read is written so that it reads back as the
 * same; one that is refused is refused with a sentence; no format writes more than its share.
 */
#include <stdbool.h>
#include <string.h>

#include "require.h"

#include "base/buf.h"
#include "base/date.h"

static void
check_parts(struct date date)
{
	struct date_parts p = date_split(date);
	require(p.year >= 1 && p.year <= 9999);
	require(p.month >= 1 && p.month <= 12);
	require(p.day >= 1 && p.day <= 31);
	require(p.hour >= 0 && p.hour <= 23);
	require(p.minute >= 0 && p.minute <= 59);
	require(p.second >= 0 && p.second <= 59);
	require(p.weekday >= 0 && p.weekday <= 6);
	require(p.yearday >= 1 && p.yearday <= 366);
}

static void
check_round_trip(struct date date)
{
	struct buf out;
	struct date back;
	buf_init(&out, 100);
	date_iso(&out, date);
	require(!date_parse(buf_view(&out), &back));
	require(back.seconds == date.seconds);
	require(back.offset == date.offset);
	require(back.precision == date.precision);
	require(date_cmp(date, back) == 0);
	buf_clear(&out);
	date_rfc3339(&out, date);
	require(!date_parse(buf_view(&out), &back) && back.seconds == date.seconds);
	require(back.precision == DATE_SECOND);
	buf_free(&out);
}

static void
check_format(struct date date, struct str format)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	date_format(&out, date, format, NULL);
	require(out.len <= format.len * 16);
	require(str_find_char(format, '%') != STR_NONE || str_eq(buf_view(&out), format));
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str format = size ? str_of((const char *)data, size) : STR_EMPTY;
	struct str text = str_cut(&format, '\n');
	struct date date = { 0 };
	const char *wrong = date_parse(text, &date);
	require(!wrong == date_known(date));
	if (wrong) {
		require(strlen(wrong) > 10);
		int64_t seconds = 0;
		memcpy(&seconds, data, size < sizeof seconds ? size : sizeof seconds);
		date = date_from_seconds(seconds, (int)(seconds % 3000));
	} else {
		require(date.offset >= -1439 && date.offset <= 1439);
	}
	check_parts(date);
	check_round_trip(date);
	check_format(date, format);
	return 0;
}
