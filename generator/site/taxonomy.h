/*
 * Taxonomies: the words by which pages are gathered, and the pages of each.
 */
#ifndef KITH_SITE_TAXONOMY_H
#define KITH_SITE_TAXONOMY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "content/page.h"

struct arena;
struct taxonomy;

/* One word of a taxonomy and the pages that carry it. */
struct term {
	size_t index; /* in its taxonomy */
	const struct taxonomy *taxonomy;
	struct str title; /* as a page that is shown first wrote it */
	struct str key;   /* folded, for comparing */
	struct str slug;
	struct str url, permalink, file;
	struct str feed_url; /* empty when it has no feed */
	page_list pages;     /* newest first */
};

struct taxonomy {
	size_t index;    /* in site->taxonomies */
	struct str name; /* "tags" */
	struct str title;
	struct str url, permalink, file;
	bool feed;                     /* each of its terms has one */
	array_of(struct term *) terms; /* by key */
};

/* The last part of a word's address: "C++" -> "c-plus-plus". Empty when it has no letter or digit. In the arena. */
struct str taxonomy_slug(struct arena *arena, struct str text);

#endif
