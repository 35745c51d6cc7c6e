/* Projects, to a template. */
#include "base/arena.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/related.h"
#include "site/site.h"

static const struct view *
page_view(const struct view *view)
{
	return &view->render->pages[view->project->page->ordinal];
}

struct value
view_project_active(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_bool(project_is_active(view->project));
}

static struct value
items_of(const struct view *view, enum item_kind kind, struct arena *arena)
{
	item_list list = { 0 };

	for (size_t i = 0; i < view->project->items.len; i++)
		if (view->project->items.at[i]->kind == kind)
			*array_push(arena, &list) = view->project->items.at[i];
	return view_item_list(view->render, &list, arena);
}

struct value
view_project_asks(const struct view *view, struct arena *arena)
{
	return items_of(view, ITEM_ASK, arena);
}

struct value
view_project_decisions(const struct view *view, struct arena *arena)
{
	return items_of(view, ITEM_DECISION, arena);
}

struct value
view_project_lessons(const struct view *view, struct arena *arena)
{
	return items_of(view, ITEM_LESSON, arena);
}

struct value
view_project_entries(const struct view *view, struct arena *arena)
{
	return view_page_list(view->render, &view->project->entries, arena);
}

struct value
view_project_essays(const struct view *view, struct arena *arena)
{
	return view_page_list(view->render, &view->project->essays, arena);
}

struct value
view_project_others(const struct view *view, struct arena *arena)
{
	return view_page_list(view->render, &view->project->others, arena);
}

struct value
view_project_latest(const struct view *view, struct arena *arena)
{
	const page_list *entries = &view->project->entries;

	(void)arena;
	return view_page(view->render, entries->len ? entries->at[0] : NULL);
}

struct value
view_project_feed_url(const struct view *view, struct arena *arena)
{
	const struct feed *feed = feed_of_project(view->render->site->feeds, view->project);

	(void)arena;
	return feed ? value_text(feed->url) : value_none();
}

struct value
view_project_git(const struct view *view, struct arena *arena)
{
	return view_page_activity(page_view(view), arena);
}

struct value
view_project_milestones(const struct view *view, struct arena *arena)
{
	const struct project *project = view->project;
	struct value *items = arena_array(arena, struct value, project->milestones.len + 1);

	for (size_t i = 0; i < project->milestones.len; i++) {
		const struct project_milestone *milestone = &project->milestones.at[i];
		const struct front_milestone *front = milestone->front;

		items[i] = VIEW_RECORD(arena, milestone, { "name", value_text(front->name) },
		        { "due", value_date(&front->due) }, { "done", value_bool(front->done) },
		        { "reached", value_date(&front->reached) },
		        { "entries", view_page_list(view->render, &milestone->entries, arena) });
	}
	return value_list(items, project->milestones.len);
}

struct value
view_project_page(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_page(view->render, view->project->page);
}

struct value
view_project_title(const struct view *view, struct arena *arena)
{
	return view_page_title(page_view(view), arena);
}

struct value
view_project_url(const struct view *view, struct arena *arena)
{
	return view_page_url(page_view(view), arena);
}

struct value
view_page_project(const struct view *view, struct arena *arena)
{
	const struct page_refs *refs = view->page->refs;
	const struct project *project = refs ? refs->project : NULL;

	(void)arena;
	return view_project(view->render, project && project->page != view->page ? project : NULL);
}

struct value
view_page_related(const struct view *view, struct arena *arena)
{
	page_list found = related_find(arena, view->render->site, view->page);

	return view_page_list(view->render, &found, arena);
}

struct value
view_site_now(const struct view *view, struct arena *arena)
{
	page_list now = project_now(arena, view->site->projects);

	return view_page_list(view->render, &now, arena);
}

struct value
view_site_projects(const struct view *view, struct arena *arena)
{
	const struct projects *projects = view->site->projects;
	struct value *items = arena_array(arena, struct value, projects->list.len + 1);

	for (size_t i = 0; i < projects->list.len; i++)
		items[i] = view_project(view->render, projects->list.at[i]);
	return value_list(items, projects->list.len);
}
