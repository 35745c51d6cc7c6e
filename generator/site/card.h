/*
 * The picture that stands for a page where it is quoted: in posts elsewhere, and for search engines. The first there is of
 *
 *	image of its front matter  ->  in its text  ->  beside it, in its bundle  ->  of its project  ->  `image` of kith.yaml
 *
 * kith draws a card for each page, as an SVG that weighs little; where all of these lead to nothing also as a PNG, if it
 * can. The latter then stands for the page, and that of the front page for lists and other pages without a card.
 *
 * Scrapers show pixels only, so an SVG is passed over. In texts and bundles one that is too small to be more than a mark
 * is passed over as well, and one whose size is not known.
 */
#ifndef KITH_SITE_CARD_H
#define KITH_SITE_CARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct page;
struct resolve;
struct site;

/* Pixels of what is drawn. */
enum { CARD_WIDTH = 1200, CARD_HEIGHT = 630 };

struct card {
	struct str
	        url; /* as links have it: a path of the site, or another host's address; empty: there is none */
	struct str alt;         /* what it shows, or else of what it is; not empty */
	uint32_t width, height; /* 0: unknown */
};

/* Adds routes for the cards that are drawn, so that links find them. Before crosslink_resolve. */
void card_list(struct resolve *r);
/*
 * Is this file of the output a card in pixels that will have a route by the time all links are known, since one leads to
 * it? Then sets its address, in the arena. Thread-safe.
 */
bool card_awaited(const struct site *site, struct arena *arena, struct str file, struct str *url);
/*
 * Finds what `image` of kith.yaml leads to, into site->card. Adds an error when that is nothing. Then adds routes for
 * the cards in pixels. After crosslink_resolve, before anything keeps pointers to routes.
 */
void card_resolve(struct resolve *r);
/* That of a page; NULL: that of the site. Its url is empty when there is none. */
struct card card_of(struct arena *arena, const struct site *site, const struct page *page);
/*
 * Where the card that kith draws for a page, whose file is given, lies in the output: "essays/cache/card.svg" for the
 * name "card.svg". In the arena.
 */
struct str card_file(struct arena *arena, struct str page_file, struct str name);

#endif
