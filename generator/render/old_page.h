/*
 * A version of a page as it once was. It is made like the page, but of what nobody mends any more: nothing in it
 * can fail, directives are left plain, and raw HTML and ids are those that feeds have.
 *
 * What the fragment has depends on the version alone, so it can be kept for good; where its links lead depends on
 * the site of today, so they are filled in when it is shown:
 *
 *	[the cache](../essays/cache.md)  --old_page_make-->  <a href="kith-old/essays/cache.md">
 *	                                 --old_page_link-->  <a href="/essays/cache/">, or <a> when it is gone
 */
#ifndef KITH_RENDER_OLD_PAGE_H
#define KITH_RENDER_OLD_PAGE_H

#include <stdbool.h>

#include "base/str.h"
#include "markdown/markdown.h"

struct arena;
struct buf;
struct config;
struct page;
struct site;
struct theme_language;

struct old_page {
	const struct config *config;
	struct markdown_options options; /* of the page as it is now */
	struct str folder;               /* where the file was, below content/ */
	const struct theme_language *language;
};

/*
 * Appends the title, a newline, and the HTML of a whole Markdown file; without a title, nothing stands in front of the
 * newline. False, and nothing appended, when it was a draft. Thread-safe.
 */
bool old_page_make(struct buf *out, const struct old_page *how, struct str file);
/* The title that the front matter of a whole file gives, without line ends; or empty. In the arena. Thread-safe. */
struct str old_page_title(struct arena *arena, const struct config *config, struct str file);
/* The HTML with links as the site of today has them. In the arena. Thread-safe. */
struct str old_page_link(struct arena *arena, const struct site *site, struct str html);
/* The folder below content/ in which a revision's `path` in its repository lay, of a page that is at `now` there. */
struct str old_page_folder(const struct page *page, struct str now, struct str path);

#endif
