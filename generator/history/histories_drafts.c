/*
 * Drafts that a folder made of their files. A text that waits in content/drafts/, whose section hands `draft: true`
 * down, says nothing of it itself; once it has moved out and is shown, what it was in there is still nobody's.
 * What sections say is known of today only, so it is taken to have been always so.
 */
#include "base/map.h"
#include "base/path.h"
#include "history/histories.h"
#include "history/history_build.h"

/* What the deepest folder says. */
static bool
lies_among_drafts(const histories_draft_folders *folders, struct str path)
{
	const struct histories_draft_folder *deepest = NULL;
	struct str below;
	if (!path_behind(path, STR("content"), &below))
		below = path; /* the content may also be the repository */
	for (size_t i = 0; i < folders->len; i++) {
		const struct histories_draft_folder *folder = &folders->at[i];
		if (path_is_below(folder->folder, below) &&
		        (!deepest || folder->folder.len > deepest->folder.len))
			deepest = folder;
	}
	return deepest && deepest->draft;
}

/* The version of today is shown only if it says itself that it is no draft. */
static bool
was_draft(const histories_draft_folders *folders, const struct history_page *page,
        const struct history_revision *revision)
{
	if (!page->removed && object_id_eq(&revision->after, &page->blob) &&
	        str_eq(revision->path, page->path))
		return false;
	return lies_among_drafts(folders, revision->path);
}

/* The first revision behind those of a draft is news to readers, even if it did no more than move the file. */
static void
publish(struct history_page *page, struct history_revision *revision)
{
	struct date date = revision->commit->date;
	revision->kind = HISTORY_PUBLISHED;
	revision->minor = false;
	if (date_known(page->updated) && date_cmp(date, page->updated) > 0)
		page->updated = date;
	if (date_cmp(date, page->revised) > 0)
		page->revised = date;
}

static void
mark_page(const histories_draft_folders *folders, struct history_page *page)
{
	bool marked = false; /* the revision before */
	for (size_t i = page->revisions.len; i-- > 0;) {
		struct history_revision *revision = &page->revisions.at[i];
		bool before = marked;
		marked = !revision->draft && was_draft(folders, page, revision);
		if (marked)
			revision->draft = true;
		else if (before && !revision->draft && revision->kind != HISTORY_CREATED)
			publish(page, revision);
		else
			marked = before && revision->draft;
	}
}

/* A draft that was removed is missed by nobody. */
static void
drop_removals(const histories_draft_folders *folders, struct history *history)
{
	size_t kept = 0;
	for (size_t i = 0; i < history->removals.len; i++) {
		const struct history_removal removal = history->removals.at[i];
		if (lies_among_drafts(folders, removal.path))
			continue;
		if (removal.past)
			mark_page(folders, removal.past);
		history->removals.at[kept++] = removal;
	}
	history->removals.len = kept;
}

void
histories_mark_drafts(struct histories *histories, const histories_draft_folders *folders)
{
	for (size_t i = 0; folders->len && i < histories->all.len; i++) {
		/* This folder made it, and nobody has read it yet. */
		struct history *history = (struct history *)histories->all.at[i];
		const struct map *pages = &history->state->pages;
		for (size_t k = 0; k < pages->len; k++)
			mark_page(folders, pages->at[k].value);
		drop_removals(folders, history);
	}
}
