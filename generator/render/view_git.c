/*
 * What git says, to a template. E-mail addresses never leave the program.
 */
#include "base/arena.h"
#include "base/array.h"
#include "history/histories.h"
#include "history/work_state.h"
#include "render/prose_view.h"
#include "render/revision_diff.h"
#include "render/view.h"
#include "render/view_amount.h"
#include "render/view_kinds.h"
#include "site/route.h"
#include "site/site.h"

struct value
view_commit(const struct history_commit *commit, struct arena *arena)
{
	return VIEW_RECORD(arena, commit, { "hash", value_text(commit->hash) },
	        { "short", value_text(commit->short_hash) }, { "date", value_date(&commit->date) },
	        { "author", view_text(commit->author->name) },
	        { "subject", value_text(commit->subject) }, { "note", view_text(commit->note) },
	        { "bot", value_bool(commit->bot) }, { "minor", value_bool(commit->ignored) });
}

/* ---- revisions -------------------------------------------------------------------------------- */

static struct value
coauthors(const struct history_commit *commit, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, commit->coauthors.len + 1);

	for (size_t i = 0; i < commit->coauthors.len; i++)
		names[i] = value_text(commit->coauthors.at[i]->name);
	return value_list(names, commit->coauthors.len);
}

struct value
view_commit_credits(const struct history_commit *commit, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, commit->credits.len + 1);

	for (size_t i = 0; i < commit->credits.len; i++) {
		const struct history_credit *credit = &commit->credits.at[i];

		items[i] = VIEW_RECORD(arena, credit, { "key", value_text(credit->key) },
		        { "name", value_text(credit->person->name) });
	}
	return value_list(items, commit->credits.len);
}

static struct value
size_of(bool known, struct diff_count count, struct arena *arena)
{
	if (!known)
		return value_none();
	return VIEW_RECORD(arena, size, { "added", value_int(count.added) },
	        { "removed", value_int(count.removed) });
}

static struct value
amount_of(const struct render *render, const struct page *page,
        const struct history_revision *revision, struct arena *arena)
{
	struct view_amount amount = { revision->words.added, revision->words.removed };

	if (!revision->counted)
		return value_none();
	return view_text(view_amount_say(view_language(render, page), amount, arena));
}

/* Of a draft nothing is told that its commit says of it; the changelog may have the commit for other pages. */
static struct str
said(const struct history_revision *revision, struct str text)
{
	return revision->draft ? STR_EMPTY : text;
}

static struct value
revision_record(const struct render *render, const struct page *page, size_t index, struct str diff,
        struct arena *arena)
{
	const struct history_revision *revision = &page->history->revisions.at[index];
	const struct history_commit *commit = revision->commit;
	const struct route *route = route_git_revision(render->site, page, index);

	return VIEW_RECORD(arena, revision,
	        { "text", value_text(said(revision, view_commit_text(commit))) },
	        { "diff", diff.len ? value_markup(diff) : value_none() },
	        { "hash", value_text(commit->hash) }, { "short", value_text(commit->short_hash) },
	        { "date", value_date(&commit->date) },
	        { "author", view_text(commit->author->name) },
	        { "coauthors", coauthors(commit, arena) },
	        { "credits",
	                revision->draft ? value_list(NULL, 0)
	                                : view_commit_credits(commit, arena) },
	        { "committer", view_text(commit->committer->name) },
	        { "committed", value_date(&commit->committed) },
	        { "subject", value_text(said(revision, commit->subject)) },
	        { "note", view_text(said(revision, commit->note)) },
	        { "body", view_text(said(revision, commit->body)) },
	        { "bot", value_bool(commit->bot) }, { "minor", value_bool(revision->minor) },
	        { "kind", value_text(history_kind_name(revision->kind)) },
	        { "url", route ? value_text(route->url) : value_none() },
	        { "draft", value_bool(revision->draft) },
	        { "unread", value_bool(revision->unread) },
	        { "class",
	                revision->unsure ? value_none()
	                                 : value_text(history_class_name(revision->class)) },
	        { "lines", size_of(revision->counted, revision->lines, arena) },
	        { "words", size_of(revision->counted, revision->words, arena) },
	        { "amount", amount_of(render, page, revision, arena) },
	        { "path", value_text(revision->path) },
	        { "old_path", view_text(revision->old_path) });
}

struct value
view_revision(
        const struct render *render, const struct page *page, size_t index, struct arena *arena)
{
	struct str diff = revision_diff_of(render, page, index);

	return revision_record(render, page, index, diff, arena);
}

struct value
view_revision_unsaid(
        const struct render *render, const struct page *page, size_t index, struct arena *arena)
{
	struct str diff = prose_html_unsaid(arena, revision_diff_of(render, page, index));

	return revision_record(render, page, index, diff, arena);
}

static size_t
revisions_len(const void *self)
{
	return ((const struct view *)self)->page->history->revisions.len;
}

static struct value
revisions_at(const void *self, size_t index, struct arena *arena)
{
	const struct view *view = self;

	return view_revision(view->render, view->page, index, arena);
}

