/*
 * Routes: one per file of the output, with what it is made from. The kinds are rows in route.def.
 */
#ifndef KITH_SITE_ROUTE_H
#define KITH_SITE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct asset;
struct diags;
struct feed;
struct page;
struct person;
struct redirect;
struct searchable_file;
struct section;
struct series;
struct site;
struct taxonomy;
struct term;
struct theme_file;

enum route_kind {
#define ROUTE(name, ...) ROUTE_##name,
#include "site/route.def"
#undef ROUTE
	ROUTE_KINDS
};

struct route {
	enum route_kind kind;
	size_t index;      /* in the table */
	struct str file;   /* output path, checked */
	struct str url;    /* URL path */
	struct str source; /* what it is made from, for --explain and messages */
	/* What it shows; which ones are set follows from the kind. */
	const struct page *page;
	const struct section *section;
	const struct taxonomy *taxonomy;
	const struct term *term;
	const struct series *series;
	const struct person *person;
	const struct asset *asset;
	const struct theme_file *theme_file;
	const struct redirect *redirect;
	const struct feed *feed;
	const struct searchable_file *searchable;
	size_t revision; /* of page->history->revisions */
	int year;        /* of the changelog, where 0 is the newest of all, or of the archive */
	/* One page of a list. */
	size_t number;   /* from 1; 0 for routes that are no list */
	size_t pages;    /* how many there are */
	size_t from, to; /* the items it shows */
};

struct route_table {
	array_of(struct route) list;
};

/* Revisions on one page of a history. */
enum { ROUTE_HISTORY_SIZE = 100 };

/* What is special about a kind. */
enum route_flag {
	ROUTE_INDEXED = 1, /* in the sitemap; of a list the first page */
	ROUTE_TEXT =
	        2, /* it is where its page can be read: links to it are links to the page, whose layout counts */
	ROUTE_YIELDS = 4, /* to a file or page that the site has at its address */
	ROUTE_GIT =
	        8, /* made of what git knows, whatever addresses the site has: it yields to everything else */
	ROUTE_OPTIONAL =
	        32,         /* a theme without a template for it has none, and that is no mistake */
	ROUTE_HOSTED = 64,  /* it takes over the page or section at its address, with its text */
	ROUTE_ABSOLUTE = 16 /* made of whole addresses, so there is none without base_url */
};
/* Flags of what is gathered from all over the site into a page of its own. */
enum { ROUTE_GATHERED = ROUTE_INDEXED | ROUTE_TEXT | ROUTE_OPTIONAL | ROUTE_HOSTED };

struct route_kind_row {
	struct str name; /* "section" */
	unsigned flags;  /* of enum route_flag */
	struct str
	        address; /* from the root of the output, when there is one of the kind; else empty */
	const char *templates; /* names to try, separated by blanks */
	const char *help;
};

extern const struct route_kind_row route_kinds[ROUTE_KINDS];

/* Has the kind of the route this flag? */
bool route_is(const struct route *route, enum route_flag flag);

/* Is the kind asked for in kith.yaml, and can the theme show it? Of a site whose theme is open. */
bool route_wanted(const struct site *site, enum route_kind kind);
/*
 * Lists every file of the output. Adds an error where two things would be one file, or one a folder
 * of the other, naming both sources, and a warning where names differ only in case.
 */
struct route_table *route_list(struct arena *arena, struct site *site, struct diags *diags);
/* Puts more behind the list of the site, but for what has a place that is taken. Routes move: pointers to them are void. */
void route_append(struct arena *arena, struct site *site, const struct route_table *more);
/*
 * The order to render them in, as indices: first what is made of many pages, so that no worker is still at a large one
 * when the others have nothing left.
 */
size_t *route_order(struct arena *arena, const struct route_table *table);
/* The URL path of another page of the same list: number 1 is the list's own address. */
struct str route_page_url(struct arena *arena, struct str url, size_t number);
/* The list's own address: of the first page of the list that the route is one of. */
struct str route_list_url(const struct site *site, const struct route *route);
/* The same as a file, in the arena. */
struct str route_list_file(struct arena *arena, const struct route *route);

/*
 * Where a page can be read as it was after one of its revisions; NULL when it cannot. For a site whose routes are listed.
 */
const struct route *route_git_revision(
        const struct site *site, const struct page *page, size_t revision);

#endif
