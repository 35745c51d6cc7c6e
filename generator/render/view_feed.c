/*
 * Feeds, to a template: records of what they announce, whether that is a page or a passage of one. The text of each
 * entry is written when the feed is, with whole addresses.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_feeds.h"
#include "config/theme.h"
#include "content/page.h"
#include "markdown/document.h"
#include "render/fact.h"
#include "render/feed_ask.h"
#include "render/feed_release.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/change.h"
#include "site/feed.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/route.h"
#include "site/site.h"

/* ---- entries --------------------------------------------------------------------------------------- */

/* A passage is named after its page; two '#' would be no address. */
static struct value
id_of(const struct view *page, const struct feed_entry *entry, struct arena *arena)
{
	struct value id = view_page_id(page, arena);
	const struct markdown_remark *remark = entry->item ? entry->item->remark : NULL;

	if (!remark)
		return id;
	return value_text(str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(value_str(id)),
	        str_find_char(value_str(id), '#') == STR_NONE ? "#" : "/", STR_ARG(remark->id)));
}

static struct value
paragraph(struct str markup, struct arena *arena)
{
	return value_markup(str_format(arena, "<p>" STR_FMT "</p>\n", STR_ARG(markup)));
}

static struct value
title_as_content(const struct feed_entry *entry, struct arena *arena)
{
	struct buf buf;
	struct value content;

	buf_init(&buf, SIZE_MAX / 2);
	escape_html(&buf, item_title(entry->item));
	content = paragraph(buf_view(&buf), arena);
	buf_free(&buf);
	return content;
}

/* Of a passage that is nothing but a title, the sentence before it; without one, the title, since an entry says something. */
static struct value
content_of(const struct view *page, const struct feed_entry *entry, struct arena *arena)
{
	const struct markdown_remark *remark = entry->item ? entry->item->remark : NULL;

	const struct item_context *context;
	struct value text;

	if (!remark)
		return view_page_feed_content(page, arena);
	text = view_page_feed_passage(page, remark->begin, remark->end, arena);
	context = item_context(page->render->site->items, entry->item);
	if (str_trim(value_str(text)).len)
		return text;
	if (!context->sentence)
		return title_as_content(entry, arena);
	return paragraph(value_str(view_page_clip(page, context->sentence, true, arena)), arena);
}

/* Of all taxonomies, as the page has them. */
static struct value
categories_of(const struct page *page, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, page->terms.len + 1);

	for (size_t i = 0; i < page->terms.len; i++)
		items[i] = value_text(page->terms.at[i]->title);
	return value_list(items, page->terms.len);
}

/* What is struck out on pages has to be told in words where titles are no more than letters. */
static struct value
title_of_entry(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	if (!entry->item || !entry->item->remark)
		return value_text(item_title_told(arena, render->site, entry->page));
	return view_item_title(&render->items[entry->item->index], arena);
}

static struct value
of_page(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	const struct page *page = entry->page;
	const struct view *view = &render->pages[page->ordinal];
	const struct view *item = entry->item ? &render->items[entry->item->index] : NULL;
	struct str language = page->front->lang;

	return VIEW_RECORD(arena, entry, { "id", id_of(view, entry, arena) },
	        { "title", title_of_entry(render, entry, arena) },
	        { "permalink",
	                item ? view_item_permalink(item, arena) : value_text(page->permalink) },
	        { "published", value_date(&page->date) },
	        { "updated", value_date(date_known(page->updated) ? &page->updated : &page->date) },
	        { "content", content_of(view, entry, arena) },
	        { "ask", feed_ask(render, entry, arena) },
	        { "reply", feed_ask_reply(render, entry, arena) },
	        { "summary", view_text(page->front->description) },
	        { "authors", view_page_authors(view, arena) },
	        { "categories", categories_of(page, arena) },
	        { "language",
	                value_text(language.len ? language : render->site->config->language) },
	        { "page", view_page(render, page) },
	        { "item", item ? view_item(render, entry->item) : value_none() },
	        { "release", value_none() });
}

static struct value
one_entry(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	struct value made;
	uint64_t sum;

	if (entry->release)
		return feed_release(render, entry, arena);
	if (!render->standing_in || entry->item)
		return of_page(render, entry, arena);
	/* A page is the same in all the feeds that announce it. */
	if (fact_of_entry(render, entry->page, &sum))
		return value_int((int64_t)sum);
	made = of_page(render, entry, arena);
	sum = fact_keep_entry(render, entry->page, made, arena);
	return sum ? value_int((int64_t)sum) : made; /* which nothing can stand for */
}

/* ---- the feed ---------------------------------------------------------------------------------------- */

