/*
 * The list of everything that is published. Lists come first, because feeds and long lists take longest
 * to render and workers take routes in order; copied files come last.
 */
#include "site/route.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "history/history.h"
#include "site/change.h"
#include "site/site.h"

const struct route_kind_row route_kinds[ROUTE_KINDS] = {
#define ROUTE(NAME, name, templates, when, help) { STR_INIT(#name), templates, help },
#include "site/route.def"
#undef ROUTE
};

struct listing {
	struct arena *arena;
	struct site *site;
	struct route_table *table;
	struct diags *diags;
	bool on[ROUTE_KINDS];
};

static struct route *
add(struct listing *l, enum route_kind kind, struct str file, struct str url, struct str source)
{
	struct route *route;

	route = array_push(l->arena, &l->table->list);
	route->kind = kind;
	route->index = l->table->list.len - 1;
	route->file = file;
	route->url = url;
	route->source = source;
	return route;
}

struct str
route_page_url(struct arena *arena, struct str url, size_t number)
{
	if (number <= 1)
		return url;
	return str_format(arena, STR_FMT "page/%zu/", STR_ARG(url), number);
}

/* One route per page of a list; an empty list has one. `like` has kind and subject. */
static void
add_list(struct listing *l, const struct route *like, size_t items, size_t size)
{
	size_t pages = size && items ? (items + size - 1) / size : 1;

	for (size_t number = 1; number <= pages; number++) {
		struct str file = like->file;
		struct route *route;

		if (number > 1)
			file = path_join(l->arena, path_dir(file),
			        str_format(l->arena, "page/%zu/index.html", number));
		route = add(l, like->kind, file, route_page_url(l->arena, like->url, number),
		        like->source);
		route->page = like->page;
		route->section = like->section;
		route->taxonomy = like->taxonomy;
		route->term = like->term;
		route->number = number;
		route->pages = pages;
		route->from = size ? (number - 1) * size : 0;
		route->to = size && route->from + size < items ? route->from + size : items;
	}
}

static struct route *
add_feed(struct listing *l, struct str url, struct str folder, struct str source)
{
	return add(l, ROUTE_FEED, path_join(l->arena, folder, STR("feed.xml")), url, source);
}

static struct str
section_source(struct listing *l, const struct section *section)
{
	if (section->page)
		return section->page->source->path;
	return path_join(l->arena, STR("content"), section->path);
}

static void
add_section(struct listing *l, const struct section *section)
{
	const struct front *front = section->page ? &section->page->front : NULL;
	int64_t size = l->site->config->pagination.size;
	struct route like = {
		.kind = section->parent ? ROUTE_SECTION : ROUTE_HOME,
		.file = section->file,
		.url = section->url,
		.source = section_source(l, section),
		.section = section,
		.page = section->page,
	};

	if (front && front->paginate)
		size = front->paginate > 0 ? front->paginate : 0;
	if (section->page && section->page->left_out)
		return;
	if (!section->parent) /* the front page is one page, however much is below it */
		size = 0;
	add_list(l, &like, section->pages.len, (size_t)size);
	if (l->on[ROUTE_FEED] && section->feed_url.len && section->feed.len)
		add_feed(l, section->feed_url, path_dir(section->file), like.source)->section =
		        section;
}

static void
add_taxonomy(struct listing *l, const struct taxonomy *taxonomy)
{
	struct str source = STR("kith.yaml");
	struct route *route = add(l, ROUTE_TAXONOMY, taxonomy->file, taxonomy->url, source);

	route->taxonomy = taxonomy;
	for (size_t i = 0; i < taxonomy->terms.len; i++) {
		const struct term *term = taxonomy->terms.at[i];
		struct route like = {
			.kind = ROUTE_TERM,
			.file = term->file,
			.url = term->url,
			.source = term->pages.at[0]->source->path,
			.taxonomy = taxonomy,
			.term = term,
		};

		add_list(l, &like, term->pages.len, (size_t)l->site->config->pagination.size);
		if (!l->on[ROUTE_FEED] || !term->feed_url.len)
			continue;
		route = add_feed(l, term->feed_url, path_dir(term->file), like.source);
		route->taxonomy = taxonomy;
		route->term = term;
	}
}

static void
add_generated(struct listing *l)
{
	static const struct {
		enum route_kind kind;
		struct str file;
	} files[] = {
		{ ROUTE_FEED, STR_INIT("feed.xml") },
		{ ROUTE_SITEMAP, STR_INIT("sitemap.xml") },
		{ ROUTE_ROBOTS, STR_INIT("robots.txt") },
		{ ROUTE_NOT_FOUND, STR_INIT("404.html") },
		{ ROUTE_REDIRECTS, STR_INIT("_redirects") },
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (!l->on[files[i].kind])
			continue;
		if (files[i].kind == ROUTE_REDIRECTS && !l->site->redirects.len)
			continue;
		add(l, files[i].kind, files[i].file,
		        site_url(l->arena, l->site->config, files[i].file), STR("kith.yaml"));
	}
}

