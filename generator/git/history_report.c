/*
 * What a reader of the build's output is told about a history that is not whole.
 */
#include <stdlib.h>

#include "base/diag.h"
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

/* Pages below the content folder whose beginning is not known. */
static size_t
count_incomplete(struct history_builder *builder)
{
	const struct map *pages = &builder->history->state->pages;
	struct str folder = builder->options->content;
	if (folder.len)
		folder = str_format(&builder->work, STR_FMT "/", STR_ARG(folder));
	size_t count = 0;
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		struct str path = pages->at[i].key;
		count += !page->complete && str_starts(path, folder) &&
		        (str_ends(path, STR(".md")) || str_ends(path, STR(".markdown")));
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
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the git clone is shallow, so " STR_FMT, STR_ARG(loss));
	help_deepen(builder->diags);
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
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "parts of the git history cannot be read, so the dates of some pages are not known");
	diag_help(builder->diags,
	        "`git fsck` names what is missing; in a partial clone, `git fetch --refetch` gets it");
}

void
history_report_too_large(struct history_builder *builder)
{
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the git history is too large to be read, so pages have no dates from it");
	diag_help(builder->diags, "keep the site in a repository of its own");
}

void
history_report_unread(struct history_builder *builder)
{
	struct str reason = repo_error(&builder->work);
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "cannot read the git repository: " STR_FMT, STR_ARG(reason));
	diag_help(builder->diags,
	        "pages keep the dates of their front matter; `git fsck` may say more");
}

void
history_report_gaps(struct history_builder *builder)
{
	if (builder->history->shallow)
		warn_shallow(builder);
	warn_missing(builder);
}
