/*
 * A line as wide as some words and as high as one, from 0 at its foot to the highest number:
 *
 *	 /\    _/\.   first 3, last 5, highest 9
 *	/  \__/
 *
 * Numbers are points as they stand. Items with dates are added up by week, so that a gap in the list is a gap in
 * time. Of too many numbers the last are drawn, for more data must not stop a build. It has its name from an attribute
 * and no ids, since a page may have many that are alike.
 */
#include "render/figure_spark.h"

#include "base/arena.h"
#include "render/figure_days.h"
#include "render/figure_part.h"
#include "template/template.h"

enum {
	POINTS_MAX = 1000,
	WEEKS_MAX = 520,
	WIDTH = 120,
	HEIGHT = 24,
	MARGIN = 4, /* on all sides, for the dot */
};

struct spark {
	struct figure *figure;
	int64_t *points;
	size_t len, left_out;
	int64_t from, to; /* the weeks: first and last day; equal without dates */
};

/* --- points ----------------------------------------------------------------------------------- */

static bool
read_numbers(struct spark *spark, struct value list, size_t len)
{
	struct figure *figure = spark->figure;
	spark->len = len < POINTS_MAX ? len : POINTS_MAX;
	spark->left_out = len - spark->len;
	spark->points = arena_array(figure->arena, int64_t, spark->len + 1);
	for (size_t i = 0; i < spark->len; i++) {
		size_t at = spark->left_out + i;
		struct value item = value_at(list, at, figure->arena);
		if (!figure_days_amount(figure, item, at, value_none(), &spark->points[i]))
			return false;
	}
	return true;
}

static bool
read_weeks(struct spark *spark, struct value list)
{
	struct figure *figure = spark->figure;
	const struct figure_days_keys keys = { template_argument(figure->call, 2),
		template_argument(figure->call, 1) };
	struct value weeks = template_argument(figure->call, 3);
	struct value until = template_argument(figure->call, 4);
	size_t len;
	const struct figure_day *days = figure_days_read(figure, list, &keys, &len);
	if (!days)
		return false;
	if (weeks.kind != VALUE_INT || weeks.integer < 2 || weeks.integer > WEEKS_MAX) {
		template_fail(figure->call, "\"weeks\" is a number from 2 to %d", WEEKS_MAX);
		return false;
	}
	spark->to = days[len - 1].day;
	if (until.kind != VALUE_NONE && until.kind != VALUE_UNDEFINED &&
	        !figure_days_day(figure, until, STR_NONE, &spark->to))
		return false;
	spark->len = (size_t)weeks.integer;
	spark->from = figure_days_week(figure, spark->to) - 7 * (weeks.integer - 1);
	spark->points = arena_array(figure->arena, int64_t, spark->len);
	for (size_t i = 0; i < len; i++) {
		if (days[i].day >= spark->from && days[i].day <= spark->to)
			spark->points[(days[i].day - spark->from) / 7] += days[i].amount;
	}
	return true;
}

static bool
read_points(struct spark *spark)
{
	struct figure *figure = spark->figure;
	struct value list = template_argument(figure->call, 0), first;
	size_t len;
	if (!figure_days_list(figure, list, &len))
		return false;
	first = value_at(list, 0, figure->arena);
	if (!len || value_is_number(first))
		return read_numbers(spark, list, len);
	return read_weeks(spark, list);
}

static int64_t
highest_of(const struct spark *spark)
{
	int64_t highest = 0;
	for (size_t i = 0; i < spark->len; i++)
		highest = spark->points[i] > highest ? spark->points[i] : highest;
	return highest;
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* A number of tenths, as "11.6" or "4". */
static void
put_tenths(struct buf *out, int64_t tenths)
{
	buf_int(out, tenths / 10);
	if (tenths % 10)
		buf_format(out, ".%d", (int)(tenths % 10));
}

static void
put_point(struct spark *spark, size_t index)
{
	struct buf *out = &spark->figure->drawing;
	int64_t highest = highest_of(spark), across = (WIDTH - 2 * MARGIN) * 10;
	int64_t up = (HEIGHT - 2 * MARGIN) * 10;
	int64_t steps = spark->len > 1 ? (int64_t)spark->len - 1 : 1;
	int64_t x = MARGIN * 10 + (int64_t)index * across / steps;
	int64_t y = (HEIGHT - MARGIN) * 10;
	if (highest)
		y -= (int64_t)((double)spark->points[index] / (double)highest * (double)up + 0.5);
	put_tenths(out, x);
	buf_char(out, ' ');
	put_tenths(out, y);
}

static void
draw(struct spark *spark)
{
	struct buf *out = &spark->figure->drawing;
	buf_lit(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" d=\"M");
	for (size_t i = 0; i < spark->len; i++) {
		if (i)
			buf_char(out, i == 1 ? 'L' : ' ');
		put_point(spark, i);
	}
	buf_lit(out,
	        "\"/><path stroke=\"currentColor\" stroke-width=\"5\" stroke-linecap=\"round\" d=\"M");
	put_point(spark, spark->len - 1);
	buf_lit(out, "h0\"/>");
}

/* --- words ------------------------------------------------------------------------------------ */

static struct str
tell(const struct spark *spark)
{
	const struct figure *figure = spark->figure;
	const struct figure_place places[] = {
		{ "first", figure_part_number(figure, spark->points[0]) },
		{ "last", figure_part_number(figure, spark->points[spark->len - 1]) },
		{ "highest", figure_part_amount(figure, highest_of(spark)) },
	};
	struct str text = figure_part_say(figure, "figure_range", STR_EMPTY, places, 3);
	if (spark->from != spark->to)
		text = figure_part_span(figure, text, spark->from, spark->to);
	return figure_part_left_out(figure, text, spark->left_out);
}

static bool
make(struct figure *figure)
{
	struct spark spark = { .figure = figure };
	struct template_call *call = figure->call;
	struct buf *out = &figure->out;
	if (!read_points(&spark) ||
	        !figure_part_unit(figure, template_argument(call, 6),
	                spark.from == spark.to ? value_none() : template_argument(call, 1)))
		return false;
	if (!spark.len)
		return true;
	draw(&spark);
	buf_format(out,
	        "<span class=\"spark\"><svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
	        "aria-label=\"",
	        WIDTH, HEIGHT, WIDTH, HEIGHT);
	figure_part_text(
	        out, figure_part_title(figure, template_argument(call, 5), "figure_course"));
	buf_lit(out, "\">");
	buf_put(out, buf_view(&figure->drawing));
	buf_lit(out, "</svg> ");
	figure_part_text(out, tell(&spark));
	buf_lit(out, "</span>");
	return true;
}

struct value
figure_spark(struct template_call *call)
{
	struct figure figure;
	figure_part_begin(&figure, call);
	return figure_part_end(&figure, make(&figure));
}