static void
add_files(struct listing *l)
{
	const struct site *site = l->site;

	for (size_t i = 0; i < site->assets.len; i++) {
		const struct asset *asset = site->assets.at[i];

		add(l, ROUTE_ASSET, asset->file, asset->url, asset->path)->asset = asset;
	}
	for (size_t i = 0; site->theme && i < site->theme->assets.len; i++) {
		const struct theme_file *file = &site->theme->assets.at[i];
		struct str path = path_join(l->arena, STR("assets"), file->name);

		add(l, ROUTE_THEME_ASSET, path, site_url(l->arena, site->config, path), file->path)
		        ->theme_file = file;
	}
}

/* ---- what git knows ----------------------------------------------------------------------------- */

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
		route = add(l, ROUTE_REVISION, path_join(l->arena, folder, STR("index.html")),
		        site_url(l->arena, l->site->config, folder), page->source->path);
		route->page = page;
		route->revision = i;
	}
}

const struct route *
route_revision(const struct site *site, const struct page *page, size_t revision)
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
	add_list(l, &like, history->revisions.len, ROUTE_HISTORY_SIZE);
	if (l->on[ROUTE_REVISION])
		add_revisions(l, page);
}

static void
add_changelog_page(struct listing *l, int year, size_t from, size_t to)
{
	struct str path = change_path(l->arena, year);
	struct route *route =
	        add(l, ROUTE_CHANGELOG, str_format(l->arena, STR_FMT "index.html", STR_ARG(path)),
	                site_url(l->arena, l->site->config, path), STR("kith.yaml"));

	route->year = year;
	route->from = from;
	route->to = to;
}

/* All of them on one page; or the newest there, and those of each year on one of its own. */
static void
add_changelog(struct listing *l)
{
	const struct changes *changes = l->site->changes;
	size_t count = changes ? changes->list.len : 0;

	if (!count)
		return;
	add_changelog_page(l, 0, 0, count < CHANGE_PAGE_SIZE ? count : CHANGE_PAGE_SIZE);
	for (size_t from = 0, to; changes->by_year && from < count; from = to) {
		int year = changes->list.at[from]->year;

		for (to = from; to < count && changes->list.at[to]->year == year; to++)
			;
		add_changelog_page(l, year, from, to);
	}
	/* A feed says when it changed, which it cannot where no change has a date; the undated are last. */
	if (l->on[ROUTE_CHANGES] && date_known(changes->list.at[0]->date))
		add(l, ROUTE_CHANGES, STR("changelog/feed.xml"),
		        site_url(l->arena, l->site->config, STR("changelog/feed.xml")),
		        STR("kith.yaml"));
}

/* Made of what git knows, whatever addresses the site has: each of them gives way to anything else. */
static bool
is_of_git(const struct route *route)
{
	return route->kind == ROUTE_HISTORY || route->kind == ROUTE_REVISION ||
	        route->kind == ROUTE_CHANGELOG || route->kind == ROUTE_CHANGES;
}

/*
 * What a site puts itself into static/ or content/ replaces what kith would generate there: robots.txt, a
 * _redirects list, an asset of the theme.
 */
static bool
yields(const struct route *generated, const struct route *own)
{
	switch (generated->kind) {
	case ROUTE_ROBOTS:
	case ROUTE_REDIRECTS:
	case ROUTE_SITEMAP:
	case ROUTE_FEED:
	case ROUTE_NOT_FOUND:
	case ROUTE_THEME_ASSET: return own->kind == ROUTE_ASSET || own->kind == ROUTE_PAGE;
	case ROUTE_HISTORY:
	case ROUTE_REVISION:
	case ROUTE_CHANGELOG:
	case ROUTE_CHANGES: return !is_of_git(own);
	default: return false;
	}
}

/* The page whose front matter decides the address, or NULL. */
static const struct page *
page_of(const struct route *route)
{
	return route->redirect ? route->redirect->page : route->page;
}

/* What gives a route its address: the key of front matter, or the source as a whole. */
static struct place
place_of(const struct route *route)
{
	const struct page *page = page_of(route);
	struct str key = STR("slug");

	if (!page)
		return diag_file(route->source);
	if (route->redirect)
		key = STR("aliases");
	else if (page->front.url.len)
		key = STR("url");
	return site_place(page, key);
}

/* Said of the one that an author can change most easily: a page before a file, the later of two pages. */
static void
report_collision(struct listing *l, const struct route *a, const struct route *b)
{
	bool in_order =
	        !page_of(a) != !page_of(b) ? !page_of(a) : str_cmp(a->source, b->source) <= 0;
	const struct route *first = in_order ? a : b, *second = in_order ? b : a;
	const struct page *page = page_of(second);

	diag_error(l->diags, place_of(second), page ? page->text.bytes : STR_EMPTY,
	        "two things would be " STR_FMT ": this and " STR_FMT, STR_ARG(second->url),
	        STR_ARG(first->source));
	if (page)
		diag_help(l->diags,
		        "give one of them another `slug:` or `url:`, or remove its alias");
	else
		diag_help(l->diags, "rename one of them");
}

