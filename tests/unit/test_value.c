#include "data/value.h"
#include "data/value_order.h"

#include <math.h>

#include "base/arena.h"
#include "base/date.h"
#include "expect.h"

#define TEXT(literal) value_text(STR(literal))

/* --- an object for the tests: a pair that is also a sequence of two --------------------------- */

struct pair {
	int64_t first, second;
};

static struct value
pair_get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	const struct pair *pair = self;
	if (str_is(key, "first"))
		return value_int(pair->first);
	return str_is(key, "second") ? value_int(pair->second) : VALUE_UNDEFINED_INIT;
}

static size_t
pair_len(const void *self)
{
	const struct pair *pair = self;
	return pair->first || pair->second ? 2 : 0;
}

static struct value
pair_at(const void *self, size_t index, struct arena *arena)
{
	(void)arena;
	const struct pair *pair = self;
	return value_int(index ? pair->second : pair->first);
}

static const struct value_object_type pair_type = {
	.name = "pair",
	.get = pair_get,
	.len = pair_len,
	.at = pair_at,
};
static const struct value_object_type bare_type = { .name = "bare" };

/* --- access ------------------------------------------------------------------------------------- */

static void
test_texts(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	expect_str(value_str(TEXT("a")), "a");
	expect_str(value_str(value_markup(STR("<b>"))), "<b>");
	expect_str(value_str(value_int(1)), "");
	expect_str(value_str(value_none()), "");
	assert_true(value_is_text(TEXT("")));
	assert_true(value_is_text(value_markup(STR(""))));
	assert_false(value_is_text(value_none()));
	assert_int_equal(value_len(TEXT("\xC3\xA9\xE5\x80\xA4!")), 3);
	assert_int_equal(value_at(TEXT("abc"), 0, &arena).kind, VALUE_UNDEFINED);
	arena_free(&arena);
}

static void
test_lists_and_maps(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct value items[] = { value_int(1), TEXT("b") };
	struct value list = value_list(items, 2);
	assert_true(value_is_sequence(list));
	assert_int_equal(value_len(list), 2);
	assert_int_equal(value_at(list, 0, &arena).integer, 1);
	expect_str(value_str(value_at(list, 1, &arena)), "b");
	assert_int_equal(value_at(list, 2, &arena).kind, VALUE_UNDEFINED);
	assert_int_equal(value_get(list, STR("b"), &arena).kind, VALUE_UNDEFINED);

	struct value_entry entries[] = { { value_int(1), value_none() }, { TEXT("b"), list } };
	struct value map = value_map(entries, 2);
	assert_false(value_is_sequence(map));
	assert_int_equal(value_len(map), 2);
	assert_int_equal(value_get(map, STR("b"), &arena).kind, VALUE_LIST);
	assert_int_equal(value_get(map, STR("1"), &arena).kind, VALUE_UNDEFINED);
	assert_int_equal(value_at(map, 0, &arena).integer, 1);
	expect_str(value_str(value_at(map, 1, &arena)), "b");
	assert_int_equal(value_at(map, 2, &arena).kind, VALUE_UNDEFINED);
	arena_free(&arena);
}

static void
test_objects(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct pair a = { 1, 2 }, none = { 0, 0 };
	struct value v = value_object(&arena, &pair_type, &a);
	assert_int_equal(value_get(v, STR("second"), &arena).integer, 2);
	assert_int_equal(value_get(v, STR("third"), &arena).kind, VALUE_UNDEFINED);
	assert_int_equal(value_len(v), 2);
	assert_true(value_is_sequence(v));
	assert_int_equal(value_at(v, 1, &arena).integer, 2);
	assert_int_equal(value_at(v, 2, &arena).kind, VALUE_UNDEFINED);
	assert_true(value_truth(v));
	assert_false(value_truth(value_object(&arena, &pair_type, &none)));

	struct value bare = value_object(&arena, &bare_type, &a);
	assert_int_equal(value_get(bare, STR("first"), &arena).kind, VALUE_UNDEFINED);
	assert_int_equal(value_len(bare), 0);
	assert_int_equal(value_at(bare, 0, &arena).kind, VALUE_UNDEFINED);
	assert_false(value_is_sequence(bare));
	assert_true(value_truth(bare));

	assert_true(value_eq(v, value_object(&arena, &pair_type, &a)));
	assert_false(value_eq(v, value_object(&arena, &pair_type, &none)));
	assert_true(value_eq(v, bare)); /* another way to see the same */
	arena_free(&arena);
}

