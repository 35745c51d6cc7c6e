/*
 * The workers of a build: a thread pool, and for each thread its own memory, diagnostics and output
 * buffer. Stage code gets its worker by number and never needs a lock.
 */
#ifndef KITH_BASE_WORKER_H
#define KITH_BASE_WORKER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/pool.h"

struct span_list;

/* Output of one task, in bytes, at most (architecture: limits). */
enum { WORKER_OUTPUT_MAX = 64 << 20 };

struct worker {
	struct arena pages;   /* as long as the workers: what is parsed */
	struct arena arena;   /* a build: what its steps find out and make */
	struct arena step;    /* one step: what its later runs take from its earlier ones */
	struct arena scratch; /* one task: reset by worker_run before each */
	struct arena task;    /* one task: what must outlive what that task gives back of scratch */
	struct diags diags;
	struct buf out;          /* for one task: cleared by worker_run before each */
	struct span_list *spans; /* NULL unless it is measured what takes time */
	int64_t begun, ended;    /* the tasks of this run, when that is measured */
};

struct workers {
	struct pool *pool;
	struct worker *at;
	unsigned count;
};

typedef void worker_task(void *context, size_t index, struct worker *worker);

/* 0 workers: one per processor. NULL when memory is exhausted. */
struct workers *worker_start(unsigned count);
void worker_stop(struct workers *workers);
/* From now on it is measured what takes time (span.h), until the workers stop. */
void worker_measure(struct workers *workers);
/* Runs the task for each index below count; when it returns all are done. */
void worker_run(struct workers *workers, size_t count, worker_task *task, void *context);
/* Frees what the workers have in `step`; who put it there does so, when the step is over. Between runs. */
void worker_end_step(struct workers *workers);
/* Forgets what a build has in their arenas, before the next one. Between runs. */
void worker_begin_build(struct workers *workers);
/* The levels that the site wants for what they find; `rules` must live as long. Between runs. */
void worker_rules(struct workers *workers, const struct diag_rules *rules);
/* Moves all diagnostics into one collector and empties the workers'. One thread. */
void worker_collect(struct workers *workers, struct diags *into);

#endif
