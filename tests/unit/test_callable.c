/* The rows of filter.def, predicate.def, method.def and global.def, and how arguments find their place. */
#include "template/callable.h"

#include "base/date.h"
#include "template/filter.h"
#include "template/global.h"
#include "template/method.h"
#include "template/predicate.h"
#include "template/symbol.h"
#include "template_kit.h"

/* --- every row's example ------------------------------------------------------------------- */

/* Dates come from data alone: `someday` is one, for the examples of their methods. */
static void
expect_example(const char *name, const char *example, const char *result)
{
	struct kit kit;
	struct date date;
	struct value_entry someday = { value_text(STR("someday")), { 0 } };
	kit_open(&kit, (const char *const[]){ NULL }, NULL);
	assert_null(date_parse(STR("2026-11-02T10:30:00+01:00"), &date));
	someday.value = value_date(&date);
	kit.data = value_map(&someday, 1);
	struct str got = kit_run(&kit,
	        template_from_text(kit.engine, STR("example.txt"), str_from(example), &kit.diags));
	if (!str_eq(got, str_from(result)))
		fail_msg(
		        "%s: %s\ngot:  " STR_FMT "\nwant: %s", name, example, STR_ARG(got), result);
	kit_close(&kit);
}

static void
expect_row(const struct callable_row *row, struct arena *arena)
{
	struct symbols symbols = { .arena = arena };
	struct arena scratch = ARENA_EMPTY;
	if (!callable_make(
	            arena, &scratch, &symbols, str_from(row->name), row->call, row->parameters))
		fail_msg("%s: its parameters cannot be read: %s", row->name, row->parameters);
	arena_free(&scratch);
	if (!row->help[0])
		fail_msg("%s: no help", row->name);
	if (!row->examples[0] || !*row->examples[0])
		fail_msg("%s: no example", row->name);
	for (const char *const *example = row->examples; *example && **example; example += 2)
		expect_example(row->name, example[0], example[1]);
}

static void
expect_rows(const struct callable_row *row, size_t at_least)
{
	struct arena arena = ARENA_EMPTY;
	size_t count = 0;
	for (; row->name; row++, count++)
		expect_row(row, &arena);
	assert_true(count >= at_least);
	arena_free(&arena);
}

static void
test_filters(void **state)
{
	(void)state;
	expect_rows(filter_rows, 50);
}

static void
test_predicates(void **state)
{
	(void)state;
	expect_rows(predicate_rows, 35);
}

static void
test_methods(void **state)
{
	(void)state;
	expect_rows(method_rows, 45);
}

static void
test_globals(void **state)
{
	(void)state;
	expect_rows(global_rows, 5);
}

/* --- functions of the program -------------------------------------------------------------- */

static struct value
show(struct template_call *call)
{
	struct str text = str_format(template_arena(call), "%s|" STR_FMT "|" STR_FMT "|%zu|%zu",
	        (const char *)template_user(call), STR_ARG(value_str(template_argument(call, 0))),
	        STR_ARG(value_str(template_argument(call, 1))),
	        value_len(template_argument(call, 2)), value_len(template_argument(call, 3)));
	assert_int_equal(template_argument(call, 9).kind, VALUE_UNDEFINED);
	return value_text(text);
}

static struct value
refuse(struct template_call *call)
{
	template_warn(call, "mind the %s", "gap");
	return template_fail(call, "no %s", "luck");
}

static const struct template_function functions[] = {
	{ STR_INIT("show"), show, "name, format='%d %B', *rest, **named", "", "" },
	{ STR_INIT("refuse"), refuse, NULL, "", "" },
	{ STR_INIT(""), NULL, NULL, NULL, NULL },
};

static struct str
call_program(struct kit *kit, const char *text)
{
	static char user[] = "user";
	struct template_run run = {
		.scratch = &kit->scratch,
		.out = &kit->out,
		.diags = &kit->diags,
		.context = kit->data,
		.user = user,
	};
	buf_clear(&kit->out);
	const struct template *t =
	        template_from_text(kit->engine, STR("t"), str_from(text), &kit->diags);
	return t && template_render(t, &run) ? buf_view(&kit->out) : kit_messages(kit);
}

