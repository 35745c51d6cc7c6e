/* What happened in a project, to a template. */
#include "activity/activity.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "content/front.h"
#include "render/feed_release.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/item.h"
#include "site/project.h"
#include "site/timeline.h"

enum { TITLE_MAX = 200 };

static const char *const names[] = {
	[TIMELINE_FINISHED] = "finished",
	[TIMELINE_RELEASE] = "release",
	[TIMELINE_MILESTONE] = "milestone",
	[TIMELINE_ESSAY] = "essay",
	[TIMELINE_LOG] = "log",
	[TIMELINE_DECISION] = "decision",
	[TIMELINE_ASK] = "ask",
	[TIMELINE_STARTED] = "started",
	[TIMELINE_COMMITS] = "commits",
};

/* What a template is told of an event that is no commits. */
struct told {
	struct value title, url, page, text, anchor;
};

static struct told
tell_page(const struct render *render, const struct page *page, struct str text)
{
	return (struct told){ .title = value_text(page->title),
		.url = value_text(page->url),
		.page = view_page(render, page),
		.text = view_text(text) };
}

static struct told
tell_decision(const struct render *render, const struct item *item, struct arena *arena)
{
	const struct view *view = &render->items[item->index];

	return (struct told){ .title = view_item_title(view, arena),
		.url = view_item_url(view, arena),
		.page = view_page(render, item->page) };
}

static struct told
tell_release(const struct release *release, struct arena *arena)
{
	return (struct told){ .title = value_text(release->version),
		.text = view_text(utf8_prefix(release->text, TITLE_MAX)),
		.anchor = value_text(feed_release_anchor(release, arena)) };
}

static struct told
tell(const struct render *render, const struct project *project, const struct timeline_event *event,
        struct arena *arena)
{
	switch (event->kind) {
	case TIMELINE_LOG:
	case TIMELINE_ESSAY: return tell_page(render, event->page, event->page->front->description);
	case TIMELINE_ASK: return tell_page(render, event->page, event->page->front->outcome);
	case TIMELINE_DECISION: return tell_decision(render, event->item, arena);
	case TIMELINE_RELEASE: return tell_release(event->release, arena);
	case TIMELINE_MILESTONE:
		return (struct told){ .title = value_text(event->milestone->name) };
	case TIMELINE_FINISHED:
		return (struct told){ .text = view_text(project->page->front->outcome) };
	default: return (struct told){ 0 };
	}
}

static struct value
or_none(struct value v)
{
	return v.kind == VALUE_UNDEFINED ? value_none() : v;
}

/* A run of days with commits between two other events; days are oldest first. */
static struct value
commits(const struct timeline_event *event, struct arena *arena)
{
	size_t sum = 0;

	for (size_t i = 0; i < event->day_count; i++)
		sum += event->days[i].commits;
	return VIEW_RECORD(arena, event, { "kind", value_text(str_from(names[event->kind])) },
	        { "date", value_date(event->date) }, { "first", value_date(&event->days[0].date) },
	        { "commits", value_int((int64_t)sum) },
	        { "days", value_int((int64_t)event->day_count) });
}

static struct value
record(const struct render *render, const struct project *project,
        const struct timeline_event *event, struct arena *arena)
{
	struct told told;

	if (event->kind == TIMELINE_COMMITS)
		return commits(event, arena);
	told = tell(render, project, event, arena);
	return VIEW_RECORD(arena, event, { "kind", value_text(str_from(names[event->kind])) },
	        { "date", value_date(event->date) }, { "title", or_none(told.title) },
	        { "url", or_none(told.url) }, { "page", or_none(told.page) },
	        { "text", or_none(told.text) }, { "anchor", or_none(told.anchor) });
}

struct value
view_events(const struct render *render, const struct project *project, size_t from, size_t to,
        struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, to - from + 1);

	for (size_t i = from; i < to; i++)
		items[i - from] = record(render, project, &project->timeline.at[i], arena);
	return value_list(items, to - from);
}

struct value
view_project_timeline(const struct view *view, struct arena *arena)
{
	return view_events(view->render, view->project, 0, view->project->timeline.len, arena);
}
