/*
 * kith build: runs the pipeline and tells what came of it, as a few lines for a person or as JSON.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/worker.h"
#include "cli/command.h"
#include "cli/profile.h"
#include "cli/progress.h"
#include "config/config.h"
#include "config/config_url.h"
#include "data/writer_json.h"
#include "pipeline.h"
#include "render/renewal.h"
#include "site/route.h"
#include "site/site.h"
#include "site/visibility.h"

/* ---- options ---------------------------------------------------------------------------------- */

static bool
check_base_url(const struct args *args, struct diags *diags)
{
	struct str url = args->values[OPTION_BASE_URL];
	const char *wrong = url.len ? config_url_check_base(url) : NULL;

	if (!wrong)
		return true;
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "--base-url \"" STR_FMT "\" cannot be the site's address: %s", STR_ARG(url), wrong);
	diag_help(diags, "for example: https://example.org/notes");
	return false;
}

static bool
read_options(const struct args *args, struct arena *arena, struct pipeline_options *out,
        struct diags *diags)
{
	int64_t jobs;

	*out = (struct pipeline_options){
		.output = args->values[OPTION_OUTPUT],
		.base_url = args->values[OPTION_BASE_URL],
		.drafts = args->given[OPTION_DRAFTS],
		.future = args->given[OPTION_FUTURE],
		.clean = args->given[OPTION_CLEAN],
		.whole = args->given[OPTION_EXPLAIN] || args->given[OPTION_PROFILE],
		.measure = args->given[OPTION_PROFILE],
	};
	if (!args_number(args, OPTION_JOBS, 1, 256, 0, &jobs, diags) ||
	        !command_moment(args, &out->as_of, diags) || !check_base_url(args, diags) ||
	        !command_root(args, arena, &out->root, diags))
		return false;
	out->jobs = (unsigned)jobs;
	return true;
}

/* ---- what came of it -------------------------------------------------------------------------- */

static void
put_duration(struct buf *out, int64_t nanos)
{
	if (nanos < 1000000000)
		buf_format(out, "%lld ms", (long long)(nanos / 1000000));
	else
		buf_format(out, "%.1f s", (double)nanos / 1e9);
}

static int64_t
total_nanos(const struct pipeline *p)
{
	int64_t total = 0;

	for (int i = 0; i < PIPELINE_STEPS; i++)
		total += p->report.nanos[i];
	return total;
}

static void
count_left_out(const struct pipeline *p, size_t counts[LEFT_OUT_REASONS])
{
	for (size_t i = 0; i < p->report.summary.left_out.len; i++)
		counts[p->report.summary.left_out.at[i].why]++;
}

