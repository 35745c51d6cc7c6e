/*
 * What readers of feeds know a page by, for good: `id` of its front matter, or the address that it had when it was first
 * published. Git tells where the file was then, and the address follows from that as it does from where it is now:
 *
 *	2025-03-01  content/notes/old.md      published: /notes/old/ is its id
 *	2026-01-09  content/essays/new.md     moved, and read at /essays/new/
 *
 * That needs the whole past. Where git does not know all of it the address is that of today.
 *
 * No two pages have one id. What somebody wrote has it before all others, then the page that was published first;
 * a later one at the same address has its date behind it, "/notes/old/#2026-02-01".
 */
#include "base/path.h"
#include "config/config.h"
#include "history/history.h"
#include "site/resolve.h"

/* ---- where the file was -------------------------------------------------------------------------------- */

/* How much at the end of two paths is the same, in whole names. */
static size_t
common_end(struct str a, struct str b)
{
	size_t len = 0, whole = 0;

	while (len < a.len && len < b.len && a.at[a.len - 1 - len] == b.at[b.len - 1 - len]) {
		if (a.at[a.len - 1 - len] == '/')
			whole = len;
		len++;
	}
	if ((len == a.len || a.at[a.len - 1 - len] == '/') &&
	        (len == b.len || b.at[b.len - 1 - len] == '/'))
		whole = len;
	return whole;
}

/*
 * The same below content/, where the page lies at `history->path` of the repository now: a folder of the site may be
 * another one there. Empty when it was no part of the content, or no page with an address of its own.
 */
static struct str
below_of(struct resolve *r, const struct page *page, struct str path)
{
	struct str now = page->history->path, below = page->source->below;
	size_t end = common_end(now, below);
	struct str before = str_slice(now, 0, now.len - end), found;
	struct str base = path_base(path), ext = path_ext(path);

	if (!str_eq_nocase(ext, STR(".md")) && !str_eq_nocase(ext, STR(".markdown")))
		return STR_EMPTY;
	if (str_starts(path, before))
		found = str_format(r->arena, STR_FMT STR_FMT,
		        STR_ARG(str_slice(below, 0, below.len - end)),
		        STR_ARG(str_skip(path, before.len)));
	else
		(void)path_behind(path, STR("content"), &found);
	base = str_slice(base, 0, base.len - ext.len);
	if (str_is(base, "_index") || (str_is(base, "index") && !path_dir(found).len))
		return STR_EMPTY;
	return found;
}

struct first {
	struct page *page;
	struct str at;          /* address of the page when it was published; never empty */
	struct date date;       /* when that was */
	bool moved, unknown;    /* it was another one; that cannot be told for sure */
	const struct str *path; /* where the file was then, when that is known */
};

/* Is all known that was done to the page? */
static bool
is_whole(const struct history_page *history)
{
	bool whole = history->complete;

	for (size_t i = 0; i < history->revisions.len; i++)
		whole = whole && !history->revisions.at[i].unread;
	return whole;
}

/* Where the file was after a revision; of one that is the oldest known and moved it, before that. */
static const struct str *
place_of(const struct history_page *history, size_t index)
{
	const struct history_revision *revision = &history->revisions.at[index];
	bool edge = index + 1 == history->revisions.len && revision->kind == HISTORY_MOVED;

	return edge && revision->old_path.len ? &revision->old_path : &revision->path;
}

static void
find_first(struct resolve *r, struct first *first)
{
	const struct page *page = first->page;
	const struct history_page *history = page->history;

	for (size_t i = history->revisions.len; i > 0; i--) {
		const struct history_revision *revision = &history->revisions.at[i - 1];
		struct str below = STR_EMPTY;

		if (revision->draft)
			continue;
		below = below_of(r, page, *place_of(history, i - 1));
		if (!below.len)
			continue;
		first->path = place_of(history, i - 1);
		first->at = str_eq(below, page->source->below) ? page->permalink
		                                               : address_at(r, page, below);
		if (date_known(revision->commit->date))
			first->date = revision->commit->date;
		return;
	}
}

static struct first
first_of(struct resolve *r, struct page *page)
{
	struct first first = { .page = page, .at = page->permalink, .date = page->date };

	if (page->front->url.len || !date_known(page->date) || !page->history)
		return first;
	find_first(r, &first);
	first.moved = !str_eq(first.at, page->permalink);
	if (!is_whole(page->history)) {
		first.at = page->permalink;
		first.date = page->date;
		first.unknown = true;
	}
	return first;
}

/* ---- whose it is --------------------------------------------------------------------------------------- */

