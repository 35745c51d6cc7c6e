#include "site/feed.h"

#include "activity/activity.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_feeds.h"
#include "site/project.h"
#include "site/resolve.h"
#include "site/route.h"
#include "site/visibility.h"

static const struct {
	struct str file, type;
	enum route_kind changes;
} formats[] = {
#define FEED_FORMAT(NAME, name, kind, changes, file, type) \
	[CONFIG_FEED_##NAME] = { STR_INIT(file), STR_INIT(type), ROUTE_##changes },
#include "config/feed_format.def"
#undef FEED_FORMAT
};

struct str
feed_file(struct arena *arena, const struct feed *feed, size_t format)
{
	return path_join(arena, feed->folder, formats[format].file);
}

struct str
feed_type(size_t format)
{
	return formats[format].type;
}

enum route_kind
feed_of_changes(size_t format)
{
	return formats[format].changes;
}

bool
feed_is_of_changes(const struct route *route)
{
	size_t format = 0;

	while (format < CONFIG_FEED_FORMATS && formats[format].changes != route->kind)
		format++;
	return format < CONFIG_FEED_FORMATS;
}

static enum config_feed_format
first_format(const struct config *config)
{
	enum config_feed_format format = 0;

	while (format + 1 < CONFIG_FEED_FORMATS && !config_feeds_has(config, format))
		format++;
	return format;
}

/* NULL when another feed is there already. */
static struct feed *
feed_new(struct resolve *r, struct feeds *feeds, enum feed_kind kind, struct str folder)
{
	bool added;
	struct map_entry *entry = map_put(&feeds->by_folder, r->arena, folder, &added);
	struct feed *feed;

	if (!added)
		return NULL;
	feed = arena_new(r->arena, struct feed);
	feed->index = feeds->list.len;
	feed->kind = kind;
	feed->folder = folder;
	feed->url = site_url(r->arena, r->site->config,
	        feed_file(r->arena, feed, first_format(r->site->config)));
	entry->value = feed;
	*array_push(r->arena, &feeds->list) = feed;
	return feed;
}

struct date
feed_entry_latest(const struct feed_entry *entry)
{
	return entry->release ? entry->release->date : page_latest(entry->page);
}

static void
announce(struct resolve *r, struct feed *feed, struct feed_entry entry)
{
	if (feed->entries.len < (size_t)r->site->config->feeds.limit)
		*array_push(r->arena, &feed->entries) = entry;
}

/* Of a list that is newest first; what has no date is behind all others. */
static void
announce_pages(struct resolve *r, struct feed *feed, const page_list *pages)
{
	for (size_t i = 0; i < pages->len && date_known(pages->at[i]->date); i++)
		announce(r, feed, (struct feed_entry){ .page = pages->at[i] });
}

/* ---- what there are feeds of ----------------------------------------------------------------------- */

/* "projects/quill/index.html" -> "projects/quill"; "quill.html" -> "quill". */
static struct str
folder_of_page(const struct page *page)
{
	struct str file = page->file;

	if (str_is(path_base(file), "index.html"))
		return path_dir(file);
	return str_slice(file, 0, file.len - path_ext(file).len);
}

static int
release_order(const void *a, const void *b, void *unused)
{
	const struct release *x = *(const struct release *const *)a;
	const struct release *y = *(const struct release *const *)b;

	(void)unused;
	return date_cmp(y->date, x->date);
}

typedef array_of(const struct release *) release_pointers;

/* Newest first, those of one moment by version; without those that nobody knows when they were. */
static release_pointers
dated_releases(struct resolve *r, const struct activity *activity)
{
	release_pointers found = { 0 };

	for (size_t i = 0; activity && i < activity->releases.len; i++)
		if (date_known(activity->releases.at[i].date))
			*array_push(r->arena, &found) = &activity->releases.at[i];
	array_sort(found.at, found.len, sizeof *found.at, r->arena, release_order, NULL);
	return found;
}

/* Pages and releases, each newest first, as one list. */
static void
announce_both(struct resolve *r, struct feed *feed, const page_list *pages,
        const release_pointers *releases)
{
	for (size_t i = 0, k = 0; i < pages->len || k < releases->len;) {
		bool page = k == releases->len ||
		        (i < pages->len &&
		                date_cmp(pages->at[i]->date, releases->at[k]->date) >= 0);
		struct feed_entry entry = { .page = feed->project->page };

		if (page)
			entry.page = pages->at[i++];
		else
			entry.release = releases->at[k++];
		announce(r, feed, entry);
	}
}

/* The pages whose dates somebody wrote, as in the feed of the site; entries of the log are what it is for; and the releases. */
static void
add_project(struct resolve *r, struct feeds *feeds, const struct project *project)
{
	const page_list *lists[] = { &project->entries, &project->essays, &project->lessons,
		&project->asks, &project->others };
	release_pointers releases = dated_releases(r, project->page->activity);
	page_list all = { 0 };
	struct feed *feed;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t k = 0; k < lists[i]->len; k++)
			if (lists[i]->at[k]->dated)
				*array_push(r->arena, &all) = lists[i]->at[k];
	if (!all.len && !releases.len)
		return;
	feed = feed_new(r, feeds, FEED_PROJECT, folder_of_page(project->page));
	if (!feed)
		return;
	feed->project = project;
	array_sort(all.at, all.len, sizeof *all.at, r->arena, order_by_place, NULL);
	announce_both(r, feed, &all, &releases);
}

