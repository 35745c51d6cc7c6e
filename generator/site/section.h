/*
 * Sections: folders of content, each with a list of its pages.
 */
#ifndef KITH_SITE_SECTION_H
#define KITH_SITE_SECTION_H

#include <stddef.h>

#include "base/array.h"
#include "base/str.h"
#include "content/page.h"

struct front;

/* A folder of content. The root section, with an empty path, is the home page. */
struct section {
	size_t index;    /* in site->sections */
	struct str path; /* "essays", "projects/quill/log" */
	struct str title;
	struct str base; /* output folder of what lies in it: "essays/"; empty for the root */
	struct str url, permalink, file;
	struct str feed_url;    /* empty when it has no feed */
	struct page *page;      /* its _index.md as readers see it; NULL: none, or it is left out */
	struct page *own;       /* the same, left out or not: its address and its order */
	struct section *parent; /* NULL for the root */
	const struct page *bundle; /* whose folder it lies in, such as a project, or NULL */
	array_of(struct section *) children; /* with something to show; by weight, title, path */
	page_list pages;       /* in its order; pages that are left out are not here */
	page_list feed;        /* those with a date, newest first */
	struct front *cascade; /* defaults for pages below, or NULL */
};

#endif
