/*
 * Spans are counted by the calendar from month upwards: from 31 January to 28 February there are
 * 4 weeks, to 1 March 1 month. What has not passed wholly does not count.
 */
#include "base/relative.h"

#include "base/buf.h"
#include "base/locale.h"
#include "base/plural.h"

enum unit { MINUTE, HOUR, DAY, WEEK, MONTH, YEAR, UNITS };

struct words {
	const char *languages, *now, *today, *yesterday, *tomorrow, *past, *future;
	const char *spans[UNITS];
};

static const struct words rows[] = {
#define RELATIVE(languages, now, today, yesterday, tomorrow, past, future, ...) \
	{ languages, now, today, yesterday, tomorrow, past, future, { __VA_ARGS__ } },
#include "base/relative.def"
};

static const struct words *
find(struct str language)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (locale_names(rows[i].languages, language, true))
			return &rows[i];
	}
	return NULL;
}

bool
relative_known(struct str language)
{
	return find(language) != NULL;
}

/* --- words ------------------------------------------------------------------------------------ */

/* The form of a count out of "form|form/form|form". */
static struct str
pick_form(const char *span, struct str language, bool future, int64_t count)
{
	struct str rest = str_from(span), past = str_cut(&rest, '/');
	struct str forms = future && rest.at ? rest : past, form = STR_EMPTY;
	unsigned needed = plural_needed(language);
	unsigned wanted = (unsigned)plural_of(language, count);
	if (!(needed & 1u << wanted)) /* a rare form, such as that of millions */
		wanted = PLURAL_OTHER;
	for (unsigned i = 0; i <= wanted && forms.at; i++) {
		if (needed & 1u << i)
			form = str_cut(&forms, '|');
	}
	return form;
}

static void
put_span(struct buf *out, struct str form, struct str language, int64_t count)
{
	char digits[24];
	struct buf number = { digits, 0, sizeof digits, sizeof digits, false };
	size_t place = str_find_char(form, '#');
	if (str_starts(form, STR("="))) {
		buf_put(out, str_skip(form, 1));
		return;
	}
	buf_int(&number, count);
	if (place != STR_NONE)
		buf_put(out, str_slice(form, 0, place));
	locale_number(out, locale_of(language), buf_view(&number));
	if (place == STR_NONE)
		buf_char(out, ' ');
	buf_put(out, str_skip(form, place == STR_NONE ? 0 : place + 1));
}

static void
put_distance(struct buf *out, const struct words *words, struct str language, enum unit unit,
        bool future, int64_t count)
{
	struct str pattern = str_from(future ? words->future : words->past);
	struct str before = str_cut(&pattern, '%');
	buf_put(out, before);
	put_span(out, pick_form(words->spans[unit], language, future, count), language, count);
	buf_put(out, pattern);
}

/* --- spans ------------------------------------------------------------------------------------ */

/* Days since 1970 of the calendar that the date was written in. */
static int64_t
day_of(struct date date)
{
	int64_t local = date.seconds + date.offset * 60;
	return local / 86400 - (local % 86400 < 0);
}

/* Whole months from the earlier to the later date. */
static int64_t
months_between(struct date early, struct date late, bool by_day)
{
	if (!by_day)
		late.offset = early.offset;
	struct date_parts a = date_split(early), b = date_split(late);
	int64_t months = ((int64_t)b.year - a.year) * 12 + b.month - a.month;
	bool part = b.day < a.day;
	if (b.day == a.day && !by_day)
		part = b.hour * 3600 + b.minute * 60 + b.second <
		        a.hour * 3600 + a.minute * 60 + a.second;
	return months - (part && months > 0);
}

/* The unit and count of a distance of at least a day. */
static enum unit
count_days(int64_t days, int64_t months, int64_t *count)
{
	*count = months >= 12 ? months / 12 : months ? months : days >= 14 ? days / 7 : days;
	return months >= 12 ? YEAR : months ? MONTH : days >= 14 ? WEEK : DAY;
}

static void
write_by_day(struct buf *out, const struct words *words, struct str language, struct date date,
        struct date from)
{
	int64_t days = day_of(date) - day_of(from), count;
	bool future = days > 0;
	if (days >= -1 && days <= 1) {
		buf_put(out,
		        str_from(days < 0          ? words->yesterday
		                        : days > 0 ? words->tomorrow
		                                   : words->today));
		return;
	}
	int64_t months = months_between(future ? from : date, future ? date : from, true);
	enum unit unit = count_days(future ? days : -days, months, &count);
	put_distance(out, words, language, unit, future, count);
}

/* Dates without a day. Within a month it is now. */
static void
write_by_month(struct buf *out, const struct words *words, struct str language, struct date date,
        struct date from)
{
	struct date_parts a = date_split(from), b = date_split(date);
	int64_t months = ((int64_t)b.year - a.year) * 12 + b.month - a.month;
	bool future = months > 0;
	if (months < 0)
		months = -months;
	if (months)
		put_distance(out, words, language, months >= 12 ? YEAR : MONTH, future,
		        months >= 12 ? months / 12 : months);
	else
		buf_put(out, str_from(words->now));
}

static void
write_by_second(struct buf *out, const struct words *words, struct str language, struct date date,
        struct date from)
{
	int64_t seconds = date.seconds - from.seconds, count;
	bool future = seconds > 0;
	if (!future)
		seconds = -seconds;
	if (seconds < 60) {
		buf_put(out, str_from(words->now));
		return;
	}
	int64_t days = seconds / 86400;
	int64_t months = months_between(future ? from : date, future ? date : from, false);
	enum unit unit = seconds < 3600 ? MINUTE : HOUR;
	count = seconds / (unit == MINUTE ? 60 : 3600);
	if (days)
		unit = count_days(days, months, &count);
	put_distance(out, words, language, unit, future, count);
}

void
relative_write(struct buf *out, struct date date, struct date from, struct str language)
{
	const struct words *words = find(language);
	int precision = date.precision < from.precision ? date.precision : from.precision;
	if (!words) {
		words = rows;
		language = STR("en");
	}
	if (precision == DATE_SECOND)
		write_by_second(out, words, language, date, from);
	else if (precision == DATE_DAY)
		write_by_day(out, words, language, date, from);
	else if (precision == DATE_MONTH)
		write_by_month(out, words, language, date, from);
}
