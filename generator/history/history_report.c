/*
 * What a reader of the build's output is told about a repository that cannot be read as git reads it, and what
 * history_gap.c is told of one that is not whole.
 */
#include <errno.h>

#include "base/diag.h"
#include "git/repo.h"
#include "git/walk.h"
#include "history/history_build.h"

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

/* Is it unknown of some commit what it changed, and not because the clone was cut off there? */
static bool
has_hidden(const struct walk *walk)
{
	for (size_t i = 0; i < walk->newest.len; i++)
		if (walk->newest.at[i]->hidden && !walk->newest.at[i]->shallow)
			return true;
	return false;
}

/* Were versions of pages missing when changes were to be measured? */
static bool
lacks_versions(const struct walk *walk)
{
	for (size_t i = 0; i < walk->newest.len; i++) {
		const tree_changes *changes = &walk->newest.at[i]->changes;
		for (size_t k = 0; k < changes->len; k++)
			if (changes->at[k].missing)
				return true;
	}
	return false;
}

void
history_report_too_large(struct history_builder *builder)
{
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "the git history is too large to be read, so pages have no dates from it");
	diag_help(builder->diags, "keep the site in a repository of its own");
}

void
history_report_unread(struct history_builder *builder, int error)
{
	builder->history->unread = true;
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "cannot read the git repository: " STR_FMT, STR_ARG(repo_error(&builder->work)));
	if (error == -ENOTSUP)
		diag_help(builder->diags,
		        "install git, for a reftable 2.45 or later; until then pages keep the dates of "
		        "their front matter");
	else
		diag_help(builder->diags,
		        "pages keep the dates of their front matter; `git fsck` may say more");
}

void
history_report_gaps(struct history_builder *builder)
{
	struct history_state *state = builder->history->state;
	const struct walk *walk = builder->walk;
	state->name = builder->options->name;
	state->damaged = walk->missing || has_hidden(walk);
	state->lacks_texts = lacks_versions(walk);
	warn_grafts(builder);
}
