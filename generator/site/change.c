/* See change.h. Commits are gathered by their hashes, which are the same in whatever repository they lie. */
#include "site/change.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "content/page.h"
#include "history/histories.h"
#include "site/visibility.h"

/* A change to so many pages is bulk; or to a fifth of them, if those are at least five. */
enum { BULK_PAGES = 50, BULK_SHARE = 5, BULK_LEAST = 5 };

struct gathering {
	struct arena *arena;
	const struct site *site;
	struct map by_hash; /* of a commit -> struct change */
	struct changes *changes;
	size_t pages;        /* of the site */
	struct str author;   /* the first that was met */
	struct map returned; /* address of a struct history_page -> struct page */
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
	change->date = commit->date;
	change->year = date_known(change->date) ? date_split(change->date).year : 0;
	entry->value = change;
	return change;
}

static void
see_person(struct gathering *g, const struct history_person *person)
{
	if (!g->author.len)
		g->author = person->name;
	else if (person->name.len && !str_eq(g->author, person->name))
		g->changes->several_authors = true;
}

/* Repositories have persons of their own, so it is names that tell. */
static void
see_authors(struct gathering *g, const struct history_commit *commit)
{
	see_person(g, commit->author);
	for (size_t i = 0; i < commit->coauthors.len; i++)
		see_person(g, commit->coauthors.at[i]);
}

/* The address itself is the key. */
static struct str
key_of(struct arena *arena, const struct history_page *history)
{
	return str_copy(arena, str_of((const char *)&history, sizeof history));
}

/* Of a draft readers are told nothing but, in the history of its page, who worked on it. */
static void
gather_revisions(struct gathering *g, const struct history_page *history, const struct page *page,
        const struct change_gone *gone)
{
	for (size_t i = 0; i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];
		if (page || !revision->draft)
			see_authors(g, revision->commit);
		if (revision->draft || revision->unsure)
			continue;
		struct change *change = change_of(g, revision->commit);
		*array_push(g->arena, &change->pages) =
		        (struct change_page){ .page = page, .revision = i, .gone = gone };
		change->minor = change->minor && revision->minor;
	}
}

static void
gather_page(struct gathering *g, const struct page *page)
{
	if (page->left_out || !page->history)
		return;
	g->pages++;
	map_put(&g->returned, g->arena, key_of(g->arena, page->history), NULL)->value =
	        (void *)(uintptr_t)page;
	gather_revisions(g, page->history, page, NULL);
}

static int
compare_paths(const void *a, const void *b, void *unused)
{
	const struct history_removal *x = *(const struct history_removal *const *)a;
	const struct history_removal *y = *(const struct history_removal *const *)b;
	(void)unused;
	return str_cmp(x->path, y->path);
}

/*
 * What was removed and came back is named as it is now, if readers see it. What lay in the folder of a page that is
 * left out was never theirs.
 */
static void
gather_removal(struct gathering *g, const struct history *of, const struct history_removal *removal)
{
	const struct page *page = NULL;
	if (visibility_left_out_above(g->site, path_dir(change_path_below(removal))))
		return;
	if (removal->back)
		page = map_get(&g->returned, key_of(g->arena, removal->back));
	if (removal->back && !page)
		return;
	see_authors(g, removal->commit);
	struct change *change = change_of(g, removal->commit);
	struct change_gone *gone = arena_new(g->arena, struct change_gone);
	*gone = (struct change_gone){ g->changes->gone.len, removal, of };
	*array_push(g->arena, &g->changes->gone) = gone;
	*array_push(g->arena, &change->pages) =
	        (struct change_page){ .page = page, .revision = SIZE_MAX, .gone = gone };
	change->minor = change->minor && removal->commit->ignored;
	if (removal->past)
		gather_revisions(g, removal->past, NULL, gone);
}

static void
gather_removals(struct gathering *g, const struct histories *histories, const struct history *of)
{
	size_t count = 0;
	const struct history_removal **sorted =
	        arena_array(g->arena, const struct history_removal *, of->removals.len + 1);
	for (size_t i = 0; i < of->removals.len; i++)
		if (histories_shows(histories, of, of->removals.at[i].path))
			sorted[count++] = &of->removals.at[i];
	array_sort(sorted, count, sizeof *sorted, g->arena, compare_paths, NULL);
	for (size_t i = 0; i < count; i++)
		gather_removal(g, of, sorted[i]);
}

/* In the order of the histories, which is that of their commits even where clocks do not tell. */
static void
list_changes(struct gathering *g, const struct histories *histories)
{
	for (size_t i = 0; i < histories->commits.len; i++) {
		const struct history_commit *commit = histories->commits.at[i];
		struct map_entry *entry = map_find(&g->by_hash, commit->hash);
		if (!entry || !entry->value)
			continue;
		*array_push(g->arena, &g->changes->list) = entry->value;
		entry->value = NULL; /* several repositories may have it */
	}
}

/* Newest first, the undated behind all others. */
static int
compare(const void *a, const void *b, void *unused)
{
	const struct change *x = *(struct change *const *)a, *y = *(struct change *const *)b;
	(void)unused;
	return date_cmp(y->date, x->date);
}

const struct changes *
change_list(struct arena *arena, const struct site *site)
{
	struct gathering g = {
		.arena = arena,
		.site = site,
		.changes = arena_new(arena, struct changes),
	};
	if (!site->history)
		return NULL;
	for (size_t i = 0; i < site->all.len; i++)
		gather_page(&g, site->all.at[i]);
	for (size_t i = 0; i < site->histories->all.len; i++)
		gather_removals(&g, site->histories, site->histories->all.at[i]);
	list_changes(&g, site->histories);
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

const struct history_revision *
change_revision(const struct change_page *edit)
{
	if (edit->revision == SIZE_MAX)
		return NULL;
	if (edit->page)
		return &edit->page->history->revisions.at[edit->revision];
	return &edit->gone->removal->past->revisions.at[edit->revision];
}

struct str
change_path_below(const struct history_removal *removal)
{
	struct str below;

	return path_behind(removal->path, STR("content"), &below) ? below : removal->path;
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

/* Of fewer words than this, all in all, a change is a slip put right. */
enum { WORDS_OF_NEWS = 4 };

bool
change_is_small(const struct change *change)
{
	uint64_t words = 0;

	for (size_t i = 0; i < change->pages.len && !change->minor; i++) {
		const struct change_page *edit = &change->pages.at[i];
		const struct history_revision *revision = change_revision(edit);

		if (!revision || !revision->counted || !revision->has_before ||
		        revision->kind == HISTORY_PUBLISHED)
			return false;
		words += (uint64_t)revision->words.added + revision->words.removed;
	}
	return change->minor || words < WORDS_OF_NEWS;
}
