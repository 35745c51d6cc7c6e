/*
 * Which pages link to a page. Only site/ includes this.
 */
#ifndef KITH_SITE_BACKLINK_H
#define KITH_SITE_BACKLINK_H

#include <stdint.h>

#include "base/array.h"

struct page;
struct resolve;

/* A link to another page of the site. */
struct backlink_lead {
	const struct page *to;
	uint32_t link; /* which of its page's Markdown */
};

/* The links of one page, in reading order. */
typedef array_of(struct backlink_lead) backlink_leads;

/* Fills the backlinks of all pages from the links of each, which are given by page->ordinal. Linear. */
void backlink_gather(struct resolve *r, const backlink_leads *leads);

#endif
