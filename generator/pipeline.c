#include "pipeline.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/moment.h"
#include "base/span.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "config/theme.h"
#include "content/page.h"
#include "freshness/reuse.h"
#include "highlight/highlight.h"
#include "history/ci.h"
#include "raster/fonts.h"
#include "raster/raster.h"
#include "render/card_image.h"
#include "render/directives.h"
#include "render/feed_text.h"
#include "render/render.h"
#include "render/renewal.h"
#include "render/revision_diff.h"
#include "site/route.h"
#include "site/searchable.h"
#include "site/site.h"
#include "site/visibility.h"

const char *
pipeline_step_name(enum pipeline_step step)
{
	static const char *const names[PIPELINE_STEPS] = {
		[PIPELINE_OPEN] = "open",
		[PIPELINE_READ] = "read",
		[PIPELINE_PARSE] = "parse",
		[PIPELINE_RESOLVE] = "resolve",
		[PIPELINE_RENDER] = "render",
		[PIPELINE_PUBLISH] = "publish",
	};

	return names[step];
}

static void
tell(const struct pipeline *p, const char *step, size_t done, size_t total)
{
	if (p->options->progress)
		p->options->progress(p->options->context, step, done, total);
}

/* ---- what takes time --------------------------------------------------------------------------- */

/* Those of the thread that runs the steps; NULL when nothing is measured. */
static struct span_list *
spans_of(const struct pipeline *p)
{
	return p->workers ? p->workers->at[0].spans : NULL;
}

static void
begin_part(const struct pipeline *p, struct str name)
{
	span_begin(spans_of(p), SPAN_PART, name, STR_EMPTY);
}

static void
end_part(const struct pipeline *p)
{
	span_end(spans_of(p), 0);
}

static void
next_part(const struct pipeline *p, struct str name)
{
	end_part(p);
	begin_part(p, name);
}

static void
begin_step(const struct pipeline *p, enum pipeline_step step, size_t total)
{
	const char *name = pipeline_step_name(step);

	tell(p, name, 0, total);
	span_begin(spans_of(p), SPAN_STEP, str_from(name), STR_EMPTY);
}

/* What it took goes into the report. When the first one began there was nobody yet to measure it. */
static void
end_step(struct pipeline *p, enum pipeline_step step, int64_t *since, size_t bytes)
{
	struct span span = { .kind = SPAN_STEP, .begin = *since, .end = clock_nanos() };

	p->report.nanos[step] += span.end - *since;
	*since = span.end;
	span.name = str_from(pipeline_step_name(step));
	if (step == PIPELINE_OPEN)
		span_add(spans_of(p), &span);
	else
		span_end(spans_of(p), bytes);
}

/* ---- open ------------------------------------------------------------------------------------- */

static bool
open_root(struct pipeline *p)
{
	int error = fs_open_root(p->options->root, &p->root);

	if (!error)
		return true;
	p->root = -1;
	p->refused = true;
	diag_error(p->diags, diag_file(p->options->root), STR_EMPTY,
	        "the folder cannot be opened: %s", fs_explain(error));
	return false;
}

