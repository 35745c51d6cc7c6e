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
	struct map texts; /* of headings, folded -> struct markdown_heading */
};

/* Lists them, in the arena. Reads the page once, so that many links cost no more than one. */
void anchor_gather(struct arena *arena, const struct page *page, struct anchors *anchors);
/*
 * The id of an anchor; of a wiki link, the text of a heading counts as well, and of "Part#Below" what stands behind
 * the last '#'. Empty when the page has none. Uses the arena for a while.
 */
struct str anchor_find(
        const struct anchors *anchors, struct arena *arena, struct str anchor, bool wiki);
/* Adds an error for a link to an anchor that its page does not have, with the nearest one. */
void anchor_report(const struct anchors *anchors, struct follow *link);

#endif
