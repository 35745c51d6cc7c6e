/*
 * Parallel loops over indices. A task gets an index and the number of the worker that runs it,
 * reads shared input that nobody changes, and writes only its own slot and its worker's own memory.
 * Hence no locks in stage code and the same result with any number of workers.
 *
 *	static void
 *	parse_one(void *context, size_t index, unsigned worker) { ... }
 *
 *	pool_run(pool, site->sources.len, parse_one, &job);
 */
#ifndef KITH_BASE_POOL_H
#define KITH_BASE_POOL_H

#include <stddef.h>

struct pool;

enum { POOL_WORKERS_MAX = 256 };

typedef void pool_task(void *context, size_t index, unsigned worker);

/* Processors this process may use (affinity counts). */
unsigned pool_processors(void);
/*
 * Starts `workers` - 1 threads (0: one worker per processor); the caller is worker 0. Fewer when
 * threads cannot be had, never less than one. NULL only when memory is exhausted.
 */
struct pool *pool_start(unsigned workers);
void pool_stop(struct pool *pool);
unsigned pool_workers(const struct pool *pool);

/* Runs the task for every index below count and returns when all are done. Not reentrant. */
void pool_run(struct pool *pool, size_t count, pool_task *task, void *context);

#endif
