/*
 * The links of all pages. Pages are followed in parallel: each task writes only its own page's targets. What
 * leads nowhere is noted and told afterwards, page by page, because looking for the nearest name takes time: only
 * so many get a "did you mean", and which ones must not depend on the workers.
 *
 *	measure    images know their size
 *	follow     every link to its target; anchors that have to be there are noted
 *	anchors    of the pages that a link wants one of, each page read once
 *	check      do they exist?
 *	backlinks  of the pages that links lead to
 *	report     what leads nowhere
 */
#include "site/crosslink.h"

#include "base/utf8.h"
#include "base/worker.h"
#include "config/config_checks.h"
#include "content/source.h"
#include "site/anchor.h"
#include "site/backlink.h"
#include "site/budget.h"
#include "site/byname.h"
#include "site/follow.h"
#include "site/resolve.h"

/* A link that wants an anchor. */
struct wish {
	size_t link; /* of the page's Markdown */
	const struct page *page;
	struct str anchor;
	bool wiki;
};

/* What is left to do for the links of one page. */
struct rest {
	struct markdown_target *targets;
	array_of(size_t) lost; /* links that lead nowhere */
	array_of(struct wish) wishes;
	array_of(size_t) unmet; /* links whose anchor is missing */
	bool image;             /* the picture of the front matter leads nowhere */
};

/* What the workers share. */
struct linking {
	struct resolve *r;
	struct arena *arena;       /* of what is below */
	const struct byname *wiki; /* NULL when no page has a wiki link */
	struct rest *rest;         /* by page->ordinal */
	struct anchors *anchors;   /* the same */
	backlink_leads *leads;     /* the same */
	bool *wanted;              /* the same: some link wants an anchor of the page */
};

static struct follow
link_from(const struct linking *linking, const struct page *page)
{
	return (struct follow){
		.site = linking->r->site,
		.from = page,
		.source = page->text.bytes,
	};
}

/* Forgets what was found out about the link before. */
static void
begin(struct follow *link, struct str href, struct place place)
{
	link->href = href;
	link->place = place;
	link->lost = link->whole = false;
	link->to = link->anchored = NULL;
}

static void
follow_markdown(const struct linking *linking, struct follow *link, size_t index)
{
	const struct page *page = link->from;
	const struct markdown_link *at = &page->markdown->links.at[index];

	begin(link, at->href, (struct place){ page->text.path, at->line, at->column, 0 });
	link->wiki = at->wiki ? linking->wiki : NULL;
	link->image = at->kind == MARKDOWN_IMAGE;
	link->directive = at->kind == MARKDOWN_ADDRESS;
	follow_link(link);
}

static void
warn_of_bare(const struct follow *link, const struct markdown_link *at)
{
	if (!at->bare || link->target->broken)
		return;
	config_checks_say(link->diags, CONFIG_CHECK_ALT_TEXT, link->place, link->source,
	        "the image has no alternative text");
	diag_help(link->diags,
	        "say what it shows: ![a cat asleep](" STR_FMT
	        "); a mere decoration has {role=presentation} behind it",
	        STR_ARG(utf8_prefix(at->href, 60)));
}

/* The picture of the front matter is found as one in the text would be. */
static void
follow_image(struct follow *link)
{
	begin(link, link->from->front->image.src, site_place(link->from, STR("image")));
	link->wiki = NULL;
	link->image = true;
	link->directive = false;
	follow_link(link);
}

static bool
has_wiki_links(const struct page *page)
{
	for (size_t i = 0; page->markdown && i < page->markdown->links.len; i++)
		if (page->markdown->links.at[i].wiki)
			return true;
	return false;
}

/* Only for those that need it: other sites need no index of names. */
static const struct byname *
index_names(struct resolve *r)
{
	for (size_t i = 0; i < r->site->all.len; i++)
		if (has_wiki_links(r->site->all.at[i]))
			return byname_of(r);
	return NULL;
}

/* ---- following -------------------------------------------------------------------------------- */

static void
resolve_links(const struct linking *linking, struct follow *link, struct page *page,
        struct rest *rest, struct arena *step)
{
	size_t count = page->markdown ? page->markdown->links.len : 0;
	struct markdown_target *targets;

	if (!count)
		return;
	targets = arena_array(link->arena, struct markdown_target, count);
	for (size_t i = 0; i < count; i++) {
		link->target = &targets[i];
		follow_markdown(linking, link, i);
		warn_of_bare(link, &page->markdown->links.at[i]);
		if (link->lost)
			*array_push(step, &rest->lost) = i;
		if (link->to && link->to != page)
			*array_push(step, &linking->leads[page->ordinal]) =
			        (struct backlink_lead){ link->to, (uint32_t)i };
		if (link->anchored)
			*array_push(step, &rest->wishes) =
			        (struct wish){ i, link->anchored, link->anchor, link->wiki };
	}
	page->targets = rest->targets = targets;
}

static void
resolve_image(struct follow *link, struct page *page, struct rest *rest)
{
	if (!page->front->image.src.len)
		return;
	link->target = &page->image;
	follow_image(link);
	rest->image = link->lost;
	if (!page->image.url.len)
		page->image.url = link->href;
}

