/*
 * 53 weeks by their days. A column is a week, the last one that of `until`; a day is a square that is larger and
 * stronger the more there is:
 *
 *	        Nov   Dec      ...                      left: where the grid begins
 *	 Mon  . . # #
 *	      . # . .                                   A day: . 0  # 1  # 2–3  # 4–7  # 8+
 *	 Wed  # . .
 *
 * Levels are quartiles of the days that have something, so that a grid of few changes is as legible as one of many;
 * level 0 is a dot, for a day of rest is nothing to shade. All squares of a level are points of one path: "m0 12h0" is a
 * line of no length, which square ends make a square as large as the line is wide.
 */
#include "render/figure_year.h"

#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/escape.h"
#include "render/figure_days.h"
#include "render/figure_part.h"
#include "template/template.h"

enum {
	WEEKS = 53,
	CELLS = WEEKS * 7,
	LEVELS = 5,
	PITCH = 12,
	TOP = 28,                      /* the middle of the first row */
	LEGEND = TOP + 7 * PITCH + 18, /* the middle of the legend */
	HEIGHT = LEGEND + 14,
	GAP = 6,
};

static const struct {
	int size;
	const char *opacity;
} looks[LEVELS] = { { 2, ".45" }, { 5, ".6" }, { 7, ".75" }, { 9, ".9" }, { 11, "1" } };

struct year {
	struct figure *figure;
	int64_t start, until;
	size_t cells; /* days from start to until */
	int left;     /* the middle of the first column */
	int64_t amounts[CELLS];
	int levels[CELLS];
	int64_t lowest[LEVELS], highest[LEVELS], days[LEVELS]; /* of the days of a level */
	struct figure_day months[14]; /* first day that is shown, and sum */
	int active[14];               /* days with something */
	size_t month_count;
	int64_t total;
};

/* --- what is shown ---------------------------------------------------------------------------- */

static int
by_amount(const void *left, const void *right, void *context)
{
	const int64_t *a = left, *b = right;
	(void)context;
	return (*a > *b) - (*a < *b);
}

/* Three amounts that a quarter, half and three quarters of the days with something do not exceed. */
static void
find_bounds(const struct year *year, int64_t bounds[3])
{
	int64_t sorted[CELLS];
	size_t count = 0;
	for (size_t i = 0; i < year->cells; i++) {
		if (year->amounts[i])
			sorted[count++] = year->amounts[i];
	}
	array_sort(sorted, count, sizeof *sorted, year->figure->arena, by_amount, NULL);
	for (size_t i = 0; i < 3; i++)
		bounds[i] = count ? sorted[(count * (i + 1) + 3) / 4 - 1] : 0;
}

static void
find_levels(struct year *year)
{
	int64_t bounds[3];
	find_bounds(year, bounds);
	for (size_t i = 0; i < year->cells; i++) {
		int64_t amount = year->amounts[i];
		int level = amount != 0;
		for (size_t k = 0; k < 3 && amount; k++)
			level += amount > bounds[k];
		if (!year->days[level]++ || amount < year->lowest[level])
			year->lowest[level] = amount;
		if (amount > year->highest[level])
			year->highest[level] = amount;
		year->levels[i] = level;
	}
}

static struct date_parts
parts_of(int64_t day)
{
	return date_split(date_from_seconds(day * 24 * 60 * 60, 0));
}

static void
sum_up(struct year *year)
{
	for (size_t i = 0; i < year->cells; i++) {
		int64_t day = year->start + (int64_t)i;
		if (!i || parts_of(day).day == 1)
			year->months[year->month_count++].day = day;
		year->months[year->month_count - 1].amount += year->amounts[i];
		year->active[year->month_count - 1] += year->amounts[i] != 0;
		year->total += year->amounts[i];
	}
}

/* The last day that is shown: what is asked for, or the newest there is, or the day of the build. */
static bool
find_until(struct year *year, const struct figure_day *days, size_t len, bool *known)
{
	struct value until = template_argument(year->figure->call, 3);
	*known = true;
	if (until.kind != VALUE_NONE && until.kind != VALUE_UNDEFINED)
		return figure_days_day(year->figure, until, STR_NONE, &year->until);
	*known = len > 0;
	if (len)
		year->until = days[len - 1].day;
	return true;
}

