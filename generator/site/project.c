#include "site/project.h"

#include "base/moment.h"
#include "data/node.h"
#include "site/reference.h"
#include "site/resolve.h"

static struct project *
project_make(struct resolve *r, const struct page *page)
{
	struct project *project = arena_new(r->arena, struct project);

	project->page = page;
	for (size_t i = 0; i < page->front->milestones.len; i++)
		array_push(r->arena, &project->milestones)->front = &page->front->milestones.at[i];
	return project;
}

enum { A_DAY = 24 * 60 * 60 /* the one that has begun elsewhere already */ };

static bool
is_ahead(const struct resolve *r, struct date date)
{
	return date_known(date) && moment_is_ahead(date.seconds - A_DAY, r->input->now);
}

/* What has happened cannot lie ahead. */
static void
check_future(struct resolve *r, const struct page *page, bool active)
{
	const struct node *milestones = node_get(page->front->root, STR("milestones"));
	const struct node *started = node_get(page->front->root, STR("started"));
	struct date date;

	for (const struct node *item = milestones ? milestones->child : NULL; item;
	        item = item->next) {
		const struct node *done =
		        item->kind == NODE_MAP ? node_get(item, STR("done")) : NULL;

		if (!done || date_parse(done->text, &date) || !is_ahead(r, date))
			continue;
		node_warning(r->diags, &page->text, done,
		        "this milestone was reached on a day that is still to come");
		diag_help(r->diags, "\"due\" is the day when it should be reached");
	}
	if (!active || !started || !is_ahead(r, page->front->started))
		return;
	node_warning(r->diags, &page->text, started,
	        "this project is active, and starts on a day that is still to come");
	diag_help(r->diags,
	        "correct the day, or say that it is no more than a concept: `status: concept`");
}

void
project_list(struct resolve *r)
{
	struct projects *projects = arena_new(r->arena, struct projects);

	for (size_t i = 0; i < r->site->pages.len; i++) {
		const struct page *page = r->site->pages.at[i];
		struct project *project;

		if (page->type != FRONT_PROJECT)
			continue;
		project = project_make(r, page);
		project->index = projects->list.len;
		*array_push(r->arena, &projects->list) = project;
		map_put(&projects->by_source, r->arena, page->source->below, NULL)->value = project;
		check_future(r, page, project_is_active(project));
	}
	r->site->projects = projects;
}

struct project *
project_of_page(const struct projects *projects, const struct page *page)
{
	return page->type == FRONT_PROJECT ? map_get(&projects->by_source, page->source->below)
	                                   : NULL;
}

static page_list *
list_for(struct project *project, const struct page *page)
{
	switch (page->type) {
	case FRONT_LOG: return &project->entries;
	case FRONT_ESSAY: return &project->essays;
	case FRONT_LESSON: return &project->lessons;
	case FRONT_ASK: return &project->asks;
	default: return &project->others;
	}
}

static void
reach_milestone(struct resolve *r, struct project *project, struct page *page)
{
	for (size_t i = 0; i < project->milestones.len; i++)
		if (project->milestones.at[i].front == page->refs->milestone)
			*array_push(r->arena, &project->milestones.at[i].entries) = page;
}

void
project_add(struct resolve *r, struct page *page)
{
	const struct project *own = page->refs ? page->refs->project : NULL;
	struct project *project;

	if (!own || own->page == page || page->role == PAGE_SECTION || page->role == PAGE_HOME)
		return;
	project = r->site->projects->list.at[own->index];
	*array_push(r->arena, list_for(project, page)) = page;
	if (page->refs->milestone)
		reach_milestone(r, project, page);
}

bool
project_is_active(const struct project *project)
{
	const struct front *front = project->page->front;

	if (!front->status.len)
		return !date_known(front->finished);
	return str_is(front->status, "active") || str_is(front->status, "wip");
}

page_list
project_now(struct arena *arena, const struct projects *projects)
{
	page_list now = { .len = 0 };

	for (size_t i = 0; i < projects->list.len; i++) {
		const struct project *project = projects->list.at[i];

		if (project_is_active(project) && project->entries.len)
			*array_push(arena, &now) = project->entries.at[0];
	}
	array_sort(now.at, now.len, sizeof *now.at, arena, order_by_place, NULL);
	return now;
}
