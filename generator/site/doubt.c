/*
 * What git says of dates that is not to be believed, dates that are older than what readers see, and what a
 * repository that is not whole takes from the site. It only matters where a page would have shown such a
 * date: front matter goes before git, and a commit of 1970 below a later one decides nothing. Nothing is
 * said of a gap when neither a date nor a page about the history is lost.
 */
#include "base/moment.h"
#include "config/config.h"
#include "content/page.h"
#include "history/ci.h"
#include "history/histories.h"
#include "history/history_gap.h"
#include "history/work_state.h"
#include "site/resolve.h"

/* The pages of which one thing is to be said. */
struct doubt {
	const struct page *first;
	const struct history_commit *commit; /* of the first */
	size_t pages;
};

/* What the gaps of one repository take from the pages that are shown. */
struct loss {
	/* Pages, and sections, without a date that git would have known. */
	size_t undated[HISTORY_GAPS], sections[HISTORY_GAPS];
	size_t histories[HISTORY_GAPS]; /* pages whose histories have less */
	bool shown;                     /* some page of it is */
	bool told; /* something is known that a history or the changelog shows */
};

static struct date
front_date(const struct page *page, bool updated)
{
	return updated ? page->front->lastmod : page->front->date;
}

/* Does git decide a date of this page, because no source before it knows one? */
static bool
asks_git(const struct page *page, const enum config_date *sources, bool updated)
{
	for (size_t i = 0; i < CONFIG_DATE_SOURCES && sources[i]; i++) {
		if (sources[i] == CONFIG_DATE_GIT)
			return true;
		struct date date = sources[i] == CONFIG_DATE_FRONT ? front_date(page, updated)
		                                                   : page->name_date;
		if (date_known(date))
			return false;
	}
	return false;
}

/* The newest commit that updated the page, or the oldest; NULL when it is not known. */
static const struct history_commit *
deciding_commit(const struct page *page, bool updated)
{
	const struct history_page *history = page->history;
	size_t count = history->revisions.len;
	if (!updated)
		return history->complete ? history->revisions.at[count - 1].commit : NULL;
	for (size_t i = 0; i < count; i++)
		if (!history->revisions.at[i].minor &&
		        (history->revisions.at[i].kind != HISTORY_CREATED ||
		                !date_known(page->date)))
			return history->revisions.at[i].commit;
	return NULL;
}

static void
add(struct doubt *doubt, const struct page *page, const struct history_commit *commit)
{
	if (!doubt->pages++) {
		doubt->first = page;
		doubt->commit = commit;
	}
}

static void
look_at(const struct resolve *r, const struct page *page, struct doubt *absurd,
        struct doubt *edited)
{
	const struct config *config = r->site->config;
	const enum config_date *sources[] = { config->dates.created_from,
		config->dates.updated_from };
	const struct history_commit *commit = NULL;
	bool dated = false;

	for (int updated = 0; updated < 2; updated++) {
		if (!asks_git(page, sources[updated], updated))
			continue;
		dated = true;
		const struct history_commit *found = deciding_commit(page, updated);
		if (!commit && found && !date_known(found->date))
			commit = found;
	}
	if (commit)
		add(absurd, page, commit);
	if (dated && page->work_state == WORK_MODIFIED)
		add(edited, page, NULL);
}

/* ", and so have 3 other pages", for those that are not the first. */
static struct str
and_others(struct resolve *r, const struct doubt *doubt)
{
	size_t more = doubt->pages - 1;
	if (!more)
		return STR_EMPTY;
	return str_format(r->arena,
	        more == 1 ? ", and so has %zu other page" : ", and so have %zu other pages", more);
}

static void
tell_absurd(struct resolve *r, const struct doubt *doubt)
{
	struct str more;

	if (!doubt->pages)
		return;
	more = and_others(r, doubt);
	diag_warning(r->diags, diag_file(doubt->first->text.path), STR_EMPTY,
	        "the page has a commit with a date that cannot be true, which is left out: " STR_FMT
	        ", \"" STR_FMT "\"" STR_FMT,
	        STR_ARG(doubt->commit->short_hash), STR_ARG(doubt->commit->subject), STR_ARG(more));
	diag_help(r->diags, "write `date` and `lastmod` in its front matter, which go before git");
}

/*
 * A writer knows what is not committed yet, and may look at it. In a build for others it was mostly a
 * step before that wrote into pages, or a commit that somebody forgot.
 */
static void
tell_edited(struct resolve *r, const struct doubt *doubt)
{
	const struct ci *ci = ci_here();
	bool one = doubt->pages == 1;

	if (!doubt->pages || (!ci && !r->diags->strict))
		return;
	diag_warning(r->diags, diag_file(doubt->first->text.path), STR_EMPTY,
	        one ? "%zu page has changes that are not committed; the site shows the date of its "
	              "last commit"
	            : "%zu pages have changes that are not committed; the site shows the dates of "
	              "their last commits",
	        doubt->pages);
	if (ci)
		diag_help(r->diags,
		        "on %s, `git diff` before the build shows what a step has written",
		        ci->name);
	else
		diag_help(r->diags, "commit %s, or build without --strict", one ? "it" : "them");
}

/* ---- gaps ------------------------------------------------------------------------------------- */

/* Is a text of the page missing, or one that came before? */
static bool
lacks_text(const struct history_page *history)
{
	for (size_t i = 0; i < history->revisions.len; i++)
		if (history->revisions.at[i].unread || history->revisions.at[i].unsure)
			return true;
	return false;
}

