#include "expect.h"

#include "base/arena.h"
#include "base/array.h"

static void
test_push_grows_and_zeroes(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	array_of(struct {
		int n;
		double untouched;
	}) list = { 0 };
	for (int i = 0; i < 1000; i++)
		array_push(&arena, &list)->n = i;
	assert_int_equal(list.len, 1000);
	assert_int_equal(list.cap, 1024);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(list.at[i].n, i);
		assert_true(list.at[i].untouched == 0);
	}
	arena_free(&arena);
}

struct pair {
	unsigned key, order;
	char padding[3];
};

static int
by_key(const void *a, const void *b, void *context)
{
	unsigned *calls = context;
	++*calls;
	unsigned x = ((const struct pair *)a)->key, y = ((const struct pair *)b)->key;
	return (x > y) - (x < y);
}

static void
check_sorted(struct arena *arena, struct pair *pairs, unsigned count, unsigned keys)
{
	unsigned calls = 0, seed = count * 7 + keys;
	for (unsigned i = 0; i < count; i++) {
		seed = seed * 1664525 + 1013904223;
		pairs[i] = (struct pair){ .key = (seed >> 16) % keys, .order = i };
	}
	array_sort(pairs, count, sizeof *pairs, arena, by_key, &calls);
	for (unsigned i = 1; i < count; i++) {
		assert_true(pairs[i - 1].key <= pairs[i].key);
		if (pairs[i - 1].key == pairs[i].key)
			assert_true(pairs[i - 1].order < pairs[i].order);
	}
}

static void
test_sort_is_stable(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct pair pairs[700];
	for (unsigned count = 0; count < 40; count++)
		check_sorted(&arena, pairs, count, 5);
	check_sorted(&arena, pairs, 700, 1);
	check_sorted(&arena, pairs, 700, 30);
	check_sorted(&arena, pairs, 700, 1000000);
	arena_free(&arena);
}

static void
test_sort_of_sorted_items_compares_once_per_pair(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct pair pairs[512];
	unsigned calls = 0;
	for (unsigned i = 0; i < 512; i++)
		pairs[i] = (struct pair){ .key = i };
	array_sort(pairs, 512, sizeof *pairs, &arena, by_key, &calls);
	assert_int_equal(calls, 511);
	arena_free(&arena);
}

static void
test_sort_of_nothing(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	array_sort(NULL, 0, 8, &arena, by_key, NULL);
	assert_null(arena.block);
}

static void
test_a_list_with_room_does_not_move(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	array_of(int) list = { 0 };
	*array_push(&arena, &list) = 7;
	array_reserve(&arena, &list, 1000);
	const int *at = list.at;
	assert_int_equal(list.at[0], 7);
	for (int i = 1; i < 1000; i++)
		assert_int_equal(*array_push(&arena, &list), 0);
	array_reserve(&arena, &list, 10);
	assert_ptr_equal(list.at, at);
	assert_int_equal(list.len, 1000);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_push_grows_and_zeroes),
		cmocka_unit_test(test_sort_is_stable),
		cmocka_unit_test(test_sort_of_sorted_items_compares_once_per_pair),
		cmocka_unit_test(test_a_list_with_room_does_not_move),
		cmocka_unit_test(test_sort_of_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
