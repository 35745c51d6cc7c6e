/*
 * What git says, to a template. E-mail addresses never leave the program.
 */
#include "base/arena.h"
#include "git/history.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/site.h"

static struct str
kind_name(enum history_kind kind)
{
	static const struct str names[] = {
		[HISTORY_CREATED] = STR_INIT("created"),
		[HISTORY_EDITED] = STR_INIT("edited"),
		[HISTORY_MOVED] = STR_INIT("moved"),
		[HISTORY_RESTORED] = STR_INIT("restored"),
		[HISTORY_MERGED] = STR_INIT("merged"),
	};

	return names[kind];
}

static struct value
author_name(const struct history_commit *commit)
{
	return commit->author ? view_text(commit->author->name) : value_none();
}

struct value
view_commit(const struct history_commit *commit, struct arena *arena)
{
	return VIEW_RECORD(arena, commit, { "hash", value_text(commit->hash) },
	        { "short", value_text(commit->short_hash) },
	        { "date", value_date(&commit->authored) }, { "author", author_name(commit) },
	        { "subject", value_text(commit->subject) },
	        { "minor", value_bool(commit->ignored) });
}

struct value
view_revision(
        const struct render *render, const struct page *page, size_t index, struct arena *arena)
{
	const struct history_revision *revision = &page->history->revisions.at[index];
	const struct history_commit *commit = revision->commit;

	(void)render;
	return VIEW_RECORD(arena, revision, { "hash", value_text(commit->hash) },
	        { "short", value_text(commit->short_hash) },
	        { "date", value_date(&commit->authored) }, { "author", author_name(commit) },
	        { "subject", value_text(commit->subject) },
	        { "minor", value_bool(revision->minor) },
	        { "kind", value_text(kind_name(revision->kind)) },
	        { "path", value_text(revision->path) },
	        { "old_path", view_text(revision->old_path) });
}

/* The names of everybody who changed the page, first contribution first. */
static struct value
authors(const struct history_page *history, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, history->revisions.len + 1);
	size_t count = 0;

	for (size_t i = history->revisions.len; i-- > 0;) {
		const struct history_person *person = history->revisions.at[i].commit->author;
		size_t k = 0;

		if (!person)
			continue;
		while (k < count && !str_eq(value_str(names[k]), person->name))
			k++;
		if (k == count)
			names[count++] = value_text(person->name);
	}
	return value_list(names, count);
}

struct value
view_page_git(const struct view *view, struct arena *arena)
{
	const struct history_page *history = view->page->history;
	struct value *revisions;

	if (!history)
		return VIEW_RECORD(arena, history, { "tracked", value_bool(false) });
	revisions = arena_array(arena, struct value, history->revisions.len + 1);
	for (size_t i = 0; i < history->revisions.len; i++)
		revisions[i] = view_revision(view->render, view->page, i, arena);
	return VIEW_RECORD(arena, history, { "tracked", value_bool(true) },
	        { "complete", value_bool(history->complete) },
	        { "created", value_date(&history->created) },
	        { "updated", value_date(&history->updated) },
	        { "history_url", view_text(view->page->history_url) },
	        { "authors", authors(history, arena) },
	        { "revisions", value_list(revisions, history->revisions.len) });
}

/* ---- the repository --------------------------------------------------------------------------- */

static size_t
commits_len(const void *self)
{
	return ((const struct history *)self)->commits.len;
}

static struct value
commits_at(const void *self, size_t index, struct arena *arena)
{
	return view_commit(((const struct history *)self)->commits.at[index], arena);
}

static const struct value_object_type commits_type = {
	.name = "commits",
	.len = commits_len,
	.at = commits_at,
};

struct value
view_site_git(const struct view *view, struct arena *arena)
{
	const struct history *history = view->site->history;

	if (!history || !history->present)
		return VIEW_RECORD(arena, repository, { "present", value_bool(false) });
	return VIEW_RECORD(arena, repository, { "present", value_bool(true) },
	        { "shallow", value_bool(history->shallow) }, { "head", view_text(history->head) },
	        { "short", view_text(str_slice(history->head, 0, 7)) },
	        { "branch", view_text(history->branch) },
	        { "date", value_date(&history->head_date) },
	        { "commits", value_object(arena, &commits_type, history) });
}
