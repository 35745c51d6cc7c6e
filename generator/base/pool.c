/*
 * The threads sleep on a condition variable between loops. A loop is announced by a new generation
 * number under the lock; indices are then taken from one atomic counter in grabs, large enough that the
 * counter is not what workers wait for, and smaller towards the end so that they finish together:
 *
 *	next -> |0 1 2 3|4 5 6 7|8 9|10 11|12|13|  count
 *	         worker 0  worker 2  worker 1
 *
 * What the caller wrote before pool_run is seen by the tasks, and what tasks wrote is seen by the
 * caller after it, because both pass through the lock.
 */
#include "base/pool.h"

#include <pthread.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	GRAB_MAX = 64,
	GRABS_PER_WORKER = 16,
	STACK_BYTES =
	        8 << 20, /* what the main thread has; other threads get less on some systems */
};

struct pool_thread {
	struct pool *pool;
	pthread_t id;
	unsigned number;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t start; /* the generation changed, or the pool stops */
	pthread_cond_t done;  /* nobody is busy any more */
	uint64_t generation;
	unsigned busy; /* threads, without the caller, that have not finished this generation */
	bool stopping;

	/* the loop of this generation */
	pool_task *task;
	void *context;
	size_t count;
	atomic_size_t next;

	unsigned workers; /* with the caller */
	struct pool_thread threads[];
};

unsigned
pool_processors(void)
{
	long count = 0;
#ifdef __linux__
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		count = CPU_COUNT(&set);
#endif
	if (count < 1)
		count = sysconf(_SC_NPROCESSORS_ONLN);
	return count < 1 ? 1 : count > POOL_WORKERS_MAX ? POOL_WORKERS_MAX : (unsigned)count;
}

/* A share of what is left; when others take theirs meanwhile, it is a little too large. */
static size_t
grab_size(struct pool *pool)
{
	size_t next = atomic_load_explicit(&pool->next, memory_order_relaxed);
	size_t left = next < pool->count ? pool->count - next : 0;
	size_t grab = left / (pool->workers * GRABS_PER_WORKER);
	return grab < 1 ? 1 : grab > GRAB_MAX ? GRAB_MAX : grab;
}

/* Takes grabs of indices until there are none. */
static void
run_share(struct pool *pool, unsigned worker)
{
	for (;;) {
		size_t grab = grab_size(pool);
		size_t from = atomic_fetch_add_explicit(&pool->next, grab, memory_order_relaxed);
		if (from >= pool->count)
			return;
		size_t left = pool->count - from;
		size_t to = from + (left < grab ? left : grab);
		for (size_t i = from; i < to; i++)
			pool->task(pool->context, i, worker);
	}
}

static void *
thread_main(void *argument)
{
	struct pool_thread *thread = argument;
	struct pool *pool = thread->pool;
	uint64_t seen = 0;
	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (pool->generation == seen && !pool->stopping)
			pthread_cond_wait(&pool->start, &pool->lock);
		if (pool->stopping)
			break;
		seen = pool->generation;
		pthread_mutex_unlock(&pool->lock);
		run_share(pool, thread->number);
		pthread_mutex_lock(&pool->lock);
		if (--pool->busy == 0)
			pthread_cond_signal(&pool->done);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* Signals are for the main thread: new threads inherit a mask that blocks all of them. */
static void
start_threads(struct pool *pool, unsigned wanted)
{
	pthread_attr_t attributes;
	bool has_attributes = pthread_attr_init(&attributes) == 0;
	if (has_attributes)
		pthread_attr_setstacksize(&attributes, STACK_BYTES);
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (pool->workers < wanted) {
		struct pool_thread *thread = &pool->threads[pool->workers - 1];
		*thread = (struct pool_thread){ .pool = pool, .number = pool->workers };
		if (pthread_create(&thread->id, has_attributes ? &attributes : NULL, thread_main,
		            thread) != 0)
			break;
		pool->workers++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (has_attributes)
		pthread_attr_destroy(&attributes);
}

struct pool *
pool_start(unsigned workers)
{
	if (workers == 0)
		workers = pool_processors();
	if (workers > POOL_WORKERS_MAX)
		workers = POOL_WORKERS_MAX;
	struct pool *pool = calloc(1, sizeof *pool + (workers - 1) * sizeof pool->threads[0]);
	if (!pool)
		return NULL;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->start, NULL);
	pthread_cond_init(&pool->done, NULL);
	atomic_init(&pool->next, 0);
	pool->workers = 1;
	start_threads(pool, workers);
	return pool;
}

void
pool_stop(struct pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->start);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->workers - 1; i++)
		pthread_join(pool->threads[i].id, NULL);
	pthread_cond_destroy(&pool->done);
	pthread_cond_destroy(&pool->start);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

unsigned
pool_workers(const struct pool *pool)
{
	return pool->workers;
}

void
pool_run(struct pool *pool, size_t count, pool_task *task, void *context)
{
	if (pool->workers == 1 || count < 2) {
		for (size_t i = 0; i < count; i++)
			task(context, i, 0);
		return;
	}
	pthread_mutex_lock(&pool->lock);
	pool->task = task;
	pool->context = context;
	pool->count = count;
	atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
	pool->busy = pool->workers - 1;
	pool->generation++;
	pthread_cond_broadcast(&pool->start);
	pthread_mutex_unlock(&pool->lock);

	run_share(pool, 0);

	pthread_mutex_lock(&pool->lock);
	while (pool->busy)
		pthread_cond_wait(&pool->done, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
}
