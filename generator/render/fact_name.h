/*
 * What the objects of facts are called (fact.h): the same in every build, so that one finds again what another left.
 */
#ifndef KITH_RENDER_FACT_NAME_H
#define KITH_RENDER_FACT_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct buf;
struct reads_set;
struct render;
struct view;

/* The first letter of names, beside those of views: what a route's template is given, and questions (reads_ask). */
enum {
	FACT_NAME_ROUTE = 'r',
	FACT_NAME_ADDRESS = 'a',    /* where does this lead? */
	FACT_NAME_PAGE_AT = 'f',    /* is there a page of this path? */
	FACT_NAME_SECTION_AT = 'c', /* is there a section? */
};

/* Appends the name of a view. */
void fact_name_put(const struct view *view, struct buf *out);
/* Appends that of an object by its number. */
void fact_name_of(const struct render *render, uint32_t object, struct buf *out);
/* Sees to it that names are found. One thread. */
void fact_name_keep(struct render *render);
/* The object of that name; false when the site has none. */
bool fact_name_find(const struct render *render, struct str name, uint32_t *object);
/* Is it the name of a question and of no object? */
bool fact_name_is_question(struct str name);
/* Some properties of an object, for people: "content/essays/cache.md (title, url)". Lives in the arena. */
struct str fact_name_words(const struct render *render, struct str name,
        const struct reads_set *set, struct arena *arena);

#endif
