/*
 * Pages that feeds have announced and that have moved since. Readers know an entry by its id, which is the address of
 * its page unless front matter has one, so they would show it again as something new. The address that a page had is
 * not to be found out: a slug, a pattern or the base URL may have been another. Its writer is asked for it.
 */
#include "base/path.h"
#include "config/config.h"
#include "history/history.h"
#include "site/resolve.h"

/* What stands behind "content/" in a path of the repository; all of it when that is nowhere. */
static struct str
below_content(struct str path)
{
	struct str folder = STR("content/");
	size_t at = str_find(path, folder);

	while (at != STR_NONE && at > 0 && path.at[at - 1] != '/') {
		size_t next = str_find(str_skip(path, at + 1), folder);

		at = next == STR_NONE ? next : at + 1 + next;
	}
	return at == STR_NONE ? path : str_skip(path, at + folder.len);
}

/* The part of a path that an address is made of: its folder, and its name without date and suffix. */
struct named {
	struct str folder, name;
};

static struct named
named(struct str path)
{
	struct str folder = path_dir(path), base = path_base(path);
	struct date date;

	base = str_slice(base, 0, base.len - path_ext(base).len);
	if (str_is(base, "index"))
		return (struct named){ path_dir(folder),
			page_split_date(path_base(folder), &date) };
	return (struct named){ folder, page_split_date(base, &date) };
}

static bool
same_address(const struct page *page, struct str path)
{
	struct named now = named(page->source->below), then = named(below_content(path));

	return str_eq(now.folder, then.folder) &&
	        (page->front.slug.len > 0 || str_eq(now.name, then.name));
}

/* Where the file was when it could be read at another address; empty for most. */
static struct str
announced_at(const struct page *page)
{
	const struct history_page *history = page->history;

	for (size_t i = 0; history && i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];

		if (!revision->draft && !same_address(page, revision->path))
			return revision->path;
	}
	return STR_EMPTY;
}

static void
report(struct resolve *r, const struct page *page, struct str path)
{
	diag_warning(r->diags, diag_file(page->text.path), STR_EMPTY,
	        "this page was " STR_FMT ": feed readers that know it will show it as a new one",
	        STR_ARG(path));
	diag_help(r->diags,
	        "write `id:` with the whole address that it had then; if it was never announced, "
	        "`id: " STR_FMT "`",
	        STR_ARG(page->permalink));
}

/* Only those that are in the site's feed: what has left it, readers have forgotten. */
void
feed_moved_report(struct resolve *r)
{
	const page_list *pages = &r->site->feed;
	size_t most = (size_t)r->site->config->feeds.limit;

	for (size_t i = 0; r->site->feed_url.len && i < pages->len && i < most; i++) {
		const struct page *page = pages->at[i];
		struct str path = STR_EMPTY;

		if (!page->front.id.len && !page->front.url.len)
			path = announced_at(page);
		if (path.len)
			report(r, page, path);
	}
}