static bool
start_workers(struct pipeline *p)
{
	p->workers = worker_start(p->options->jobs);
	if (p->workers && p->options->measure) {
		worker_measure(p->workers);
		p->beside = span_list_new();
	}
	if (p->workers)
		return true;
	p->refused = true;
	diag_error(p->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the system gives no threads to work with");
	diag_help(p->diags, "`--jobs 1` asks for fewer");
	return false;
}

static bool
open_folder(struct pipeline *p)
{
	p->now = moment_now(p->options->as_of, &p->now_told);
	return start_workers(p) && open_root(p);
}

static bool
open_site(struct pipeline *p)
{
	p->config = config_read(&p->arena, p->root, p->diags);
	if (!p->config)
		return false;
	if (!raster_is_there())
		p->config->pages.card_images = false;
	p->diags->rules = &p->config->checks->rules;
	worker_rules(p->workers, p->diags->rules);
	p->name = p->config->base_url;
	if (p->options->base_url.len)
		config_set_base_url(p->config, &p->arena, p->options->base_url, p->diags);
	p->theme = theme_open(&p->arena, p->root, p->config, p->diags);
	return p->theme != NULL;
}

/* ---- read ------------------------------------------------------------------------------------- */

/* Runs beside find_sources and parse_pages. */
static void
begin_history(struct pipeline *p)
{
	struct history_options options = {
		.folder = p->options->root,
		.now = p->now,
		.now_is_past = p->options->as_of != PIPELINE_NO_TIME,
		.also = p->options->past,
	};

	chronicle_begin(&p->chronicle, p->config, &options, p->beside);
}

static void
find_sources(struct pipeline *p)
{
	struct hash data_hash;

	begin_part(p, STR("folders"));
	source_find(&p->arena, p->root, &p->sources, p->diags);
	next_part(p, STR("data"));
	p->data = source_data(&p->arena, p->root, &data_hash, p->diags);
	end_part(p);
	p->report.summary.sources = p->sources.pages.len;
}

/* ---- parse ------------------------------------------------------------------------------------ */

static void
parse_one(void *context, size_t index, struct worker *worker)
{
	struct pipeline *p = context;
	const struct source *source = &p->sources.pages.at[index];
	struct str bytes = STR_EMPTY;

	span_begin(worker->spans, SPAN_SOURCE, source->path, STR_EMPTY);
	if (source_load(&worker->pages, p->root, source, &bytes, &worker->diags))
		p->pages[index] =
		        page_parse(&worker->pages, source, bytes, p->config, &worker->diags);
	span_end(worker->spans, bytes.len);
	if (worker == &p->workers->at[0])
		tell(p, "parse", index, p->sources.pages.len);
}

/* Of all that was parsed. */
static size_t
source_bytes(const struct pipeline *p)
{
	size_t bytes = 0;

	for (size_t i = 0; i < p->sources.pages.len; i++)
		bytes += p->sources.pages.at[i].stat.size;
	return bytes;
}

static void
parse_pages(struct pipeline *p)
{
	p->pages = arena_array(&p->arena, struct page_parsed *, p->sources.pages.len + 1);
	worker_run(p->workers, p->sources.pages.len, parse_one, p);
	worker_collect(p->workers, p->diags);
}

/* ---- resolve ---------------------------------------------------------------------------------- */

static void
resolve(struct pipeline *p)
{
	struct site_input input = {
		.config = p->config,
		.theme = p->theme,
		.histories = p->chronicle.histories,
		.folder = p->options->root,
		.sources = &p->sources,
		.pages = p->pages,
		.data = p->data,
		.root = p->root,
		.now = p->now,
		.told = p->now_told,
		.drafts = p->options->drafts,
		.future = p->options->future,
	};

	p->site = site_resolve(&p->build, &input, p->workers, p->diags);
	worker_collect(p->workers, p->diags);
	p->report.summary.pages = p->site->pages.len;
	p->report.summary.files = p->site->routes->list.len;
}

/* ---- render ----------------------------------------------------------------------------------- */

struct render_job {
	struct pipeline *pipeline;
	struct sink *sink;
	const size_t *order; /* of the routes */
	atomic_size_t done, bytes;
};

static void
render_one(void *context, size_t turn, struct worker *worker)
{
	struct render_job *job = context;
	struct pipeline *p = job->pipeline;
	size_t index = job->order[turn];
	const struct route *route = &p->site->routes->list.at[index];
	struct artifact artifact = { .path = route->file, .source = route->source, .index = index };

	p->results[index] = SINK_NONE;
	if (p->renewal && renewal_keep(p->renewal, route, job->sink, &artifact, worker)) {
		p->results[index] = SINK_SAME;
		return;
	}
	span_begin(worker->spans, SPAN_PAGE, route->file, render_template(p->render, route));
	if (p->renewal ? renewal_render(p->renewal, route, worker, &artifact.bytes)
	               : render_route(p->render, route, worker, &artifact.bytes)) {
		span_begin(worker->spans, SPAN_OUTPUT, STR("write"), STR_EMPTY);
		p->results[index] = sink_put(job->sink, &artifact, &worker->diags);
		span_end(worker->spans, artifact.bytes.len);
	}
	span_end(worker->spans, artifact.bytes.len);
	atomic_fetch_add_explicit(&job->bytes, artifact.bytes.len, memory_order_relaxed);
	atomic_fetch_add_explicit(&job->done, 1, memory_order_relaxed);
	if (worker == &p->workers->at[0])
		tell(p, "render", atomic_load_explicit(&job->done, memory_order_relaxed),
		        p->site->routes->list.len);
}

/* Where the site goes, and as messages name it. */
static struct str
output_of(struct pipeline *p)
{
	struct str output = p->options->output;

	return output.len ? output
	                  : str_format(&p->arena, STR_FMT "/public", STR_ARG(p->options->root));
}

static struct str
shown_output(const struct pipeline *p)
{
	return p->options->output.len ? p->options->output : STR("public");
}

/* With errors already found, pages are still rendered to find the rest, but nothing is written. */
static struct sink *
open_sink(struct pipeline *p)
{
	struct sink_disk_options options = {
		.root = p->root,
		.output = output_of(p),
		.shown = shown_output(p),
		.routes = p->site->routes->list.len,
		.clean = p->options->clean,
		.site = p->name,
	};

	if (diag_failed(p->diags))
		return sink_check(&p->build, options.routes);
	size_t said = p->diags->list.len;
	struct sink *sink = sink_disk(&p->build, &options, p->diags);
	if (p->reuse && p->diags->list.len > said)
		reuse_spoil(p->reuse); /* it says what became of the output */
	return sink;
}

static void
open_highlight(struct pipeline *p)
{
	if (!p->config->markdown.highlight)
		return;
	if (!p->highlight) {
		p->highlight = highlight_open(&p->arena);
		highlight_load(p->highlight, p->root);
	}
	render_highlight(p->render, p->highlight);
}

/* What pages show of others, and of their history. */
static void
render_pieces(struct pipeline *p, struct sink *sink)
{
	begin_part(p, STR("directives"));
	directives_render(p->render, p->workers);
	next_part(p, STR("what is kept"));
	p->renewal = renewal_open(&p->build, p->render, p->workers, sink, p->options->measure);
	next_part(p, STR("texts of feeds"));
	feed_text_make(p->render, p->renewal, p->workers);
	next_part(p, STR("diffs"));
	(void)revision_diff_make(p->render, p->workers, p->root);
	next_part(p, STR("cards"));
	if (!diag_failed(p->diags))
		(void)card_image_make(p->render, p->workers, p->root, p->diags);
	end_part(p);
}

/* Into the sink, or into the one that options ask for when it is NULL. Adds up what is rendered. */
static struct sink *
render_all(struct pipeline *p, struct sink *sink, size_t *bytes)
{
	struct render_job job = { .pipeline = p };
	size_t count = p->site->routes->list.len;

	begin_part(p, STR("templates"));
	p->render = render_new(&p->build, p->root, p->site, p->diags);
	next_part(p, STR("output folder"));
	job.sink = sink ? sink : open_sink(p);
	end_part(p);
	if (!job.sink) {
		p->refused = true;
		return NULL;
	}
	open_highlight(p);
	render_pieces(p, job.sink);
	begin_part(p, STR("pages"));
	p->results = arena_array(&p->build, enum sink_result, count + 1);
	job.order = route_order(&p->build, p->site->routes);
	worker_run(p->workers, count, render_one, &job);
	end_part(p);
	worker_collect(p->workers, p->diags);
	if (p->highlight)
		highlight_report(p->highlight, site_find_listing, p->site, p->diags);
	for (size_t i = 0; i < count && !p->refused; i++)
		p->refused = p->results[i] == SINK_FAILED;
	*bytes = atomic_load_explicit(&job.bytes, memory_order_relaxed);
	return job.sink;
}

/* ---- the whole ---------------------------------------------------------------------------------- */

static void
start(struct pipeline *p, const struct pipeline_options *options, struct diags *diags)
{
	*p = (struct pipeline){ .options = options, .diags = diags, .root = -1 };
}

/* What is in an open folder. */
static bool
load(struct pipeline *p, int64_t since)
{
	tell(p, pipeline_step_name(PIPELINE_OPEN), 0, 0);
	if (!open_site(p))
		return false;
	end_step(p, PIPELINE_OPEN, &since, 0);

	begin_step(p, PIPELINE_READ, 0);
	begin_history(p);
	find_sources(p);
	end_step(p, PIPELINE_READ, &since, 0);

	begin_step(p, PIPELINE_PARSE, p->sources.pages.len);
	parse_pages(p);
	end_step(p, PIPELINE_PARSE, &since, source_bytes(p));

	begin_step(p, PIPELINE_RESOLVE, 0);
	begin_part(p, STR("waiting for history"));
	chronicle_join(&p->chronicle, p->diags);
	next_part(p, STR("other repositories"));
	chronicle_add(&p->chronicle, &p->sources, p->pages, p->workers->pool, p->diags);
	chronicle_require(&p->chronicle, p->diags);
	end_part(p);
	resolve(p);
	end_step(p, PIPELINE_RESOLVE, &since, 0);
	return true;
}

bool
pipeline_load(struct pipeline *p, const struct pipeline_options *options, struct diags *diags)
{
	int64_t since = clock_nanos();

	start(p, options, diags);
	return open_folder(p) && load(p, since);
}

void
pipeline_again(struct pipeline *p)
{
	p->site = NULL;
	p->render = NULL;
	p->renewal = NULL;
	p->results = NULL;
	worker_begin_build(p->workers);
	arena_reset(&p->build);
	resolve(p);
}

void
pipeline_render(struct pipeline *p, struct sink *sink)
{
	int64_t since = clock_nanos();
	size_t bytes = 0;

	begin_step(p, PIPELINE_RENDER, p->site->routes->list.len);
	render_all(p, sink, &bytes);
	end_step(p, PIPELINE_RENDER, &since, bytes);
}

/* ---- again -------------------------------------------------------------------------------------- */

/* All that decides and is no file; reuse.h adds what is of the program. */
static struct hash
key_of(struct pipeline *p)
{
	const struct pipeline_options *o = p->options;
	const struct ci *ci = ci_here();
	const struct str parts[] = {
		o->root,
		o->output,
		o->base_url,
		o->past,
		str_from(getenv("KITH_GRAMMARS")),
		str_from(getenv("KITH_THEME_PATH")),
		str_from(ci ? ci->name : NULL),
		str_format(&p->arena, "%d %d %d %d %d %lld", o->drafts, o->future, p->diags->strict,
		        p->now_told, o->as_of != PIPELINE_NO_TIME,
		        (long long)(p->now_told ? p->now : 0)),
	};
	return reuse_key(&p->arena, o->root, parts, sizeof parts / sizeof *parts);
}

/* Has nothing changed since the last build? Otherwise all that this one reads is written down from here. */
static bool
begin_reuse(struct pipeline *p, int64_t *since)
{
	struct reuse_options *options = arena_new(&p->arena, struct reuse_options);

	*options = (struct reuse_options){
		.key = key_of(p),
		.folder = p->options->root,
		.output = output_of(p),
		.shown = shown_output(p),
		.root = p->root,
		.now = p->now,
		.told = p->now_told,
		.outside = fonts_hash,
	};
	p->reuse = arena_new(&p->arena, struct reuse);
	if (!p->options->whole && !p->options->clean &&
	        reuse_find(p->reuse, options, p->workers, p->diags)) {
		p->report.reused = true;
		p->report.summary = p->reuse->ledger.summary;
		p->report.output.same = p->report.summary.files;
		p->report.peak_memory = clock_peak_memory();
		p->report.nanos[PIPELINE_READ] = clock_nanos() - *since;
		return true;
	}
	reuse_begin(p->reuse, options, p->diags);
	return false;
}

static void
report_site(struct pipeline *p)
{
	struct ledger_summary *summary = &p->report.summary;
	const struct left_out_page *at = p->site->left_out.at;

	summary->title = p->config->title;
	for (size_t i = 0; i < p->site->left_out.len; i++)
		*array_push(&p->arena, &summary->left_out) =
		        (struct ledger_left_out){ at[i].page->text.path, at[i].why };
}

static bool
publish(struct pipeline *p, struct sink *sink)
{
	size_t said = p->diags->list.len;
	bool published = sink_commit(sink, &p->report.output, p->diags);

	p->refused = !published;
	if (published && p->diags->list.len == said) {
		p->reuse->ledger.summary = p->report.summary;
		p->reuse->ledger.outside = card_image_fonts(p->render);
		reuse_leave(p->reuse, sink, p->diags);
	}
	return published;
}

/* ---- build -------------------------------------------------------------------------------------- */

bool
pipeline_build(struct pipeline *p, const struct pipeline_options *options, struct diags *diags)
{
	int64_t since = clock_nanos();
	struct sink *sink;
	size_t bytes = 0;
	bool published;

	start(p, options, diags);
	if (!open_folder(p))
		return false;
	if (begin_reuse(p, &since))
		return true;
	if (!load(p, since))
		return false;
	report_site(p);
	since = clock_nanos();
	begin_step(p, PIPELINE_RENDER, p->site->routes->list.len);
	sink = render_all(p, NULL, &bytes);
	end_step(p, PIPELINE_RENDER, &since, bytes);

	begin_step(p, PIPELINE_PUBLISH, 0);
	published = sink && !diag_failed(p->diags) && publish(p, sink);
	if (published)
		searchable_save(p->site, p->root);
	if (published && p->highlight)
		highlight_save(p->highlight, p->root, p->renewal && renewal_has_kept(p->renewal));
	if (published && p->renewal)
		renewal_save(p->renewal, sink);
	if (sink)
		sink_close(sink);
	end_step(p, PIPELINE_PUBLISH, &since, p->report.output.bytes);
	p->report.peak_memory = clock_peak_memory();
	return published;
}

void
pipeline_close(struct pipeline *p)
{
	chronicle_close(&p->chronicle);
	span_list_free(p->beside);
	if (p->reuse)
		reuse_close(p->reuse);
	p->diags->rules = NULL; /* they lie in the arena */
	if (p->highlight)
		highlight_close(p->highlight);
	if (p->theme)
		theme_close(p->theme);
	if (p->root >= 0)
		fs_close(p->root);
	worker_stop(p->workers);
	arena_free(&p->build);
	arena_free(&p->arena);
}
