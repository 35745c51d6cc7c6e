/*
 * What changed at each revision of each page, as HTML. It is made before any page is, all of it in parallel, because
 * several pages show the same: the history of a page, the changelog's feed, whatever a template asks for.
 *
 * A fragment depends on the two versions and on how Markdown is read and said in the page's language, so it is
 * made once and kept in .kith/history/diffs for all later builds. Only a fragment that is not there yet makes a
 * worker open the repository.
 */
#ifndef KITH_RENDER_REVISION_DIFF_H
#define KITH_RENDER_REVISION_DIFF_H

#include <stddef.h>

#include "base/str.h"

struct page;
struct render;
struct workers;

/*
 * Makes those of all pages that readers see, or finds them in the site's folder `root`, where they are kept. Nothing
 * is done for a site that shows neither histories nor a changelog. How many had to be made. One thread, before
 * anything is rendered.
 */
size_t revision_diff_make(struct render *render, struct workers *workers, int root);
/* That of a page's revision. Empty where the page began or was a draft, where nothing changed, and where the clone lacks a version. */
struct str revision_diff_of(const struct render *render, const struct page *page, size_t index);

#endif