static void
test_functions_of_the_program(void **state)
{
	(void)state;
	struct kit kit;
	struct template_settings settings = { .functions = functions };
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	expect_str(call_program(&kit, "{{ show('a') }}"), "user|a|%d %B|0|0");
	expect_str(call_program(&kit, "{{ show('a', 'b', 1, 2, x=3) }}"), "user|a|b|2|1");
	expect_str(call_program(&kit, "{{ show(format='c', name='d') }}"), "user|d|c|0|0");
	expect_str(call_program(&kit, "{{ show(*['a', 'b', 'c'], **{'y': 1}) }}"), "user|a|b|1|1");
	expect_str(call_program(&kit, "{% macro m() %}{{ show('in') }}{% endmacro %}{{ m() }}"),
	        "user|in|%d %B|0|0");
	kit_close(&kit);
}

static void
expect_program_error(const char *text, const char *want)
{
	struct kit kit;
	struct template_settings settings = { .functions = functions };
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	call_program(&kit, text);
	assert_int_equal(kit.diags.errors, 1);
	expect_str(kit.diags.list.at[kit.diags.list.len - 1].text, want);
	kit_close(&kit);
}

static void
test_arguments_that_do_not_fit(void **state)
{
	(void)state;
	expect_program_error("{{ show() }}", "\"show\" needs the argument \"name\"");
	expect_program_error("{{ show('a', name='b') }}", "\"show\" gets \"name\" twice");
	expect_program_error("{{ refuse(1) }}", "\"refuse\" takes at most 0 arguments, not 1");
	expect_program_error("{{ range(stop=1) }}", "\"range\" needs the argument \"start\"");
	expect_program_error("{{ range(1, stpo=2) }}", "\"range\" has no argument \"stpo\"");
	expect_program_error("{{ show(*1) }}", "an integer cannot be spread over arguments");
}

static void
test_errors_and_warnings(void **state)
{
	(void)state;
	struct kit kit;
	struct template_settings settings = { .functions = functions };
	kit_open(&kit, (const char *const[]){ NULL }, &settings);
	expect_str(call_program(&kit, "a\n{{ refuse() }}"),
	        "t:2:4: warning: mind the gap\n"
	        "    2 | {{ refuse() }}\n"
	        "      |    ^~~~~~~~\n"
	        "t:2:4: error: no luck\n"
	        "    2 | {{ refuse() }}\n"
	        "      |    ^~~~~~~~\n");
	kit_close(&kit);
}

static void
test_rows_that_cannot_be_read(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct symbols symbols = { .arena = &arena };
	struct arena scratch = ARENA_EMPTY;
	assert_null(callable_make(&arena, &scratch, &symbols, STR("x"), show, "a b"));
	assert_null(callable_make(&arena, &scratch, &symbols, STR("x"), show, "a=[1]"));
	assert_null(callable_make(
	        &arena, &scratch, &symbols, STR("x"), show, "a,b,c,d,e,f,g,h,i,j,k,l"));
	struct callable *made =
	        callable_make(&arena, &scratch, &symbols, STR("x"), show, "a, *b, c=1, **d");
	assert_int_equal(made->count, 2);
	assert_int_equal(made->positional, 1);
	assert_int_equal(callable_width(made), 4);
	assert_int_equal(callable_find(made, STR("c")), 1);
	assert_int_equal(callable_find(made, STR("b")), STR_NONE);
	arena_free(&scratch);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_predicates),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_globals),
		cmocka_unit_test(test_functions_of_the_program),
		cmocka_unit_test(test_arguments_that_do_not_fit),
		cmocka_unit_test(test_errors_and_warnings),
		cmocka_unit_test(test_rows_that_cannot_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
