#include "expect.h"

#include "base/meter.h"

struct work {
	size_t pieces, size;
	bool returned;
	void *outside; /* memory from before the work */
};

static void
ask(void *context)
{
	struct work *work = context;
	work->outside = meter_realloc(work->outside, 100);
	for (size_t i = 0; i < work->pieces; i++) {
		char *kept = meter_malloc(work->size);
		char *grown = meter_realloc(meter_calloc(work->size, 1), 2 * work->size);
		assert_int_equal(grown[work->size - 1], 0);
		memset(kept, 1, work->size);
		if (i % 2)
			meter_free(kept);
		meter_free(grown);
		if (work->pieces == 1)
			meter_free(kept);
	}
	work->returned = true;
}

static void
test_within(void **state)
{
	struct work work = { .pieces = 1, .size = 100 };
	(void)state;
	assert_true(meter_run(
	        (struct meter_limits){ 500, 200 }, ask, &work)); /* 100 + 100 + 100 + 200 */
	assert_true(work.returned);
	meter_free(work.outside);
}

/* What the work left behind is given back: a sanitizer would see it otherwise. */
static void
test_beyond(void **state)
{
	struct work work = { .pieces = 1000, .size = 100 };
	(void)state;
	for (size_t most = 0; most < 2000; most += 33) {
		work.outside = NULL;
		assert_false(meter_run((struct meter_limits){ most, SIZE_MAX }, ask, &work));
		assert_false(work.returned);
	}
	work.pieces = 1;
	work.outside = NULL;
	assert_false(meter_run((struct meter_limits){ 499, SIZE_MAX }, ask, &work));
}

/* One piece that is too large is enough, however it is asked for. */
static void
test_piece(void **state)
{
	struct work work = { .pieces = 1, .size = 100 };
	(void)state;
	assert_false(meter_run((struct meter_limits){ SIZE_MAX, 199 }, ask, &work));
	assert_false(work.returned);
	work.outside = NULL;
	assert_false(meter_run((struct meter_limits){ SIZE_MAX, 99 }, ask, &work));
	work.outside = NULL;
	assert_true(meter_run((struct meter_limits){ SIZE_MAX, 200 }, ask, &work));
	meter_free(work.outside);
}

static void
test_outside(void **state)
{
	(void)state;
	char *memory = meter_malloc(0);
	memory = meter_realloc(memory, 5);
	memcpy(memory, "12345", 5);
	memory = meter_realloc(memory, 3);
	assert_memory_equal(memory, "123", 3);
	meter_free(memory);
	meter_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_within),
		cmocka_unit_test(test_beyond),
		cmocka_unit_test(test_piece),
		cmocka_unit_test(test_outside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
