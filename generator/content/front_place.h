/*
 * Where a value of a page's front matter is written: by itself, or in the `cascade:` of a section above.
 *
 *	page's front --above--> cascade of its section --above--> cascade of the section above that
 */
#ifndef KITH_CONTENT_FRONT_PLACE_H
#define KITH_CONTENT_FRONT_PLACE_H

#include "base/str.h"

struct front;
struct node;
struct node_source;

struct front_place {
	const struct node_source *source;
	const struct node *node; /* the value; NULL when nobody writes it */
};

/* The place of a key, by its standard name; `source` is the file of the front matter itself. */
struct front_place front_place_find(
        const struct front *front, const struct node_source *source, struct str key);

#endif