/* Is a part of the path the file of another route? ("a" and "a/index.html") */
static void
check_parents(struct listing *l, const struct map *files, const struct route *route)
{
	for (struct str above = path_dir(route->file); above.len; above = path_dir(above)) {
		const struct route *other = map_get(files, above);

		if (other)
			report_collision(l, other, route);
	}
}

static void
check_case(struct listing *l, struct map *folded, const struct route *route)
{
	struct map_entry *entry = map_put(folded, l->arena, utf8_fold(l->arena, route->file), NULL);
	const struct route *other = entry->value;

	if (!other) {
		entry->value = (void *)(uintptr_t)route;
		return;
	}
	diag_warning(l->diags, diag_file(route->source), STR_EMPTY,
	        STR_FMT " and " STR_FMT " (of " STR_FMT
	                ") differ only in case or in how characters "
	                "are composed: on many disks they are one file",
	        STR_ARG(route->url), STR_ARG(other->url), STR_ARG(other->source));
}

/* What git would tell gives way to a file where its folder would be, too. */
static void
drop_below_files(struct map *files)
{
	for (size_t i = 0; i < files->len; i++) {
		const struct route *route = files->at[i].value;

		if (!is_of_git(route))
			continue;
		for (struct str above = path_dir(route->file); above.len; above = path_dir(above))
			if (map_find(files, above))
				files->at[i].value = NULL;
	}
}

/* What is left has an address that pages can lead to. */
static void
name_histories(struct listing *l)
{
	for (size_t i = 0; i < l->table->list.len; i++) {
		const struct route *route = &l->table->list.at[i];

		if (route->kind == ROUTE_HISTORY && route->number == 1)
			l->site->all.at[route->page->ordinal]->history_url = route->url;
	}
}

/* Drops what yields, reports what collides, and numbers the rest. */
static void
settle(struct listing *l)
{
	struct map *files = &l->site->by_file, folded = { 0 };
	struct route_table *table = arena_new(l->arena, struct route_table);

	for (size_t i = 0; i < l->table->list.len; i++) {
		struct route *route = &l->table->list.at[i];
		struct map_entry *entry = map_put(files, l->arena, route->file, NULL);
		struct route *other = entry->value;

		if (other && !yields(other, route) && !yields(route, other) && !is_of_git(route))
			report_collision(l, other, route);
		if (!other || yields(other, route))
			entry->value = route;
	}
	drop_below_files(files);
	for (size_t i = 0; i < files->len; i++)
		if (files->at[i].value)
			*array_push(l->arena, &table->list) = *(struct route *)files->at[i].value;
	for (size_t i = 0, number = 0; i < files->len; i++) {
		if (!files->at[i].value)
			continue;
		table->list.at[number].index = number;
		files->at[i].value = &table->list.at[number++];
	}
	for (size_t i = 0; i < table->list.len; i++) {
		check_parents(l, files, &table->list.at[i]);
		check_case(l, &folded, &table->list.at[i]);
	}
	l->table = table;
}

/* Which kinds the configuration wants, from the `switch` column of route.def. */
static void
read_switches(struct listing *l)
{
	const struct config *config = l->site->config;

#define WANTED_always true
#define WANTED_feeds l->site->feeds
#define WANTED_sitemap l->site->sitemap
#define WANTED_robots config->pages.robots
#define WANTED_taxonomies config->pages.taxonomies
#define WANTED_not_found config->pages.not_found
#define WANTED_redirects config->pages.redirects
#define WANTED_changelog config->pages.changelog
#define WANTED_changes (l->site->feeds && config->pages.changelog)
#define WANTED_history config->pages.history
#define WANTED_revisions (config->pages.history && config->pages.revisions)
#define ROUTE(NAME, name, templates, when, help) l->on[ROUTE_##NAME] = WANTED_##when;
#include "site/route.def"
#undef ROUTE
}

struct route_table *
route_list(struct arena *arena, struct site *site, struct diags *diags)
{
	struct listing l = { arena, site, arena_new(arena, struct route_table), diags, { false } };

	read_switches(&l);
	for (size_t i = 0; i < site->sections.len; i++)
		add_section(&l, site->sections.at[i]);
	add_generated(&l);
	if (l.on[ROUTE_CHANGELOG])
		add_changelog(&l);
	for (size_t i = 0; i < site->taxonomies.len; i++)
		add_taxonomy(&l, site->taxonomies.at[i]);
	for (size_t i = 0; i < site->pages.len; i++) {
		const struct page *page = site->pages.at[i];

		add(&l, ROUTE_PAGE, page->file, page->url, page->source->path)->page = page;
	}
	for (size_t i = 0; l.on[ROUTE_HISTORY] && i < site->all.len; i++)
		add_history(&l, site->all.at[i]);
	for (size_t i = 0; i < site->redirects.len; i++) {
		const struct redirect *redirect = &site->redirects.at[i];

		add(&l, ROUTE_ALIAS, redirect->file, redirect->from, redirect->page->source->path)
		        ->redirect = redirect;
	}
	add_files(&l);
	settle(&l);
	name_histories(&l);
	return l.table;
}
