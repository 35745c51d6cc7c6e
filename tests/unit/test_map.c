#include "expect.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"

static void
test_empty_map(void **state)
{
	(void)state;
	struct map map = { 0 };
	assert_null(map_get(&map, STR("a")));
	assert_null(map_find(&map, STR_EMPTY));
}

static void
test_put_and_get_in_order(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct map map = { 0 };
	bool added;
	for (int i = 0; i < 5000; i++) {
		struct str key = str_format(&arena, "key-%d", i);
		struct map_entry *entry = map_put(&map, &arena, key, &added);
		assert_true(added);
		assert_null(entry->value);
		entry->value = (void *)key.at;
	}
	assert_int_equal(map.len, 5000);
	for (int i = 0; i < 5000; i++) {
		struct str key = str_format(&arena, "key-%d", i);
		assert_true(str_eq(map.at[i].key, key));
		assert_ptr_equal(map_get(&map, key), map.at[i].key.at);
		assert_ptr_equal(map_put(&map, &arena, key, &added), &map.at[i]);
		assert_false(added);
	}
	assert_int_equal(map.len, 5000);
	assert_null(map_get(&map, STR("key-5000")));
	arena_free(&arena);
}

static void
test_null_value_is_not_a_missing_key(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct map map = { 0 };
	map_put(&map, &arena, STR("a"), NULL);
	map_put(&map, &arena, STR_EMPTY, NULL);
	assert_non_null(map_find(&map, STR("a")));
	assert_non_null(map_find(&map, str_of(NULL, 0)));
	assert_null(map_get(&map, STR("a")));
	assert_null(map_find(&map, STR("b")));
	arena_free(&arena);
}

static void
test_a_full_table_still_finds_its_keys(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct map map = { 0 };
	for (int i = 0; i < 8; i++)
		map_put(&map, &arena, str_format(&arena, "%d", i), NULL);
	assert_int_equal(map.cap, 8);
	bool added;
	struct map_entry *third = map_put(&map, &arena, STR("2"), &added);
	assert_false(added);
	assert_int_equal(map.cap, 8);
	assert_ptr_equal(third, &map.at[2]);
	map_put(&map, &arena, STR("8"), &added);
	assert_true(added);
	assert_int_equal(map.cap, 16);
	arena_free(&arena);
}

static void
test_a_map_with_room_does_not_move(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct map map = { 0 };
	map_put(&map, &arena, STR("first"), NULL);
	map_reserve(&map, &arena, 1000);
	const struct map_entry *at = map.at;
	assert_non_null(map_find(&map, STR("first")));
	for (int i = 1; i < 1000; i++)
		map_put(&map, &arena, str_format(&arena, "%d", i), NULL);
	assert_ptr_equal(map.at, at);
	assert_int_equal(map.len, 1000);
	assert_ptr_equal(map_find(&map, STR("999")), &map.at[999]);
	map_reserve(&map, &arena, 10);
	assert_ptr_equal(map.at, at);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_map),
		cmocka_unit_test(test_put_and_get_in_order),
		cmocka_unit_test(test_null_value_is_not_a_missing_key),
		cmocka_unit_test(test_a_full_table_still_finds_its_keys),
		cmocka_unit_test(test_a_map_with_room_does_not_move),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