static void
resolve_page(void *context, size_t index, struct worker *worker)
{
	struct linking *linking = context;
	struct page *page = linking->r->site->all.at[index];
	struct follow link = link_from(linking, page);

	if (page->left_out)
		return;
	link.arena = &worker->arena;
	link.scratch = &worker->scratch;
	link.diags = &worker->diags;
	resolve_links(linking, &link, page, &linking->rest[index], &worker->step);
	resolve_image(&link, page, &linking->rest[index]);
}

/* ---- anchors ---------------------------------------------------------------------------------- */

static void
note_wanted(const struct linking *linking)
{
	for (size_t i = 0; i < linking->r->site->all.len; i++) {
		const struct rest *rest = &linking->rest[i];

		for (size_t k = 0; k < rest->wishes.len; k++)
			linking->wanted[rest->wishes.at[k].page->ordinal] = true;
	}
}

static void
gather_anchors(void *context, size_t index, struct worker *worker)
{
	const struct linking *linking = context;

	if (linking->wanted[index])
		anchor_gather(
		        &worker->step, linking->r->site->all.at[index], &linking->anchors[index]);
}

/* Does the page have what the link wants? A wiki link gets the id of its heading. */
static void
check_anchor(const struct linking *linking, struct rest *rest, const struct wish *wish,
        struct worker *worker)
{
	const struct anchors *anchors = &linking->anchors[wish->page->ordinal];
	struct str id = anchor_find(anchors, &worker->step, wish->anchor, wish->wiki);
	struct markdown_target *target = &rest->targets[wish->link];

	if (!id.len)
		*array_push(&worker->step, &rest->unmet) = wish->link;
	else if (wish->wiki)
		target->url = str_format(
		        &worker->arena, STR_FMT "#" STR_FMT, STR_ARG(target->url), STR_ARG(id));
}

static void
check_anchors(void *context, size_t index, struct worker *worker)
{
	const struct linking *linking = context;
	struct rest *rest = &linking->rest[index];

	for (size_t i = 0; i < rest->wishes.len; i++)
		check_anchor(linking, rest, &rest->wishes.at[i], worker);
}

/* ---- telling ---------------------------------------------------------------------------------- */

/* Follows what was lost once more, now to tell of it. */
static void
report_page(const struct linking *linking, const struct page *page, struct budget *budget)
{
	const struct rest *rest = &linking->rest[page->ordinal];
	struct markdown_target nowhere = { .url = STR_EMPTY };
	struct follow link = link_from(linking, page);

	link.arena = link.scratch = linking->arena;
	link.diags = linking->r->diags;
	link.target = &nowhere;
	link.budget = budget;
	for (size_t i = 0; i < rest->lost.len; i++)
		follow_markdown(linking, &link, rest->lost.at[i]);
	for (size_t i = 0; i < rest->unmet.len; i++) {
		follow_markdown(linking, &link, rest->unmet.at[i]);
		anchor_report(&linking->anchors[link.anchored->ordinal], &link);
	}
	if (rest->image)
		follow_image(&link);
}

/* Sizes of the images that are shown somewhere; each file is looked into once. */
static void
measure_one(void *context, size_t index, struct worker *worker)
{
	struct resolve *r = context;

	(void)worker;
	asset_measure(r->input->root, r->site->assets.at[index]);
}

void
crosslink_resolve(struct resolve *r)
{
	size_t count = r->site->all.len;
	struct arena passing = ARENA_EMPTY;
	struct budget budget = { BUDGET_FULL };
	struct linking linking = {
		.r = r,
		.arena = &passing,
		.wiki = index_names(r),
		.rest = arena_array(&passing, struct rest, count + 1),
		.anchors = arena_array(&passing, struct anchors, count + 1),
		.leads = arena_array(&passing, backlink_leads, count + 1),
		.wanted = arena_array(&passing, bool, count + 1),
	};

	worker_run(r->workers, r->site->assets.len, measure_one, r);
	worker_run(r->workers, count, resolve_page, &linking);
	note_wanted(&linking);
	worker_run(r->workers, count, gather_anchors, &linking);
	worker_run(r->workers, count, check_anchors, &linking);
	backlink_gather(r, linking.leads);
	for (size_t i = 0; i < count; i++)
		report_page(&linking, r->site->all.at[i], &budget);
	worker_end_step(r->workers);
	arena_free(&passing);
}

/* ---- elsewhere -------------------------------------------------------------------------------- */

struct str
crosslink_url(struct arena *arena, const struct site *site, struct str href, struct place place,
        struct str source, struct diags *diags)
{
	struct markdown_target target = { .url = STR_EMPTY };
	/* A template says the same on every page, so only what ends that page is worth a search. */
	struct budget budget = {
		source.len                            ? BUDGET_FULL / 100
		        : str_starts(href, STR("@/")) ? BUDGET_FULL / 500
		                                      : 0,
	};
	struct follow link = {
		.arena = arena,
		.scratch = arena,
		.site = site,
		.href = href,
		.place = place,
		.source = source,
		.diags = diags,
		.target = &target,
		.budget = &budget,
	};
	struct anchors anchors = { 0 };

	follow_link(&link);
	if (link.anchored) {
		anchor_gather(arena, link.anchored, &anchors);
		if (!anchor_find(&anchors, arena, link.anchor, false).len)
			anchor_report(&anchors, &link);
	}
	if (target.broken)
		return STR_EMPTY;
	return target.url.len ? target.url : href;
}
