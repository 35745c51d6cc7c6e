/*
 * What changed at each revision of each page, as HTML, and with `pages: {revisions: true}` all that the page said. It is made before any page is, all of it in parallel, because
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

struct change_gone;
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
/*
 * The page as it read after a revision, as old_page_make gives it. Empty where the clone lacks the version, and without
 * a route for it.
 */
struct str revision_diff_page(const struct render *render, const struct page *page, size_t index);
/* The title that a page had when it was removed; empty when it had none, and for one that came back. */
struct str revision_diff_removed(const struct render *render, const struct change_gone *gone);

#endif
