/* See change.h. Commits are gathered by their hashes, which are the same in whatever repository they lie. */
#include "site/change.h"

#include "base/arena.h"
#include "base/map.h"
#include "content/page.h"
#include "git/history.h"

/* A change to so many pages is bulk; or to a fifth of them, if those are at least five. */
enum { BULK_PAGES = 50, BULK_SHARE = 5, BULK_LEAST = 5 };

struct gathering {
	struct arena *arena;
	struct map by_hash; /* of a commit -> struct change */
	struct changes *changes;
	size_t pages; /* of the site */
};

static struct change *
change_of(struct gathering *g, const struct history_commit *commit)
{
	struct map_entry *entry = map_put(&g->by_hash, g->arena, commit->hash, NULL);
	if (entry->value)
		return entry->value;
	struct change *change = arena_new(g->arena, struct change);
	change->commit = commit;
	change->minor = true;
	change->date = date_known(commit->date) ? commit->date : commit->committed;
	change->year = date_known(change->date) ? date_split(change->date).year : 0;
	*array_push(g->arena, &g->changes->list) = change;
	entry->value = change;
	return change;
}

static void
gather_page(struct gathering *g, const struct page *page)
{
	const struct history_page *history = page->history;
	if (page->left_out || !history)
		return;
	g->pages++;
	for (size_t i = 0; i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];
		if (revision->draft)
			continue;
		struct change *change = change_of(g, revision->commit);
		*array_push(g->arena, &change->pages) = (struct change_page){ page, i };
		change->minor = change->minor && revision->minor;
	}
}

/* Newest first; of the same moment, in an order that is the same everywhere. */
static int
compare(const void *a, const void *b, void *unused)
{
	const struct change *x = *(struct change *const *)a, *y = *(struct change *const *)b;
	(void)unused;
	int order = date_cmp(y->date, x->date);
	return order ? order : date_cmp(y->commit->committed, x->commit->committed);
}

const struct changes *
change_list(struct arena *arena, const struct site *site)
{
	struct gathering g = { .arena = arena, .changes = arena_new(arena, struct changes) };
	if (!site->history)
		return NULL;
	for (size_t i = 0; i < site->all.len; i++)
		gather_page(&g, site->all.at[i]);
	if (!g.changes->list.len)
		return NULL;
	array_sort(g.changes->list.at, g.changes->list.len, sizeof *g.changes->list.at, arena,
	        compare, NULL);
	for (size_t i = 0; i < g.changes->list.len; i++) {
		struct change *change = g.changes->list.at[i];
		size_t count = change->pages.len;
		change->index = i;
		if (!change->year && i) /* the undated are behind the oldest */
			change->year = g.changes->list.at[i - 1]->year;
		change->bulk = count >= BULK_PAGES ||
		        (count >= BULK_LEAST && count * BULK_SHARE >= g.pages);
	}
	g.changes->by_year = g.changes->list.len > CHANGE_PAGE_SIZE && g.changes->list.at[0]->year;
	return g.changes;
}

struct str
change_path(struct arena *arena, int year)
{
	if (!year)
		return STR("changelog/");
	return str_format(arena, "changelog/%d/", year);
}

struct str
change_url(struct arena *arena, const struct site *site, const struct change *change)
{
	int year = site->changes->by_year ? change->year : 0;
	return str_format(arena, STR_FMT "#c-" STR_FMT,
	        STR_ARG(site_url(arena, site->config, change_path(arena, year))),
	        STR_ARG(change->commit->short_hash));
}