/* A name without a ':' is no address: it becomes one of this site. */
static struct str
written(struct resolve *r, struct str id)
{
	if (str_find_char(id, ':') != STR_NONE)
		return id;
	return str_format(
	        r->arena, STR_FMT "/#" STR_FMT, STR_ARG(r->site->config->base_url), STR_ARG(id));
}

static int
by_publication(const void *a, const void *b, void *unused)
{
	const struct first *x = a, *y = b;
	int order = date_cmp(x->date, y->date);

	(void)unused;
	return order ? order : str_cmp(x->page->source->path, y->page->source->path);
}

/* "at", "at#2026-02-01", "at#2026-02-01-2", ... */
static struct str
free_id(struct resolve *r, struct map *taken, const struct first *first)
{
	const char *mark = str_find_char(first->at, '#') == STR_NONE ? "#" : "/";
	struct str id = first->at;
	struct buf day;

	buf_init(&day, 64);
	date_format(&day, first->page->date, STR("%Y-%m-%d"), NULL);
	for (size_t n = 1; map_get(taken, id); n++) {
		id = str_format(r->arena, STR_FMT "%s" STR_FMT, STR_ARG(first->at), mark,
		        STR_ARG(buf_view(&day)));
		if (n > 1)
			id = str_format(r->arena, STR_FMT "-%zu", STR_ARG(id), n);
	}
	buf_free(&day);
	return id;
}

static void
take(struct resolve *r, struct map *taken, struct page *page, struct str id)
{
	bool added;
	struct map_entry *entry = map_put(taken, r->arena, id, &added);

	entry->value = page;
	page->id = id;
}

/* What front matter says, which must be an address of no other page and without blanks (RFC 4287, section 4.2.6). */
static void
take_written(struct resolve *r, struct map *taken, struct page *page)
{
	struct str id = written(r, page->front->id);
	const struct page *other = map_get(taken, id);

	if (str_find_char(id, ' ') != STR_NONE) {
		diag_error(r->diags, site_place(page, STR("id")), page->text.bytes,
		        "an `id` is a part of addresses, which have no blanks");
		diag_help(r->diags, "write hyphens for them");
		return;
	}
	if (other) {
		diag_error(r->diags, site_place(page, STR("id")), page->text.bytes,
		        STR_FMT " has this `id` too", STR_ARG(other->text.path));
		diag_help(r->diags, "feed readers would take the two for one entry; change one");
		return;
	}
	take(r, taken, page, id);
}

/* Its place in the repository was another one, as far as that can be seen; but not whether it was published there. */
static void
report(struct resolve *r, const struct first *first)
{
	const struct page *page = first->page;

	diag_warning(r->diags, diag_file(page->text.path), STR_EMPTY,
	        "this page was " STR_FMT ": feed readers that know it will show it as a new one",
	        STR_ARG(*first->path));
	diag_help(r->diags,
	        "git has only a part of its history here; fetch all of it, or write `id:` with the "
	        "whole address that it had first; if it was never announced, `id: " STR_FMT "`",
	        STR_ARG(page->permalink));
}

/* Only those that are in the site's feed: what has left it, readers have forgotten. */
static void
report_moved(struct resolve *r, const struct first *firsts, size_t count)
{
	const page_list *pages = &r->site->feed;
	size_t most = (size_t)r->site->config->feeds.limit;
	struct map moved = { 0 };

	for (size_t i = 0; i < count; i++)
		if (firsts[i].moved && firsts[i].unknown)
			map_put(&moved, r->arena, firsts[i].page->source->path, NULL)->value =
			        (void *)(uintptr_t)&firsts[i];
	for (size_t i = 0; r->site->feed_url.len && i < pages->len && i < most; i++) {
		const struct first *first = map_get(&moved, pages->at[i]->source->path);

		if (first)
			report(r, first);
	}
}

void
feed_id_assign(struct resolve *r)
{
	const page_list *pages = &r->site->pages;
	struct first *firsts = arena_array(r->arena, struct first, pages->len + 1);
	struct map taken = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < r->site->all.len; i++)
		r->site->all.at[i]->id = r->site->all.at[i]->permalink;
	for (size_t i = 0; i < pages->len; i++) {
		if (pages->at[i]->front->id.len)
			take_written(r, &taken, pages->at[i]);
		else
			firsts[count++] = first_of(r, pages->at[i]);
	}
	array_sort(firsts, count, sizeof *firsts, r->arena, by_publication, NULL);
	for (size_t i = 0; i < count; i++)
		take(r, &taken, firsts[i].page, free_id(r, &taken, &firsts[i]));
	report_moved(r, firsts, count);
}
