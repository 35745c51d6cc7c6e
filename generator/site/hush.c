/*
 * What the commits of drafts say. A project may have the site's own repository, and its newest commit may be work
 * on a page that nobody is to see yet: the day shows and counts, as in every calendar, but not what was said of it.
 * A commit that the changelog tells of is told here, too, and so is one that changed no content.
 */
#include "activity/activity.h"
#include "history/histories.h"
#include "site/change.h"
#include "site/resolve.h"

/* Those of the commits that are shown somewhere: hash -> struct history_commit of the site, or NULL. */
static void
note_shown(struct resolve *r, struct map *shown)
{
	for (size_t i = 0; i < r->site->all.len; i++) {
		const struct activity *activity = r->site->all.at[i]->activity;

		if (activity && activity->commits) {
			map_put(shown, r->arena, activity->first.hash, NULL);
			map_put(shown, r->arena, activity->last.hash, NULL);
		}
	}
}

/* What the first commit of a shallow clone changed is not known. */
static void
find_silent(const struct site *site, struct map *shown)
{
	const struct changes *changes = site->changes;

	for (size_t i = 0; i < site->histories->commits.len; i++) {
		struct history_commit *commit = site->histories->commits.at[i];
		struct map_entry *entry = map_find(shown, commit->hash);

		if (entry && (commit->content || commit->boundary))
			entry->value = commit;
	}
	for (size_t i = 0; changes && i < changes->list.len; i++) {
		struct map_entry *entry = map_find(shown, changes->list.at[i]->commit->hash);

		if (entry)
			entry->value = NULL;
	}
}

static void
hush(const struct map *silent, struct activity_commit *commit)
{
	if (map_get(silent, commit->hash))
		commit->subject = commit->note = STR_EMPTY;
}

void
hush_commits(struct resolve *r)
{
	struct map shown = { 0 };

	if (!r->site->histories)
		return;
	note_shown(r, &shown);
	if (!shown.len)
		return;
	find_silent(r->site, &shown);
	for (size_t i = 0; i < r->site->all.len; i++) {
		struct page *page = r->site->all.at[i];
		struct activity *activity;

		if (!page->activity)
			continue;
		activity = arena_new(r->arena, struct activity);
		*activity = *page->activity;
		hush(&shown, &activity->first);
		hush(&shown, &activity->last);
		page->activity = activity;
	}
}
