/* See history_gap.h. */
#include "history/history_gap.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "history/ci.h"
#include "history/history_build.h"

/* What gets a clone all that it lacks but large files; --refetch alone would leave out the same again. */
#define FETCH_BLOBS "git fetch --refetch --filter=blob:limit=1m"

/* ---- what is missing -------------------------------------------------------------------------- */

bool
history_gap_has(const struct history *history, enum history_gap gap)
{
	const struct history_state *state = history->state;

	switch (gap) {
	case HISTORY_GAP_SHALLOW: return history->shallow;
	case HISTORY_GAP_DAMAGED: return state && state->damaged;
	case HISTORY_GAP_TEXTS: return state && state->lacks_texts;
	default: return false;
	}
}

/* What cut the history of the page off before its beginning. */
static enum history_gap
cut_by(const struct history_page *page)
{
	if (page->complete)
		return HISTORY_GAP_NONE;
	if (history_gap_has(page->of, HISTORY_GAP_SHALLOW))
		return HISTORY_GAP_SHALLOW;
	return history_gap_has(page->of, HISTORY_GAP_DAMAGED) ? HISTORY_GAP_DAMAGED
	                                                      : HISTORY_GAP_NONE;
}

enum history_gap
history_gap_of(const struct history_page *page, bool updated)
{
	size_t count = page->revisions.len;

	if (date_known(updated ? page->updated : page->created))
		return HISTORY_GAP_NONE;
	if (updated && page->unsure)
		return HISTORY_GAP_TEXTS;
	if (!updated && count && page->revisions.at[count - 1].unsure)
		return HISTORY_GAP_TEXTS;
	return cut_by(page);
}

/* ---- what helps ------------------------------------------------------------------------------- */

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
is_partial(const struct history *history)
{
	struct arena scratch = ARENA_EMPTY;
	struct str folder = history->state->objects, text;
	bool partial = false;

	if (str_ends(folder, STR("/")))
		folder.len--;
	folder = path_join(&scratch, path_dir(folder), STR("config"));
	if (fs_read_named(folder, &scratch, 1 << 20, &text) >= 0)
		partial = str_find(utf8_fold(&scratch, text), STR("promisor")) != STR_NONE;
	arena_free(&scratch);
	return partial;
}

/* What is not in a partial clone can be fetched; anywhere else it is lost. */
static void
help_missing(const struct history *history, struct diags *diags)
{
	const struct ci *ci = ci_here();

	if (!is_partial(history))
		diag_help(
		        diags, "`git fsck` names what is missing; a new clone of the whole has it");
	else if (ci)
		diag_help(diags, "on %s, run `" FETCH_BLOBS "` before the build", ci->name);
	else
		diag_help(diags, "`" FETCH_BLOBS "` gets what is missing");
}

void
history_gap_report(
        const struct history *history, enum history_gap gap, struct str losses, struct diags *diags)
{
	static const char *const names[] = {
		[HISTORY_GAP_NONE] = "",
		[HISTORY_GAP_SHALLOW] = "the git clone is shallow",
		[HISTORY_GAP_DAMAGED] = "parts of the git history cannot be read",
		[HISTORY_GAP_TEXTS] = "the git clone lacks earlier versions of pages",
	};

	diag_warning(diags, diag_file(history->state->name), STR_EMPTY, "%s, so " STR_FMT,
	        names[gap], STR_ARG(losses));
	if (gap == HISTORY_GAP_SHALLOW)
		help_deepen(diags);
	else
		help_missing(history, diags);
}