static void
test_dates(void **state)
{
	(void)state;
	struct date early = date_from_seconds(1000, 0), same = date_from_seconds(1000, 60);
	struct date late = date_from_seconds(2000, 0), unknown = { 0 };
	assert_int_equal(value_date(&unknown).kind, VALUE_UNDEFINED);
	assert_int_equal(value_date(NULL).kind, VALUE_UNDEFINED);
	assert_true(value_truth(value_date(&early)));
	assert_true(value_eq(value_date(&early), value_date(&early)));
	assert_int_equal(value_cmp(value_date(&early), value_date(&late), NULL), -1);
	assert_int_equal(value_cmp(value_date(&late), value_date(&early), NULL), 1);
	assert_int_equal(
	        value_eq(value_date(&early), value_date(&same)), date_cmp(early, same) == 0);
}

static void
test_names(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct date date = date_from_seconds(0, 0);
	const struct {
		struct value value;
		const char *name;
	} cases[] = {
		{ VALUE_UNDEFINED_INIT, "undefined" },
		{ value_none(), "none" },
		{ value_bool(true), "boolean" },
		{ value_int(1), "integer" },
		{ value_float(1), "float" },
		{ TEXT("x"), "text" },
		{ value_markup(STR("x")), "markup" },
		{ value_date(&date), "date" },
		{ value_list(NULL, 0), "list" },
		{ value_map(NULL, 0), "map" },
		{ value_object(&arena, &pair_type, NULL), "pair" },
		{ { .kind = VALUE_FUNCTION }, "function" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(str_from(value_kind_name(cases[i].value)), cases[i].name);
	arena_free(&arena);
}

static void
test_truth(void **state)
{
	(void)state;
	struct value item = value_bool(false);
	struct value_entry entry = { item, item };
	assert_false(value_truth(VALUE_UNDEFINED_INIT));
	assert_false(value_truth(value_none()));
	assert_false(value_truth(value_bool(false)));
	assert_true(value_truth(value_bool(true)));
	assert_false(value_truth(value_int(0)));
	assert_true(value_truth(value_int(-1)));
	assert_false(value_truth(value_float(0.0)));
	assert_false(value_truth(value_float(-0.0)));
	assert_true(value_truth(value_float(0.1)));
	assert_true(value_truth(value_float((double)NAN)));
	assert_false(value_truth(TEXT("")));
	assert_true(value_truth(TEXT("0")));
	assert_false(value_truth(value_markup(STR(""))));
	assert_false(value_truth(value_list(NULL, 0)));
	assert_true(value_truth(value_list(&item, 1)));
	assert_false(value_truth(value_map(NULL, 0)));
	assert_true(value_truth(value_map(&entry, 1)));
	assert_true(value_truth((struct value){ .kind = VALUE_FUNCTION }));
}

/* --- numbers ------------------------------------------------------------------------------------ */

static const int64_t two_53 = (int64_t)1 << 53;

/* a is less than b, in whatever way one looks at it. */
static void
expect_less(struct value a, struct value b)
{
	bool comparable = false;
	assert_int_equal(value_cmp(a, b, &comparable), -1);
	assert_true(comparable);
	assert_int_equal(value_cmp(b, a, &comparable), 1);
	assert_true(comparable);
	assert_false(value_eq(a, b));
	assert_false(value_eq(b, a));
}

static void
expect_equal(struct value a, struct value b)
{
	bool comparable = false;
	assert_true(value_eq(a, b));
	assert_true(value_eq(b, a));
	assert_int_equal(value_cmp(a, b, &comparable), 0);
	assert_true(comparable);
}

static void
test_numbers_by_worth(void **state)
{
	(void)state;
	expect_equal(value_int(1), value_float(1.0));
	expect_equal(value_int(1), value_bool(true));
	expect_equal(value_float(0.0), value_bool(false));
	expect_equal(value_float(0.0), value_float(-0.0));
	expect_equal(value_int(0), value_float(-0.0));
	expect_less(value_int(1), value_int(2));
	expect_less(value_bool(true), value_int(2));
	expect_less(value_float(0.5), value_bool(true));
	expect_less(value_int(1), value_float(1.5));
	expect_less(value_float(-1.5), value_int(-1));
	expect_less(value_int(-2), value_float(-1.5));
	expect_less(value_int(INT64_MIN), value_int(INT64_MAX));
}

/* What Python answers, and what comparing as doubles gets wrong. */
static void
test_integers_and_floats_exactly(void **state)
{
	(void)state;
	static const double two_63 = 9223372036854775808.0;
	expect_equal(value_int(two_53), value_float((double)two_53));
	expect_less(value_float((double)two_53), value_int(two_53 + 1));
	expect_less(value_float(-(double)two_53), value_int(-two_53 + 1));
	expect_less(value_int(INT64_MAX), value_float(two_63));
	expect_equal(value_int(INT64_MIN), value_float(-two_63));
	expect_less(value_float(-two_63 * 2), value_int(INT64_MIN));
	expect_less(value_int(INT64_MAX), value_float((double)INFINITY));
	expect_less(value_float(-(double)INFINITY), value_int(INT64_MIN));
}

static void
test_nan(void **state)
{
	(void)state;
	struct value nan = value_float((double)NAN);
	struct value others[] = { value_int(INT64_MIN), value_float(-(double)INFINITY) };
	bool comparable = true;
	assert_false(value_eq(nan, nan));
	assert_int_equal(value_cmp(nan, nan, &comparable), 0);
	assert_false(comparable);
	for (size_t i = 0; i < 2; i++) {
		assert_false(value_eq(nan, others[i]));
		assert_int_equal(value_cmp(nan, others[i], &comparable), -1);
		assert_false(comparable);
		assert_int_equal(value_cmp(others[i], nan, &comparable), 1);
		assert_false(comparable);
	}
}

/* --- the others --------------------------------------------------------------------------------- */

static void
test_texts_by_bytes(void **state)
{
	(void)state;
	expect_equal(TEXT("a"), value_markup(STR("a")));
	expect_less(TEXT(""), TEXT("a"));
	expect_less(TEXT("a"), TEXT("ab"));
	expect_less(TEXT("Z"), value_markup(STR("a")));
	expect_less(TEXT("z"), TEXT("\xC3\xA9"));
}

static void
test_lists_item_by_item(void **state)
{
	(void)state;
	struct value a[] = { value_int(1), value_int(2) }, b[] = { value_float(1), value_int(3) };
	struct value odd[] = { value_int(1), TEXT("x") };
	bool comparable = true;
	expect_less(value_list(a, 2), value_list(b, 2));
	expect_less(value_list(a, 1), value_list(a, 2));
	expect_equal(value_list(a, 1), value_list(b, 1));
	expect_equal(value_list(NULL, 0), value_list(a, 0));
	assert_int_equal(value_cmp(value_list(a, 2), value_list(odd, 2), &comparable), -1);
	assert_false(comparable);
}

static void
test_maps_by_content(void **state)
{
	(void)state;
	struct value_entry a[] = { { TEXT("x"), value_int(1) }, { TEXT("y"), value_int(2) } };
	struct value_entry b[] = { { TEXT("y"), value_float(2) }, { TEXT("x"), value_int(1) } };
	struct value_entry c[] = { { TEXT("x"), value_int(1) }, { TEXT("z"), value_int(2) } };
	struct value_entry d[] = { { TEXT("x"), value_int(1) }, { TEXT("y"), value_int(3) } };
	bool comparable = true;
	assert_true(value_eq(value_map(a, 2), value_map(b, 2)));
	assert_false(value_eq(value_map(a, 2), value_map(c, 2)));
	assert_false(value_eq(value_map(a, 2), value_map(d, 2)));
	assert_false(value_eq(value_map(a, 2), value_map(a, 1)));
	assert_true(value_eq(value_map(NULL, 0), value_map(a, 0)));
	assert_int_equal(value_cmp(value_map(a, 2), value_map(d, 2), &comparable), 0);
	assert_false(comparable);
}

/* One order for pairs that have none, so that sorting a mixed list gives one answer. */
static void
test_order_of_kinds(void **state)
{
	(void)state;
	struct date date = date_from_seconds(0, 0);
	const struct value sorted[] = {
		VALUE_UNDEFINED_INIT,
		value_none(),
		value_int(5),
		TEXT("a"),
		value_date(&date),
		value_list(NULL, 0),
		value_map(NULL, 0),
	};
	for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
		for (size_t j = 0; j < i; j++) {
			bool comparable = true;
			assert_int_equal(value_cmp(sorted[i], sorted[j], &comparable), 1);
			assert_false(comparable);
			assert_int_equal(value_cmp(sorted[j], sorted[i], &comparable), -1);
			assert_false(comparable);
			assert_false(value_eq(sorted[i], sorted[j]));
		}
	}
	assert_true(value_eq(value_none(), value_none()));
	assert_true(value_eq(VALUE_UNDEFINED_INIT, VALUE_UNDEFINED_INIT));
	assert_false(value_eq(VALUE_UNDEFINED_INIT, value_none()));
	assert_int_equal(value_cmp(value_none(), value_none(), NULL), 0);
}

/* A list in a list in a list ... twice, as a template can make them: no answer is worth a crash. */
static void
test_deep_lists(void **state)
{
	(void)state;
	enum { DEPTH = 1000000 };
	struct value *a = calloc(DEPTH, sizeof *a), *b = calloc(DEPTH, sizeof *b);
	for (size_t i = 1; i < DEPTH; i++) {
		a[i] = value_list(&a[i - 1], 1);
		b[i] = value_list(&b[i - 1], 1);
	}
	assert_true(value_eq(a[100], b[100]));
	assert_true(value_eq(a[DEPTH - 1], a[DEPTH - 1]));
	assert_false(value_eq(a[DEPTH - 1], b[DEPTH - 1]));
	assert_int_equal(value_cmp(a[DEPTH - 1], b[DEPTH - 1], NULL), 0);
	free(a);
	free(b);
}

/* [x, x] of [x, x] of ...: sixty levels would take 2^60 comparisons. */
static void
test_shared_lists(void **state)
{
	(void)state;
	struct value a[60][2] = { 0 }, b[60][2] = { 0 };
	for (size_t i = 1; i < 60; i++) {
		a[i][0] = a[i][1] = value_list(a[i - 1], 2);
		b[i][0] = b[i][1] = value_list(b[i - 1], 2);
	}
	assert_true(value_eq(a[10][0], b[10][0]));
	assert_false(value_eq(a[59][0], b[59][0]));
	assert_true(value_eq(a[59][0], a[59][1]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_lists_and_maps),
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_truth),
		cmocka_unit_test(test_numbers_by_worth),
		cmocka_unit_test(test_integers_and_floats_exactly),
		cmocka_unit_test(test_nan),
		cmocka_unit_test(test_texts_by_bytes),
		cmocka_unit_test(test_lists_item_by_item),
		cmocka_unit_test(test_maps_by_content),
		cmocka_unit_test(test_order_of_kinds),
		cmocka_unit_test(test_deep_lists),
		cmocka_unit_test(test_shared_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