static void
place(struct year *year, const struct figure_day *days, size_t len)
{
	year->start = figure_days_week(year->figure, year->until) - 7 * (WEEKS - 1);
	year->cells = (size_t)(year->until - year->start) + 1;
	for (size_t i = 0; i < len; i++) {
		if (days[i].day >= year->start && days[i].day <= year->until)
			year->amounts[days[i].day - year->start] = days[i].amount;
	}
	find_levels(year);
	sum_up(year);
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* The last point of a path. */
struct pen {
	int x, y;
	bool down;
};

static void
draw_point(struct buf *out, struct pen *pen, int x, int y)
{
	if (pen->down)
		buf_format(out, "m%d %dh0", x - pen->x, y - pen->y);
	else
		buf_format(out, "M%d %dh0", x, y);
	*pen = (struct pen){ x, y, true };
}

/* "2–3", and "8+" for the highest. */
static struct str
range_of(const struct year *year, int level)
{
	const struct figure *figure = year->figure;
	struct str low = figure_part_number(figure, year->lowest[level]);
	bool last = true;
	for (int i = level + 1; i < LEVELS; i++)
		last = last && !year->days[i];
	if (year->lowest[level] == year->highest[level])
		return low;
	if (last)
		return str_format(figure->arena, STR_FMT "+", STR_ARG(low));
	return str_format(figure->arena, STR_FMT "–" STR_FMT, STR_ARG(low),
	        STR_ARG(figure_part_number(figure, year->highest[level])));
}

static void
draw_level(struct year *year, int level, int legend)
{
	struct buf *out = &year->figure->drawing;
	struct pen pen = { 0 };
	buf_format(out,
	        "<path stroke=\"currentColor\" stroke-linecap=\"square\" stroke-width=\"%d\" "
	        "stroke-opacity=\"%s\" d=\"",
	        looks[level].size, looks[level].opacity);
	for (size_t i = 0; i < year->cells; i++) {
		if (year->levels[i] == level)
			draw_point(out, &pen, year->left + (int)(i / 7) * PITCH,
			        TOP + (int)(i % 7) * PITCH);
	}
	draw_point(out, &pen, legend, LEGEND);
	buf_lit(out, "\"/>\n");
}

static void
draw_levels(struct year *year)
{
	struct figure *figure = year->figure;
	struct str day = figure_part_word(figure, "figure_day");
	int x = year->left - PITCH / 2;
	figure_part_label(figure, x, LEGEND + 4, "start", day);
	x += figure_part_width(day) + GAP;
	for (int level = 0; level < LEVELS; level++) {
		struct str range = level ? range_of(year, level) : figure_part_number(figure, 0);
		if (level && !year->days[level])
			continue;
		draw_level(year, level, x + PITCH / 2);
		figure_part_label(figure, x + PITCH + GAP, LEGEND + 4, "start", range);
		x += PITCH + 2 * GAP + figure_part_width(range) + GAP;
	}
}

static int
width_of(const struct year *year)
{
	return year->left + (WEEKS - 1) * PITCH + PITCH / 2;
}

/* The names of months above the week of their first day where there is room, and of every other weekday. */
static void
draw_names(struct year *year)
{
	struct figure *figure = year->figure;
	int free = 0;
	for (size_t i = 0; i < year->month_count; i++) {
		int64_t day = year->months[i].day;
		int x = year->left - PITCH / 2 + (int)((day - year->start) / 7) * PITCH;
		struct str name = figure_part_month_name(figure, parts_of(day).month);
		bool brief = i == 0 && year->month_count > 1 && year->months[1].day - day < 21;
		int end = x + figure_part_width(name);
		if (brief || x < free || end > width_of(year))
			continue;
		figure_part_label(figure, x, TOP - 12, "start", name);
		free = end + GAP;
	}
	for (int row = 0; row < 7; row += 2)
		figure_part_label(figure, year->left - PITCH / 2 - GAP, TOP + row * PITCH + 4,
		        "end",
		        figure_part_day_name(figure, figure_days_weekday(year->start + row)));
}

static int
margin_of(const struct year *year)
{
	int widest = 0;
	for (int row = 0; row < 7; row += 2) {
		int width = figure_part_width(
		        figure_part_day_name(year->figure, figure_days_weekday(year->start + row)));
		widest = width > widest ? width : widest;
	}
	return widest + 2 * GAP;
}

/* --- words ------------------------------------------------------------------------------------ */

/* "12 commits on 5 days" or "5 days with 2 commits each"; `what` is the amount already written. */
static struct str
on_days(const struct figure *figure, const char *message, struct str what, int64_t days)
{
	const struct figure_place place = { "total", what };
	struct str count = str_format(figure->arena, "%lld", (long long)days);
	return figure_part_say(figure, message, count, &place, 1);
}

/* How many days each level has: "3 days with 1 commit each; 1 day with 2–3 commits". */
static struct str
describe(const struct year *year)
{
	const struct figure *figure = year->figure;
	struct str parts[LEVELS];
	size_t count = 0;
	for (int level = 1; level < LEVELS; level++) {
		if (!year->days[level])
			continue;
		struct str what =
		        figure_part_range(figure, year->highest[level], range_of(year, level));
		parts[count++] = on_days(figure, "figure_level", what, year->days[level]);
	}
	return str_join(figure->arena, parts, count, STR("; "));
}

static struct str
caption_of(const struct year *year)
{
	const struct figure *figure = year->figure;
	struct str what = figure_part_word(figure, "figure_none");
	int64_t days = (int64_t)year->cells - year->days[0];
	if (year->total)
		what = on_days(
		        figure, "figure_days", figure_part_amount(figure, year->total), days);
	return figure_part_span(figure, what, year->start, year->until);
}

static void
write_months(const struct year *year)
{
	const struct figure *figure = year->figure;
	struct buf *out = &year->figure->out;
	buf_lit(out, "\n<details>\n<summary>");
	figure_part_text(out, figure_part_word(figure, "figure_months"));
	buf_lit(out, "</summary>\n<ul>\n");
	for (size_t i = 0; i < year->month_count; i++) {
		const struct figure_day *month = &year->months[i];
		if (!month->amount)
			continue;
		struct date_parts parts = parts_of(month->day);
		buf_format(out, "<li><time datetime=\"%04d-%02d\">", parts.year, parts.month);
		figure_part_text(out, figure_part_month(figure, month->day));
		buf_lit(out, "</time>: ");
		figure_part_text(out,
		        on_days(figure, "figure_days", figure_part_amount(figure, month->amount),
		                year->active[i]));
		buf_lit(out, "</li>\n");
	}
	buf_lit(out, "</ul>\n</details>\n");
}

static void
write_year(struct year *year)
{
	struct figure *figure = year->figure;
	struct buf *out = &figure->out;
	struct value title = template_argument(figure->call, 4);
	year->left = margin_of(year) + PITCH / 2;
	draw_names(year);
	draw_levels(year);
	buf_lit(out, "<figure class=\"chart\">\n");
	figure_part_svg(figure, figure_part_title(figure, title, "figure_activity"), describe(year),
	        template_argument(figure->call, 6), width_of(year), HEIGHT);
	buf_lit(out, "<figcaption>");
	figure_part_text(out, caption_of(year));
	if (year->total)
		write_months(year);
	buf_lit(out, "</figcaption>\n</figure>\n");
}

static bool
make(struct figure *figure, struct template_call *call)
{
	const struct figure_days_keys keys = { template_argument(call, 2),
		template_argument(call, 1) };
	struct year year = { .figure = figure };
	size_t len;
	bool known;
	const struct figure_day *days =
	        figure_days_read(figure, template_argument(call, 0), &keys, &len);
	if (!days || !figure_part_unit(figure, template_argument(call, 5), keys.number) ||
	        !find_until(&year, days, len, &known))
		return false;
	if (!known)
		return true;
	place(&year, days, len);
	write_year(&year);
	return true;
}

struct value
figure_year(struct template_call *call)
{
	struct figure figure;
	figure_part_begin(&figure, call);
	return figure_part_end(&figure, make(&figure, call));
}
