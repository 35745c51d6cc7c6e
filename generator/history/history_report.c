/*
 * What a reader of the build's output is told about a history that is not whole.
 */
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "git/repo.h"
#include "git/walk.h"
#include "history/ci.h"
#include "history/history_build.h"

/* What gets a clone all that it lacks but large files; --refetch alone would leave out the same again. */
#define FETCH_BLOBS "git fetch --refetch --filter=blob:limit=1m"

/* The fix for the service this runs on, else the command that anybody can give. */
static void
help_deepen(struct diags *diags)
{
	const struct ci *ci = ci_here();
	if (ci)
		diag_help(diags, "on %s, %s", ci->name, ci->deepen);
	else
		diag_help(diags, "run `git fetch --unshallow`");
}

/* Was it cloned with --filter, and can it still ask for the rest? git keeps that in the configuration. */
static bool
is_partial(struct history_builder *builder)
{
	struct str folder = builder->history->state->objects, text;
	if (str_ends(folder, STR("/")))
		folder.len--;
	folder = path_dir(folder);
	struct str file = path_join(&builder->work, folder, STR("config"));
	if (fs_read_named(file, &builder->work, 1 << 20, &text) < 0)
		return false;
	return str_find(utf8_fold(&builder->work, text), STR("promisor")) != STR_NONE;
}

/* What is not in a partial clone can be fetched; anywhere else it is lost. */
static void
help_missing(struct history_builder *builder)
{
	const struct ci *ci = ci_here();
	if (!is_partial(builder))
		diag_help(builder->diags,
		        "`git fsck` names what is missing; a new clone of the whole has it");
	else if (ci)
		diag_help(
		        builder->diags, "on %s, run `" FETCH_BLOBS "` before the build", ci->name);
	else
		diag_help(builder->diags, "`" FETCH_BLOBS "` gets what is missing");
}

/* Is a file of HEAD, by its name in the site, a page? */
static bool
is_page(const struct history_builder *builder, struct str path)
{
	return path_is_below(builder->options->content, path) && path_is_markdown(path);
}

/* Pages below the content folder whose beginning is not known; `moved`: because they may have been moved. */
static size_t
count_incomplete(struct history_builder *builder, bool moved)
{
	const struct map *pages = &builder->history->state->pages;
	size_t count = 0;
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		if (page->complete || !is_page(builder, pages->at[i].key))
			continue;
		size_t len = page->revisions.len;
		count += !moved || (len && page->revisions.at[len - 1].kind == HISTORY_CREATED);
	}
	return count;
}

static void
warn_shallow(struct history_builder *builder)
{
	size_t pages = count_incomplete(builder, false);
	struct str loss = STR("older changes are not known");
	if (pages)
		loss = str_format(&builder->work, "%zu %s no date of creation", pages,
		        pages == 1 ? "page has" : "pages have");
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "the git clone is shallow, so " STR_FMT, STR_ARG(loss));
	help_deepen(builder->diags);
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

static bool
warn_missing(struct history_builder *builder)
{
	size_t hidden = count_hidden(builder->walk);
	if (hidden == 0 && builder->walk->missing == 0)
		return false;
	diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
	        "parts of the git history cannot be read, so the dates of some pages are not known");
	help_missing(builder);
	return true;
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

/*
 * A clone without the contents of files has all commits and all names of files, and so nearly all dates.
 * Only whether a page is new, or an older one that was moved and edited at once, takes both versions.
 */
static void
warn_blobless(struct history_builder *builder)
{
	size_t moved = count_incomplete(builder, true);
	if (moved)
		diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
		        "the git clone lacks earlier versions of pages, so %zu %s no date of "
		        "creation: %s may have been moved",
		        moved, moved == 1 ? "page has" : "pages have", moved == 1 ? "it" : "they");
	else if (lacks_versions(builder->walk))
		diag_warning(builder->diags, diag_file(builder->options->name), STR_EMPTY,
		        "the git clone lacks earlier versions of pages, so what each change did to "
		        "them is not known, nor which were small");
	else
		return;
	help_missing(builder);
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
	builder->history->unread = true;
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
	if (!warn_missing(builder))
		warn_blobless(builder);
	warn_grafts(builder);
}
