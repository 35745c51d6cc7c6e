/*
 * The site as a whole: what resolve makes out of parsed pages and what everything later reads. Nothing
 * in it changes once site_resolve has returned, so rendering needs no locks.
 *
 *	pages --> sections (folders) --> taxonomies and terms --> links --> menu --> routes
 *
 * Orders are total and depend on content alone, never on threads, time of day or the file system.
 */
#ifndef KITH_SITE_SITE_H
#define KITH_SITE_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "content/page.h"
#include "data/value.h"
#include "site/section.h"
#include "site/taxonomy.h"

struct arena;
struct archive;
struct card;
struct changes;
struct config;
struct feeds;
struct histories;
struct history;
struct items;
struct left_out_page;
struct persons;
struct projects;
struct searchable;
struct series_table;
struct sources;
struct theme;
struct workers;

struct menu_item {
	struct str name, url;
};

/* An address that a page had once. */
struct redirect {
	struct str from; /* URL path */
	struct str file; /* of the HTML page that leads on */
	const struct page *page;
};

struct site {
	const struct config *config;
	const struct theme *theme;
	const struct changes *changes;     /* NULL: none are known */
	const struct archive *archive;     /* its pages by year */
	const struct history *history;     /* of the content; NULL when git was not asked */
	const struct histories *histories; /* and of all repositories */
	const struct projects *projects;   /* pages of that type, and what belongs to them */
	struct series_table *series;       /* what is read one after the other */
	struct items *items;               /* lessons, asks and decisions */
	struct persons *persons;           /* who made it and who helped */
	const struct searchable *search;   /* what the search page reads; NULL: there is none */
	struct value data;
	page_list all;   /* every page that could be parsed, by source */
	page_list pages; /* those with an address of their own (not sections), newest first */
	page_list feed;  /* pages that announce something: dated, no log entries, newest first */
	array_of(struct section *) sections; /* by path; the first is the root */
	array_of(struct taxonomy *) taxonomies;
	array_of(struct menu_item) menu;
	array_of(struct redirect) redirects;
	array_of(struct left_out_page) left_out;
	struct map left_out_folders;     /* of bundles: "projects/secret" -> struct page */
	array_of(struct asset *) assets; /* published ones */
	struct route_table *routes;
	struct map by_source;      /* "essays/cache.md", composed (NFC) -> struct page */
	struct map by_asset;       /* the same for struct asset, content files only */
	struct map by_section;     /* "essays" -> struct section */
	struct map by_file;        /* output path -> struct route */
	const struct feeds *feeds; /* that there are; never NULL */
	const struct card *card;   /* the picture for pages without one; NULL: none */
	bool cards_listed;         /* there are routes for all that are drawn */
	struct str feed_url;       /* of the site's feed; empty when there is none */
	struct date updated;       /* newest of all pages' dates */
	int64_t since;             /* when its files were about to be looked at: clock_today */
	struct date today; /* the day that the build was told; not known when it asked the clock */
};

struct site_input {
	const struct config *config;
	const struct theme *theme;
	const struct histories *histories;
	struct str folder; /* the site's root, absolute or relative to the working directory */
	const struct sources *sources;
	struct page_parsed *const *pages; /* by source; NULL where parsing failed */
	struct value data;
	int root;            /* descriptor of the site's root, for the size of images */
	int64_t now;         /* seconds; decides what is in the future */
	bool told;           /* somebody said so: it may show on pages */
	bool drafts, future; /* show them */
};

/*
 * Resolves everything that pages mean to each other. Adds an error for each thing that does not
 * resolve and goes on; the caller looks at diags before it publishes. Lives in the arena.
 */
struct site *site_resolve(struct arena *arena, const struct site_input *input,
        struct workers *workers, struct diags *diags);

/* base path + percent-encoded path: "essays/" -> "/blog/essays/". */
struct str site_url(struct arena *arena, const struct config *config, struct str path);
/* The same behind base_url: "https://example.org/blog/essays/". */
struct str site_permalink(struct arena *arena, const struct config *config, struct str path);
/* A path of the site, as site_url gives it, behind base_url; anything else, and all without base_url, as it is. */
struct str site_absolute(struct arena *arena, const struct config *config, struct str url);
/* Where the value of a front matter key stands in its page's file, for messages; the whole file when it is not found. */
struct place site_place(const struct page *page, struct str key);
struct place site_place_in(const struct node_source *text, struct str key);

/* Where the first listing of a struct site in a language stands, for highlight_report; no path when there is none. */
struct place site_find_listing(void *site, struct str language);

#endif
