/*
 * What happened in a project, newest day first: entries of its log, essays, releases, decisions, milestones, and between
 * them the days with commits, folded into one line each.
 *
 *	2026-05-02  release  1.0
 *	2026-05-02  log      The last knot
 *	2026-04-28  commits  31 on 9 days
 *	2026-04-11  essay    What the cache costs
 */
#include "activity/activity.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "render/feed_release.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/item.h"
#include "site/project.h"
#include "site/site.h"

enum { TITLE_MAX = 200 };

/* The order of what happened at one time, or on one day of which no time is known. */
enum rank {
	RANK_END,
	RANK_RELEASE,
	RANK_MILESTONE,
	RANK_ESSAY,
	RANK_LOG,
	RANK_DECISION,
	RANK_BEGIN
};

struct event {
	int64_t day; /* in the calendar of whoever wrote the date */
	enum rank rank;
	const char *kind;
	const struct date *date;
	struct value title, url, page, text, anchor;
};

struct timeline {
	const struct view *view;
	struct arena *arena;
	array_of(struct event) events;
};

/* NULL for what has no date: it has no place in time. */
static struct event *
add(struct timeline *timeline, const char *kind, enum rank rank, const struct date *date)
{
	struct event *event;

	if (!date_known(*date))
		return NULL;
	event = array_push(timeline->arena, &timeline->events);
	event->day = calendar_day_of(date->seconds, date->offset);
	event->rank = rank;
	event->kind = kind;
	event->date = date;
	event->title = event->url = event->page = event->text = value_none();
	return event;
}

/* ---- what there is ------------------------------------------------------------------------------ */

static void
add_pages(struct timeline *timeline, const char *kind, enum rank rank, const page_list *pages)
{
	for (size_t i = 0; i < pages->len; i++) {
		const struct page *page = pages->at[i];
		struct event *event = add(timeline, kind, rank, &page->date);

		if (!event)
			continue;
		event->title = value_text(page->title);
		event->url = value_text(page->url);
		event->page = view_page(timeline->view->render, page);
		event->text = view_text(page->front->description);
	}
}

/* Those in the text of a page; an entry of the log that is a decision stands there as an entry. */
static void
add_decisions(struct timeline *timeline)
{
	const struct project *project = timeline->view->project;

	for (size_t i = 0; i < project->items.len; i++) {
		const struct item *item = project->items.at[i];
		const struct view *view = &timeline->view->render->items[item->index];
		struct event *event;

		if (item->kind != ITEM_DECISION || !item->remark)
			continue;
		event = add(timeline, "decision", RANK_DECISION, &item->page->date);
		if (!event)
			continue;
		event->title = view_item_title(view, timeline->arena);
		event->url = view_item_url(view, timeline->arena);
		event->page = view_page(timeline->view->render, item->page);
	}
}

static void
add_releases(struct timeline *timeline, const struct activity *activity)
{
	for (size_t i = 0; i < activity->releases.len; i++) {
		const struct release *release = &activity->releases.at[i];
		struct event *event = add(timeline, "release", RANK_RELEASE, &release->date);

		if (!event)
			continue;
		event->title = value_text(release->version);
		event->text = view_text(utf8_prefix(release->text, TITLE_MAX));
		event->anchor = value_text(feed_release_anchor(release, timeline->arena));
	}
}

static void
add_milestones(struct timeline *timeline)
{
	const struct front *front = timeline->view->project->page->front;
	struct event *event;

	for (size_t i = 0; i < front->milestones.len; i++) {
		event = add(
		        timeline, "milestone", RANK_MILESTONE, &front->milestones.at[i].reached);
		if (event)
			event->title = value_text(front->milestones.at[i].name);
	}
	add(timeline, "started", RANK_BEGIN, &front->started);
	event = add(timeline, "finished", RANK_END, &front->finished);
	if (event)
		event->text = view_text(front->outcome);
}

/* ---- in order ----------------------------------------------------------------------------------- */

/* Where in its day: what has no time is told of the day as a whole, above what has one, but for the begin. */
static int
part_of_day(const struct event *event)
{
	if (event->date->precision == DATE_SECOND)
		return 1;
	return event->rank == RANK_BEGIN ? 2 : 0;
}

/*
 * By day, part of the day, time, rank, and then as lists have it, since the sort is stable: by date, title and path. The
 * days are those of whoever wrote the dates, so that only within a day times are compared.
 */
static int
newest_first(const void *a, const void *b, void *unused)
{
	const struct event *x = a, *y = b;
	int part = part_of_day(x);

	(void)unused;
	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	if (part != part_of_day(y))
		return part - part_of_day(y);
	if (part == 1 && x->date->seconds != y->date->seconds)
		return x->date->seconds > y->date->seconds ? -1 : 1;
	return (int)x->rank - (int)y->rank;
}

static struct value
record(const struct event *event, struct arena *arena)
{
	return VIEW_RECORD(arena, event, { "kind", value_text(str_from(event->kind)) },
	        { "date", value_date(event->date) }, { "title", event->title },
	        { "url", event->url }, { "page", event->page }, { "text", event->text },
	        { "anchor", event->anchor });
}

/* A run of days with commits between two other events; `days` are oldest first. */
static struct value
commits(const struct calendar_day *days, size_t count, struct arena *arena)
{
	size_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += days[i].commits;
	return VIEW_RECORD(arena, event, { "kind", value_text(STR("commits")) },
	        { "date", value_date(&days[count - 1].date) },
	        { "first", value_date(&days[0].date) }, { "commits", value_int((int64_t)sum) },
	        { "days", value_int((int64_t)count) });
}

/* The days that are later than `day`, as one event; *left days are not told yet. */
static void
fold(struct timeline *timeline, const struct calendar *calendar, size_t *left, int64_t day,
        struct value *out, size_t *count)
{
	size_t end = *left;

	while (*left) {
		const struct date *date = &calendar->days.at[*left - 1].date;

		if (calendar_day_of(date->seconds, date->offset) <= day)
			break;
		(*left)--;
	}
	if (*left < end)
		out[(*count)++] = commits(&calendar->days.at[*left], end - *left, timeline->arena);
}

struct value
view_project_timeline(const struct view *view, struct arena *arena)
{
	static const struct activity nothing;
	struct timeline timeline = { .view = view, .arena = arena };
	const struct project *project = view->project;
	const struct activity *activity =
	        project->page->activity ? project->page->activity : &nothing;
	size_t left = activity->calendar.days.len, count = 0;
	struct value *out;

	add_pages(&timeline, "log", RANK_LOG, &project->entries);
	add_pages(&timeline, "essay", RANK_ESSAY, &project->essays);
	add_releases(&timeline, activity);
	add_milestones(&timeline);
	add_decisions(&timeline);
	array_sort(timeline.events.at, timeline.events.len, sizeof *timeline.events.at, arena,
	        newest_first, NULL);
	out = arena_array(arena, struct value, 2 * timeline.events.len + 2);
	for (size_t i = 0; i < timeline.events.len; i++) {
		fold(&timeline, &activity->calendar, &left, timeline.events.at[i].day, out, &count);
		out[count++] = record(&timeline.events.at[i], arena);
	}
	fold(&timeline, &activity->calendar, &left, INT64_MIN, out, &count);
	return value_list(out, count);
}
