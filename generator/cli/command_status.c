/*
 * kith status: what waits for the author, for no other eyes. Mistakes in pages are for `kith build` to tell; here they
 * are counted, and the rest is shown all the same.
 */
#include "audit/prompts.h"
#include "audit/waiting.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "content/page.h"
#include "data/writer_json.h"
#include "output/deployed.h"
#include "pipeline.h"

enum { OUTPUT_MAX = 64 << 20, DEPLOYED_MAX = 1 << 20 };

static const struct str day_format = STR_INIT("%Y-%m-%d");

/* As much of the day as is known: 2026-11, or 2026-11-02. */
static void
put_day(struct buf *out, struct date date)
{
	date_format(out, date, date.precision == DATE_MONTH ? STR("%Y-%m") : day_format, NULL);
}

/* ---- for a person ----------------------------------------------------------------------------- */

static void
put_prompts(struct buf *out, size_t left)
{
	if (left)
		buf_format(out, ", %zu prompt%s to fill in", left, left == 1 ? "" : "s");
}

/* Of a draft; what is published is for `kith check` to tell. */
static size_t
count_prompts(const struct prompts *prompts, enum waiting_kind kind, const struct page *page)
{
	struct place place;

	return kind == WAITING_DRAFTS ? prompts_left(prompts, page, &place) : 0;
}

static void
put_page(struct buf *out, const struct prompts *prompts, enum waiting_kind kind,
        const struct waiting_page *waiting)
{
	buf_lit(out, "  ");
	terminal_text(out, waiting->page->title);
	buf_format(out, ": " STR_FMT " ", STR_ARG(waiting_kinds[kind].words));
	if (kind == WAITING_OVERDUE)
		put_day(out, waiting->date);
	else
		terminal_days_ago(out, waiting->days);
	put_prompts(out, count_prompts(prompts, kind, waiting->page));
	buf_lit(out, "\n    ");
	terminal_text(out, waiting->page->text.path);
	buf_char(out, '\n');
}

static void
put_due(struct buf *out, const struct waiting_milestone *next)
{
	if (!date_known(next->due))
		return;
	buf_put(out, next->days < 0 ? STR(", was meant for ") : STR(", by "));
	put_day(out, next->due);
	if (next->days > 0)
		buf_format(
		        out, " (in %lld day%s)", (long long)next->days, next->days == 1 ? "" : "s");
}

static void
put_milestones(struct buf *out, const struct waiting *waiting)
{
	for (size_t i = 0; i < waiting->milestones.len; i++) {
		const struct waiting_milestone *next = &waiting->milestones.at[i];

		if (!i)
			buf_put(out,
			        out->len ? STR("\nNext milestones\n") : STR("Next milestones\n"));
		buf_lit(out, "  ");
		terminal_text(out, next->project->title);
		buf_lit(out, ": ");
		terminal_text(out, next->name);
		put_due(out, next);
		buf_char(out, '\n');
	}
}

/* A milestone that is still to come waits for nobody. */
static bool
is_late(const struct waiting *waiting)
{
	for (size_t i = 0; i < waiting->milestones.len; i++)
		if (date_known(waiting->milestones.at[i].due) && waiting->milestones.at[i].days < 0)
			return true;
	return false;
}

static void
put_text(struct buf *out, const struct prompts *prompts, const struct waiting *waiting)
{
	for (int kind = 0; kind < WAITING_KINDS; kind++) {
		if (!waiting->of[kind].len)
			continue;
		buf_format(out, "%s" STR_FMT "\n", out->len ? "\n" : "",
		        STR_ARG(waiting_kinds[kind].heading));
		for (size_t i = 0; i < waiting->of[kind].len; i++)
			put_page(out, prompts, (enum waiting_kind)kind, &waiting->of[kind].at[i]);
	}
	if (!out->len && !is_late(waiting))
		buf_lit(out, "Nothing waits for you.\n");
	put_milestones(out, waiting);
	if (!waiting->deployed)
		buf_lit(out,
		        "\nNo deploy is recorded, so nothing is told of what changed since.\n");
}

static void
put_errors(struct buf *out, size_t errors)
{
	if (errors)
		buf_format(out, "\nThe site has %zu error%s; `kith build` shows %s.\n", errors,
		        errors == 1 ? "" : "s", errors == 1 ? "it" : "them");
}

/* ---- for programs ----------------------------------------------------------------------------- */

static void
put_json_text(struct writer_json *w, struct str key, struct str text)
{
	writer_json_key(w, key);
	writer_json_text(w, text);
}

static void
put_json_day(struct writer_json *w, struct str key, struct date date)
{
	struct buf day;

	if (!date_known(date))
		return;
	buf_init(&day, 100);
	put_day(&day, date);
	put_json_text(w, key, buf_view(&day));
	buf_free(&day);
}

