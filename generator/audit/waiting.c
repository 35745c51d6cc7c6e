#include "audit/waiting.h"

#include "activity/activity.h"
#include "base/arena.h"
#include "content/page.h"
#include "history/history.h"
#include "history/work_state.h"
#include "site/item.h"
#include "site/project.h"
#include "site/site.h"
#include "site/visibility.h"

enum {
	DAY = 24 * 60 * 60,
	QUIET_DAYS = 30,
	SEEDLING_DAYS = 90,
};

const struct waiting_kind_row waiting_kinds[WAITING_KINDS] = {
#define WAITING(NAME, key, heading, day, words) \
	{ STR_INIT(key), STR_INIT(heading), STR_INIT(#day), STR_INIT(words) },
#include "audit/waiting.def"
#undef WAITING
};

struct gathering {
	struct arena *arena;
	const struct site *site;
	int64_t now, deployed;
	struct waiting *out;
};

/* ---- days ------------------------------------------------------------------------------------- */

static int64_t
day_of(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

static int64_t
days_since(const struct gathering *g, struct date date)
{
	int64_t days = day_of(g->now) - day_of(date.seconds + date.offset * 60);

	return date_known(date) && days > 0 ? days : 0;
}

/* The last day that a date means: of a month without a day, the last one of it. */
static struct date
last_day(struct date date)
{
	struct date_parts parts;

	if (date.precision != DATE_MONTH)
		return date;
	parts = date_split(date);
	for (int month = parts.month; date_split(date).month == month;)
		date.seconds += DAY;
	date.seconds -= DAY;
	return date;
}

/* ---- when a page was changed ------------------------------------------------------------------ */

static struct date
file_date(const struct page *page)
{
	return date_from_seconds(page->source->stat.seconds, 0);
}

/* By git what is committed, by the file what is not. */
static struct date
last_change(const struct page *page)
{
	const struct history_page *history = page->history;
	bool committed = history && history->revisions.len && page->work_state != WORK_MODIFIED;
	struct date date = { 0 };

	if (committed)
		date = history->revisions.at[0].commit->date;
	return date_known(date) ? date : file_date(page);
}

/* The latest day of which a page tells: what its author wrote, or git. */
static void
later(struct date *latest, struct date date)
{
	if (date_cmp(date, *latest) > 0)
		*latest = date;
}

static void
latest_of(const page_list *pages, struct date *latest)
{
	for (size_t i = 0; i < pages->len; i++)
		later(latest, page_latest(pages->at[i]));
}

static struct date
last_sign(const struct project *project)
{
	struct date latest = page_latest(project->page);

	latest_of(&project->entries, &latest);
	latest_of(&project->essays, &latest);
	latest_of(&project->lessons, &latest);
	latest_of(&project->asks, &latest);
	latest_of(&project->others, &latest);
	if (project->page->activity)
		later(&latest, project->page->activity->last.date);
	later(&latest, project->page->front->started);
	for (size_t i = 0; i < project->milestones.len; i++)
		later(&latest, project->milestones.at[i].front->reached);
	/* Of one that tells no day at all: when its page was written. */
	return date_known(latest) ? latest : last_change(project->page);
}

bool
waiting_for_date(const struct page *page)
{
	return !date_known(page->date) && (page->type == FRONT_ESSAY || page->type == FRONT_LOG);
}

/* ---- what waits ------------------------------------------------------------------------------- */

static void
add(struct gathering *g, enum waiting_kind kind, const struct page *page, struct date date)
{
	*array_push(g->arena, &g->out->of[kind]) =
	        (struct waiting_page){ page, date, days_since(g, last_day(date)) };
}

static void
gather_drafts(struct gathering *g)
{
	for (size_t i = 0; i < g->site->left_out.len; i++) {
		const struct left_out_page *left_out = &g->site->left_out.at[i];

		if (left_out->why == LEFT_OUT_DRAFT)
			add(g, WAITING_DRAFTS, left_out->page, last_change(left_out->page));
	}
}

static int64_t
days_until(const struct gathering *g, struct date due)
{
	return date_known(due) ? day_of(last_day(due).seconds) - day_of(g->now) : 0;
}

static void
add_milestone(struct gathering *g, const struct project *project, const struct front_milestone *one)
{
	*array_push(g->arena, &g->out->milestones) = (struct waiting_milestone){
		.project = project->page,
		.name = one->name,
		.due = one->due,
		.days = days_until(g, one->due),
	};
}

/* Those whose day has passed, as they are written; then the one that is due next, or else the first without a day. */
static void
gather_milestones(struct gathering *g, const struct project *project)
{
	const struct front_milestone *next = NULL;

	for (size_t i = 0; i < project->milestones.len; i++) {
		const struct front_milestone *one = project->milestones.at[i].front;
		bool sooner = next && date_known(one->due) &&
		        (!date_known(next->due) || date_cmp(one->due, next->due) < 0);

		if (one->done)
			continue;
		if (days_until(g, one->due) < 0)
			add_milestone(g, project, one);
		else if (!next || sooner)
			next = one;
	}
	if (next)
		add_milestone(g, project, next);
}

static void
gather_project(struct gathering *g, const struct project *project)
{
	struct date sign = last_sign(project);

	if (!project_is_active(project))
		return;
	if (date_known(sign) && days_since(g, sign) >= QUIET_DAYS)
		add(g, WAITING_QUIET, project->page, sign);
	gather_milestones(g, project);
}

static void
gather_ask(struct gathering *g, const struct page *page)
{
	const struct front *front = page->front;
	bool closed = str_is(front->status, "closed");
	struct date last = last_day(front->until);

	if (!closed && date_known(last) && days_since(g, last) > 0)
		add(g, WAITING_OVERDUE, page, front->until);
	if ((closed || front->outcome.len) && !front->thanks.len)
		add(g, WAITING_UNTHANKED, page, last_change(page));
}

static void
gather_essay(struct gathering *g, const struct page *page)
{
	struct date begun = date_known(page->date) ? page->date : page->updated;
	struct date changed = last_change(page);

	if (str_is(page->front->stage, "seedling") && days_since(g, begun) > SEEDLING_DAYS)
		add(g, WAITING_SEEDLINGS, page, begun);
	if (g->out->deployed && changed.seconds > g->deployed)
		add(g, WAITING_CHANGED, page, changed);
}

static void
gather_page(struct gathering *g, const struct page *page)
{
	if (page->type == FRONT_ESSAY)
		gather_essay(g, page);
	if (waiting_for_date(page))
		add(g, WAITING_UNDATED, page, last_change(page));
}

static int
longest_first(const void *left, const void *right, void *context)
{
	const struct waiting_page *a = left, *b = right;
	int order = (b->days > a->days) - (b->days < a->days);

	(void)context;
	return order ? order : str_cmp(a->page->text.path, b->page->text.path);
}

void
waiting_gather(struct arena *arena, const struct site *site, int64_t now, int64_t deployed,
        struct waiting *out)
{
	struct gathering g = { arena, site, now, deployed, out };
	const item_list *asks = &site->items->of[ITEM_ASK];

	*out = (struct waiting){ .deployed = deployed != WAITING_NO_DEPLOY };
	gather_drafts(&g);
	for (size_t i = 0; i < site->projects->list.len; i++)
		gather_project(&g, site->projects->list.at[i]);
	for (size_t i = 0; i < asks->len; i++)
		if (!asks->at[i]->remark)
			gather_ask(&g, asks->at[i]->page);
	for (size_t i = 0; i < site->pages.len; i++)
		gather_page(&g, site->pages.at[i]);
	for (int kind = 0; kind < WAITING_KINDS; kind++)
		array_sort(out->of[kind].at, out->of[kind].len, sizeof *out->of[kind].at, arena,
		        longest_first, NULL);
}
