/* What git knows: the changelog, and the history of each page with its revisions. */
#include "base/arena.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_feeds.h"
#include "history/history.h"
#include "site/change.h"
#include "site/feed.h"
#include "site/listing.h"
#include "site/site.h"

/* "essays/cache/index.html" -> "essays/cache/history/"; "about.html" -> "about/history/". */
static struct str
history_folder(struct arena *arena, const struct page *page)
{
	struct str file = page->file;

	if (str_eq(path_base(file), STR("index.html")))
		file = path_dir(file);
	else
		file = str_slice(file, 0, file.len - path_ext(file).len);
	return path_join(arena, file, STR("history/"));
}

static struct str
revision_folder(struct arena *arena, const struct page *page, size_t revision)
{
	const struct history_commit *commit = page->history->revisions.at[revision].commit;

	return str_format(arena, STR_FMT STR_FMT "/", STR_ARG(history_folder(arena, page)),
	        STR_ARG(commit->short_hash));
}

/* Of those that could be read, and were for readers. */
static void
add_revisions(struct listing *l, const struct page *page)
{
	for (size_t i = 0; i < page->history->revisions.len; i++) {
		const struct history_revision *revision = &page->history->revisions.at[i];
		struct str folder = revision_folder(l->arena, page, i);
		struct route *route;

		if (revision->draft || !revision->counted)
			continue;
		route = route_add(l, ROUTE_REVISION, path_join(l->arena, folder, STR("index.html")),
		        site_url(l->arena, l->site->config, folder), page->source->path);
		route->page = page;
		route->revision = i;
	}
}

const struct route *
route_git_revision(const struct site *site, const struct page *page, size_t revision)
{
	struct arena arena = ARENA_EMPTY;
	struct str folder = revision_folder(&arena, page, revision);
	const struct route *route =
	        map_get(&site->by_file, path_join(&arena, folder, STR("index.html")));

	arena_free(&arena);
	if (!route || route->kind != ROUTE_REVISION || route->revision != revision)
		return NULL;
	return route;
}

static void
add_history(struct listing *l, const struct page *page)
{
	struct str folder = history_folder(l->arena, page);
	const struct history_page *history = page->history;
	struct route like = {
		.kind = ROUTE_HISTORY,
		.file = str_format(l->arena, STR_FMT "index.html", STR_ARG(folder)),
		.url = site_url(l->arena, l->site->config, folder),
		.source = page->source->path,
		.page = page,
	};

	if (!history || !history->revisions.len || page->left_out || path_check(like.file))
		return;
	route_add_list(l, &like, history->revisions.len, ROUTE_HISTORY_SIZE);
	if (l->on[ROUTE_REVISION])
		add_revisions(l, page);
}

static void
add_changelog_page(struct listing *l, int year, size_t from, size_t to)
{
	struct str path = change_path(l->arena, year);
	struct route *route = route_add(l, ROUTE_CHANGELOG,
	        str_format(l->arena, STR_FMT "index.html", STR_ARG(path)),
	        site_url(l->arena, l->site->config, path), STR("kith.yaml"));

	route->year = year;
	route->from = from;
	route->to = to;
}

/* All of them on one page; or the newest there, and those of each year on one of its own. */
void
route_git_changelog(struct listing *l)
{
	const struct changes *changes = l->site->changes;
	size_t count = changes ? changes->list.len : 0;

	if (!count || !l->on[ROUTE_CHANGELOG])
		return;
	add_changelog_page(l, 0, 0, count < CHANGE_PAGE_SIZE ? count : CHANGE_PAGE_SIZE);
	for (size_t from = 0, to; changes->by_year && from < count; from = to) {
		int year = changes->list.at[from]->year;

		for (to = from; to < count && changes->list.at[to]->year == year; to++)
			;
		add_changelog_page(l, year, from, to);
	}
	/* A feed says when it changed, which it cannot where no change has a date; the undated are last. */
	for (enum config_feed_format format = 0; format < CONFIG_FEED_FORMATS; format++)
		if (config_feeds_has(l->site->config, format) && l->on[feed_of_changes(format)] &&
		        date_known(changes->list.at[0]->date))
			route_add_fixed(l, feed_of_changes(format));
}

void
route_git_histories(struct listing *l)
{
	for (size_t i = 0; l->on[ROUTE_HISTORY] && i < l->site->all.len; i++)
		add_history(l, l->site->all.at[i]);
}

void
route_git_name(struct listing *l)
{
	for (size_t i = 0; i < l->table->list.len; i++) {
		const struct route *route = &l->table->list.at[i];

		if (route->kind == ROUTE_HISTORY && route->number == 1)
			l->site->all.at[route->page->ordinal]->history_url = route->url;
	}
}
