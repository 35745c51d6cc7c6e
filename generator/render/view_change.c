/*
 * What changed on the site, to a template: the changelog's entries, which are commits, and what each of them did
 * to a page. They are made when they are asked for.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "config/config.h"
#include "config/theme.h"
#include "history/history.h"
#include "render/revision_diff.h"
#include "render/view.h"
#include "render/view_amount.h"
#include "render/view_kinds.h"
#include "site/change.h"
#include "site/route.h"
#include "site/site.h"

/* "2026-11": what the changes of a month have in common. */
static struct value
month_of(const struct change *change, struct arena *arena)
{
	struct buf buf;
	struct value month;

	buf_init(&buf, 32);
	date_format(&buf, change->date, STR("%Y-%m"), NULL);
	month = view_text(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return month;
}

static struct str
title_of(const struct render *render, const struct change_page *edit)
{
	struct str title;

	if (edit->page)
		return edit->page->title;
	title = revision_diff_removed(render, edit->gone);
	return title.len ? title : change_path_below(edit->gone->removal);
}

static struct str
kind_of(const struct change_page *edit)
{
	const struct history_revision *revision = change_revision(edit);

	return revision ? history_kind_name(revision->kind) : STR("removed");
}

/* Kinds that are news, and how a theme calls them. */
static struct value
marks_of(const struct render *render, const struct change_page *edit, struct arena *arena)
{
	static const struct {
		struct str kind, key, otherwise;
	} news[] = {
		{ STR_INIT("created"), STR_INIT("new"), STR_INIT("new") },
		{ STR_INIT("published"), STR_INIT("published"), STR_INIT("published") },
		{ STR_INIT("removed"), STR_INIT("removed"), STR_INIT("removed") },
		{ STR_INIT("restored"), STR_INIT("restored"), STR_INIT("brought back") },
	};
	struct value *marks = arena_array(arena, struct value, 2);
	struct str kind = kind_of(edit);
	size_t count = 0;

	for (size_t i = 0; i < sizeof news / sizeof *news; i++)
		if (str_eq(news[i].kind, kind))
			marks[count++] =
			        value_text(view_said(render, news[i].key, news[i].otherwise));
	if (!edit->page && change_revision(edit))
		marks[count++] = value_text(view_said(render, STR("gone"), STR("since removed")));
	return value_list(marks, count);
}

/* Beside the draft of which readers know nothing, what was published would seem to be little. */
static struct view_amount
amount_of(const struct change_page *edit)
{
	const struct history_revision *revision = change_revision(edit);

	if (!revision || !revision->counted || revision->kind == HISTORY_PUBLISHED)
		return (struct view_amount){ 0 };
	return (struct view_amount){ revision->words.added, revision->words.removed };
}

static struct value
amount_value(const struct render *render, struct view_amount amount, struct arena *arena)
{
	return view_text(view_amount_say(view_language(render, NULL), amount, arena));
}

/* Of all pages of which it is known. */
static struct view_amount
amount_of_all(const struct change *change)
{
	struct view_amount all = { 0 };

	for (size_t i = 0; i < change->pages.len; i++) {
		struct view_amount one = amount_of(&change->pages.at[i]);

		all.added += one.added;
		all.removed += one.removed;
	}
	return all;
}

/* The list of a long history is on several pages, so this leads to the one that has the revision. */
static struct value
url_of(const struct change *change, const struct change_page *edit, struct arena *arena)
{
	const struct page *page = edit->page;

	if (!page)
		return value_none();
	if (!page->history_url.len || !change_revision(edit))
		return value_text(page->url);
	return value_text(str_format(arena, STR_FMT "#r-" STR_FMT,
	        STR_ARG(route_page_url(
	                arena, page->history_url, edit->revision / ROUTE_HISTORY_SIZE + 1)),
	        STR_ARG(change->commit->short_hash)));
}

/* So much of what was changed by one commit goes into a feed: bytes of HTML, of all its pages together. */
enum { FEED_DIFFS_MAX = 64 << 10 };

/*
 * Said in the place of a difference that is too long; `room` is what those before it have left. An edit that fits is
 * shown even behind one that did not.
 */
static struct value
too_long(const struct render *render, const struct change_page *edit, size_t *room)
{
	size_t len = 0;

	if (edit->page && change_revision(edit))
		len = revision_diff_of(render, edit->page, edit->revision).len;
	if (len > *room)
		return value_text(view_said(render, STR("change_too_long"),
		        STR("This change is too long to be shown here.")));
	*room -= len;
	return value_none();
}

typedef struct value revision_maker(
        const struct render *render, const struct page *page, size_t index, struct arena *arena);

static struct value
edits_of(const struct render *render, const struct change *change, revision_maker *make,
        struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, change->pages.len + 1);
	size_t room = FEED_DIFFS_MAX;

	for (size_t i = 0; i < change->pages.len; i++) {
		const struct change_page *edit = &change->pages.at[i];

		items[i] = VIEW_RECORD(arena, edit, { "kind", value_text(kind_of(edit)) },
		        { "marks", marks_of(render, edit, arena) },
		        { "title", value_text(title_of(render, edit)) },
		        { "url", url_of(change, edit, arena) },
		        { "page", view_page(render, edit->page) },
		        { "amount", amount_value(render, amount_of(edit), arena) },
		        { "too_long", too_long(render, edit, &room) },
		        { "revision",
		                edit->page && change_revision(edit)
		                        ? make(render, edit->page, edit->revision, arena)
		                        : value_none() });
	}
	return value_list(items, change->pages.len);
}

