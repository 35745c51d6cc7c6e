/*
 * Days are counted by an arithmetic that lets years begin on 1 March: then the leap day is the last
 * of its year, and the months' lengths follow one straight line. Years come in cycles ("eras") of
 * 400 with 146,097 days.
 */
#include "base/date.h"

#include "base/ascii.h"
#include "base/buf.h"

enum {
	DAY_SECONDS = 24 * 60 * 60,
	ERA_DAYS = 146097,
	EPOCH_DAYS = 719468, /* from 0000-03-01 to 1970-01-01 */
	OFFSET_MAX = 24 * 60 - 1,
};

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z */
#define SECONDS_MIN INT64_C(-62135596800)
#define SECONDS_MAX INT64_C(253402300799)

static int64_t
days_from_civil(int32_t year, int month, int day)
{
	if (month <= 2)
		year--;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

static void
civil_from_days(int64_t days, struct date_parts *out)
{
	days += EPOCH_DAYS;
	int64_t era = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t day_of_era = days - era * ERA_DAYS;
	int64_t year_of_era =
	        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
	        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	out->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	out->month = (int)(month < 10 ? month + 3 : month - 9);
	out->year = (int32_t)(year_of_era + era * 400 + (out->month <= 2));
}

static bool
is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* --- reading ------------------------------------------------------------------------------- */

/* Takes `count` digits off the front of *rest. */
static bool
take_digits(struct str *rest, size_t count, int *out)
{
	int n = 0;
	if (rest->len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (rest->at[i] < '0' || rest->at[i] > '9')
			return false;
		n = n * 10 + (rest->at[i] - '0');
	}
	*rest = str_skip(*rest, count);
	*out = n;
	return true;
}

static bool
take_char(struct str *rest, char c)
{
	bool found = rest->len && rest->at[0] == c;
	if (found)
		*rest = str_skip(*rest, 1);
	return found;
}

static const char *
check_day(int32_t year, int month, int day)
{
	static const char *const no_31st[] = {
		[4] = "there is no 31 April",
		[6] = "there is no 31 June",
		[9] = "there is no 31 September",
		[11] = "there is no 31 November",
	};
	if (day < 1 || day > 31)
		return "the day must be between 01 and 31";
	if (month == 2 && day > 29)
		return day == 30 ? "there is no 30 February" : "there is no 31 February";
	if (month == 2 && day == 29 && !is_leap(year))
		return "there is no 29 February in that year";
	bool is_short = month == 4 || month == 6 || month == 9 || month == 11;
	return is_short && day == 31 ? no_31st[month] : NULL;
}

static const char *
read_day(struct str *rest, struct date *out)
{
	int year, month, day = 1;
	if (!take_digits(rest, 4, &year) || !take_char(rest, '-') || !take_digits(rest, 2, &month))
		return "a date is written like 2026-11-02";
	out->precision = DATE_MONTH;
	if (take_char(rest, '-')) {
		if (!take_digits(rest, 2, &day))
			return "a date is written like 2026-11-02";
		out->precision = DATE_DAY;
	}
	if (rest->len && ascii_is_digit(rest->at[0]))
		return "a date is written like 2026-11-02";
	if (year < 1)
		return "there is no year 0000";
	if (month < 1 || month > 12)
		return "the month must be between 01 and 12";
	out->seconds = days_from_civil(year, month, day) * DAY_SECONDS;
	return check_day(year, month, day);
}

/*
 * "HH:MM[:SS[.digits]]". A fraction is read and dropped. A leap second, 60, counts as the one
 * before it, so that it stays in its day.
 */
static const char *
read_time(struct str *rest, struct date *out)
{
	int hour, minute, second = 0;
	bool shaped = take_digits(rest, 2, &hour) && take_char(rest, ':') &&
	        take_digits(rest, 2, &minute);
	if (shaped && take_char(rest, ':')) {
		shaped = take_digits(rest, 2, &second);
		if (shaped && take_char(rest, '.')) {
			int digit;
			shaped = take_digits(rest, 1, &digit);
			while (take_digits(rest, 1, &digit))
				;
		}
	}
	if (!shaped)
		return "a time is written like 09:30 or 09:30:00";
	if (hour > 23)
		return "the hour must be between 00 and 23";
	if (minute > 59)
		return "the minute must be between 00 and 59";
	if (second > 60)
		return "the second must be between 00 and 59";
	out->seconds += hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
	out->precision = DATE_SECOND;
	return NULL;
}

/* "", "Z", "+HH:MM", "+HHMM", with at most one space before it. */
static const char *
read_offset(struct str *rest, struct date *out)
{
	static const char shape[] = "an offset from UTC is written like +01:00, or Z for none";
	if (!rest->len)
		return NULL;
	take_char(rest, ' ');
	if (take_char(rest, 'Z') || take_char(rest, 'z'))
		return rest->len ? shape : NULL;
	bool west = take_char(rest, '-');
	int hours, minutes;
	if (!west && !take_char(rest, '+'))
		return shape;
	if (!take_digits(rest, 2, &hours))
		return shape;
	take_char(rest, ':');
	if (!take_digits(rest, 2, &minutes) || rest->len)
		return shape;
	if (hours > 23 || minutes > 59)
		return "an offset from UTC is less than 24 hours";
	int offset = hours * 60 + minutes;
	out->offset = (int16_t)(west ? -offset : offset);
	out->seconds -= out->offset * 60;
	return NULL;
}

const char *
date_parse(struct str text, struct date *out)
{
	struct str rest = str_trim(text);
	struct date date = { 0 };
	const char *wrong = read_day(&rest, &date);
	if (!wrong && rest.len) {
		bool separated = date.precision == DATE_DAY &&
		        (take_char(&rest, 'T') || take_char(&rest, 't') || take_char(&rest, ' '));
		if (!separated)
			return "there is something behind the date";
		wrong = read_time(&rest, &date);
		if (!wrong)
			wrong = read_offset(&rest, &date);
	}
	if (!wrong)
		*out = date;
	return wrong;
}

/* --- taking apart -------------------------------------------------------------------------- */

static int64_t
clamp(int64_t n, int64_t least, int64_t most)
{
	return n < least ? least : n > most ? most : n;
}

struct date
date_from_seconds(int64_t seconds, int offset_minutes)
{
	int64_t offset = clamp(offset_minutes, -OFFSET_MAX, OFFSET_MAX);
	seconds = clamp(seconds, SECONDS_MIN - offset * 60, SECONDS_MAX - offset * 60);
	return (struct date){ seconds, (int16_t)offset, DATE_SECOND };
}

struct date_parts
date_split(struct date date)
{
	struct date_parts parts = { 0 };
	int64_t local = clamp(date.seconds, SECONDS_MIN - DAY_SECONDS, SECONDS_MAX + DAY_SECONDS);
	local = clamp(local + date.offset * 60, SECONDS_MIN, SECONDS_MAX);
	int64_t days = (local - SECONDS_MIN) / DAY_SECONDS + SECONDS_MIN / DAY_SECONDS;
	int second = (int)(local - days * DAY_SECONDS);
	civil_from_days(days, &parts);
	parts.hour = second / 3600;
	parts.minute = second / 60 % 60;
	parts.second = second % 60;
	/* 0001-01-01 was a Monday */
	parts.weekday = (int)((days - SECONDS_MIN / DAY_SECONDS + 1) % 7);
	parts.yearday = (int)(days - days_from_civil(parts.year, 1, 1)) + 1;
	return parts;
}

int
date_cmp(struct date a, struct date b)
{
	if (date_known(a) != date_known(b))
		return date_known(a) ? 1 : -1;
	if (!date_known(a))
		return 0;
	return (a.seconds > b.seconds) - (a.seconds < b.seconds);
}

/* --- formatting ---------------------------------------------------------------------------- */

const struct date_names date_english = {
	.language = STR_INIT("en"),
	.months = { STR_INIT("January"), STR_INIT("February"), STR_INIT("March"), STR_INIT("April"),
	        STR_INIT("May"), STR_INIT("June"), STR_INIT("July"), STR_INIT("August"),
	        STR_INIT("September"), STR_INIT("October"), STR_INIT("November"),
	        STR_INIT("December") },
	.months_short = { STR_INIT("Jan"), STR_INIT("Feb"), STR_INIT("Mar"), STR_INIT("Apr"),
	        STR_INIT("May"), STR_INIT("Jun"), STR_INIT("Jul"), STR_INIT("Aug"), STR_INIT("Sep"),
	        STR_INIT("Oct"), STR_INIT("Nov"), STR_INIT("Dec") },
	.days = { STR_INIT("Sunday"), STR_INIT("Monday"), STR_INIT("Tuesday"),
	        STR_INIT("Wednesday"), STR_INIT("Thursday"), STR_INIT("Friday"),
	        STR_INIT("Saturday") },
	.days_short = { STR_INIT("Sun"), STR_INIT("Mon"), STR_INIT("Tue"), STR_INIT("Wed"),
	        STR_INIT("Thu"), STR_INIT("Fri"), STR_INIT("Sat") },
};

/* ISO 8601: a week belongs to the year that has its Thursday. */
static void
iso_week(const struct date_parts *parts, int32_t *year, int *week)
{
	int monday_based = (parts->weekday + 6) % 7;
	int thursday = parts->yearday - monday_based + 3;
	*year = parts->year;
	if (thursday < 1) {
		*year = parts->year - 1;
		thursday += is_leap(*year) ? 366 : 365;
	} else if (thursday > (is_leap(parts->year) ? 366 : 365)) {
		thursday -= is_leap(parts->year) ? 366 : 365;
		*year = parts->year + 1;
	}
	*week = (thursday + 6) / 7;
}

static void
put_offset(struct buf *out, int offset, bool colon)
{
	buf_char(out, offset < 0 ? '-' : '+');
	int minutes = offset < 0 ? -offset : offset;
	buf_padded(out, minutes / 60, 2);
	if (colon)
		buf_char(out, ':');
	buf_padded(out, minutes % 60, 2);
}

struct formatting {
	struct buf *out;
	struct date date;
	struct date_parts parts;
	const struct date_names *names;
	bool bare; /* without leading zeroes */
};

static void
put_number(const struct formatting *f, int64_t n, unsigned width)
{
	buf_padded(f->out, n, f->bare ? 1 : width);
}

static void
put_time(const struct formatting *f, bool seconds)
{
	buf_padded(f->out, f->parts.hour, 2);
	buf_char(f->out, ':');
	buf_padded(f->out, f->parts.minute, 2);
	if (seconds) {
		buf_char(f->out, ':');
		buf_padded(f->out, f->parts.second, 2);
	}
}

static void
put_month(struct buf *out, const struct date_parts *parts)
{
	buf_padded(out, parts->year, 4);
	buf_char(out, '-');
	buf_padded(out, parts->month, 2);
}

static void
put_day(struct buf *out, const struct date_parts *parts)
{
	put_month(out, parts);
	buf_char(out, '-');
	buf_padded(out, parts->day, 2);
}

/* The conversions that depend on the week. */
static void
put_week(const struct formatting *f, char conversion)
{
	int32_t year;
	int week;
	iso_week(&f->parts, &year, &week);
	if (conversion == 'G')
		put_number(f, year, 4);
	else
		put_number(f, week, 2);
}

/* flat switch */
static bool
put_conversion(const struct formatting *f, char conversion)
{
	const struct date_parts *p = &f->parts;
	switch (conversion) {
	case 'Y': put_number(f, p->year, 4); return true;
	case 'y': put_number(f, p->year % 100, 2); return true;
	case 'm': put_number(f, p->month, 2); return true;
	case 'd': put_number(f, p->day, 2); return true;
	case 'e':
		if (p->day < 10 && !f->bare)
			buf_char(f->out, ' ');
		buf_int(f->out, p->day);
		return true;
	case 'H': put_number(f, p->hour, 2); return true;
	case 'I': put_number(f, (p->hour + 11) % 12 + 1, 2); return true;
	case 'M': put_number(f, p->minute, 2); return true;
	case 'S': put_number(f, p->second, 2); return true;
	case 'p': buf_put(f->out, p->hour < 12 ? STR("AM") : STR("PM")); return true;
	case 'j': put_number(f, p->yearday, 3); return true;
	case 'a': buf_put(f->out, f->names->days_short[p->weekday]); return true;
	case 'A': buf_put(f->out, f->names->days[p->weekday]); return true;
	case 'b': buf_put(f->out, f->names->months_short[p->month - 1]); return true;
	case 'B': buf_put(f->out, f->names->months[p->month - 1]); return true;
	case 'F': put_day(f->out, p); return true;
	case 'T': put_time(f, true); return true;
	case 'R': put_time(f, false); return true;
	case 'z': put_offset(f->out, f->date.offset, false); return true;
	case 's': buf_int(f->out, f->date.seconds); return true;
	case 'u': buf_int(f->out, (p->weekday + 6) % 7 + 1); return true;
	case 'w': buf_int(f->out, p->weekday); return true;
	case 'G':
	case 'V': put_week(f, conversion); return true;
	case 'n': buf_char(f->out, '\n'); return true;
	case 't': buf_char(f->out, '\t'); return true;
	case '%': buf_char(f->out, '%'); return true;
	default: return false;
	}
}

void
date_format(struct buf *out, struct date date, struct str format, const struct date_names *names)
{
	struct formatting f = { out, date, date_split(date), names ? names : &date_english, false };
	while (date_known(date) && format.len) {
		size_t percent = str_find_char(format, '%');
		buf_put(out, str_slice(format, 0, percent));
		format = str_skip(format, percent);
		if (format.len < 2) {
			buf_put(out, format);
			return;
		}
		size_t len = 2;
		if (str_starts(format, STR("%:z"))) {
			put_offset(out, date.offset, true);
			len = 3;
		} else {
			f.bare = format.at[1] == '-' && format.len > 2;
			len += f.bare;
			if (!put_conversion(&f, format.at[len - 1]))
				buf_put(out, str_slice(format, 0, len));
		}
		format = str_skip(format, len);
	}
}

void
date_rfc3339(struct buf *out, struct date date)
{
	struct formatting f = { .out = out, .parts = date_split(date) };
	if (!date_known(date))
		return;
	put_day(out, &f.parts);
	buf_char(out, 'T');
	put_time(&f, true);
	if (date.offset)
		put_offset(out, date.offset, true);
	else
		buf_char(out, 'Z');
}

void
date_iso(struct buf *out, struct date date)
{
	struct date_parts parts = date_split(date);
	if (date.precision == DATE_MONTH)
		put_month(out, &parts);
	else if (date.precision == DATE_DAY)
		put_day(out, &parts);
	else
		date_rfc3339(out, date);
}
