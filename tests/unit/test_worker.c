/* Workers: each task is done once, with memory and a buffer that are empty, and all that is said is kept. */
#include "base/worker.h"

#include <stdatomic.h>

#include "expect.h"

enum { TASKS = 1000 };

static atomic_int done[TASKS];

static void
task(void *context, size_t index, struct worker *worker)
{
	(void)context;
	assert_int_equal(worker->out.len, 0);
	buf_lit(&worker->out, "left for the next one");
	char *bytes = arena_bytes(&worker->scratch, 4096, 1);
	bytes[0] = 'x';
	*(size_t *)arena_bytes(&worker->arena, sizeof index, sizeof index) = index;
	atomic_fetch_add(&done[index], 1);
	if (index % 100 == 7)
		diag_error(&worker->diags, diag_file(STR("x")), STR_EMPTY, "task %zu", index);
}

static void
test_each_task_once(void **state)
{
	(void)state;
	for (unsigned count = 1; count <= 8; count *= 2) {
		struct workers *workers = worker_start(count);
		struct diags all;
		diag_init(&all);
		assert_non_null(workers);
		assert_int_equal(workers->count, count);
		for (size_t i = 0; i < TASKS; i++)
			atomic_store(&done[i], 0);
		worker_run(workers, TASKS, task, NULL);
		for (size_t i = 0; i < TASKS; i++)
			assert_int_equal(atomic_load(&done[i]), 1);
		worker_collect(workers, &all);
		assert_int_equal(all.errors, TASKS / 100);
		worker_collect(workers, &all); /* what was taken is not there any more */
		assert_int_equal(all.errors, TASKS / 100);
		worker_run(workers, 0, task, NULL);
		diag_free(&all);
		worker_stop(workers);
	}
	worker_stop(NULL);
}

static void
keep(void *context, size_t index, struct worker *worker)
{
	size_t **kept = context;
	kept[index] = arena_new(&worker->step, size_t);
	*kept[index] = index;
}

static void
test_a_step_keeps_its_memory_until_it_ends(void **state)
{
	(void)state;
	struct workers *workers = worker_start(2);
	size_t *kept[TASKS];
	worker_run(workers, TASKS, keep, kept);
	worker_run(workers, TASKS, task, NULL);
	for (size_t i = 0; i < TASKS; i++)
		assert_int_equal(*kept[i], i);
	size_t others = workers->at[0].arena.used + workers->at[1].arena.used;
	worker_end_step(workers);
	assert_int_equal(workers->at[0].step.used + workers->at[1].step.used, 0);
	assert_int_equal(workers->at[0].arena.used + workers->at[1].arena.used, others);
	worker_stop(workers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_task_once),
		cmocka_unit_test(test_a_step_keeps_its_memory_until_it_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