/* An empty feed is as old as the newest page; where nobody knows that either, some moment that never changes. */
static struct date
date_of_nothing(const struct site *site)
{
	struct date latest = { 0 };

	for (size_t i = 0; i < site->pages.len; i++) {
		struct date date = page_latest(site->pages.at[i]);

		if (date_cmp(date, latest) > 0)
			latest = date;
	}
	return date_known(latest) ? latest : date_from_seconds(0, 0);
}

static struct date
newest_of(const struct render *render, const struct feed *feed)
{
	struct date newest = { 0 };

	for (size_t i = 0; i < feed->entries.len; i++) {
		struct date date = feed_entry_latest(&feed->entries.at[i]);

		if (date_cmp(date, newest) > 0)
			newest = date;
	}
	return date_known(newest) ? newest : date_of_nothing(render->site);
}

/* The page where asks or lessons are gathered; NULL where the site has none. */
static const struct route *
gathered_at(const struct render *render, const struct feed *feed, struct arena *arena)
{
	return map_get(&render->site->by_file, path_join(arena, feed->folder, STR("index.html")));
}

static struct str
subject_of_items(const struct render *render, const struct feed *feed, struct arena *arena)
{
	const struct route *route = gathered_at(render, feed, arena);

	if (route && route->page)
		return route->page->title;
	return feed->items == ITEM_ASK ? view_said(render, STR("asks"), STR("Asks"))
	                               : view_said(render, STR("lessons"), STR("Lessons"));
}

/* What it is of; empty for the site. */
static struct str
subject_of(const struct render *render, const struct feed *feed, struct arena *arena)
{
	switch (feed->kind) {
	case FEED_SITE: break;
	case FEED_SECTION: return feed->section->title;
	case FEED_TERM: return feed->term->title;
	case FEED_PROJECT: return feed->project->page->title;
	case FEED_ITEMS: return subject_of_items(render, feed, arena);
	}
	return STR_EMPTY;
}

static struct value
title_of(const struct render *render, struct str subject, struct arena *arena)
{
	struct str title = render->site->config->title;

	if (!subject.len)
		return value_text(title);
	return value_text(
	        str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(title), STR_ARG(subject)));
}

static struct value
title_of_changes(const struct render *render, struct arena *arena)
{
	return title_of(render, view_said(render, STR("changelog"), STR("Changes")), arena);
}

/* The page that shows the same; the front page, where the site has none for it. */
static struct str
home_of(const struct render *render, const struct feed *feed, struct arena *arena)
{
	const struct site *site = render->site;
	const struct route *route;

	switch (feed->kind) {
	case FEED_SITE: break;
	case FEED_SECTION: return feed->section->permalink;
	case FEED_TERM: return feed->term->permalink;
	case FEED_PROJECT: return feed->project->page->permalink;
	case FEED_ITEMS:
		route = gathered_at(render, feed, arena);
		if (route)
			return site_absolute(arena, site->config, route->url);
	}
	return site_permalink(arena, site->config, STR_EMPTY);
}

/* For good, so not the address of a page that the site may or may not have. */
static struct value
feed_id(const struct render *render, const struct feed *feed, struct str home, struct arena *arena)
{
	if (feed->kind == FEED_PROJECT)
		return view_page_id(&render->pages[feed->project->page->ordinal], arena);
	if (feed->kind == FEED_ITEMS)
		return value_text(site_permalink(arena, render->site->config,
		        str_format(arena, STR_FMT "/", STR_ARG(feed->folder))));
	return value_text(home);
}

/* Its own words; else those of the site. */
static struct value
description_of(const struct render *render, const struct feed *feed)
{
	const struct page *page = feed->section ? feed->section->page
	        : feed->project                 ? feed->project->page
	                                        : NULL;
	struct str own = page ? page->front->description : STR_EMPTY;

	return view_text(own.len ? own : render->site->config->description);
}

struct value
view_feed(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct feed *feed = route->feed;
	const struct config *config = render->site->config;
	struct date *updated = arena_new(arena, struct date);
	struct value *entries = arena_array(arena, struct value, feed->entries.len + 1);
	struct str url = site_absolute(arena, config, route->url);
	struct str home = home_of(render, feed, arena);

	*updated = newest_of(render, feed);
	for (size_t i = 0; i < feed->entries.len; i++)
		entries[i] = one_entry(render, &feed->entries.at[i], arena);
	return VIEW_RECORD(arena, feed, { "id", feed_id(render, feed, home, arena) },
	        { "title", title_of(render, subject_of(render, feed, arena), arena) },
	        { "home", value_text(home) }, { "url", value_text(url) },
	        { "description", description_of(render, feed) },
	        { "hub", view_text(config->feeds.hub) }, { "updated", value_date(updated) },
	        { "entries", value_list(entries, feed->entries.len) });
}

/* ---- for readers that look for feeds ------------------------------------------------------------------- */

