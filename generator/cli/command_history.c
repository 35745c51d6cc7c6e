/* kith history: what git knows of one page. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "content/page.h"
#include "data/writer_json.h"
#include "git/history.h"
#include "pipeline.h"
#include "site/site.h"

static const struct page *
find_page(const struct site *site, struct str file, struct diags *diags)
{
	struct str *known, below = file;
	struct page *page;

	if (str_starts(below, STR("./")))
		below = str_skip(below, 2);
	if (str_starts(below, STR("content/")))
		below = str_skip(below, STR("content/").len);
	page = map_get(&site->by_source, utf8_compose(&diags->arena, below));
	if (page)
		return page;
	diag_error(diags, diag_file(file), STR_EMPTY, "the site has no such page");
	known = arena_array(&diags->arena, struct str, site->all.len + 1);
	for (size_t i = 0; i < site->all.len; i++)
		known[i] = site->all.at[i]->source->path;
	diag_suggest(diags, file, known, site->all.len);
	return NULL;
}

static void
put_date(struct buf *out, const char *label, struct date date)
{
	buf_format(out, "%-8s ", label);
	if (date_known(date))
		date_format(out, date, STR("%Y-%m-%d %H:%M %z"), NULL);
	else
		buf_lit(out, "not known");
	buf_char(out, '\n');
}

static void
put_text(struct buf *out, const struct page *page)
{
	const struct history_page *history = page->history;

	buf_format(out, STR_FMT "\n", STR_ARG(page->text.path));
	if (!history) {
		buf_lit(out,
		        "git knows nothing of this file: it was never committed, or there is no "
		        "repository\n");
		return;
	}
	put_date(out, "created", history->created);
	put_date(out, "updated", history->updated);
	if (!history->complete)
		buf_lit(out, "the clone is shallow: older revisions are hidden\n");
	for (size_t i = 0; i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];
		const struct history_commit *commit = revision->commit;

		buf_format(out, STR_FMT "  ", STR_ARG(commit->short_hash));
		date_format(out, commit->authored, STR("%Y-%m-%d"), NULL);
		buf_format(out, "  " STR_FMT "  " STR_FMT,
		        STR_ARG(commit->author ? commit->author->name : STR("?")),
		        STR_ARG(commit->subject));
		if (revision->old_path.len)
			buf_format(out, "  (from " STR_FMT ")", STR_ARG(revision->old_path));
		buf_char(out, '\n');
	}
}

static void
put_json_date(struct writer_json *w, struct str key, struct date date)
{
	writer_json_key(w, key);
	writer_json_value(w, value_date(&date), NULL);
}

static void
put_json_revision(struct writer_json *w, const struct history_revision *revision)
{
	const struct history_commit *commit = revision->commit;

	writer_json_open(w, '{');
	writer_json_key(w, STR("hash"));
	writer_json_text(w, commit->hash);
	put_json_date(w, STR("date"), commit->authored);
	writer_json_key(w, STR("author"));
	writer_json_text(w, commit->author ? commit->author->name : STR_EMPTY);
	writer_json_key(w, STR("subject"));
	writer_json_text(w, commit->subject);
	writer_json_key(w, STR("renamed_from"));
	if (revision->old_path.len)
		writer_json_text(w, revision->old_path);
	else
		writer_json_null(w);
	writer_json_key(w, STR("minor"));
	writer_json_bool(w, revision->minor);
	writer_json_close(w, '}');
}

static void
put_json(struct buf *out, const struct page *page)
{
	const struct history_page *history = page->history;
	struct writer_json w = writer_json_start(out, 2);
	struct date none = { 0 };

	writer_json_open(&w, '{');
	writer_json_key(&w, STR("path"));
	writer_json_text(&w, page->text.path);
	put_json_date(&w, STR("created"), history ? history->created : none);
	put_json_date(&w, STR("updated"), history ? history->updated : none);
	writer_json_key(&w, STR("complete"));
	writer_json_bool(&w, history && history->complete);
	writer_json_key(&w, STR("revisions"));
	writer_json_open(&w, '[');
	for (size_t i = 0; history && i < history->revisions.len; i++)
		put_json_revision(&w, &history->revisions.at[i]);
	writer_json_close(&w, ']');
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

static enum status
show(const struct args *args, const struct page *page, struct diags *diags)
{
	enum status status;
	struct buf out;

	buf_init(&out, 64 << 20);
	if (args->given[OPTION_JSON])
		put_json(&out, page);
	else
		put_text(&out, page);
	status = command_print(buf_view(&out), diags) ? STATUS_DONE : STATUS_ENVIRONMENT;
	buf_free(&out);
	return status;
}

enum status
command_history(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct pipeline_options options = {
		.as_of = PIPELINE_NO_TIME, .drafts = true, .future = true
	};
	enum status status = STATUS_SITE_ERRORS;
	struct pipeline pipeline;
	const struct page *page = NULL;

	if (!command_root(args, &arena, &options.root, diags)) {
		arena_free(&arena);
		return STATUS_USAGE;
	}
	if (pipeline_load(&pipeline, &options, diags))
		page = find_page(pipeline.site, args->positional[0], diags);
	if (page)
		status = show(args, page, diags);
	pipeline_close(&pipeline);
	arena_free(&arena);
	return status;
}
