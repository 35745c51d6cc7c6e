#include "template/box.h"

#include "base/arena.h"
#include "expect.h"

#define TEXT(literal) value_text(STR(literal))

static void
test_lists(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct value items[] = { value_int(1), value_int(2) };
	struct value list = box_list(&arena, items, 2);
	struct box *box = box_of(list);
	assert_non_null(box);
	for (int i = 3; i <= 40; i++)
		box_append(&arena, box, value_int(i));
	assert_int_equal(value_len(list), 40);
	assert_int_equal(value_at(list, 39, &arena).integer, 40);
	box_insert(&arena, box, 0, value_int(0));
	box_insert(&arena, box, 41, value_int(41));
	box_remove(box, 1);
	assert_int_equal(box->items[0].integer, 0);
	assert_int_equal(box->items[1].integer, 2);
	assert_int_equal(box->items[box->len - 1].integer, 41);
	assert_int_equal(items[0].integer, 1);
	assert_false(box_is_tuple(list));
	arena_free(&arena);
}

/* Who holds the items of a list keeps them when it grows. */
static void
test_growing_moves_nothing_away(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct value list = box_list(&arena, NULL, 0);
	struct box *box = box_of(list);
	for (int i = 0; i < 8; i++)
		box_append(&arena, box, value_int(i));
	struct value before = box_plain(list);
	for (int i = 8; i < 100; i++)
		box_append(&arena, box, value_int(i));
	assert_int_equal(before.len, 8);
	for (int i = 0; i < 8; i++)
		assert_int_equal(before.items[i].integer, i);
	arena_free(&arena);
}

static void
test_maps(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct box *box = box_map(&arena, BOX_DICT, 0);
	for (int i = 0; i < 20; i++)
		box_set(&arena, box, value_int(i), value_int(-i));
	box_set(&arena, box, TEXT("a"), value_int(1));
	box_set(&arena, box, value_float(3), value_int(33));
	assert_int_equal(box->len, 21);
	assert_int_equal(box_find(box, value_int(3))->integer, 33);
	assert_int_equal(box_find(box, TEXT("a"))->integer, 1);
	assert_null(box_find(box, TEXT("b")));
	struct value map = box_value(box);
	assert_int_equal(value_get(map, STR("a"), &arena).integer, 1);
	assert_int_equal(box_plain(map).kind, VALUE_MAP);
	box_remove(box, box_index(box, value_int(0)));
	assert_int_equal(box_index(box, value_int(0)), STR_NONE);
	assert_int_equal(box->entries[0].key.integer, 1);
	arena_free(&arena);
}

static void
test_kinds(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct value tuple = box_pair(&arena, value_int(1), TEXT("b"));
	struct value group = box_group(&arena, TEXT("g"), tuple);
	struct value namespace = box_value(box_map(&arena, BOX_NAMESPACE, 0));
	assert_true(box_is_tuple(tuple));
	assert_true(box_is_tuple(group));
	expect_str(value_str(value_get(group, STR("grouper"), &arena)), "g");
	assert_true(box_is_tuple(value_get(group, STR("list"), &arena)));
	assert_int_equal(value_get(group, STR("other"), &arena).kind, VALUE_UNDEFINED);
	assert_int_equal(box_plain(namespace).kind, VALUE_OBJECT);
	assert_int_equal(box_plain(value_int(1)).integer, 1);
	assert_null(box_of(value_int(1)));
	assert_null(box_of(value_list(NULL, 0)));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_growing_moves_nothing_away),
		cmocka_unit_test(test_maps),
		cmocka_unit_test(test_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
