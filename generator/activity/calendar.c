/*
 * Day 0 of the count, 1970-01-01, was a Thursday, so the Monday of its week is day -3.
 */
#include "activity/calendar.h"

#include "base/arena.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
calendar_day_of(int64_t seconds, int offset)
{
	return floor_div(seconds + (int64_t)offset * 60, DAY_SECONDS);
}

static int64_t
monday_of(int64_t day)
{
	return floor_div(day + 3, 7) * 7 - 3;
}

static struct date
date_of(int64_t day)
{
	struct date date = date_from_seconds(day * DAY_SECONDS, 0);
	date.precision = DATE_DAY;
	return date;
}

static int64_t
number_of(const struct calendar_day *day)
{
	return floor_div(day->date.seconds, DAY_SECONDS);
}

/* --- days ---------------------------------------------------------------------------------------- */

static int
by_day(const void *a, const void *b, void *context)
{
	(void)context;
	int64_t x = ((const struct calendar_count *)a)->day;
	int64_t y = ((const struct calendar_count *)b)->day;
	return (x > y) - (x < y);
}

static void
fill_days(struct arena *arena, calendar_counts *counts, struct calendar *out)
{
	struct arena scratch = ARENA_EMPTY;
	array_sort(counts->at, counts->len, sizeof *counts->at, &scratch, by_day, NULL);
	arena_free(&scratch);
	for (size_t i = 0; i < counts->len; i++) {
		struct calendar_count count = counts->at[i];
		struct calendar_day *last = out->days.len ? &out->days.at[out->days.len - 1] : NULL;
		if (count.commits == 0)
			continue;
		if (last && number_of(last) == count.day)
			last->commits += count.commits;
		else
			*array_push(arena, &out->days) =
			        (struct calendar_day){ date_of(count.day), count.commits, 0 };
	}
}

/* --- levels -------------------------------------------------------------------------------------- */

static int
by_commits(const void *a, const void *b, void *context)
{
	(void)context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* Quartiles of the days with commits, each as a number that some day has (nearest rank). */
static void
fill_steps(const struct calendar_day *days, size_t count, struct calendar *out)
{
	struct arena scratch = ARENA_EMPTY;
	size_t *sorted = arena_array(&scratch, size_t, count + 1);
	for (size_t i = 0; i < count; i++)
		sorted[i] = days[i].commits;
	array_sort(sorted, count, sizeof *sorted, &scratch, by_commits, NULL);
	for (size_t k = 0; k < CALENDAR_LEVELS; k++)
		out->steps[k] =
		        sorted[((k + 1) * count + CALENDAR_LEVELS - 1) / CALENDAR_LEVELS - 1];
	arena_free(&scratch);
}

static unsigned
level_of(const struct calendar *calendar, size_t commits)
{
	unsigned level = 1;
	while (level < CALENDAR_LEVELS && commits > calendar->steps[level - 1])
		level++;
	return level;
}

/* --- weeks --------------------------------------------------------------------------------------- */

static void
fill_weeks(struct arena *arena, struct calendar *out)
{
	size_t count = out->days.len;
	int64_t end = number_of(&out->days.at[count - 1]);
	int64_t start = monday_of(end) - (CALENDAR_WEEKS - 1) * 7;
	size_t at = count;
	while (at > 0 && number_of(&out->days.at[at - 1]) >= start)
		at--;
	fill_steps(out->days.at + at, count - at, out);
	out->weeks.at = arena_array(arena, struct calendar_week, CALENDAR_WEEKS);
	out->weeks.len = out->weeks.cap = CALENDAR_WEEKS;
	for (int64_t day = start; day <= end; day++) {
		struct calendar_week *week = &out->weeks.at[(day - start) / 7];
		struct calendar_day *cell = &week->days[week->len++];
		if (week->len == 1)
			week->date = date_of(day);
		*cell = (struct calendar_day){ date_of(day), 0, 0 };
		if (number_of(&out->days.at[at]) != day)
			continue;
		out->days.at[at].level = level_of(out, out->days.at[at].commits);
		*cell = out->days.at[at++];
		week->commits += cell->commits;
	}
}

/* More commits first; of equal weeks the later one. */
static int
by_business(const void *a, const void *b, void *context)
{
	(void)context;
	const struct calendar_week *x = a, *y = b;
	if (x->commits != y->commits)
		return x->commits < y->commits ? 1 : -1;
	return date_cmp(y->date, x->date);
}

static void
fill_busiest(struct arena *arena, struct calendar *out)
{
	for (size_t i = 0; i < out->days.len; i++) {
		struct date monday = date_of(monday_of(number_of(&out->days.at[i])));
		struct calendar_week *last =
		        out->busiest.len ? &out->busiest.at[out->busiest.len - 1] : NULL;
		if (!last || date_cmp(last->date, monday) != 0) {
			last = array_push(arena, &out->busiest);
			last->date = monday;
		}
		last->commits += out->days.at[i].commits;
	}
	array_sort(out->busiest.at, out->busiest.len, sizeof *out->busiest.at, arena, by_business,
	        NULL);
	if (out->busiest.len > CALENDAR_BUSIEST)
		out->busiest.len = CALENDAR_BUSIEST;
}

void
calendar_fill(struct arena *arena, calendar_counts *counts, struct calendar *out)
{
	*out = (struct calendar){ .steps = { 0 } };
	fill_days(arena, counts, out);
	if (out->days.len == 0)
		return;
	fill_weeks(arena, out);
	fill_busiest(arena, out);
}
