/*
 * Which page a name in front matter means. Only site/ includes this.
 */
#ifndef KITH_SITE_REFERENCE_NAME_H
#define KITH_SITE_REFERENCE_NAME_H

#include <stdbool.h>

#include "base/str.h"
#include "content/front.h"

struct arena;
struct page;
struct reference_names;
struct site;

struct reference_choice {
	struct page *page;  /* the nearest one; NULL: there is none */
	struct page *other; /* another one that is as near, or NULL */
	struct page *wrong; /* one of that name, but of another type */
};

/* Lists the names of all pages, in the arena. */
struct reference_names *reference_names_make(struct arena *arena, const struct site *site);
/*
 * The page of a type (FRONT_TYPES: any) that a name means on a page: of those that are shown, or else, with `left_out`,
 * of the others. The first kind of name that any of them answers counts: id, path, address, slug, file, title.
 */
struct reference_choice reference_names_find(const struct reference_names *names,
        const struct page *from, struct str text, enum front_type target, bool left_out);

#endif
