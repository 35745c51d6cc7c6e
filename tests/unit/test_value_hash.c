#include "expect.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "data/value_hash.h"

static struct arena arena;

/* As it is written; NULL when it cannot be. */
static const char *
written(struct value v, value_hash_name *name)
{
	struct buf out;
	const char *text = NULL;

	buf_init(&out, 1 << 20);
	if (value_hash_put(v, name, NULL, &arena, &out)) {
		buf_char(&out, 0);
		text = str_copy(&arena, buf_view(&out)).at;
	}
	buf_free(&out);
	return text;
}

static size_t
length(struct value v)
{
	struct buf out;
	size_t len;

	buf_init(&out, 1 << 20);
	assert_true(value_hash_put(v, NULL, NULL, &arena, &out));
	len = out.len;
	buf_free(&out);
	return len;
}

static void
expect_apart(struct value a, struct value b)
{
	struct buf left, right;

	buf_init(&left, 1 << 20);
	buf_init(&right, 1 << 20);
	assert_true(value_hash_put(a, NULL, NULL, &arena, &left));
	assert_true(value_hash_put(b, NULL, NULL, &arena, &right));
	assert_false(str_eq(buf_view(&left), buf_view(&right)));
	buf_free(&left);
	buf_free(&right);
}

static struct value
list_of(struct value a, struct value b)
{
	struct value *items = arena_array(&arena, struct value, 2);

	items[0] = a;
	items[1] = b;
	return value_list(items, 2);
}

static void
test_apart(void **state)
{
	struct date day = { 1000, 60, DATE_DAY }, other = { 1000, 120, DATE_DAY };
	struct value ab = value_text(STR("ab")), c = value_text(STR("c"));
	struct value a = value_text(STR("a")), bc = value_text(STR("bc"));

	(void)state;
	expect_apart(ab, value_markup(STR("ab")));
	expect_apart(value_none(), value_bool(false));
	expect_apart(value_bool(false), value_bool(true));
	expect_apart(value_int(1), value_float(1));
	expect_apart(value_date(&day), value_date(&other));
	expect_apart(list_of(ab, c), list_of(a, bc));
	expect_apart(list_of(a, list_of(a, c)), list_of(list_of(a, a), c));
}

static struct value
number_get(const void *self, struct str key, struct arena *to)
{
	(void)to;
	return str_is(key, "n") ? value_int(*(const int *)self) : VALUE_UNDEFINED_INIT;
}

static struct value
number_keys(const void *self, struct arena *to)
{
	struct value *keys = arena_array(to, struct value, 1);

	(void)self;
	keys[0] = value_text(STR("n"));
	return value_list(keys, 1);
}

static const struct value_object_type number_type = {
	.name = "number", .get = number_get, .keys = number_keys
};
static const struct value_object_type closed_type = { .name = "closed", .get = number_get };

static bool
name_numbers(void *context, const struct value_object *object, struct buf *out)
{
	(void)context;
	if (object->type != &number_type)
		return false;
	buf_lit(out, "a number");
	return true;
}

static void
test_objects(void **state)
{
	int one = 1, two = 2;
	struct value first = value_object(&arena, &number_type, &one);
	struct value second = value_object(&arena, &number_type, &two);

	(void)state;
	expect_apart(first, second);
	assert_string_equal(written(first, name_numbers), written(second, name_numbers));
	assert_null(written(value_object(&arena, &closed_type, &one), name_numbers));
}

/* As templates may build them. */
static void
test_deep(void **state)
{
	struct value v = value_int(1);

	(void)state;
	for (int i = 0; i < 20; i++)
		v = list_of(v, value_none());
	assert_true(length(v) > 20);
	for (int i = 0; i < 20; i++)
		v = list_of(v, value_none());
	assert_null(written(v, NULL));
}

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_apart, free_arena),
		cmocka_unit_test_teardown(test_objects, free_arena),
		cmocka_unit_test_teardown(test_deep, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
