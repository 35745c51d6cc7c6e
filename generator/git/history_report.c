/*
 * What a reader of the build's output is told about a history that is not whole.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "git/history_build.h"
#include "git/repo.h"
#include "git/walk.h"

/* The fix for the service this runs on, else the command that anybody can give. */
static void
help_deepen(struct diags *diags)
{
#define CI(variable, name, fix)                               \
	if (getenv(variable)) {                               \
		diag_help(diags, "on %s, %s", (name), (fix)); \
		return;                                       \
	}
#include "git/ci.def"
#undef CI
	diag_help(diags, "run `git fetch --unshallow`");
}

/* Is a file of HEAD, by its name in the site, a page? */
static bool
is_page(const struct history_builder *builder, struct str path)
{
	return path_is_below(builder->options->content, path) &&
	        (str_ends(path, STR(".md")) || str_ends(path, STR(".markdown")));
}

/* Pages below the content folder whose beginning is not known. */
static size_t
count_incomplete(struct history_builder *builder)
{
	const struct map *pages = &builder->history->state->pages;
	size_t count = 0;
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		count += !page->complete && is_page(builder, pages->at[i].key);
	}
	return count;
}

static void
warn_shallow(struct history_builder *builder)
{
	size_t pages = count_incomplete(builder);
	struct str loss = STR("older changes are not known");
	if (pages)
		loss = str_format(&builder->work, "%zu %s no date of creation", pages,
		        pages == 1 ? "page has" : "pages have");
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "the git clone is shallow, so " STR_FMT, STR_ARG(loss));
	help_deepen(builder->diags);
}

/* Which commits changed a page of the site. */
static void
gather_commits(struct history_builder *builder, struct map *commits)
{
	const struct map *pages = &builder->history->state->pages;
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		if (!is_page(builder, pages->at[i].key))
			continue;
		for (size_t k = 0; k < page->revisions.len; k++)
			map_put(commits, &builder->work, page->revisions.at[k].commit->hash, NULL);
	}
}

/* 1970 and the future: a clock was wrong. Only said of commits that the dates of pages hang on. */
static void
warn_dates(struct history_builder *builder)
{
	const struct history *history = builder->history;
	const struct history_commit *first = NULL;
	struct map commits = { .len = 0 };
	size_t count = 0;
	gather_commits(builder, &commits);
	for (size_t i = history->commits.len; i-- > 0;) {
		const struct history_commit *commit = history->commits.at[i];
		if (date_known(commit->date) || !map_find(&commits, commit->hash))
			continue;
		first = first ? first : commit;
		count++;
	}
	if (!first)
		return;
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "%zu %s a date that cannot be true, which is left out; the first is " STR_FMT
	        ", \"" STR_FMT "\"",
	        count, count == 1 ? "commit has" : "commits have", STR_ARG(first->short_hash),
	        STR_ARG(first->subject));
	diag_help(builder->diags, "a `date` in the front matter of its pages stands in");
}

static void
warn_grafts(struct history_builder *builder)
{
	if (!repo_has_grafts(builder->repo))
		return;
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "the repository has a file info/grafts, which is not read");
	diag_help(builder->diags,
	        "`git replace --convert-graft-file` makes of it what kith and git both read");
}

static size_t
count_hidden(const struct walk *walk)
{
	size_t count = 0;
	for (size_t i = 0; i < walk->newest.len; i++)
		count += walk->newest.at[i]->hidden && !walk->newest.at[i]->shallow;
	return count;
}

static void
warn_missing(struct history_builder *builder)
{
	size_t hidden = count_hidden(builder->walk);
	if (hidden == 0 && builder->walk->missing == 0)
		return;
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "parts of the git history cannot be read, so the dates of some pages are not known");
	diag_help(builder->diags,
	        "`git fsck` names what is missing; in a partial clone, `git fetch --refetch` gets it");
}

void
history_report_too_large(struct history_builder *builder)
{
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "the git history is too large to be read, so pages have no dates from it");
	diag_help(builder->diags, "keep the site in a repository of its own");
}

/* Formats that git has and libgit2 does not; it names the setting that announces them. */
static const char *
explain_format(struct str reason)
{
	if (str_find(reason, STR("objectformat")) != STR_NONE)
		return "its hashes are SHA-256";
	if (str_find(reason, STR("refstorage")) != STR_NONE)
		return "its branches are kept as a reftable";
	return NULL;
}

void
history_report_unread(struct history_builder *builder)
{
	struct str reason = repo_error(&builder->work);
	struct str lower = utf8_fold(&builder->work, reason);
	const char *format = explain_format(lower);
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "cannot read the git repository: " STR_FMT,
	        STR_ARG(format ? str_from(format) : reason));
	if (format)
		diag_help(builder->diags,
		        "pages keep the dates of their front matter; a clone in git's usual "
		        "format can be read");
	else
		diag_help(builder->diags,
		        "pages keep the dates of their front matter; `git fsck` may say more");
}

void
history_report_gaps(struct history_builder *builder)
{
	if (builder->history->shallow)
		warn_shallow(builder);
	warn_missing(builder);
	warn_dates(builder);
	warn_grafts(builder);
}
