/*
 * What artifacts are made from, as facts: an object, some of its properties, and the hash of what these are. Every read of
 * a template goes through the tables of properties (view.c, context.c), which note it by fact_read_row and its like; afterwards
 * fact_hash finds the same properties again, asks the same functions, and hashes what they give. So a property is covered
 * from the day on that its row is written.
 *
 *	object     its number           its name, the same in every build
 *	site       0                    s
 *	page       1 + page->ordinal    pessays/cache.md
 *	...
 *	names      of a route           ressays/cache/index.html     the rows of context.def
 *
 * What is made of Markdown would cost as much to hash as to show. While facts are hashed it is stood in for by what it
 * depends on: the bytes of the page, where its links lead, what its directives gave (fact_stand_in).
 *
 * What a template calls is a fact as well, when the answer depends on the site: where an address leads. Its object is the
 * question.
 */
#ifndef KITH_RENDER_FACT_H
#define KITH_RENDER_FACT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "render/view.h"

struct arena;
struct buf;
struct reads_set;
struct workers;

/* Properties without a row of their own, behind those that have one. */
enum fact_extra {
	FACT_OWN_CONTENT, /* `content` on its own page */
	FACT_OWN_PAGE,    /* `page` of a section on its own page */
	FACT_TEXT,        /* what is printed of the whole thing */
	FACT_JSON_LD,     /* json_ld(it) */
	FACT_OTHER,       /* keys of types that kith.yaml declares */
	FACT_EXTRAS       /* then the keys of front matter */
};

/* What is known of the objects of a site. */
struct fact_table {
	size_t count;              /* of views */
	struct map keys;           /* of front matter -> its row */
	struct map names;          /* -> view, but for pages and sections */
	uint64_t *years;           /* by the place in site->archive->years: of its pages */
	uint64_t *marks;           /* of views: hashes of their names */
	uint64_t *texts;           /* by page->ordinal: what its text depends on */
	_Atomic uint64_t *entries; /* the same: the hash of its entry in feeds; 0: not known yet */
};

/* Gives every object its number. Part of render_new, behind view_prepare. */
void fact_number(struct render *render);
/* How many objects have one. */
size_t fact_objects(const struct render *render);
/* The number of what a route's template is given. */
uint32_t fact_of_route(const struct render *render, const struct route *route);

/* Notes what a template reads, in the reads of this thread: a property, one of the above, a key of front matter. */
void fact_read_row(const struct view *view, const struct view_property *row);
void fact_read_extra(const struct view *view, enum fact_extra extra);
void fact_read_key(const struct view *view, struct str key);
/* That it asks where an address leads, "/essays/" or "@/essays/cache.md", or what there is below content/. */
void fact_read_address(struct str address);
void fact_read_page_at(struct str path);
void fact_read_section_at(struct str path);

/* Finds out what stands for views, and for the texts of all pages. Needs the directives. */
void fact_prepare(struct render *render, struct workers *workers);
/* While facts are hashed, in place of what is made of a part of a page's Markdown, in one of several ways. */
struct str fact_stand_in(
        const struct view *view, char what, uint64_t from, uint64_t to, struct arena *arena);

/* What stands for the entry of a page in feeds, once it is known; then fact_keep_entry was told what it is. */
bool fact_of_entry(const struct render *render, const struct page *page, uint64_t *sum);
uint64_t fact_keep_entry(const struct render *render, const struct page *page, struct value entry,
        struct arena *arena);

/* The view of that number; NULL for what a route's template is given. */
const struct view *fact_view(const struct render *render, uint32_t object);

/* Between these, which one thread calls, facts are hashed and nothing is rendered. */
void fact_begin(struct render *render);
void fact_end(struct render *render);
/*
 * The hash of those properties of an object; false when one of them cannot be told. Thread-safe; `arena` and `scratch` are
 * the caller's.
 */
bool fact_hash(const struct render *render, uint32_t object, const struct reads_set *set,
        struct arena *arena, struct buf *scratch, uint64_t *hash);
/* The same of the answer to a question (reads_ask). */
uint64_t fact_answer(const struct render *render, struct str question, struct arena *arena);

#endif
