/*
 * Titles and descriptions of front matter get the same marks as the text below them: "quick" becomes “quick”
 * with `smart`. That is done when addresses, links by name and the order of lists are settled, which are
 * made of what was written, and before anything is shown, so that pages, menus and feeds agree.
 */
#include "config/config.h"
#include "content/page.h"
#include "markdown/smart.h"
#include "site/resolve.h"

static struct str
mark(const struct resolve *r, const struct page *page, struct str text)
{
	struct str language = page->front->lang.len ? page->front->lang : r->site->config->language;
	return smart_plain(r->arena, text, language);
}

/* Most are as they were. */
static void
mark_page(const struct resolve *r, struct page *page)
{
	struct str title = mark(r, page, page->front->title);
	struct str description = mark(r, page, page->front->description);
	if (page->front->title.len)
		page->title = mark(r, page, page->title);
	if (!str_eq(title, page->front->title))
		page_front(r->arena, page)->title = title;
	if (!str_eq(description, page->front->description))
		page_front(r->arena, page)->description = description;
}

/* Its title is that of its page, or has that of the bundle it is in before it. */
static void
mark_section(const struct resolve *r, struct section *section)
{
	const struct page *page = section->page;
	if (!page || !page->front->title.len)
		page = section->bundle;
	if (page && page->front->title.len)
		section->title = mark(r, page, section->title);
}

void
title_marks_set(struct resolve *r)
{
	if (!r->site->config->markdown.smart)
		return;
	for (size_t i = 0; i < r->site->sections.len; i++)
		mark_section(r, r->site->sections.at[i]);
	for (size_t i = 0; i < r->site->all.len; i++)
		mark_page(r, r->site->all.at[i]);
}
