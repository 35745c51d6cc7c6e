/*
 * When a page was written, and whether readers see it. Three reasons keep it back: it is a
 * draft, its date lies in the future, or it has expired. A bundle takes along what lies in its folder: the log of a
 * project that nobody is to know of would tell of it. Each is counted, so that a build can say so.
 */
#include "site/visibility.h"

#include "base/moment.h"
#include "base/path.h"
#include "config/config.h"
#include "content/front_own.h"
#include "history/histories.h"
#include "history/work_state.h"
#include "site/resolve.h"

/*
 * The commit that brought a page is no update of what has a date: all pages of a site that is moved into git come
 * with one commit, and not one of them was written that day.
 */
static struct date
updated_by_git(const struct page *page)
{
	const struct history_page *history = page->history;

	return date_known(page->date) && date_known(history->updated) ? history->revised
	                                                              : history->updated;
}

/* The date of a page from one source; not known when that has none. `date` is decided before `updated`. */
static struct date
date_from(const struct page *page, enum config_date source, bool updated)
{
	const struct history_page *history = page->history;
	struct date none = { .precision = DATE_NONE };

	switch (source) {
	case CONFIG_DATE_FRONT: return updated ? page->front->lastmod : page->front->date;
	case CONFIG_DATE_FILE: return page->name_date;
	case CONFIG_DATE_GIT:
		return !history ? none : updated ? updated_by_git(page) : history->created;
	default: return none;
	}
}

/* The first source that knows one; CONFIG_DATE_NONE when none does. */
static enum config_date
find_date(const struct page *page, const enum config_date *sources, bool updated, struct date *out)
{
	for (size_t i = 0; i < CONFIG_DATE_SOURCES && sources[i]; i++) {
		*out = date_from(page, sources[i], updated);
		if (date_known(*out))
			return sources[i];
	}
	return CONFIG_DATE_NONE;
}

/* Is git asked for a page that it has, and cannot tell when a reader would have called it changed? */
static bool
is_doubtful(const struct page *page, const enum config_date *sources)
{
	if (!page->history || date_known(page->history->updated))
		return false;
	for (size_t i = 0; i < CONFIG_DATE_SOURCES && sources[i]; i++)
		if (sources[i] == CONFIG_DATE_GIT)
			return true;
	return false;
}

static void
decide_dates(struct resolve *r, struct page *page)
{
	const struct config *config = r->site->config;
	const struct histories *histories = r->site->histories;
	enum config_date source;

	if (histories)
		page->history = histories_find(histories, page->source->path);
	source = find_date(page, config->dates.created_from, false, &page->date);
	page->dated = source == CONFIG_DATE_FRONT || source == CONFIG_DATE_FILE;
	source = find_date(page, config->dates.updated_from, true, &page->updated);
	if (source == CONFIG_DATE_NONE && is_doubtful(page, config->dates.updated_from))
		return;
	if (date_cmp(page->updated, page->date) < 0)
		page->updated = page->date;
}

/* Is each page what was committed? */
static void
decide_states(struct resolve *r)
{
	const page_list *all = &r->site->all;
	struct work_file *files;

	if (!r->site->histories)
		return;
	files = arena_array(r->arena, struct work_file, all->len + 1);
	for (size_t i = 0; i < all->len; i++) {
		files[i].path = all->at[i]->source->path;
		files[i].bytes = all->at[i]->text.bytes;
		files[i].stat = all->at[i]->source->stat;
	}
	work_state_find(r->site->histories, files, all->len);
	for (size_t i = 0; i < all->len; i++)
		all->at[i]->work_state = (uint8_t)files[i].state;
}

static bool
keep_back(struct resolve *r, const struct page *page, enum left_out *why)
{
	const struct site_input *input = r->input;

	if (page->front->draft > 0 && !input->drafts)
		*why = LEFT_OUT_DRAFT;
	else if (page->dated && !input->future && moment_is_ahead(page->date.seconds, input->now))
		*why = LEFT_OUT_FUTURE;
	else if (date_known(page->front->expires) &&
	        !moment_is_ahead(page->front->expires.seconds, input->now))
		*why = LEFT_OUT_EXPIRED;
	else
		return false;
	return true;
}

const struct page *
visibility_left_out_above(const struct site *site, struct str folder)
{
	const struct map *folders = &site->left_out_folders;

	for (; folders->len && folder.len; folder = path_dir(folder)) {
		const struct page *page = map_get(folders, folder);

		if (page)
			return page;
	}
	return NULL;
}

static bool
belongs_to_left_out(const struct site *site, const struct page *page)
{
	struct str folder = page->role == PAGE_BUNDLE ? path_dir(page->folder) : page->folder;

	return visibility_left_out_above(site, folder) != NULL;
}

/* With the reasons of their own, by page; LEFT_OUT_REASONS: none. */
static void
leave_out(struct resolve *r, const enum left_out *reasons)
{
	struct site *site = r->site;

	for (size_t i = 0; i < site->all.len; i++) {
		struct page *page = site->all.at[i];
		enum left_out why = reasons[i];

		if (why == LEFT_OUT_REASONS && belongs_to_left_out(site, page))
			why = LEFT_OUT_PARENT;
		if (why == LEFT_OUT_REASONS)
			continue;
		page->left_out = true;
		*array_push(r->arena, &site->left_out) = (struct left_out_page){ page, why };
	}
}

void
visibility_decide(struct resolve *r)
{
	struct site *site = r->site;
	enum left_out *reasons = arena_array(r->arena, enum left_out, site->all.len + 1);

	front_own_check(site->config, r->diags);
	for (size_t i = 0; i < site->all.len; i++) {
		struct page *page = site->all.at[i];

		typing_decide(r, page);
		decide_dates(r, page);
		reasons[i] = LEFT_OUT_REASONS;
		if (keep_back(r, page, &reasons[i]) && page->role == PAGE_BUNDLE)
			map_put(&site->left_out_folders, r->arena, page->folder, NULL)->value =
			        page;
	}
	leave_out(r, reasons);
	for (size_t i = 0; i < site->sections.len; i++) {
		struct section *section = site->sections.at[i];

		section->page = section->own && !section->own->left_out ? section->own : NULL;
	}
	decide_states(r);
}

bool
visibility_shows_section(const struct section *section)
{
	return !section->parent || section->page || section->pages.len || section->children.len;
}

struct str
visibility_name(enum left_out why)
{
	static const struct str names[LEFT_OUT_REASONS] = {
		[LEFT_OUT_DRAFT] = STR_INIT("draft"),
		[LEFT_OUT_FUTURE] = STR_INIT("future"),
		[LEFT_OUT_EXPIRED] = STR_INIT("expired"),
		[LEFT_OUT_PARENT] = STR_INIT("parent"),
	};

	return names[why];
}

/* They are listed in the order of all pages. */
static enum left_out
why_of(const struct site *site, const struct page *page)
{
	size_t from = 0, to = site->left_out.len;

	while (from + 1 < to) {
		size_t middle = from + (to - from) / 2;

		if (site->left_out.at[middle].page->ordinal <= page->ordinal)
			from = middle;
		else
			to = middle;
	}
	return site->left_out.at[from].why;
}

const char *
visibility_reason(const struct site *site, const struct page *page)
{
	static const char *const reasons[LEFT_OUT_REASONS] = {
		[LEFT_OUT_DRAFT] = "is a draft",
		[LEFT_OUT_FUTURE] = "is dated in the future",
		[LEFT_OUT_EXPIRED] = "has expired",
		[LEFT_OUT_PARENT] = "belongs to a page that is left out",
	};

	return reasons[why_of(site, page)];
}