static const struct value_object_type revisions_type = {
	.name = "revisions",
	.len = revisions_len,
	.at = revisions_at,
};

/* ---- the history of a page -------------------------------------------------------------------- */

/* Somebody who changed a page. */
struct contributor {
	const struct history_person *person;
	int64_t revisions;
	const struct date *first, *last; /* of the revisions that have a date */
};

typedef array_of(struct contributor) contributors;

static void
count_person(contributors *people, const struct history_person *person, const struct date *date,
        struct arena *arena)
{
	struct contributor *found = NULL;

	if (person->bot || person->name.len == 0)
		return;
	for (size_t i = 0; i < people->len && !found; i++)
		if (people->at[i].person == person ||
		        str_eq(people->at[i].person->name, person->name))
			found = &people->at[i];
	if (!found) {
		found = array_push(arena, people);
		found->person = person;
	}
	found->revisions++;
	if (!date_known(*date))
		return;
	if (!found->first || date_cmp(*date, *found->first) < 0)
		found->first = date;
	if (!found->last || date_cmp(*date, *found->last) > 0)
		found->last = date;
}

/* Everybody but programs, in the order in which they came to the page. */
static contributors
find_contributors(const struct history_page *history, struct arena *arena)
{
	contributors people = { NULL, 0, 0 };

	for (size_t i = history->revisions.len; i-- > 0;) {
		const struct history_commit *commit = history->revisions.at[i].commit;

		count_person(&people, commit->author, &commit->date, arena);
		for (size_t k = 0; k < commit->coauthors.len; k++)
			count_person(&people, commit->coauthors.at[k], &commit->date, arena);
	}
	return people;
}

static struct value
author_names(const contributors *people, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, people->len + 1);

	for (size_t i = 0; i < people->len; i++)
		names[i] = value_text(people->at[i].person->name);
	return value_list(names, people->len);
}

static int
by_revisions(const void *a, const void *b, void *context)
{
	int64_t x = ((const struct contributor *)a)->revisions;
	int64_t y = ((const struct contributor *)b)->revisions;

	(void)context;
	return (x < y) - (x > y);
}

/* Sorts the people, too. */
static struct value
contributor_list(contributors *people, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, people->len + 1);

	array_sort(people->at, people->len, sizeof *people->at, arena, by_revisions, NULL);
	for (size_t i = 0; i < people->len; i++) {
		const struct contributor *one = &people->at[i];

		items[i] =
		        VIEW_RECORD(arena, contributor, { "name", value_text(one->person->name) },
		                { "revisions", value_int(one->revisions) },
		                { "first", one->first ? value_date(one->first) : value_none() },
		                { "last", one->last ? value_date(one->last) : value_none() });
	}
	return value_list(items, people->len);
}

static struct value
former_paths(const struct history_page *history, struct arena *arena)
{
	struct value *paths = arena_array(arena, struct value, history->revisions.len + 1);
	size_t count = 0;

	for (size_t i = 0; i < history->revisions.len; i++)
		if (history->revisions.at[i].old_path.len)
			paths[count++] = value_text(history->revisions.at[i].old_path);
	return value_list(paths, count);
}

/* Of the latest revision of any kind. */
static struct value
modified_any(const struct history_page *history)
{
	const struct date *latest = &history->updated;

	for (size_t i = 0; i < history->revisions.len; i++) {
		const struct date *date = &history->revisions.at[i].commit->date;

		if (date_known(*date) && date_cmp(*date, *latest) > 0)
			latest = date;
	}
	return value_date(latest);
}

static struct value
state_of(const struct page *page)
{
	return view_text(work_state_name((enum work_state)page->work_state));
}

struct value
view_page_git(const struct view *view, struct arena *arena)
{
	const struct history_page *history = view->page->history;
	contributors people;
	struct value authors;

	if (!history)
		return VIEW_RECORD(arena, history, { "tracked", value_bool(false) },
		        { "state", state_of(view->page) });
	people = find_contributors(history, arena);
	authors = author_names(&people, arena);
	return VIEW_RECORD(arena, history, { "tracked", value_bool(true) },
	        { "state", state_of(view->page) }, { "complete", value_bool(history->complete) },
	        { "created", value_date(&history->created) },
	        { "updated", value_date(&history->updated) },
	        { "modified", value_date(&history->updated) },
	        { "modified_any", modified_any(history) },
	        { "path_history", former_paths(history, arena) },
	        { "history_url", view_text(view->page->history_url) }, { "authors", authors },
	        { "contributors", contributor_list(&people, arena) },
	        { "revisions", value_object(arena, &revisions_type, view) });
}

/* ---- the repository --------------------------------------------------------------------------- */

static size_t
commits_len(const void *self)
{
	return ((const struct histories *)self)->commits.len;
}

static struct value
commits_at(const void *self, size_t index, struct arena *arena)
{
	return view_commit(((const struct histories *)self)->commits.at[index], arena);
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
	        { "commits", value_object(arena, &commits_type, view->site->histories) });
}
