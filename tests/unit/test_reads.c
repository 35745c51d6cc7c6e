#include "expect.h"

#include "base/arena.h"
#include "freshness/reads.h"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* The properties of one pair, as bits. */
static uint64_t
bits(const struct reads *reads, struct reads_list list, size_t index)
{
	return reads_all_sets(reads)->at[list.at[index].set].words[0];
}

static void
test_pairs(void **state)
{
	struct reads *reads = reads_new(&arena, 10, 0);
	struct reads_list list;

	(void)state;
	reads_begin(reads);
	reads_note(7, 3);
	reads_note(2, 0);
	reads_note(7, 3);
	reads_note(7, 5);
	list = reads_end(reads);
	assert_int_equal(list.len, 2);
	assert_int_equal(list.at[0].object, 7);
	assert_int_equal(bits(reads, list, 0), 1 << 3 | 1 << 5);
	assert_int_equal(list.at[1].object, 2);
	assert_int_equal(bits(reads, list, 1), 1 << 0);
}

static void
test_apart(void **state)
{
	struct reads *reads = reads_new(&arena, 10, 1);
	struct reads_list list;

	(void)state;
	reads_begin(reads);
	reads_note(0, 3);
	reads_note(4, 3);
	reads_note(0, 70);
	reads_note(4, 5);
	list = reads_end(reads);
	assert_int_equal(list.len, 3);
	assert_int_equal(list.at[1].object, 0);
	assert_int_equal(bits(reads, list, 0), 1 << 3);
	assert_int_equal(bits(reads, list, 1), 0);
	assert_int_equal(bits(reads, list, 2), 1 << 3 | 1 << 5);
}

/* The second artifact knows nothing of the first, though no place is cleared. */
static void
test_artifacts_are_apart(void **state)
{
	struct reads *reads = reads_new(&arena, 10, 0);
	struct reads_list first, second;

	(void)state;
	reads_begin(reads);
	reads_note(7, 3);
	reads_note(2, 1);
	first = reads_end(reads);
	reads_begin(reads);
	reads_note(2, 3);
	second = reads_end(reads);
	assert_int_equal(first.len, 2);
	assert_int_equal(second.len, 1);
	assert_int_equal(second.at[0].object, 2);
	assert_int_equal(second.at[0].set, first.at[0].set);
}

static void
test_questions(void **state)
{
	struct reads *reads = reads_new(&arena, 10, 0);
	char text[] = "/essays/";
	struct reads_list list;

	(void)state;
	reads_begin(reads);
	reads_ask(STR("/tags/"));
	reads_ask(str_from(text));
	text[1] = 'x';
	reads_ask(STR("/tags/"));
	list = reads_end(reads);
	assert_int_equal(list.len, 2);
	assert_true(list.at[0].object >= 10);
	expect_str(reads_question(reads, list.at[0].object), "/tags/");
	expect_str(reads_question(reads, list.at[1].object), "/essays/");
}

static void
test_off(void **state)
{
	struct reads *reads = reads_new(&arena, 10, 0);

	(void)state;
	reads_note(1, 1);
	reads_ask(STR("x"));
	assert_false(reads_is_on());
	reads_begin(reads);
	assert_true(reads_is_on());
	assert_int_equal(reads_end(reads).len, 0);
	assert_false(reads_is_on());
}

static void
test_walk_of_a_set(void **state)
{
	struct reads_set set = { { (uint64_t)1 << 63 | 1, 0, 1, 0 } };

	(void)state;
	assert_int_equal(reads_set_next(&set, 0), 0);
	assert_int_equal(reads_set_next(&set, 1), 63);
	assert_int_equal(reads_set_next(&set, 64), 128);
	assert_int_equal(reads_set_next(&set, 129), READS_PROPERTIES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_pairs, free_arena),
		cmocka_unit_test_teardown(test_apart, free_arena),
		cmocka_unit_test_teardown(test_artifacts_are_apart, free_arena),
		cmocka_unit_test_teardown(test_questions, free_arena),
		cmocka_unit_test_teardown(test_off, free_arena),
		cmocka_unit_test(test_walk_of_a_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
