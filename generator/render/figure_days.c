#include "render/figure_days.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/locale.h"
#include "render/figure_part.h"
#include "template/template.h"

enum { DAY_SECONDS = 24 * 60 * 60, YEAR_MIN = 1000 };

bool
figure_days_list(struct figure *figure, struct value list, size_t *len)
{
	*len = 0;
	if (list.kind == VALUE_NONE || list.kind == VALUE_UNDEFINED)
		return true;
	if (!value_is_sequence(list)) {
		template_fail(figure->call, "a list was expected, not %s", value_kind_name(list));
		return false;
	}
	*len = value_len(list);
	return template_charge(figure->call, *len);
}

/* "item 3", as people count; the argument by its name. */
static struct str
place_of(const struct figure *figure, size_t index)
{
	if (index == STR_NONE)
		return STR("\"until\"");
	return str_format(figure->arena, "item %zu", index + 1);
}

bool
figure_days_day(struct figure *figure, struct value v, size_t index, int64_t *day)
{
	struct str place = place_of(figure, index);
	struct date date = { 0 };
	const char *wrong = NULL;
	if (v.kind == VALUE_DATE)
		date = *v.date;
	else if (value_is_text(v))
		wrong = date_parse(value_str(v), &date);
	else
		wrong = "a date is written like 2026-11-02";
	if (!wrong && date.precision == DATE_MONTH)
		wrong = "it has no day";
	if (!wrong && date_split(date).year < YEAR_MIN)
		wrong = "years begin with 1000 here";
	if (wrong) {
		template_fail(figure->call, "the date of " STR_FMT " cannot be shown: %s",
		        STR_ARG(place), wrong);
		return false;
	}
	int64_t seconds = date.seconds + (int64_t)date.offset * 60;
	*day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
	return true;
}

bool
figure_days_amount(
        struct figure *figure, struct value v, size_t index, struct value key, int64_t *amount)
{
	double number = v.kind == VALUE_INT ? (double)v.integer : v.number;
	struct str name = value_is_text(key) ? value_str(key) : STR("the number");
	if ((v.kind == VALUE_INT || v.kind == VALUE_FLOAT) && number >= 0 &&
	        number <= FIGURE_DAYS_NUMBER_MAX) {
		*amount = (int64_t)(number * 100 + 0.5);
		return true;
	}
	if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_NONE)
		template_fail_help(figure->call,
		        STR("name the key with number='...', or write number=none to count each item as one"),
		        "item %zu has no \"" STR_FMT "\"", index + 1, STR_ARG(name));
	else
		template_fail(figure->call,
		        "\"" STR_FMT "\" of item %zu is " STR_FMT
		        ": a number from 0 to %d was expected",
		        STR_ARG(name), index + 1, STR_ARG(template_text(figure->call, v)),
		        FIGURE_DAYS_NUMBER_MAX);
	return false;
}

/* A key of an item; UNDEFINED when the item has no keys. */
static struct value
part_of(const struct figure *figure, struct value item, struct value key)
{
	if (item.kind != VALUE_MAP && item.kind != VALUE_OBJECT)
		return VALUE_UNDEFINED_INIT;
	return value_get(item, value_str(key), figure->arena);
}

static bool
read_item(struct figure *figure, struct value item, size_t index,
        const struct figure_days_keys *keys, struct figure_day *out)
{
	bool bare = item.kind == VALUE_DATE || value_is_text(item);
	struct value date = bare ? item : part_of(figure, item, keys->date);
	out->amount = 100;
	if (!bare && (date.kind == VALUE_UNDEFINED || date.kind == VALUE_NONE)) {
		template_fail_help(figure->call, STR("name the key with date='...'"),
		        "item %zu has no \"" STR_FMT "\"", index + 1,
		        STR_ARG(value_str(keys->date)));
		return false;
	}
	if (!figure_days_day(figure, date, index, &out->day))
		return false;
	if (!value_is_text(keys->number) || bare)
		return true;
	return figure_days_amount(
	        figure, part_of(figure, item, keys->number), index, keys->number, &out->amount);
}

static int
by_day(const void *left, const void *right, void *context)
{
	const struct figure_day *a = left, *b = right;
	(void)context;
	return (a->day > b->day) - (a->day < b->day);
}

const struct figure_day *
figure_days_read(
        struct figure *figure, struct value list, const struct figure_days_keys *keys, size_t *len)
{
	size_t count, kept = 0;
	if (!figure_days_list(figure, list, &count))
		return NULL;
	struct figure_day *days = arena_array(figure->arena, struct figure_day, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct value item = value_at(list, i, figure->arena);
		if (!read_item(figure, item, i, keys, &days[i]))
			return NULL;
	}
	array_sort(days, count, sizeof *days, figure->arena, by_day, NULL);
	for (size_t i = 0; i < count; i++) {
		if (kept && days[kept - 1].day == days[i].day)
			days[kept - 1].amount += days[i].amount;
		else
			days[kept++] = days[i];
	}
	*len = kept;
	return days;
}

int
figure_days_weekday(int64_t day)
{
	return (int)(((day + 4) % 7 + 7) % 7); /* 1970 began on a Thursday */
}

int64_t
figure_days_week(const struct figure *figure, int64_t day)
{
	return day - (figure_days_weekday(day) + 7 - locale_first_day(figure->tag)) % 7;
}