static void
put_json_days(struct writer_json *w, int64_t days)
{
	writer_json_key(w, STR("days"));
	writer_json_int(w, days);
}

static void
put_json_page(struct writer_json *w, const struct prompts *prompts, enum waiting_kind kind,
        const struct waiting_page *waiting)
{
	size_t left = count_prompts(prompts, kind, waiting->page);

	writer_json_open(w, '{');
	put_json_text(w, STR("title"), waiting->page->title);
	put_json_text(w, STR("path"), waiting->page->text.path);
	put_json_day(w, waiting_kinds[kind].day, waiting->date);
	put_json_days(w, waiting->days);
	if (left) {
		writer_json_key(w, STR("prompts"));
		writer_json_int(w, (int64_t)left);
	}
	writer_json_close(w, '}');
}

static void
put_json_milestone(struct writer_json *w, const struct waiting_milestone *next)
{
	writer_json_open(w, '{');
	put_json_text(w, STR("project"), next->project->title);
	put_json_text(w, STR("path"), next->project->text.path);
	put_json_text(w, STR("name"), next->name);
	put_json_day(w, STR("due"), next->due);
	if (date_known(next->due))
		put_json_days(w, next->days);
	writer_json_close(w, '}');
}

static void
put_json_deploy(struct writer_json *w, int64_t deployed)
{
	struct buf time;

	writer_json_key(w, STR("deployed"));
	if (deployed == WAITING_NO_DEPLOY) {
		writer_json_null(w);
		return;
	}
	buf_init(&time, 100);
	date_rfc3339(&time, date_from_seconds(deployed, 0));
	writer_json_text(w, buf_view(&time));
	buf_free(&time);
}

static void
put_json(struct buf *out, const struct prompts *prompts, const struct waiting *waiting, int64_t now,
        int64_t deployed, size_t errors)
{
	struct writer_json w = writer_json_start(out, 2);

	writer_json_open(&w, '{');
	put_json_day(&w, STR("today"), date_from_seconds(now, 0));
	put_json_deploy(&w, deployed);
	for (int kind = 0; kind < WAITING_KINDS; kind++) {
		if (kind == WAITING_CHANGED && !waiting->deployed)
			continue;
		writer_json_key(&w, waiting_kinds[kind].key);
		writer_json_open(&w, '[');
		for (size_t i = 0; i < waiting->of[kind].len; i++)
			put_json_page(
			        &w, prompts, (enum waiting_kind)kind, &waiting->of[kind].at[i]);
		writer_json_close(&w, ']');
	}
	writer_json_key(&w, STR("milestones"));
	writer_json_open(&w, '[');
	for (size_t i = 0; i < waiting->milestones.len; i++)
		put_json_milestone(&w, &waiting->milestones.at[i]);
	writer_json_close(&w, ']');
	writer_json_key(&w, STR("errors"));
	writer_json_int(&w, (int64_t)errors);
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

/* ---- the whole -------------------------------------------------------------------------------- */

static int64_t
last_deploy(struct pipeline *p)
{
	struct str text;
	int64_t seconds;

	if (fs_read(p->root, STR(DEPLOYED_PATH), &p->arena, DEPLOYED_MAX, &text, NULL) == 0 &&
	        deployed_read(text, &seconds))
		return seconds;
	return WAITING_NO_DEPLOY;
}

static enum status
tell(struct pipeline *p, const struct args *args, struct diags *diags)
{
	const struct prompts *prompts = prompts_read(&p->arena, p->root);
	int64_t deployed = last_deploy(p);
	struct waiting waiting;
	struct buf out;
	bool printed;

	waiting_gather(&p->arena, p->site, p->now, deployed, &waiting);
	buf_init(&out, OUTPUT_MAX);
	if (args->given[OPTION_JSON]) {
		put_json(&out, prompts, &waiting, p->now, deployed, p->diags->errors);
	} else {
		put_text(&out, prompts, &waiting);
		put_errors(&out, p->diags->errors);
	}
	printed = command_print(buf_view(&out), diags);
	buf_free(&out);
	return printed ? STATUS_DONE : STATUS_ENVIRONMENT;
}

enum status
command_status(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct pipeline_options options = { .as_of = PIPELINE_NO_TIME };
	struct pipeline pipeline;
	struct diags found;
	enum status status = STATUS_USAGE;

	diag_init(&found);
	if (!command_moment(args, &options.as_of, diags) ||
	        !command_root(args, &arena, &options.root, diags))
		goto out;
	if (pipeline_load(&pipeline, &options, &found)) {
		status = tell(&pipeline, args, diags);
	} else {
		status = pipeline.refused ? STATUS_ENVIRONMENT : STATUS_SITE_ERRORS;
		diag_merge(diags, &found);
	}
	pipeline_close(&pipeline);
out:
	diag_free(&found);
	arena_free(&arena);
	return status;
}