static struct str
why_of(const struct ledger_left_out *page)
{
	return visibility_name((enum left_out)page->why);
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

enum { FUTURE_NAMED = 3 };

/* Which ones, because a wrong year in a date is seen nowhere else. */
static void
put_future(const struct pipeline *p, size_t count, struct buf *out)
{
	size_t named = 0;

	for (size_t i = 0; i < p->report.summary.left_out.len && named < FUTURE_NAMED; i++) {
		const struct ledger_left_out *page = &p->report.summary.left_out.at[i];

		if (page->why == LEFT_OUT_FUTURE)
			buf_format(out, "%s" STR_FMT, named++ ? ", " : " (", STR_ARG(page->path));
	}
	if (count > named)
		buf_format(out, " and %zu more", count - named);
	buf_char(out, ')');
}

static void
put_left_out(const struct pipeline *p, bool verbose, struct buf *out)
{
	static const char *const words[LEFT_OUT_REASONS] = {
		[LEFT_OUT_DRAFT] = "draft",
		[LEFT_OUT_FUTURE] = "dated in the future",
		[LEFT_OUT_EXPIRED] = "expired",
		[LEFT_OUT_PARENT] = "below such a page",
	};
	size_t counts[LEFT_OUT_REASONS] = { 0 };
	const char *between = "left out: ";

	count_left_out(p, counts);
	for (int why = 0; why < LEFT_OUT_REASONS; why++) {
		if (!counts[why])
			continue;
		buf_format(out, "%s%zu %s%s", between, counts[why], words[why],
		        why == LEFT_OUT_DRAFT ? plural(counts[why]) : "");
		if (why == LEFT_OUT_FUTURE && !verbose)
			put_future(p, counts[why], out);
		between = ", ";
	}
	if (p->report.summary.left_out.len)
		buf_char(out, '\n');
	for (size_t i = 0; verbose && i < p->report.summary.left_out.len; i++)
		buf_format(out, "    " STR_FMT ": " STR_FMT "\n",
		        STR_ARG(p->report.summary.left_out.at[i].path),
		        STR_ARG(why_of(&p->report.summary.left_out.at[i])));
}

static void
put_summary(const struct pipeline *p, const struct args *args, struct buf *out)
{
	const struct pipeline_report *report = &p->report;
	struct str where = p->options->output.len ? p->options->output : STR("public");

	buf_format(out, STR_FMT ": %zu page%s, %zu file%s in " STR_FMT " (",
	        STR_ARG(report->summary.title), report->summary.pages,
	        plural(report->summary.pages), report->summary.files, plural(report->summary.files),
	        STR_ARG(where));
	if (!report->output.written && !report->output.removed)
		buf_lit(out, "nothing changed");
	else
		buf_format(out, "%zu written, %zu unchanged, %zu removed", report->output.written,
		        report->output.same, report->output.removed);
	buf_lit(out, ") in ");
	put_duration(out, total_nanos(p));
	buf_char(out, '\n');
	put_left_out(p, args->given[OPTION_VERBOSE], out);
	for (int i = 0; args->given[OPTION_VERBOSE] && i < PIPELINE_STEPS; i++) {
		buf_format(out, "    %-8s ", pipeline_step_name((enum pipeline_step)i));
		put_duration(out, report->nanos[i]);
		buf_char(out, '\n');
	}
}

static void
put_explanation(const struct pipeline *p, struct buf *out)
{
	struct arena arena = ARENA_EMPTY;

	for (size_t i = 0; i < p->site->routes->list.len; i++) {
		const struct route *route = &p->site->routes->list.at[i];
		struct str why;

		buf_format(out, "%-9s " STR_FMT "  (" STR_FMT ")", sink_result_name(p->results[i]),
		        STR_ARG(route->file), STR_ARG(route->source));
		why = p->renewal ? renewal_explain(p->renewal, route, &arena) : STR_EMPTY;
		if (why.len)
			buf_format(out, ": " STR_FMT, STR_ARG(why));
		buf_char(out, '\n');
	}
	for (size_t i = 0; i < p->report.summary.left_out.len; i++)
		buf_format(out, "%-9s " STR_FMT "  (" STR_FMT ")\n", "left out",
		        STR_ARG(p->report.summary.left_out.at[i].path),
		        STR_ARG(why_of(&p->report.summary.left_out.at[i])));
	arena_free(&arena);
}

static void
put_json_left_out(const struct pipeline *p, struct writer_json *w)
{
	writer_json_key(w, STR("left_out"));
	writer_json_open(w, '[');
	for (size_t i = 0; i < p->report.summary.left_out.len; i++) {
		writer_json_open(w, '{');
		writer_json_key(w, STR("path"));
		writer_json_text(w, p->report.summary.left_out.at[i].path);
		writer_json_key(w, STR("why"));
		writer_json_text(w, why_of(&p->report.summary.left_out.at[i]));
		writer_json_close(w, '}');
	}
	writer_json_close(w, ']');
}

static void
put_json(const struct pipeline *p, bool published, struct buf *out)
{
	const struct pipeline_report *report = &p->report;
	struct writer_json w = writer_json_start(out, 2);
	const struct {
		struct str key;
		uint64_t n;
	} counts[] = {
		{ STR("sources"), report->summary.sources },
		{ STR("pages"), report->summary.pages },
		{ STR("files"), report->summary.files },
		{ STR("written"), report->output.written },
		{ STR("unchanged"), report->output.same },
		{ STR("removed"), report->output.removed },
		{ STR("bytes_written"), report->output.bytes },
		{ STR("peak_memory"), report->peak_memory },
		{ STR("errors"), p->diags->errors },
		{ STR("warnings"), p->diags->warnings },
	};

	writer_json_open(&w, '{');
	writer_json_key(&w, STR("published"));
	writer_json_bool(&w, published);
	writer_json_key(&w, STR("reused"));
	writer_json_bool(&w, report->reused);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		writer_json_key(&w, counts[i].key);
		writer_json_int(&w, (int64_t)counts[i].n);
	}
	put_json_left_out(p, &w);
	writer_json_key(&w, STR("milliseconds"));
	writer_json_open(&w, '{');
	for (int i = 0; i < PIPELINE_STEPS; i++) {
		writer_json_key(&w, str_from(pipeline_step_name((enum pipeline_step)i)));
		writer_json_number(&w, (double)(report->nanos[i] / 1000) / 1e3);
	}
	writer_json_close(&w, '}');
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

static bool
tell(const struct pipeline *p, const struct args *args, bool published)
{
	struct buf out;
	bool printed;

	buf_init(&out, 256 << 20);
	if (args->given[OPTION_EXPLAIN] && published)
		put_explanation(p, &out);
	if (args->given[OPTION_JSON])
		put_json(p, published, &out);
	else if (published && !args->given[OPTION_QUIET])
		put_summary(p, args, &out);
	printed = command_print(buf_view(&out), p->diags);
	buf_free(&out);
	return printed;
}

/* ---- what took time --------------------------------------------------------------------------- */

#define TRACE_FILE STR(".kith/profile.json")

/* A lane for each worker, and one for what git was asked beside. */
static struct profile
profile_of(const struct pipeline *p, const struct args *args, struct arena *arena)
{
	unsigned workers = p->workers->count;
	struct profile_lane *lanes = arena_array(arena, struct profile_lane, workers + 1);

	for (unsigned i = 0; i < workers; i++) {
		lanes[i].name = str_format(arena, "worker %u", i + 1);
		lanes[i].spans = p->workers->at[i].spans;
	}
	lanes[workers] = (struct profile_lane){ STR("history"), p->beside };
	return (struct profile){
		.lanes = lanes,
		.count = workers + (p->beside != NULL),
		.workers = workers,
		.rows = args->given[OPTION_VERBOSE] ? 1000 : 10,
		.whole = args->given[OPTION_VERBOSE],
		.peak_memory = p->report.peak_memory,
	};
}

/* In the site's folder, or where the user wants it. */
static bool
write_trace(struct pipeline *p, struct str file, struct str trace)
{
	struct str folder = path_dir(file), shown = file.len ? file : TRACE_FILE;
	int root = -1, error;

	if (file.len && !folder.len)
		folder = str_starts(file, STR("/")) ? STR("/") : STR(".");
	error = file.len ? fs_open_root(folder, &root) : 0;
	if (!error)
		error = fs_write_aside(
		        file.len ? root : p->root, file.len ? path_base(file) : shown, trace);
	if (root >= 0)
		fs_close(root);
	if (!error)
		return true;
	diag_error(p->diags, diag_file(shown), STR_EMPTY, "the trace cannot be written: %s",
	        fs_explain(error));
	return false;
}

static void
put_picture(struct buf *out, const struct profile *profile, struct str file)
{
	size_t forgotten = profile_forgotten(profile);

	buf_format(out, "\nA picture of it: " STR_FMT ", for the Performance panel of a browser\n",
	        STR_ARG(file));
	if (forgotten)
		buf_format(out, "It had no room for %zu of the shortest, which the tables count\n",
		        forgotten);
}

static bool
tell_profile(struct pipeline *p, const struct args *args, struct arena *arena)
{
	struct str file = args->values[OPTION_PROFILE];
	struct buf out;
	bool done = true;

	if (!p->site || !p->workers->at[0].spans)
		return true;
	struct profile profile = profile_of(p, args, arena);
	buf_init(&out, 1 << 30);
	profile_trace(&profile, &out);
	done = write_trace(p, file, buf_view(&out));
	buf_clear(&out);
	profile_tables(&profile, arena, &out);
	if (done)
		put_picture(&out, &profile, file.len ? file : TRACE_FILE);
	if (!args->given[OPTION_QUIET] && !args->given[OPTION_JSON])
		done = command_print(buf_view(&out), p->diags) && done;
	buf_free(&out);
	return done;
}

enum status
command_build(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct progress progress = progress_begin(args);
	struct pipeline_options options;
	struct pipeline pipeline;
	enum status status = STATUS_USAGE;
	bool published;

	if (!read_options(args, &arena, &options, diags))
		goto out;
	options.progress = progress_show;
	options.context = &progress;
	published = pipeline_build(&pipeline, &options, diags);
	progress_end(&progress);
	status = published         ? STATUS_DONE
	        : pipeline.refused ? STATUS_ENVIRONMENT
	                           : STATUS_SITE_ERRORS;
	if (!tell(&pipeline, args, published) ||
	        (args->given[OPTION_PROFILE] && !tell_profile(&pipeline, args, &arena)))
		status = STATUS_ENVIRONMENT;
	pipeline_close(&pipeline);
out:
	arena_free(&arena);
	return status;
}