/* The feed of what a route shows, or of the project that it is about; NULL when there is no other than the site's. */
static const struct feed *
feed_of_route(const struct render *render, const struct route *route)
{
	const struct feeds *feeds = render->site->feeds;
	const struct page_refs *refs = route->page ? route->page->refs : NULL;
	const struct feed *feed = NULL;

	if (route->kind == ROUTE_PAGE && refs && refs->project)
		feed = feed_of_project(feeds, refs->project);
	if (!feed)
		feed = map_get(&feeds->by_folder,
		        path_dir(route->section       ? route->section->file
		                        : route->term ? route->term->file
		                                      : route->file));
	return feed && feed->kind != FEED_SITE ? feed : NULL;
}

struct links {
	const struct render *render;
	struct arena *arena;
	array_of(struct value) list;
};

static void
put_link(struct links *links, struct value title, struct str url, struct str type)
{
	const struct config *config = links->render->site->config;

	*array_push(links->arena, &links->list) = VIEW_RECORD(links->arena, subscription,
	        { "title", title }, { "url", value_text(site_absolute(links->arena, config, url)) },
	        { "type", value_text(type) });
}

static void
put_formats(struct links *links, const struct feed *feed)
{
	const struct render *render = links->render;
	const struct config *config = render->site->config;
	struct value title = title_of(render, subject_of(render, feed, links->arena), links->arena);

	for (enum config_feed_format format = 0; format < CONFIG_FEED_FORMATS; format++)
		if (config_feeds_has(config, format))
			put_link(links, title,
			        site_url(links->arena, config,
			                feed_file(links->arena, feed, format)),
			        feed_type(format));
}

/* The feed of changes in a format; NULL without it. */
static const struct route *
changes_in(const struct render *render, size_t format)
{
	enum route_kind kind = feed_of_changes(format);
	const struct route *route = map_get(&render->site->by_file, route_kinds[kind].address);

	return route && route->kind == kind ? route : NULL;
}

struct value
view_site_changes_feed_url(const struct view *view, struct arena *arena)
{
	const struct route *route = NULL;

	(void)arena;
	for (size_t format = 0; !route && format < CONFIG_FEED_FORMATS; format++)
		route = changes_in(view->render, format);
	return route ? value_text(route->url) : value_none();
}

struct value
view_feed_subscriptions(const struct render *render, const struct route *route, struct arena *arena)
{
	struct links links = { .render = render, .arena = arena };
	const struct feeds *feeds = render->site->feeds;
	const struct feed *own = feed_of_route(render, route);

	if (own)
		put_formats(&links, own);
	for (size_t format = 0; route->kind == ROUTE_CHANGELOG && format < CONFIG_FEED_FORMATS;
	        format++) {
		const struct route *changes = changes_in(render, format);

		if (changes)
			put_link(&links, title_of_changes(render, arena), changes->url,
			        feed_type(format));
	}
	if (feeds->list.len)
		put_formats(&links, feeds->list.at[0]);
	return value_list(links.list.at, links.list.len);
}

/* ---- of changes ---------------------------------------------------------------------------------------- */

struct value
view_feed_announced(const struct render *render, struct arena *arena)
{
	const struct changes *changes = render->site->changes;
	size_t most = (size_t)render->site->config->feeds.limit, count = 0;
	struct value *items;

	if (!most || most > changes->list.len)
		most = changes->list.len;
	items = arena_array(arena, struct value, most + 1);
	for (size_t i = 0; i < changes->list.len && count < most; i++)
		if (date_known(changes->list.at[i]->date) && !change_is_small(changes->list.at[i]))
			items[count++] = view_change_unsaid(render, changes->list.at[i], arena);
	return value_list(items, count);
}

struct value
view_feed_of_changes(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct config *config = render->site->config;
	const struct changes *changes = render->site->changes;
	struct date *updated = arena_new(arena, struct date);
	struct str url = site_permalink(arena, config, route->file);
	struct str id = site_permalink(arena, config, route_kinds[ROUTE_CHANGES].address);

	for (size_t i = 0; i < changes->list.len && !date_known(*updated); i++)
		if (!change_is_small(changes->list.at[i]))
			*updated = changes->list.at[i]->date;
	if (!date_known(*updated)) /* nothing to announce; the route says that there is a date */
		*updated = changes->list.at[0]->date;
	return VIEW_RECORD(arena, feed, { "id", value_text(id) },
	        { "title", title_of_changes(render, arena) },
	        { "home", value_text(site_permalink(arena, config, STR("changelog/"))) },
	        { "url", value_text(url) }, { "description", view_text(config->description) },
	        { "hub", view_text(config->feeds.hub) }, { "updated", value_date(updated) },
	        { "entries", value_list(NULL, 0) });
}
