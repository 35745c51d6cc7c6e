/*
 * What [[names]] and ![[images]] may mean. Only site/ includes this.
 *
 *	[[What the cache costs]]   a title, in any case
 *	[[Cache costs]]            one of a page's aliases
 *	[[cache-2026]]             the `id` of its front matter, letter by letter
 *	[[cache]]                  a slug, or the name of a file or of a bundle's folder
 *	[[essays/cache.md]]        a path below content/, or from the page's own folder
 *	![[plan.png]]              the name of a file, or a path
 *
 * The first of these that some published page answers counts; a page that is left out is meant only when there is
 * no other. Of several the nearest is taken: those in the page's own folder, then those below it, then the same for
 * each folder above. It takes no longer to find one of many.
 */
#ifndef KITH_SITE_BYNAME_H
#define KITH_SITE_BYNAME_H

#include <stddef.h>

#include "base/str.h"

struct arena;
struct asset;
struct page;
struct resolve;
struct site;
struct byname;

/* So many of several are told. */
enum { BYNAME_SHOWN = 3 };

/* What a name may be: nothing, one thing, or several that are equally near, of which the first ones are here. */
struct byname_choice {
	size_t count;
	struct {
		struct str path; /* of its file */
		const struct page *page;
		const struct asset *asset; /* one of the two is NULL */
	} at[BYNAME_SHOWN];
};

/* Lists all names, in the arena. Const afterwards. */
struct byname *byname_index(struct arena *arena, const struct site *site);
/* The same once for all steps of resolve that want it, when files have been placed; many sites need none. */
const struct byname *byname_of(struct resolve *r);
/* The pages that a name may mean on a page. NULL: none. Uses the arena for a while. */
const struct byname_choice *byname_page(
        const struct byname *names, struct arena *arena, const struct page *from, struct str name);
/* The same for files: first those of the page's folder, unless that is content/ itself, then static/, then all. */
const struct byname_choice *byname_file(
        const struct byname *names, struct arena *arena, const struct page *from, struct str name);

#endif
