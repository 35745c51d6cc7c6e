/*
 * What a link to a part of a page, "#part", may name. Only site/ includes this.
 */
#ifndef KITH_SITE_ANCHOR_H
#define KITH_SITE_ANCHOR_H

#include <stdbool.h>

#include "base/map.h"
#include "base/str.h"

struct arena;
struct follow;
struct page;

/* The anchors of one page; all zeroes where nobody asked for them. */
struct anchors {
	struct map ids;
};

/* Lists them, in the arena. Reads the page once, so that many links cost no more than one. */
void anchor_gather(struct arena *arena, const struct page *page, struct anchors *anchors);
bool anchor_exists(const struct anchors *anchors, struct str id);
/* Adds an error for a link to an anchor that its page does not have, with the nearest one. */
void anchor_report(const struct anchors *anchors, struct follow *link);

#endif