struct str
view_commit_text(const struct history_commit *commit)
{
	return commit->note.len ? commit->note : commit->subject;
}

/* The author and the co-authors, as far as they gave names. */
static struct value
authors_of(const struct history_commit *commit, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, commit->coauthors.len + 1);
	size_t count = 0;

	if (commit->author->name.len)
		names[count++] = value_text(commit->author->name);
	for (size_t i = 0; i < commit->coauthors.len; i++)
		if (commit->coauthors.at[i]->name.len)
			names[count++] = value_text(commit->coauthors.at[i]->name);
	return value_list(names, count);
}

/* What feeds call it: never another, wherever the changelog lists it. */
static struct value
id_of(const struct render *render, const struct change *change, struct arena *arena)
{
	const struct config *config = render->site->config;

	return value_text(str_format(arena, STR_FMT "#" STR_FMT,
	        STR_ARG(site_permalink(arena, config, change_path(arena, 0))),
	        STR_ARG(change->commit->hash)));
}

static struct value
change_record(const struct render *render, const struct change *change, revision_maker *make,
        struct arena *arena)
{
	const struct site *site = render->site;
	const struct history_commit *commit = change->commit;
	struct str url = change_url(arena, site, change);

	return VIEW_RECORD(arena, change, { "id", id_of(render, change, arena) },
	        { "hash", value_text(commit->hash) }, { "short", value_text(commit->short_hash) },
	        { "date", value_date(&change->date) }, { "month", month_of(change, arena) },
	        { "author", view_text(commit->author->name) },
	        { "authors", authors_of(commit, arena) },
	        { "credits", view_commit_credits(commit, arena) },
	        { "amount", amount_value(render, amount_of_all(change), arena) },
	        { "text", value_text(view_commit_text(commit)) },
	        { "subject", value_text(commit->subject) }, { "minor", value_bool(change->minor) },
	        { "small", value_bool(change_is_small(change)) },
	        { "bulk", value_bool(change->bulk) }, { "url", value_text(url) },
	        { "permalink", value_text(site_absolute(arena, site->config, url)) },
	        { "edits", edits_of(render, change, make, arena) });
}

struct value
view_change(const struct render *render, const struct change *change, struct arena *arena)
{
	return change_record(render, change, view_revision, arena);
}

struct value
view_change_unsaid(const struct render *render, const struct change *change, struct arena *arena)
{
	return change_record(render, change, view_revision_unsaid, arena);
}

static size_t
changes_len(const void *self)
{
	const struct changes *changes = ((const struct render *)self)->site->changes;

	return changes ? changes->list.len : 0;
}

static struct value
changes_at(const void *self, size_t index, struct arena *arena)
{
	const struct render *render = self;

	return view_change(render, render->site->changes->list.at[index], arena);
}

static const struct value_object_type changes_type = {
	.name = "changes",
	.len = changes_len,
	.at = changes_at,
};

struct value
view_site_changes(const struct view *view, struct arena *arena)
{
	return value_object(arena, &changes_type, view->render);
}

struct value
view_site_several_authors(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_bool(view->site->changes && view->site->changes->several_authors);
}

/* The address of a file that is published, or none. */
static struct value
address_of(const struct view *view, struct str file)
{
	const struct route *route = map_get(&view->site->by_file, file);

	return route ? value_text(route->url) : value_none();
}

struct value
view_site_changelog_url(const struct view *view, struct arena *arena)
{
	(void)arena;
	if (!view->site->changes)
		return value_none();
	return address_of(view, STR("changelog/index.html"));
}
