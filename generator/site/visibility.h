/*
 * Which pages and sections readers see. A page is left out for a reason of its own, or because it lies in the folder
 * of a bundle that is:
 *
 *	projects/secret/index.md      draft: true     LEFT_OUT_DRAFT
 *	projects/secret/log/first.md                  LEFT_OUT_PARENT
 *
 * Const once visibility_decide has returned; any thread may ask.
 */
#ifndef KITH_SITE_VISIBILITY_H
#define KITH_SITE_VISIBILITY_H

#include <stdbool.h>

#include "base/str.h"

struct page;
struct section;
struct site;

enum left_out {
	LEFT_OUT_DRAFT,
	LEFT_OUT_FUTURE,
	LEFT_OUT_EXPIRED,
	LEFT_OUT_PARENT,
	LEFT_OUT_REASONS
};

/* A page that is not shown, and why. */
struct left_out_page {
	const struct page *page;
	enum left_out why;
};

/* The names of reasons, for machines: "draft", "future", "expired", "parent". */
struct str visibility_name(enum left_out why);
/* The same of a page that is left out, behind its name: "is a draft". */
const char *visibility_reason(const struct site *site, const struct page *page);
/* The nearest bundle that is left out and in whose folder this folder below content/ lies, or is; NULL: none. */
const struct page *visibility_left_out_above(const struct site *site, struct str folder);
/* Does it have anything to show? Known when order_lists has come to its children; the front page always has. */
bool visibility_shows_section(const struct section *section);

#endif