static void
look_for_gaps(const struct resolve *r, const struct page *page, struct loss *loss)
{
	const struct config *config = r->site->config;
	enum history_gap created = history_gap_of(page->history, false);
	enum history_gap updated = history_gap_of(page->history, true);
	bool section = page->role == PAGE_SECTION || page->role == PAGE_HOME;
	size_t *undated = section ? loss->sections : loss->undated;

	loss->shown = true;
	loss->told = loss->told || page->history->revisions.len;
	loss->histories[created] += created != HISTORY_GAP_TEXTS;
	loss->histories[HISTORY_GAP_TEXTS] += lacks_text(page->history);
	if (!asks_git(page, config->dates.created_from, false))
		created = HISTORY_GAP_NONE;
	if (!asks_git(page, config->dates.updated_from, true))
		updated = HISTORY_GAP_NONE;
	undated[created]++;
	if (updated != created)
		undated[updated]++;
}

/* "2 pages and 1 section lack a date"; a build counts its pages without its sections, too. */
static struct str
name_undated(const struct resolve *r, size_t pages, size_t sections)
{
	struct str some =
	        str_format(r->arena, "%zu %s", sections, sections == 1 ? "section" : "sections");

	if (pages)
		some = str_format(r->arena, "%zu %s%s" STR_FMT, pages,
		        pages == 1 ? "page" : "pages", sections ? " and " : "",
		        STR_ARG(sections ? some : STR_EMPTY));
	return str_format(r->arena, STR_FMT " %s a date", STR_ARG(some),
	        pages + sections == 1 ? "lacks" : "lack");
}

/*
 * "2 pages lack a date, and histories of pages and the changelog are incomplete"; empty when nothing is lost. Without
 * one revision neither is made.
 */
static struct str
name_losses(const struct resolve *r, const struct loss *loss, enum history_gap gap)
{
	const struct config *config = r->site->config;
	size_t pages = loss->undated[gap], sections = loss->sections[gap];
	bool histories = config->pages.history && loss->histories[gap];
	bool changelog = config->pages.changelog && loss->shown &&
	        (gap != HISTORY_GAP_TEXTS || loss->histories[gap]);
	const char *what = histories && changelog ? "histories of pages and the changelog are"
	        : histories                       ? "histories of pages are"
	                                          : "the changelog is";
	struct str losses = STR_EMPTY;

	if (histories || changelog)
		losses =
		        str_format(r->arena, "%s %s", what, loss->told ? "incomplete" : "not made");
	if (!pages && !sections)
		return losses;
	return str_format(r->arena, STR_FMT "%s" STR_FMT, STR_ARG(name_undated(r, pages, sections)),
	        losses.len ? ", and " : "", STR_ARG(losses));
}

/* Is it one that a build shows to readers? `kith history` loads drafts and what is dated ahead as well. */
static bool
is_counted(const struct resolve *r, const struct page *page)
{
	return !page->left_out && page->front->draft <= 0 &&
	        (!page->dated || !moment_is_ahead(page->date.seconds, r->input->now));
}

static void
tell_gaps(struct resolve *r, const struct history *history)
{
	struct loss loss = { .shown = false };

	/* What other repositories tell is made in any case, and so is the removal of pages. */
	loss.told = history->removals.len || r->site->histories->all.len > 1;

	for (size_t i = 0; i < r->site->all.len; i++) {
		const struct page *page = r->site->all.at[i];

		if (is_counted(r, page) && page->history && page->history->of == history)
			look_for_gaps(r, page, &loss);
	}
	for (enum history_gap gap = HISTORY_GAP_NONE + 1; gap < HISTORY_GAPS; gap++) {
		struct str losses =
		        history_gap_has(history, gap) ? name_losses(r, &loss, gap) : STR_EMPTY;

		if (losses.len)
			history_gap_report(history, gap, losses, r->diags);
	}
}

/* A clone that is shallow may not have the commit that is meant. */
static void
tell_idle_rules(struct resolve *r)
{
	const struct histories *histories = r->site->histories;
	const schema_texts *rules = &r->site->config->history.ignore;

	if (!histories || !histories->commits.len || histories->shallow)
		return;
	for (size_t i = 0; i < rules->len; i++) {
		if (histories_have(histories, rules->at[i]))
			continue;
		diag_warning(r->diags, diag_file(STR("kith.yaml")), STR_EMPTY,
		        "`history: {ignore}` names a commit that git does not have: \"" STR_FMT
		        "\"",
		        STR_ARG(rules->at[i]));
		diag_help(r->diags,
		        "write the hash, 7 digits or more, or the whole subject as `git log` shows "
		        "it, with * for any text");
	}
}

void
doubt_report(struct resolve *r)
{
	struct doubt absurd = { NULL, NULL, 0 }, edited = { NULL, NULL, 0 };
	const struct histories *histories = r->site->histories;

	for (size_t i = 0; i < r->site->all.len; i++) {
		const struct page *page = r->site->all.at[i];

		if (!page->left_out && page->history && page->history->revisions.len)
			look_at(r, page, &absurd, &edited);
	}
	for (size_t i = 0; histories && i < histories->all.len; i++)
		tell_gaps(r, histories->all.at[i]);
	tell_absurd(r, &absurd);
	tell_edited(r, &edited);
	tell_idle_rules(r);
}
