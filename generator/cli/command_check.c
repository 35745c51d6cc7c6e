/*
 * kith check: a build whose bytes are read and dropped, and all that can be told of a finished site. What is found are
 * diagnostics like those of a build; what is printed is how many.
 */
#include "audit/audit.h"
#include "audit/external.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "cli/command.h"
#include "cli/diag_json.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "config/config.h"
#include "data/writer_json.h"
#include "net/http.h"
#include "pipeline.h"
#include "site/site.h"

enum { OUTPUT_MAX = 64 << 20 };

static bool
read_options(const struct args *args, struct arena *arena, struct pipeline_options *out,
        struct diags *diags)
{
	int64_t jobs;

	*out = (struct pipeline_options){
		.drafts = args->given[OPTION_DRAFTS],
		.future = args->given[OPTION_FUTURE],
	};
	if (!args_number(args, OPTION_JOBS, 1, 256, 0, &jobs, diags) ||
	        !command_moment(args, &out->as_of, diags) ||
	        !command_root(args, arena, &out->root, diags))
		return false;
	out->jobs = (unsigned)jobs;
	return true;
}

static void
put_text_outside(struct buf *out, const struct external_report *outside)
{
	buf_format(out, "links elsewhere: %zu asked, %zu remembered, %zu skipped", outside->asked,
	        outside->remembered, outside->skipped);
	if (outside->unchecked)
		buf_format(out, ", %zu not checked", outside->unchecked);
	buf_char(out, '\n');
}

static void
put_text(struct buf *out, const struct pipeline *p, const struct external_report *outside,
        const struct diags *diags)
{
	buf_format(out, STR_FMT ": %zu page%s, %zu files", STR_ARG(p->config->title),
	        p->report.summary.pages, p->report.summary.pages == 1 ? "" : "s",
	        p->report.summary.files);
	terminal_findings(out, diags);
	buf_char(out, '\n');
	if (outside)
		put_text_outside(out, outside);
}

static void
put_json_outside(struct writer_json *w, const struct external_report *outside)
{
	writer_json_key(w, STR("external"));
	writer_json_open(w, '{');
	writer_json_key(w, STR("asked"));
	writer_json_int(w, (int64_t)outside->asked);
	writer_json_key(w, STR("remembered"));
	writer_json_int(w, (int64_t)outside->remembered);
	writer_json_key(w, STR("skipped"));
	writer_json_int(w, (int64_t)outside->skipped);
	writer_json_key(w, STR("unchecked"));
	writer_json_int(w, (int64_t)outside->unchecked);
	writer_json_close(w, '}');
}

static void
put_json(struct buf *out, const struct pipeline *p, const struct external_report *outside,
        const struct diags *diags)
{
	struct writer_json w = writer_json_start(out, 2);

	writer_json_open(&w, '{');
	writer_json_key(&w, STR("pages"));
	writer_json_int(&w, (int64_t)p->report.summary.pages);
	writer_json_key(&w, STR("files"));
	writer_json_int(&w, (int64_t)p->report.summary.files);
	if (outside)
		put_json_outside(&w, outside);
	diag_json_put(&w, diags);
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

static bool
tell(const struct pipeline *p, const struct args *args, const struct external_report *outside,
        struct diags *diags)
{
	struct buf out;
	bool printed;

	diag_sort(diags);
	buf_init(&out, OUTPUT_MAX);
	if (args->given[OPTION_JSON])
		put_json(&out, p, outside, diags);
	else if (!args->given[OPTION_QUIET])
		put_text(&out, p, outside, diags);
	printed = command_print(buf_view(&out), diags);
	buf_free(&out);
	return printed;
}

static enum status
check(struct pipeline *p, const struct args *args, struct diags *diags)
{
	struct audit *audit = audit_open(&p->arena, p->site, p->now);
	struct external_report outside = { 0 };
	struct http_options asking = { .progress = p->options->progress,
		.context = p->options->context };
	bool able = true;

	audit->root = p->root;
	audit->unused = args->given[OPTION_UNUSED];
	pipeline_render(p, audit_sink(audit));
	audit_run(audit, diags);
	if (args->given[OPTION_EXTERNAL])
		able = external_run(audit, p->root, clock_today(), &asking, &outside);
	progress_end(p->options->context); /* before the result is printed */
	audit_close(audit);
	if (!tell(p, args, args->given[OPTION_EXTERNAL] ? &outside : NULL, diags) || !able)
		return STATUS_ENVIRONMENT;
	return diag_failed(diags) ? STATUS_SITE_ERRORS : STATUS_DONE;
}

enum status
command_check(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct pipeline_options options;
	struct progress progress = progress_begin(args);
	struct pipeline pipeline;
	enum status status = STATUS_USAGE;

	if (!read_options(args, &arena, &options, diags))
		goto out;
	options.progress = progress_show;
	options.context = &progress;
	if (pipeline_load(&pipeline, &options, diags))
		status = check(&pipeline, args, diags);
	else
		status = pipeline.refused ? STATUS_ENVIRONMENT : STATUS_SITE_ERRORS;
	progress_end(&progress);
	pipeline_close(&pipeline);
out:
	arena_free(&arena);
	return status;
}
