#include "expect.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/pool.h"

struct job {
	unsigned char *seen; /* per index: how often */
	unsigned char *by;   /* per index: which worker */
	atomic_uint calls;
	unsigned workers;
	bool wrong_worker;
};

static void
note(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	if (worker >= job->workers)
		job->wrong_worker = true;
	job->seen[index]++;
	job->by[index] = (unsigned char)worker;
	atomic_fetch_add_explicit(&job->calls, 1, memory_order_relaxed);
}

static void
check_each_index_once(unsigned workers, size_t count)
{
	unsigned char seen[5000] = { 0 }, by[5000] = { 0 };
	struct pool *pool = pool_start(workers);
	assert_non_null(pool);
	struct job job = { .seen = seen, .by = by, .workers = pool_workers(pool) };
	assert_in_range(job.workers, 1, workers ? workers : POOL_WORKERS_MAX);
	for (unsigned round = 1; round <= 20; round++) {
		pool_run(pool, count, note, &job);
		assert_int_equal(job.calls, round * count);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(seen[i], round);
	}
	assert_false(job.wrong_worker);
	pool_stop(pool);
}

static void
test_each_index_runs_once(void **state)
{
	(void)state;
	static const size_t counts[] = { 0, 1, 2, 3, 64, 1000, 5000 };
	static const unsigned workers[] = { 0, 1, 2, 8, 16 };
	for (size_t w = 0; w < sizeof workers / sizeof *workers; w++) {
		for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
			check_each_index_once(workers[w], counts[i]);
	}
}

static void
store_square(void *context, size_t index, unsigned worker)
{
	(void)worker;
	((size_t *)context)[index] = index * index;
}

/* What the tasks wrote is there when pool_run returns; the thread sanitizer watches. */
static void
test_results_are_visible(void **state)
{
	(void)state;
	size_t squares[1000];
	struct pool *pool = pool_start(4);
	for (int round = 0; round < 50; round++) {
		memset(squares, 0xff, sizeof squares);
		pool_run(pool, 1000, store_square, squares);
		for (size_t i = 0; i < 1000; i++)
			assert_int_equal(squares[i], i * i);
	}
	pool_stop(pool);
}

static void
signals_are_blocked(void *context, size_t index, unsigned worker)
{
	sigset_t mask;
	(void)index;
	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	if (worker > 0 && !sigismember(&mask, SIGINT))
		atomic_store((atomic_bool *)context, true);
}

static void
test_signals_are_for_the_caller(void **state)
{
	(void)state;
	atomic_bool wrong = false;
	sigset_t before, after;
	pthread_sigmask(SIG_SETMASK, NULL, &before);
	struct pool *pool = pool_start(4);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	assert_int_equal(sigismember(&before, SIGINT), sigismember(&after, SIGINT));
	pool_run(pool, 1000, signals_are_blocked, &wrong);
	assert_false(wrong);
	pool_stop(pool);
}

static void
test_limits(void **state)
{
	(void)state;
	assert_in_range(pool_processors(), 1, POOL_WORKERS_MAX);
	struct pool *pool = pool_start(100000);
	assert_non_null(pool);
	assert_in_range(pool_workers(pool), 1, POOL_WORKERS_MAX);
	pool_stop(pool);
	pool_stop(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_index_runs_once),
		cmocka_unit_test(test_results_are_visible),
		cmocka_unit_test(test_signals_are_for_the_caller),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
