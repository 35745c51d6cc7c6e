#include "base/worker.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/span.h"

struct job {
	struct workers *workers;
	worker_task *task;
	void *context;
};

struct workers *
worker_start(unsigned count)
{
	struct workers *workers = calloc(1, sizeof *workers);

	if (!workers)
		return NULL;
	workers->pool = pool_start(count);
	workers->count = workers->pool ? pool_workers(workers->pool) : 0;
	workers->at = workers->count ? calloc(workers->count, sizeof *workers->at) : NULL;
	if (!workers->at) {
		worker_stop(workers);
		return NULL;
	}
	for (unsigned i = 0; i < workers->count; i++) {
		diag_init(&workers->at[i].diags);
		buf_init(&workers->at[i].out, WORKER_OUTPUT_MAX);
	}
	return workers;
}

void
worker_stop(struct workers *workers)
{
	if (!workers)
		return;
	if (workers->pool)
		pool_stop(workers->pool);
	for (unsigned i = 0; workers->at && i < workers->count; i++) {
		arena_free(&workers->at[i].pages);
		arena_free(&workers->at[i].arena);
		arena_free(&workers->at[i].step);
		arena_free(&workers->at[i].scratch);
		arena_free(&workers->at[i].task);
		diag_free(&workers->at[i].diags);
		buf_free(&workers->at[i].out);
		span_list_free(workers->at[i].spans);
	}
	free(workers->at);
	free(workers);
}

void
worker_measure(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++)
		workers->at[i].spans = span_list_new();
}

static void
run_one(void *context, size_t index, unsigned number)
{
	const struct job *job = context;
	struct worker *worker = &job->workers->at[number];

	arena_reset(&worker->scratch);
	arena_reset(&worker->task);
	buf_clear(&worker->out);
	if (worker->spans && !worker->begun)
		worker->begun = clock_nanos();
	job->task(job->context, index, worker);
	if (worker->spans)
		worker->ended = clock_nanos();
}

/* What the first worker is at, the others were at as well, from their first task to their last. */
static void
tell_spans(struct workers *workers)
{
	struct str step = span_step(workers->at[0].spans);

	for (unsigned i = 0; i < workers->count; i++) {
		struct worker *worker = &workers->at[i];
		struct span span = { .kind = SPAN_PART,
			.name = step,
			.begin = worker->begun,
			.end = worker->ended };

		if (i > 0 && worker->begun)
			span_add(worker->spans, &span);
		worker->begun = 0;
	}
}

void
worker_run(struct workers *workers, size_t count, worker_task *task, void *context)
{
	struct job job = { workers, task, context };

	pool_run(workers->pool, count, run_one, &job);
	tell_spans(workers);
}

void
worker_end_step(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++)
		arena_free(&workers->at[i].step);
}

void
worker_begin_build(struct workers *workers)
{
	for (unsigned i = 0; i < workers->count; i++)
		arena_reset(&workers->at[i].arena);
}

void
worker_rules(struct workers *workers, const struct diag_rules *rules)
{
	for (unsigned i = 0; i < workers->count; i++)
		workers->at[i].diags.rules = rules;
}

void
worker_collect(struct workers *workers, struct diags *into)
{
	for (unsigned i = 0; i < workers->count; i++) {
		diag_merge(into, &workers->at[i].diags);
		diag_clear(&workers->at[i].diags);
	}
}
