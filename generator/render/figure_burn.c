/*
 * A line that goes up a step with each milestone that is reached, below the line of all of them; a tick on the axis for
 * each that is due. What is reached on a day that nobody noted has no place in it, and the caption says so. Names stand
 * in the list that the page has: they are too long for a figure.
 *
 *	- - - - - - - - - - - - -  4
 *	            ____________
 *	    _______|               2
 *	___|
 *	---------------|-----|---
 */
#include "render/figure_burn.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "render/figure_days.h"
#include "render/figure_part.h"
#include "template/template.h"

enum {
	WIDTH = 660,
	RIGHT = 30, /* for the numbers behind the lines */
	TOP = 14,
	BASE = 110, /* where nothing is reached */
	HEIGHT = 140,
	MILESTONES_MAX = 1000
};

struct course {
	struct figure *figure;
	int64_t *reached; /* days, in order */
	int64_t *due;     /* of those that are not reached */
	size_t reached_len, due_len;
	size_t undated; /* reached on a day that is not known */
	size_t total;   /* with those */
	int64_t first, last;
	int64_t until; /* the last day of which it is known what was reached */
	size_t dated;
};

/* --- milestones ------------------------------------------------------------------------------- */

static bool
has(struct value v)
{
	return v.kind != VALUE_NONE && v.kind != VALUE_UNDEFINED;
}

static struct value
part(const struct course *course, struct value item, struct str key)
{
	if (item.kind != VALUE_MAP && item.kind != VALUE_OBJECT)
		return value_none();
	return value_get(item, key, course->figure->arena);
}

static void
see_day(struct course *course, int64_t day)
{
	if (!course->dated++)
		course->first = course->last = day;
	if (day < course->first)
		course->first = day;
	if (day > course->last)
		course->last = day;
}

/* A month, which is often all that is known, as its first day. */
static struct value
as_day(const struct course *course, struct value v)
{
	struct date *date = arena_new(course->figure->arena, struct date);
	if (v.kind == VALUE_DATE)
		*date = *v.date;
	else if (!value_is_text(v) || date_parse(value_str(v), date))
		return v;
	if (date->precision != DATE_MONTH)
		return v;
	date->precision = DATE_DAY;
	return value_date(date);
}

static bool
read_day(struct course *course, struct value date, size_t index, int64_t *day)
{
	if (!figure_days_day(course->figure, as_day(course, date), index, day))
		return false;
	see_day(course, *day);
	return true;
}

static bool
read_milestone(struct course *course, struct value item, size_t index)
{
	struct value reached = part(course, item, STR("reached"));
	struct value due = part(course, item, STR("due"));
	if (has(reached))
		return read_day(course, reached, index, &course->reached[course->reached_len++]);
	if (value_truth(part(course, item, STR("done")))) {
		course->undated++;
		return true;
	}
	if (has(due))
		return read_day(course, due, index, &course->due[course->due_len++]);
	return true;
}

static int
by_day(const void *left, const void *right, void *context)
{
	const int64_t *a = left, *b = right;
	(void)context;
	return (*a > *b) - (*a < *b);
}

/* The optional day under an argument; none is fine. */
/* *day stays as it is when the argument is not given. */
static bool
read_edge(struct course *course, int argument, int64_t *day)
{
	struct value date = template_argument(course->figure->call, (size_t)argument);
	return !has(date) || read_day(course, date, STR_NONE, day);
}

static bool
read_course(struct course *course)
{
	struct figure *figure = course->figure;
	struct value list = template_argument(figure->call, 0);
	if (!figure_days_list(figure, list, &course->total))
		return false;
	if (course->total > MILESTONES_MAX) {
		template_fail(figure->call, "%zu milestones are more than %d can be drawn of",
		        course->total, MILESTONES_MAX);
		return false;
	}
	course->reached = arena_array(figure->arena, int64_t, course->total + 1);
	course->due = arena_array(figure->arena, int64_t, course->total + 1);
	for (size_t i = 0; i < course->total; i++)
		if (!read_milestone(course, value_at(list, i, figure->arena), i))
			return false;
	array_sort(course->reached, course->reached_len, sizeof *course->reached, figure->arena,
	        by_day, NULL);
	int64_t from;
	if (course->reached_len)
		course->until = course->reached[course->reached_len - 1];
	return read_edge(course, 1, &from) && read_edge(course, 2, &course->until);
}

