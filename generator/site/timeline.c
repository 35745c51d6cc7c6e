#include "site/timeline.h"

#include "activity/activity.h"
#include "content/front.h"
#include "site/item.h"
#include "site/project.h"
#include "site/resolve.h"

static struct timeline_event *
add(struct resolve *r, struct project *project, enum timeline_kind kind, const struct date *date)
{
	struct timeline_event *event;

	if (!date_known(*date))
		return NULL;
	event = array_push(r->arena, &project->timeline);
	*event = (struct timeline_event){ .kind = kind, .date = date };
	return event;
}

/* ---- what there is ------------------------------------------------------------------------------ */

static void
add_pages(
        struct resolve *r, struct project *project, enum timeline_kind kind, const page_list *pages)
{
	for (size_t i = 0; i < pages->len; i++) {
		struct timeline_event *event = add(r, project, kind, &pages->at[i]->date);

		if (event)
			event->page = pages->at[i];
	}
}

static bool
is_decision(const struct page *page)
{
	return page->type == FRONT_LOG && str_is(page->front->kind, "decision");
}

/* Those in the text of a page; an entry of the log that is a decision stands there as an entry, once. */
static void
add_decisions(struct resolve *r, struct project *project)
{
	for (size_t i = 0; i < project->items.len; i++) {
		const struct item *item = project->items.at[i];
		struct timeline_event *event;

		if (item->kind != ITEM_DECISION || !item->remark || is_decision(item->page))
			continue;
		event = add(r, project, TIMELINE_DECISION, &item->page->date);
		if (!event)
			continue;
		event->page = item->page;
		event->item = item;
	}
}

/* Open ones stand above what happened. */
static void
add_closed_asks(struct resolve *r, struct project *project)
{
	for (size_t i = 0; i < project->asks.len; i++) {
		const struct page *page = project->asks.at[i];
		struct timeline_event *event;

		if (!str_is(page->front->status, "closed"))
			continue;
		event = add(r, project, TIMELINE_ASK, &page->date);
		if (event)
			event->page = page;
	}
}

static void
add_releases(struct resolve *r, struct project *project)
{
	const struct activity *activity = project->page->activity;

	for (size_t i = 0; activity && i < activity->releases.len; i++) {
		const struct release *release = &activity->releases.at[i];
		struct timeline_event *event = add(r, project, TIMELINE_RELEASE, &release->date);

		if (event)
			event->release = release;
	}
}

static void
add_milestones(struct resolve *r, struct project *project)
{
	const struct front *front = project->page->front;

	for (size_t i = 0; i < front->milestones.len; i++) {
		const struct front_milestone *milestone = &front->milestones.at[i];
		struct timeline_event *event =
		        add(r, project, TIMELINE_MILESTONE, &milestone->reached);

		if (event)
			event->milestone = milestone;
	}
	add(r, project, TIMELINE_STARTED, &front->started);
	add(r, project, TIMELINE_FINISHED, &front->finished);
}

/* ---- in order ----------------------------------------------------------------------------------- */

/* In the calendar of whoever wrote the date. */
static int64_t
day_of(const struct timeline_event *event)
{
	return calendar_day_of(event->date->seconds, event->date->offset);
}

/* Where in its day: what has no time is told of the day as a whole, above what has one, but for the begin. */
static int
part_of_day(const struct timeline_event *event)
{
	if (event->date->precision == DATE_SECOND)
		return 1;
	return event->kind == TIMELINE_STARTED ? 2 : 0;
}

/*
 * By day, part of the day, time, kind, and then as lists have it, since the sort is stable: by date, title and path. The
 * days are those of whoever wrote the dates, so that only within a day times are compared.
 */
static int
newest_first(const void *a, const void *b, void *unused)
{
	const struct timeline_event *x = a, *y = b;
	int64_t day = day_of(x), other = day_of(y);
	int part = part_of_day(x);

	(void)unused;
	if (day != other)
		return day > other ? -1 : 1;
	if (part != part_of_day(y))
		return part - part_of_day(y);
	if (part == 1 && x->date->seconds != y->date->seconds)
		return x->date->seconds > y->date->seconds ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

/* The days that are later than `day`, as one event; *left days are not told yet. */
static void
fold(const struct calendar *calendar, size_t *left, int64_t day, timeline *out)
{
	size_t end = *left;

	while (*left) {
		const struct date *date = &calendar->days.at[*left - 1].date;

		if (calendar_day_of(date->seconds, date->offset) <= day)
			break;
		(*left)--;
	}
	if (*left < end)
		out->at[out->len++] = (struct timeline_event){
			.kind = TIMELINE_COMMITS,
			.date = &calendar->days.at[end - 1].date,
			.days = &calendar->days.at[*left],
			.day_count = end - *left,
		};
}

/* Puts the days with commits between the events. */
static void
add_commits(struct resolve *r, struct project *project)
{
	const struct activity *activity = project->page->activity;
	timeline out = { 0 };
	size_t left;

	if (!activity)
		return;
	left = activity->calendar.days.len;
	array_reserve(r->arena, &out, 2 * project->timeline.len + 1);
	for (size_t i = 0; i < project->timeline.len; i++) {
		fold(&activity->calendar, &left, day_of(&project->timeline.at[i]), &out);
		out.at[out.len++] = project->timeline.at[i];
	}
	fold(&activity->calendar, &left, INT64_MIN, &out);
	project->timeline = out;
}

void
timeline_list(struct resolve *r)
{
	for (size_t i = 0; i < r->site->projects->list.len; i++) {
		struct project *project = r->site->projects->list.at[i];

		add_pages(r, project, TIMELINE_LOG, &project->entries);
		add_pages(r, project, TIMELINE_ESSAY, &project->essays);
		add_releases(r, project);
		add_milestones(r, project);
		add_decisions(r, project);
		add_closed_asks(r, project);
		array_sort(project->timeline.at, project->timeline.len,
		        sizeof *project->timeline.at, r->arena, newest_first, NULL);
		add_commits(r, project);
	}
}
