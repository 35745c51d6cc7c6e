#include "template/parameter.h"

#include "base/arena.h"
#include "base/diag.h"
#include "template/template.h"

#include "expect.h"

static const struct parameter *
declared(struct arena *arena, const char *source, size_t *count)
{
	struct template_settings settings = { .trim_blocks = true };
	struct template_engine *engine = template_engine_new(arena, &settings);
	struct diags diags;
	diag_init(&diags);
	const struct template *t =
	        template_from_text(engine, STR("a.html"), str_from(source), &diags);
	assert_non_null(t);
	assert_int_equal(diags.errors, 0);
	diag_free(&diags);
	return parameter_list(t, count);
}

static void
test_in_order_with_those_that_are_required(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t count = 9;
	const struct parameter *all =
	        declared(&arena, "{% attributes src, alt='', width=none, name %}", &count);
	(void)state;
	assert_int_equal(count, 4);
	assert_true(str_is(all[0].name, "src") && all[0].required);
	assert_true(str_is(all[1].name, "alt") && !all[1].required);
	assert_true(str_is(all[2].name, "width") && !all[2].required);
	assert_true(str_is(all[3].name, "name") && all[3].required);
	arena_free(&arena);
}

static void
test_none_is_not_the_same_as_no_tag(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t count = 9;
	(void)state;
	assert_non_null(declared(&arena, "{% attributes %}", &count));
	assert_int_equal(count, 0);
	count = 9;
	assert_null(declared(&arena, "text", &count));
	assert_int_equal(count, 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_order_with_those_that_are_required),
		cmocka_unit_test(test_none_is_not_the_same_as_no_tag),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
