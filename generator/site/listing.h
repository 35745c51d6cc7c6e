/*
 * The list of routes while it is made: the steps of route_list in the order they happen, and what they share.
 * Only route.c and the files route_*.c include this.
 */
#ifndef KITH_SITE_LISTING_H
#define KITH_SITE_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"
#include "site/route.h"

struct diags;
struct site;

struct listing {
	struct arena *arena;  /* of the site */
	struct arena passing; /* of the routes until it is settled which of them there are */
	struct site *site;
	struct route_table
	        *table; /* of all that want to be published, those that give way included */
	array_of(struct route *)
	        offered; /* of hosted kinds, which may take over others; `to`: what they have to show */
	struct diags *diags;
	bool on[ROUTE_KINDS]; /* which kinds the configuration wants */
};

/* One more route, whose subject the caller sets. It stays where it is until the next one is added. */
struct route *route_add(struct listing *l, enum route_kind kind, struct str file, struct str url,
        struct str source);
/* The same for a kind that has its address in route.def. */
struct route *route_add_fixed(struct listing *l, enum route_kind kind);
/*
 * The same for a hosted kind, which has so many things to show: with none, it is published only if there is a page
 * or section for it to take over. A kind without an address in route.def gets one from the caller. NULL when it is
 * switched off.
 */
struct route *route_offer(struct listing *l, enum route_kind kind, size_t things);
/* One route per page of a list; an empty list has one. `like` has all but the numbers; size 0: one page for all. */
void route_add_list(struct listing *l, const struct route *like, size_t items, size_t size);

/* The front page and every section. */
void route_list_sections(struct listing *l);
/* All feeds but the one of changes. */
void route_list_feeds(struct listing *l);
/* What the site has one of, at a fixed address. */
void route_list_generated(struct listing *l);
/* What is gathered from all over the site. */
void route_list_gathered(struct listing *l);
/* The search page, and what it reads. */
void route_list_search(struct listing *l);
void route_git_changelog(struct listing *l);
/* Taxonomies and their terms. */
void route_list_taxonomies(struct listing *l);
void route_list_pages(struct listing *l);
void route_git_histories(struct listing *l);
/* Old addresses. */
void route_list_redirects(struct listing *l);
/* What is copied: files of the site, then of its theme. */
void route_list_files(struct listing *l);
/* Tells pages where their histories are; when it is settled which of these there are. */
void route_git_name(struct listing *l);

#endif