/* There is one as soon as something was asked, even when nothing is open: who follows it is to hear of the next. */
static void
add_items(struct resolve *r, struct feeds *feeds, enum item_kind kind, struct str folder)
{
	const item_list *items = &r->site->items->of[kind];
	struct feed *feed = items->len ? feed_new(r, feeds, FEED_ITEMS, folder) : NULL;

	if (!feed)
		return;
	feed->items = kind;
	for (size_t i = 0; i < items->len; i++)
		if (item_stands(items->at[i]) && date_known(items->at[i]->page->date))
			announce(r, feed,
			        (struct feed_entry){ items->at[i]->page, items->at[i], NULL });
}

static void
add_section(struct resolve *r, struct feeds *feeds, struct section *section)
{
	struct str folder = path_dir(section->file);
	struct feed *feed;

	if (!section->feed.len || !visibility_shows_section(section))
		return;
	feed = feed_new(r, feeds, FEED_SECTION, folder);
	if (feed) {
		feed->section = section;
		announce_pages(r, feed, &section->feed);
	}
	section->feed_url = ((const struct feed *)map_get(&feeds->by_folder, folder))->url;
}

static void
add_terms(struct resolve *r, struct feeds *feeds, const struct taxonomy *taxonomy)
{
	for (size_t i = 0; taxonomy->feed && i < taxonomy->terms.len; i++) {
		struct term *term = taxonomy->terms.at[i];
		struct str folder = path_dir(term->file);
		struct feed *feed;

		if (!date_known(term->pages.at[0]->date))
			continue;
		feed = feed_new(r, feeds, FEED_TERM, folder);
		if (feed) {
			feed->term = term;
			announce_pages(r, feed, &term->pages);
		}
		term->feed_url = ((const struct feed *)map_get(&feeds->by_folder, folder))->url;
	}
}

void
feed_list(struct resolve *r)
{
	struct feeds *feeds = arena_new(r->arena, struct feeds);
	struct site *site = r->site;
	const struct config *config = site->config;
	struct feed *feed;

	site->feeds = feeds;
	if (!config->pages.feeds || !config->base_url.len)
		return;
	feed = feed_new(r, feeds, FEED_SITE, STR_EMPTY);
	site->feed_url = feed->url;
	announce_pages(r, feed, &site->feed);
	for (size_t i = 0; i < site->projects->list.len; i++)
		add_project(r, feeds, site->projects->list.at[i]);
	add_items(r, feeds, ITEM_ASK, STR("asks"));
	add_items(r, feeds, ITEM_LESSON, STR("lessons"));
	for (size_t i = 1; config->feeds.sections && i < site->sections.len; i++)
		add_section(r, feeds, site->sections.at[i]);
	for (size_t i = 0; i < site->taxonomies.len; i++)
		add_terms(r, feeds, site->taxonomies.at[i]);
}

/* ---- looking them up --------------------------------------------------------------------------------- */

const struct feed *
feed_of_items(const struct feeds *feeds, enum item_kind kind)
{
	for (size_t i = 0; i < feeds->list.len; i++)
		if (feeds->list.at[i]->kind == FEED_ITEMS && feeds->list.at[i]->items == kind)
			return feeds->list.at[i];
	return NULL;
}

const struct feed *
feed_of_project(const struct feeds *feeds, const struct project *project)
{
	const struct feed *feed = map_get(&feeds->by_folder, folder_of_page(project->page));

	return feed && feed->project == project ? feed : NULL;
}
