#include "expect.h"

#include "base/ration.h"

struct work {
	size_t pieces, size;
	bool returned;
	void *outside; /* memory from before the work */
};

static void
ask(void *context)
{
	struct work *work = context;
	work->outside = ration_realloc(work->outside, 100);
	for (size_t i = 0; i < work->pieces; i++) {
		char *kept = ration_malloc(work->size);
		char *grown = ration_realloc(ration_calloc(work->size, 1), 2 * work->size);
		assert_int_equal(grown[work->size - 1], 0);
		memset(kept, 1, work->size);
		if (i % 2)
			ration_free(kept);
		ration_free(grown);
		if (work->pieces == 1)
			ration_free(kept);
	}
	work->returned = true;
}

static void
test_within(void **state)
{
	struct work work = { .pieces = 1, .size = 100 };
	(void)state;
	assert_true(ration_run(
	        (struct ration_limits){ 500, 200 }, ask, &work)); /* 100 + 100 + 100 + 200 */
	assert_true(work.returned);
	ration_free(work.outside);
}

/* What the work left behind is given back: a sanitizer would see it otherwise. */
static void
test_beyond(void **state)
{
	struct work work = { .pieces = 1000, .size = 100 };
	(void)state;
	for (size_t most = 0; most < 2000; most += 33) {
		work.outside = NULL;
		assert_false(ration_run((struct ration_limits){ most, SIZE_MAX }, ask, &work));
		assert_false(work.returned);
	}
	work.pieces = 1;
	work.outside = NULL;
	assert_false(ration_run((struct ration_limits){ 499, SIZE_MAX }, ask, &work));
}

/* One piece that is too large is enough, however it is asked for. */
static void
test_piece(void **state)
{
	struct work work = { .pieces = 1, .size = 100 };
	(void)state;
	assert_false(ration_run((struct ration_limits){ SIZE_MAX, 199 }, ask, &work));
	assert_false(work.returned);
	work.outside = NULL;
	assert_false(ration_run((struct ration_limits){ SIZE_MAX, 99 }, ask, &work));
	work.outside = NULL;
	assert_true(ration_run((struct ration_limits){ SIZE_MAX, 200 }, ask, &work));
	ration_free(work.outside);
}

static void
test_outside(void **state)
{
	(void)state;
	char *memory = ration_malloc(0);
	memory = ration_realloc(memory, 5);
	memcpy(memory, "12345", 5);
	memory = ration_realloc(memory, 3);
	assert_memory_equal(memory, "123", 3);
	ration_free(memory);
	ration_free(NULL);
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