/* --- drawing ---------------------------------------------------------------------------------- */

static int
x_of(const struct course *course, int64_t day)
{
	return (int)((day - course->first) * (WIDTH - RIGHT) / (course->last - course->first));
}

static size_t
drawn(const struct course *course)
{
	return course->total - course->undated;
}

static int
y_of(const struct course *course, size_t count)
{
	return BASE - (int)(count * (BASE - TOP) / drawn(course));
}

static void
draw_number(struct course *course, int y, size_t count)
{
	figure_part_label(course->figure, WIDTH, y + 4, "end",
	        figure_part_number(course->figure, (int64_t)count * 100));
}

static void
draw(struct course *course)
{
	struct buf *out = &course->figure->drawing;
	size_t count = 0;
	buf_format(out,
	        "<path stroke=\"currentColor\" stroke-opacity=\".5\" stroke-dasharray=\"4 4\" "
	        "d=\"M0 %dh%d\"/>\n",
	        TOP, WIDTH - RIGHT);
	buf_format(out, "<path stroke=\"currentColor\" stroke-opacity=\".5\" d=\"M0 %dh%d", BASE,
	        WIDTH - RIGHT);
	for (size_t i = 0; i < course->due_len; i++)
		buf_format(out, "M%d %dv12", x_of(course, course->due[i]), BASE - 6);
	buf_format(out,
	        "\"/>\n<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" d=\"M0 %d",
	        y_of(course, count));
	for (size_t i = 0; i < course->reached_len; i++)
		buf_format(out, "H%dV%d", x_of(course, course->reached[i]), y_of(course, ++count));
	if (course->until > (count ? course->reached[count - 1] : course->first))
		buf_format(out, "H%d", x_of(course, course->until));
	buf_lit(out, "\"/>\n");
	draw_number(course, TOP, drawn(course));
	if (count < drawn(course))
		draw_number(course, y_of(course, count), count);
	figure_part_label(course->figure, 0, HEIGHT - 4, "start",
	        figure_part_month(course->figure, course->first));
	figure_part_label(course->figure, WIDTH - RIGHT, HEIGHT - 4, "end",
	        figure_part_month(course->figure, course->last));
}

/* --- words ------------------------------------------------------------------------------------ */

static struct str
caption(const struct course *course)
{
	struct figure *figure = course->figure;
	size_t done = course->undated + course->reached_len;
	const struct figure_place places[] = {
		{ "done", figure_part_number(figure, (int64_t)done * 100) },
	};
	struct str total = str_format(figure->arena, "%zu", course->total);
	struct str reached = figure_part_say(figure, "figure_reached", total, places, 1);
	const struct figure_place what[] = { { "what", reached } };
	if (!course->undated)
		return reached;
	return figure_part_say(figure, "figure_undated",
	        str_format(figure->arena, "%zu", course->undated), what, 1);
}

static bool
make(struct figure *figure)
{
	struct course course = { .figure = figure };
	struct template_call *call = figure->call;
	if (!read_course(&course))
		return false;
	if (course.first == course.last || drawn(&course) == 0)
		return true;
	draw(&course);
	buf_lit(&figure->out, "<figure class=\"chart\">\n");
	figure_part_svg(figure,
	        figure_part_title(figure, template_argument(call, 3), "figure_milestones"),
	        caption(&course), template_argument(call, 4), WIDTH, HEIGHT);
	buf_lit(&figure->out, "<figcaption>");
	figure_part_text(&figure->out, caption(&course));
	buf_lit(&figure->out, "</figcaption>\n</figure>\n");
	return true;
}

struct value
figure_burn(struct template_call *call)
{
	struct figure figure;
	figure_part_begin(&figure, call);
	return figure_part_end(&figure, make(&figure));
}
