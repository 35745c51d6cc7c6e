/*
 * Releases on a line of time. Labels stand above it as far as there is room: the newest first, then the oldest, then the
 * others from the newest on. The list below has all that are drawn, unless the page has one of its own, and the links:
 * what is in an image cannot be reached by keyboard and screen readers, and dots that lie close to each other not by
 * finger. Of too many the newest are drawn, and the caption says how many are not: a project must not outgrow its page.
 *
 *	    0.1        0.9      1.0
 *	----o----|-----o--o-----o---
 *	       2026
 */
#include "render/figure_release.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/escape.h"
#include "render/figure_days.h"
#include "render/figure_part.h"
#include "template/template.h"

enum {
	DAY_SECONDS = 24 * 60 * 60,
	RELEASES_MAX = 1000,
	WIDTH = 660,
	MARGIN = 8, /* before the first dot, behind the last */
	LINE = 38,  /* where the line lies */
	HEIGHT = 70,
	GAP = 10,
};

struct release {
	int64_t day;
	struct str label, url;
};

struct span {
	int from, to;
};

struct timeline {
	struct figure *figure;
	struct release *releases; /* newest first */
	size_t len, left_out;
	struct span *taken; /* what labels cover, from left to right */
	size_t labels;
};

/* --- releases --------------------------------------------------------------------------------- */

/* The text under a key; empty for none. */
static struct str
text_of(const struct figure *figure, struct value item, struct value key)
{
	struct value v = VALUE_UNDEFINED_INIT;
	if (value_is_text(key) && (item.kind == VALUE_MAP || item.kind == VALUE_OBJECT))
		v = value_get(item, value_str(key), figure->arena);
	if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_NONE)
		return STR_EMPTY;
	return template_text(figure->call, v);
}

static bool
read_release(struct figure *figure, struct value item, size_t index, struct release *release)
{
	struct template_call *call = figure->call;
	struct value date = VALUE_UNDEFINED_INIT, key = template_argument(call, 2);
	if (item.kind == VALUE_MAP || item.kind == VALUE_OBJECT)
		date = value_get(item, value_str(key), figure->arena);
	if (!figure_days_day(figure, date, index, &release->day))
		return false;
	release->label = text_of(figure, item, template_argument(call, 1));
	if (!release->label.len)
		release->label = text_of(figure, item, value_text(STR("tag")));
	release->url = text_of(figure, item, template_argument(call, 3));
	if (!release->label.len)
		template_fail_help(call, STR("name the key with label='...'"),
		        "item %zu has no \"" STR_FMT "\" and no \"tag\"", index + 1,
		        STR_ARG(template_text(call, template_argument(call, 1))));
	else if (release->url.len && !escape_url_is_safe(release->url))
		template_fail(call, "the address of item %zu cannot be a link: " STR_FMT, index + 1,
		        STR_ARG(release->url));
	else
		return true;
	return false;
}

/* Newest first; of one day, in the order of the list. */
static int
newest_first(const void *left, const void *right, void *context)
{
	const struct release *a = left, *b = right;
	(void)context;
	return (a->day < b->day) - (a->day > b->day);
}

