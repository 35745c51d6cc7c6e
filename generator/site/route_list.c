/* What comes from the content and the theme: lists, pages, their old addresses, files. */
#include "base/arena.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_feeds.h"
#include "config/theme.h"
#include "site/archive.h"
#include "site/feed.h"
#include "site/item.h"
#include "site/listing.h"
#include "site/person.h"
#include "site/project.h"
#include "site/searchable.h"
#include "site/series.h"
#include "site/site.h"
#include "site/visibility.h"

static struct str
section_source(struct listing *l, const struct section *section)
{
	if (section->page)
		return section->page->source->path;
	return path_join(l->arena, STR("content"), section->path);
}

/* How many things a page of its list shows; 0: all. */
static size_t
size_of_list(const struct listing *l, const struct section *section)
{
	const struct front *front = section && section->own ? section->own->front : NULL;

	if (front && front->paginate)
		return front->paginate > 0 ? (size_t)front->paginate : 0;
	return (size_t)l->site->config->pagination.size;
}

static void
add_section(struct listing *l, const struct section *section)
{
	size_t size = size_of_list(l, section);
	struct route like = {
		.kind = section->parent ? ROUTE_SECTION : ROUTE_HOME,
		.file = section->file,
		.url = section->url,
		.source = section_source(l, section),
		.section = section,
		.page = section->page,
	};

	if (!visibility_shows_section(section))
		return;
	if (!section->parent) /* the front page is one page, however much is below it */
		size = 0;
	route_add_list(l, &like, section->pages.len, size);
}

static void
add_taxonomy(struct listing *l, const struct taxonomy *taxonomy)
{
	struct str source = STR("kith.yaml");

	if (!taxonomy->terms.len)
		return;
	route_add(l, ROUTE_TAXONOMY, taxonomy->file, taxonomy->url, source)->taxonomy = taxonomy;
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

		route_add_list(l, &like, term->pages.len, (size_t)l->site->config->pagination.size);
	}
}

/* What a feed is made from, for messages. */
static struct str
feed_source(struct listing *l, const struct feed *feed)
{
	switch (feed->kind) {
	case FEED_SECTION: return section_source(l, feed->section);
	case FEED_TERM: return feed->term->pages.at[0]->source->path;
	case FEED_PROJECT: return feed->project->page->source->path;
	default: return STR("kith.yaml");
	}
}

static void
add_feed(struct listing *l, const struct feed *feed, size_t format)
{
	static const enum route_kind kinds[] = {
#define FEED_FORMAT(NAME, name, kind, changes, file, type) [CONFIG_FEED_##NAME] = ROUTE_##kind,
#include "config/feed_format.def"
#undef FEED_FORMAT
	};
	struct str file = feed_file(l->arena, feed, format);
	struct route *route = route_add(l, kinds[format], file,
	        site_url(l->arena, l->site->config, file), feed_source(l, feed));

	route->feed = feed;
	route->section = feed->section;
	route->term = feed->term;
	route->taxonomy = feed->term ? feed->term->taxonomy : NULL;
}

void
route_list_feeds(struct listing *l)
{
	const struct feeds *feeds = l->site->feeds;

	for (size_t i = 0; i < feeds->list.len; i++)
		for (enum config_feed_format format = 0; format < CONFIG_FEED_FORMATS; format++)
			if (config_feeds_has(l->site->config, format))
				add_feed(l, feeds->list.at[i], format);
}

static bool
has_feeds(const struct persons *persons)
{
	for (size_t i = 0; i < persons->entries; i++)
		if (person_has_feed(persons->list.at[i]))
			return true;
	return false;
}

void
route_list_generated(struct listing *l)
{
	for (size_t kind = 0; kind < ROUTE_KINDS; kind++) {
		const struct route_kind_row *row = &route_kinds[kind];

		if (!l->on[kind] || !row->address.len || (row->flags & (ROUTE_GIT | ROUTE_HOSTED)))
			continue;
		if (kind == ROUTE_REDIRECTS && !l->site->redirects.len)
			continue;
		if (kind == ROUTE_SECURITY && !l->site->config->security.contact.len)
			continue;
		if (kind == ROUTE_BLOGROLL && !has_feeds(l->site->persons))
			continue;
		route_add_fixed(l, (enum route_kind)kind);
	}
}

/*
 * What was offered as one page, of as many things as it has to show, on as many pages as a section of that address
 * would have.
 */
static void
cut(struct listing *l, struct route *first)
{
	struct str folder = path_dir(first->file);
	size_t size = size_of_list(l, map_get(&l->site->by_section, folder)), items = first->to;

	first->number = 1;
	first->pages = size && items ? (items + size - 1) / size : 1;
	first->to = first->pages > 1 ? size : items;
	for (size_t number = 2; number <= first->pages; number++) {
		struct route *route = route_offer(l, first->kind, items);

		*route = *first;
		route->file = path_join(
		        l->arena, folder, str_format(l->arena, "page/%zu/index.html", number));
		route->url = route_page_url(l->arena, first->url, number);
		route->number = number;
		route->from = (number - 1) * size;
		route->to = number < first->pages ? route->from + size : items;
	}
}

/* The same of a kind that has its address in route.def. */
static void
offer_list(struct listing *l, enum route_kind kind, size_t items)
{
	struct route *first = route_offer(l, kind, items);

	if (first)
		cut(l, first);
}

static void
add_archive(struct listing *l)
{
	const struct archive *archive = l->site->archive;

	route_offer(l, ROUTE_ARCHIVE, archive->years.len);
	for (size_t i = 0; i < archive->years.len; i++) {
		const struct archive_year *year = &archive->years.at[i];
		struct str path = archive_path(l->arena, year->year);
		struct route *route = route_offer(l, ROUTE_YEAR, year->pages.len);

		if (!route)
			continue;
		route->file = path_join(l->arena, path, STR("index.html"));
		route->url = site_url(l->arena, l->site->config, path);
		route->year = year->year;
		cut(l, route);
	}
}

