#include "data/reader.h"

#include "expect_tree.h"

/* The extension decides, whatever the content looks like. */
static void
test_extensions(void **state)
{
	(void)state;
	expect_reading("data/a.yaml", STR("a: [1]"), "{a: [1]}");
	expect_reading("data/a.yml", STR("- 1"), "[1]");
	expect_reading("data/a.b.json", STR("{\"a\": \"1\"}"), "{a: \"1\"}");
	expect_reading("data/a.csv", STR("{\"a\"\n1\n"),
	        "1:2: error: a quote stands inside a field without quotes"
	        " | put the field in quotes and double the quotes in it: \"\"");
}

static void
test_other_extensions_are_left_alone(void **state)
{
	(void)state;
	static const char *const paths[] = { "a.toml", "yaml", ".yaml", "a.yaml.bak", "" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct node_source source = { str_from(paths[i]), STR("a: 1\n") };
		struct arena arena = ARENA_EMPTY;
		struct diags diags;
		bool known = true;
		diag_init(&diags);
		assert_null(reader_file(&arena, &source, &diags, &known));
		assert_false(known);
		assert_int_equal(diags.list.len, 0);
		diag_free(&diags);
		arena_free(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_other_extensions_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