static bool
read_releases(struct timeline *timeline)
{
	struct figure *figure = timeline->figure;
	struct value list = template_argument(figure->call, 0);
	size_t len;
	if (!figure_days_list(figure, list, &len))
		return false;
	timeline->releases = arena_array(figure->arena, struct release, len + 1);
	for (size_t i = 0; i < len; i++) {
		if (!read_release(
		            figure, value_at(list, i, figure->arena), i, &timeline->releases[i]))
			return false;
	}
	array_sort(timeline->releases, len, sizeof *timeline->releases, figure->arena, newest_first,
	        NULL);
	timeline->len = len < RELEASES_MAX ? len : RELEASES_MAX;
	timeline->left_out = len - timeline->len;
	return true;
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Where a day lies; all in the middle when there is one day alone. */
static int
x_of(const struct timeline *timeline, int64_t day)
{
	int64_t last = timeline->releases[0].day;
	int64_t first = timeline->releases[timeline->len - 1].day;
	if (first == last)
		return WIDTH / 2;
	return MARGIN + (int)((day - first) * (WIDTH - 2 * MARGIN) / (last - first));
}

/* Draws a label around x, if it lies on no other one; moved from the edges. */
static void
draw_label(struct timeline *timeline, int x, int y, struct str text)
{
	int width = figure_part_width(text), from = x - width / 2;
	const char *anchor = "middle";
	size_t at = 0;
	if (from < 0) {
		from = x = 0;
		anchor = "start";
	} else if (from + width > WIDTH) {
		x = WIDTH;
		from = WIDTH - width;
		anchor = "end";
	}
	while (at < timeline->labels && timeline->taken[at].to <= from)
		at++;
	if (width > WIDTH || (at < timeline->labels && timeline->taken[at].from < from + width))
		return;
	for (size_t i = timeline->labels++; i > at; i--)
		timeline->taken[i] = timeline->taken[i - 1];
	timeline->taken[at].from = from;
	timeline->taken[at].to = from + width + GAP;
	figure_part_label(timeline->figure, x, y, anchor, text);
}

static void
draw_labels(struct timeline *timeline)
{
	const struct release *releases = timeline->releases;
	size_t last = timeline->len - 1;
	timeline->labels = 0;
	draw_label(timeline, x_of(timeline, releases[0].day), LINE - 16, releases[0].label);
	if (last)
		draw_label(timeline, x_of(timeline, releases[last].day), LINE - 16,
		        releases[last].label);
	for (size_t i = 1; i < last; i++)
		draw_label(timeline, x_of(timeline, releases[i].day), LINE - 16, releases[i].label);
}

static int
year_of(int64_t day)
{
	return date_split(date_from_seconds(day * DAY_SECONDS, 0)).year;
}

/* Marks where years begin. */
static void
draw_years(struct timeline *timeline)
{
	struct figure *figure = timeline->figure;
	int last = year_of(timeline->releases[0].day);
	struct date date;
	timeline->labels = 0;
	for (int year = year_of(timeline->releases[timeline->len - 1].day) + 1; year <= last;
	        year++) {
		struct str name = str_format(figure->arena, "%d", year);
		date_parse(str_format(figure->arena, "%d-01-01", year), &date);
		int x = x_of(timeline, date.seconds / DAY_SECONDS);
		size_t before = timeline->labels;
		draw_label(timeline, x, LINE + 26, name);
		if (timeline->labels > before)
			buf_format(&figure->drawing,
			        "<path stroke=\"currentColor\" stroke-opacity=\".5\" d=\"M%d %dv12\"/>\n",
			        x, LINE - 6);
	}
}

static void
draw(struct timeline *timeline)
{
	struct buf *out = &timeline->figure->drawing;
	int x = 0;
	draw_labels(timeline);
	buf_format(out, "<path stroke=\"currentColor\" stroke-opacity=\".5\" d=\"M0 %dh%d\"/>\n",
	        LINE, WIDTH);
	draw_years(timeline);
	buf_format(out,
	        "<path stroke=\"currentColor\" stroke-width=\"10\" stroke-linecap=\"round\" d=\"M0 %d",
	        LINE);
	for (size_t i = timeline->len; i-- > 0;) {
		int next = x_of(timeline, timeline->releases[i].day);
		buf_format(out, "m%d 0h0", next - x);
		x = next;
	}
	buf_lit(out, "\"/>\n");
}

/* --- words ------------------------------------------------------------------------------------ */

static void
write_list(struct timeline *timeline)
{
	const struct figure *figure = timeline->figure;
	struct buf *out = &timeline->figure->out;
	buf_lit(out, "\n<details>\n<summary>");
	figure_part_text(out, figure_part_word(figure, "figure_list"));
	buf_lit(out, "</summary>\n<ul>\n");
	for (size_t i = 0; i < timeline->len; i++) {
		const struct release *release = &timeline->releases[i];
		buf_lit(out, "<li>");
		if (release->url.len) {
			buf_lit(out, "<a href=\"");
			figure_part_text(out, release->url);
			buf_lit(out, "\">");
		}
		figure_part_text(out, release->label);
		buf_put(out, release->url.len ? STR("</a>") : STR_EMPTY);
		buf_lit(out, ", <time datetime=\"");
		date_format(out, date_from_seconds(release->day * DAY_SECONDS, 0), STR("%F"), NULL);
		buf_lit(out, "\">");
		figure_part_text(out, figure_part_date(figure, release->day));
		buf_lit(out, "</time></li>\n");
	}
	buf_lit(out, "</ul>\n</details>\n");
}

static bool
make(struct figure *figure)
{
	struct timeline timeline = { .figure = figure };
	struct template_call *call = figure->call;
	struct str caption, count;
	if (!read_releases(&timeline))
		return false;
	if (!timeline.len)
		return true;
	timeline.taken = arena_array(figure->arena, struct span, RELEASES_MAX + 1);
	count = str_format(figure->arena, "%zu", timeline.len);
	caption =
	        figure_part_span(figure, figure_part_say(figure, "figure_release", count, NULL, 0),
	                timeline.releases[timeline.len - 1].day, timeline.releases[0].day);
	caption = figure_part_left_out(figure, caption, timeline.left_out);
	draw(&timeline);
	buf_lit(&figure->out, "<figure class=\"chart\">\n");
	figure_part_svg(figure,
	        figure_part_title(figure, template_argument(call, 4), "figure_releases"), STR_EMPTY,
	        template_argument(call, 5), WIDTH, HEIGHT);
	buf_lit(&figure->out, "<figcaption>");
	figure_part_text(&figure->out, caption);
	if (value_truth(template_argument(call, 6)))
		write_list(&timeline);
	buf_lit(&figure->out, "</figcaption>\n</figure>\n");
	return true;
}

struct value
figure_release(struct template_call *call)
{
	struct figure figure;
	figure_part_begin(&figure, call);
	return figure_part_end(&figure, make(&figure));
}
