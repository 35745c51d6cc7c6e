/*
 * kith history: what git knows of one page, also under a name that it had before, and of one that is gone.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "cli/asked_page.h"
#include "cli/command.h"
#include "cli/page_history.h"
#include "config/config.h"
#include "content/page.h"
#include "history/history.h"
#include "history/work_state.h"
#include "pipeline.h"
#include "render/prose_view.h"
#include "site/change.h"
#include "site/site.h"

enum { OUTPUT_MAX = 64 << 20 };

struct asking {
	struct arena arena;
	struct pipeline_options options;
	struct pipeline pipeline;
	bool loaded;
	struct diags diags; /* the site's own */
	struct asked_page asked;
	struct page_history shown;
};

/* ---- finding ---------------------------------------------------------------------------------- */

/* The site; with what git knows of a file that may be gone. False when there is no site to ask. */
static bool
load(struct asking *asking, struct str past)
{
	if (asking->loaded)
		pipeline_close(&asking->pipeline);
	diag_free(&asking->diags);
	diag_init(&asking->diags);
	asking->options.past = past;
	asking->loaded = true;
	return pipeline_load(&asking->pipeline, &asking->options, &asking->diags);
}

/* What git knows of a file that is no page (now). */
static bool
find_past(struct page_history *shown)
{
	const struct history *history = shown->history;

	shown->known = history ? history_find(history, shown->path) : NULL;
	if (shown->known || !history)
		return shown->known != NULL;
	struct str now = history_find_renamed(history, shown->path);
	if (now.len == 0)
		return false;
	shown->asked = shown->path;
	shown->path = now;
	shown->known = history_find(history, now);
	return true;
}

/* A page that is gone by the address it had, as far as its path tells: nobody knows its settings any more. */
static bool
find_removed(struct asking *asking)
{
	struct page_history *shown = &asking->shown;
	const struct history *history = asking->pipeline.site->history;

	for (size_t i = 0; history && i < history->removals.len; i++) {
		const struct history_removal *removal = &history->removals.at[i];
		struct str below = change_path_below(removal);

		if (!removal->past || !asked_page_is_at(&asking->arena, &asking->asked, below))
			continue;
		shown->history = history;
		shown->known = removal->past;
		shown->path = path_join(&asking->arena, STR("content"), below);
		return true;
	}
	return false;
}

/* What is known at one of the paths that may have been meant. */
static bool
find_at(struct asking *asking, const struct page *page, struct str path)
{
	struct page_history *shown = &asking->shown;

	shown->history = asking->pipeline.site->history;
	shown->edited = page && page->work_state == WORK_MODIFIED;
	shown->path = page ? page->text.path : path;
	shown->known = page ? page->history : NULL;
	if (shown->known)
		shown->history = shown->known->of;
	return page || find_past(shown);
}

/*
 * The site is loaded for the first of the paths, and for another one only when there is no page there: of a
 * file that is gone, git has to be asked by name.
 */
static bool
find(struct asking *asking)
{
	size_t count = asking->asked.paths.len;
	const struct page *page;

	if (!load(asking, count ? asking->asked.paths.at[0] : STR_EMPTY))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct str path = asking->asked.paths.at[i];

		page = asked_page_at(&asking->arena, asking->pipeline.site, path);
		if (i && !page && !load(asking, path))
			return false;
		if (find_at(asking, page, path))
			return true;
	}
	page = asked_page_elsewhere(
	        &asking->arena, asking->pipeline.site, asking->options.root, &asking->asked);
	return page ? find_at(asking, page, STR_EMPTY) : find_removed(asking);
}

/* ---- showing ---------------------------------------------------------------------------------- */

static enum status
show(const struct args *args, struct page_history *shown, const struct pipeline *pipeline,
        struct diags *diags)
{
	struct prose_view view = { .options = page_markdown_options(pipeline->config) };
	enum status status;
	struct buf out;

	view.options.language = pipeline->config->language;
	if (args->given[OPTION_DIFF])
		shown->compared = &view;
	shown->verbose = args->given[OPTION_VERBOSE];
	shown->color = command_color(args) && !args->given[OPTION_JSON];
	buf_init(&out, OUTPUT_MAX);
	if (args->given[OPTION_JSON])
		page_history_json_put(&out, shown);
	else
		page_history_text_put(&out, shown);
	if (out.full) {
		diag_error(diags, diag_file(shown->path), STR_EMPTY,
		        "what is known of it is longer than 64 MB");
		diag_help(diags, "without --diff it is shorter");
		status = STATUS_ENVIRONMENT;
	} else {
		status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	}
	buf_free(&out);
	return status;
}

/*
 * Somebody who asks about one page is not told what else could be better in the site, only what is wrong with
 * its history, which belongs to no file.
 */
static void
pass_on(const struct diags *from, struct diags *diags)
{
	for (size_t i = 0; i < from->list.len; i++) {
		const struct diag *diag = &from->list.at[i];

		if (diag->place.path.len)
			continue;
		diag_add(diags, diag->level, diag->place, STR_EMPTY, STR_FMT, STR_ARG(diag->text));
		if (diag->help.len)
			diag_help(diags, STR_FMT, STR_ARG(diag->help));
	}
}

static enum status
answer(struct asking *asking, const struct args *args, struct diags *diags)
{
	bool found = find(asking);

	if (!asking->pipeline.site) {
		diag_merge(diags, &asking->diags);
		return STATUS_SITE_ERRORS;
	}
	pass_on(&asking->diags, diags);
	if (found)
		return show(args, &asking->shown, &asking->pipeline, diags);
	asked_page_refuse(asking->pipeline.site, &asking->asked, diags);
	return STATUS_USAGE;
}

enum status
command_history(const struct args *args, struct diags *diags)
{
	struct asking asking = {
		.options = { .as_of = PIPELINE_NO_TIME, .drafts = true, .future = true },
		.shown = { .path = STR_EMPTY, .asked = STR_EMPTY },
	};
	enum status status = STATUS_USAGE;

	diag_init(&asking.diags);
	if (command_root(args, &asking.arena, &asking.options.root, diags)) {
		asked_page_read(
		        &asking.arena, asking.options.root, args->positional[0], &asking.asked);
		status = answer(&asking, args, diags);
	}
	if (asking.loaded)
		pipeline_close(&asking.pipeline);
	diag_free(&asking.diags);
	arena_free(&asking.arena);
	return status;
}
