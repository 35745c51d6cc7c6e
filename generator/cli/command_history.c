/*
 * kith history: what git knows of one page, also under a name that it had before, and of one that is gone.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/page_history.h"
#include "config/config.h"
#include "content/page.h"
#include "history/history.h"
#include "history/work_state.h"
#include "pipeline.h"
#include "render/prose_view.h"
#include "site/site.h"

/* The file's path from the site's root; it may also be given from content/ on. */
static struct str
path_of(struct arena *arena, struct str file)
{
	while (str_starts(file, STR("./")))
		file = str_skip(file, 2);
	file = utf8_compose(arena, file);
	return path_is_below(STR("content"), file) ? file : path_join(arena, STR("content"), file);
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

static void
refuse(const struct site *site, struct str file, struct str below, struct diags *diags)
{
	struct str *known = arena_array(&diags->arena, struct str, site->all.len + 1);

	diag_error(diags, diag_file(file), STR_EMPTY,
	        "the site has no such page, and git knows of none");
	for (size_t i = 0; i < site->all.len; i++)
		known[i] = site->all.at[i]->source->path;
	diag_suggest(diags, below, known, site->all.len);
}

static bool
find(const struct pipeline *pipeline, struct str path, struct page_history *shown,
        struct diags *diags)
{
	struct str below = str_skip(path, STR("content/").len);
	const struct page *page = map_get(&pipeline->site->by_source, below);

	shown->history = pipeline->site->history;
	shown->edited = page && page->work_state == WORK_MODIFIED;
	shown->path = page ? page->text.path : path;
	shown->known = page ? page->history : NULL;
	if (shown->known)
		shown->history = shown->known->of;
	if (page || find_past(shown))
		return true;
	refuse(pipeline->site, path, below, diags);
	return false;
}

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
	buf_init(&out, 64 << 20);
	if (args->given[OPTION_JSON])
		page_history_json_put(&out, shown);
	else
		page_history_text_put(&out, shown);
	status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
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

enum status
command_history(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct pipeline_options options = {
		.as_of = PIPELINE_NO_TIME, .drafts = true, .future = true
	};
	struct page_history shown = { .path = STR_EMPTY, .asked = STR_EMPTY };
	enum status status = STATUS_SITE_ERRORS;
	struct pipeline pipeline;
	struct diags site;

	if (!command_root(args, &arena, &options.root, diags)) {
		arena_free(&arena);
		return STATUS_USAGE;
	}
	diag_init(&site);
	options.past = path_of(&arena, args->positional[0]);
	if (!pipeline_load(&pipeline, &options, &site)) {
		diag_merge(diags, &site);
	} else if (find(&pipeline, options.past, &shown, diags)) {
		pass_on(&site, diags);
		status = show(args, &shown, &pipeline, diags);
	} else {
		pass_on(&site, diags);
	}
	pipeline_close(&pipeline);
	diag_free(&site);
	arena_free(&arena);
	return status;
}