static void
add_series(struct listing *l)
{
	const struct series_table *table = l->site->series;

	route_offer(l, ROUTE_SERIES_LIST, table->list.len);
	for (size_t i = 0; i < table->list.len; i++) {
		const struct series *series = table->list.at[i];
		struct route *route = route_offer(l, ROUTE_SERIES, series->pages.len);

		if (!route)
			continue;
		route->file = series->file;
		route->url = series->url;
		route->source = series->pages.at[0]->source->path;
		route->series = series;
		cut(l, route);
	}
}

static void
add_people(struct listing *l)
{
	const struct persons *persons = l->site->persons;
	size_t told = 0;

	for (size_t i = 0; i < persons->entries; i++)
		told += person_is_told(persons->list.at[i]);
	route_offer(l, ROUTE_PEOPLE, told);
	for (size_t i = 0; i < persons->entries; i++) {
		const struct person *person = persons->list.at[i];
		struct route *route = person->file.len ? route_offer(l, ROUTE_PERSON, 1) : NULL;

		if (!route)
			continue;
		route->file = person->file;
		route->url = person->url;
		route->source = persons->source;
		route->person = person;
	}
}

void
route_list_gathered(struct listing *l)
{
	const struct config *config = l->site->config;
	size_t logs = 0;

	for (size_t i = 0; i < l->site->pages.len; i++)
		logs += l->site->pages.at[i]->type == FRONT_LOG;
	offer_list(l, ROUTE_LOG, logs);
	route_offer(l, ROUTE_NOW, project_now(l->arena, l->site->projects).len);
	offer_list(l, ROUTE_ASKS, l->site->items->of[ITEM_ASK].len);
	offer_list(l, ROUTE_LESSONS, l->site->items->of[ITEM_LESSON].len);
	add_archive(l);
	add_series(l);
	add_people(l);
	route_offer(l, ROUTE_FOLLOW,
	        l->site->feeds->list.len || config->author.url.len || config->author.email.len ||
	                config->author.links.len);
}

void
route_list_search(struct listing *l)
{
	const struct searchable *search = l->site->search;
	struct str script = STR("search/search.js"), source = STR("kith.yaml");

	if (!search)
		return;
	route_offer(l, ROUTE_SEARCH, search->pages.len);
	route_add(l, ROUTE_SEARCH_SCRIPT, script, site_url(l->arena, l->site->config, script),
	        source);
	for (size_t i = 0; i < search->len; i++) {
		const struct searchable_file *file = &search->files[i];
		struct str url = site_url(l->arena, l->site->config, file->file);

		route_add(l, ROUTE_SEARCH_INDEX, file->file, url, source)->searchable = file;
	}
}

void
route_list_sections(struct listing *l)
{
	for (size_t i = 0; i < l->site->sections.len; i++)
		add_section(l, l->site->sections.at[i]);
}

void
route_list_taxonomies(struct listing *l)
{
	for (size_t i = 0; i < l->site->taxonomies.len; i++)
		add_taxonomy(l, l->site->taxonomies.at[i]);
}

/* With a layout or a template of its own, it is shown as that says, which may be without what happened. */
static bool
has_own_template(const struct listing *l, const struct page *page)
{
	struct str name = str_format(l->arena, STR_FMT ".html", STR_ARG(page->type_name));

	return page->front->layout.len || theme_template(l->site->theme, name);
}

/* A project whose timeline is long: its page is the first of as many as that needs. */
static void
add_project(struct listing *l, const struct project *project)
{
	const struct page *page = project->page;
	size_t size = (size_t)l->site->config->pagination.size, events = project->timeline.len;
	struct route like = {
		.kind = ROUTE_PAGE,
		.file = page->file,
		.url = page->url,
		.source = page->source->path,
		.page = page,
	};
	size_t first = l->table->list.len;

	if (!l->on[ROUTE_TIMELINE] || has_own_template(l, page) ||
	        !str_eq(path_base(page->file), STR("index.html")))
		size = 0;
	route_add_list(l, &like, events, size);
	for (size_t i = first + 1; i < l->table->list.len; i++)
		l->table->list.at[i].kind = ROUTE_TIMELINE;
}

void
route_list_pages(struct listing *l)
{
	for (size_t i = 0; i < l->site->pages.len; i++) {
		const struct page *page = l->site->pages.at[i];
		const struct project *project = project_of_page(l->site->projects, page);

		if (project)
			add_project(l, project);
		else
			route_add(l, ROUTE_PAGE, page->file, page->url, page->source->path)->page =
			        page;
	}
}

void
route_list_redirects(struct listing *l)
{
	for (size_t i = 0; i < l->site->redirects.len; i++) {
		const struct redirect *redirect = &l->site->redirects.at[i];

		route_add(l, ROUTE_ALIAS, redirect->file, redirect->from,
		        redirect->page->source->path)
		        ->redirect = redirect;
	}
}

void
route_list_files(struct listing *l)
{
	const struct site *site = l->site;

	for (size_t i = 0; i < site->assets.len; i++) {
		const struct asset *asset = site->assets.at[i];

		route_add(l, ROUTE_ASSET, asset->file, asset->url, asset->path)->asset = asset;
	}
	for (size_t i = 0; site->theme && i < site->theme->assets.len; i++) {
		const struct theme_file *file = &site->theme->assets.at[i];
		struct str path = path_join(l->arena, STR("assets"), file->name);

		route_add(l, ROUTE_THEME_ASSET, path, site_url(l->arena, site->config, path),
		        file->path)
		        ->theme_file = file;
	}
}
