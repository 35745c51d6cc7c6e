/*
 * Every page that shares something gets a weight, in whole numbers, so that no rounding decides:
 *
 *	a tag          12 for one of a single other page, less by one for each doubling
 *	the project    8
 *	the series     8
 *	a link         8 from there to here, 8 from here to there
 *
 * A tag of thousands says little, and to go through all its pages for each of them would take the square of their
 * number: of a long list only those that were written about the same time are looked at.
 */
#include "site/related.h"

#include "base/arena.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/resolve.h"
#include "site/series.h"
#include "site/site.h"

enum { WEIGHT_TAG = 12, WEIGHT_PROJECT = 8, WEIGHT_SERIES = 8, WEIGHT_LINK = 8, AROUND = 16 };

struct candidate {
	const struct page *page;
	uint32_t weight;
};

/* Few pages are looked at, so they are found by their number in a small table, of which at most half is taken. */
struct search {
	const struct page *page;
	struct candidate *candidates;
	size_t count;
	uint32_t *slots; /* index of a candidate + 1, 0 is empty */
	size_t mask;
};

/* The slot of a page: the one that leads to it, or the empty one where it would go. */
static uint32_t *
slot_of(const struct search *search, const struct page *page)
{
	size_t at = page->ordinal & search->mask;

	while (search->slots[at] && search->candidates[search->slots[at] - 1].page != page)
		at = (at + 1) & search->mask;
	return &search->slots[at];
}

static void
add(struct search *search, const struct page *page, uint32_t weight)
{
	uint32_t *slot;

	if (page == search->page || page->left_out || page->type == FRONT_LOG ||
	        page->role == PAGE_SECTION || page->role == PAGE_HOME)
		return;
	slot = slot_of(search, page);
	if (!*slot) {
		search->candidates[search->count++].page = page;
		*slot = (uint32_t)search->count;
	}
	search->candidates[*slot - 1].weight += weight;
}

/* Where a page stands, or would stand, in a list that is newest first. */
static size_t
place_in(const page_list *list, const struct page *page)
{
	size_t from = 0, to = list->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (order_by_place(&list->at[middle], &page, NULL) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void
add_around(struct search *search, const page_list *list, uint32_t weight)
{
	size_t at = place_in(list, search->page);
	size_t from = at > AROUND ? at - AROUND : 0;

	for (size_t i = from; i < list->len && i <= at + AROUND; i++)
		add(search, list->at[i], weight);
}

static uint32_t
weight_of(const struct term *term)
{
	uint32_t weight = WEIGHT_TAG;

	for (size_t others = term->pages.len - 1; others > 1 && weight > 1; others /= 2)
		weight--;
	return weight;
}

static bool
is_linked_from(const struct page *to, const struct page *from)
{
	for (size_t i = 0; i < to->backlinks.len; i++)
		if (to->backlinks.at[i].page == from)
			return true;
	return false;
}

/* What the page links to is looked for among those that share something else: a reader has the link already. */
static void
add_links(struct search *search)
{
	const struct page *page = search->page;

	for (size_t i = 0; i < page->backlinks.len && i < 2 * AROUND; i++)
		add(search, page->backlinks.at[i].page, WEIGHT_LINK);
	for (size_t i = 0; i < search->count; i++) {
		struct candidate *candidate = &search->candidates[i];

		if (candidate->page->backlinks.len <= 2 * AROUND &&
		        is_linked_from(candidate->page, page))
			candidate->weight += WEIGHT_LINK;
	}
}

/* The parts around it; they stand in the order they are read in. */
static void
add_series(struct search *search)
{
	const struct series *series = search->page->series;
	size_t part = search->page->part;

	for (size_t i = part > AROUND ? part - AROUND : 0;
	        series && i < series->pages.len && i <= part + AROUND; i++)
		add(search, series->pages.at[i], WEIGHT_SERIES);
}

static bool
is_nearer(const struct candidate *x, const struct candidate *y)
{
	if (x->weight != y->weight)
		return x->weight > y->weight;
	return order_by_place(&x->page, &y->page, NULL) < 0;
}

/* The first RELATED_MAX of them. */
static page_list
nearest(const struct search *search, const struct site *site, struct arena *arena)
{
	const struct candidate *best[RELATED_MAX + 1];
	page_list found = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *candidate = &search->candidates[i];
		size_t at = count;

		for (; at > 0 && is_nearer(candidate, best[at - 1]); at--)
			best[at] = best[at - 1];
		best[at] = candidate;
		count += count < RELATED_MAX;
	}
	for (size_t i = 0; i < count; i++)
		*array_push(arena, &found) = site->all.at[best[i]->page->ordinal];
	return found;
}

static void
add_project(struct search *search, const struct project *project)
{
	add(search, project->page, WEIGHT_PROJECT);
	add_around(search, &project->essays, WEIGHT_PROJECT);
	add_around(search, &project->lessons, WEIGHT_PROJECT);
	add_around(search, &project->asks, WEIGHT_PROJECT);
	add_around(search, &project->others, WEIGHT_PROJECT);
}

/* How many of a list add_around adds at most; add_series and add_links take no more. */
static size_t
around(size_t len)
{
	return len < 2 * AROUND + 1 ? len : 2 * AROUND + 1;
}

static size_t
most_of_project(const struct project *project)
{
	return 1 + around(project->essays.len) + around(project->lessons.len) +
	        around(project->asks.len) + around(project->others.len);
}

/* What the tags, the lists of a project, a series and links give at most; mostly that is little, and all of it is cleared. */
static size_t
most_of(const struct page *page)
{
	size_t most = 1 + around(page->backlinks.len);

	for (size_t i = 0; i < page->terms.len; i++)
		most += around(page->terms.at[i]->pages.len);
	if (page->refs && page->refs->project)
		most += most_of_project(page->refs->project);
	if (page->series)
		most += around(page->series->pages.len);
	return most;
}

static struct search
begin(struct arena *arena, const struct page *page)
{
	size_t most = most_of(page), slots = 1;

	while (slots < 2 * most)
		slots *= 2;
	return (struct search){
		.page = page,
		.candidates = arena_array(arena, struct candidate, most),
		.slots = arena_array(arena, uint32_t, slots),
		.mask = slots - 1,
	};
}

page_list
related_find(struct arena *arena, const struct site *site, const struct page *page)
{
	struct search search = begin(arena, page);

	for (size_t i = 0; i < page->terms.len; i++)
		if (page->terms.at[i]->pages.len > 1)
			add_around(
			        &search, &page->terms.at[i]->pages, weight_of(page->terms.at[i]));
	if (page->refs && page->refs->project)
		add_project(&search, page->refs->project);
	add_series(&search);
	add_links(&search);
	return nearest(&search, site, arena);
}
