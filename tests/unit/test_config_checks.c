/* `checks:` of kith.yaml: which levels it sets, and what is said of names and words that mean nothing. */
#include "config/config_checks.h"

#include "base/arena.h"
#include "config/config.h"
#include "expect.h"

static struct arena arena;
static struct diags diags;

static const struct config *
parse(const char *yaml)
{
	struct node_source source = { STR("kith.yaml"), str_copy(&arena, str_from(yaml)) };
	struct config *config;

	diag_free(&diags);
	config = config_parse(&arena, &source, &diags);
	assert_non_null(config);
	return config;
}

static void
test_levels(void **state)
{
	const struct config *config;

	(void)state;
	config = parse("title: A\nchecks: {alt-text: error, ambiguous: off, anchors: note}\n");
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(config->checks->rules.count, 3);
	diags.rules = &config->checks->rules;
	config_checks_rule(&diags, ALT_TEXT);
	diag_warning(&diags, diag_file(STR_EMPTY), STR_EMPTY, "louder");
	config_checks_rule(&diags, AMBIGUOUS);
	diag_error(&diags, diag_file(STR_EMPTY), STR_EMPTY, "gone");
	config_checks_rule(&diags, ANCHORS);
	diag_error(&diags, diag_file(STR_EMPTY), STR_EMPTY, "lower");
	assert_int_equal(diags.list.len, 2);
	assert_int_equal(diags.list.at[0].level, DIAG_ERROR);
	assert_int_equal(diags.list.at[1].level, DIAG_NOTE);
	assert_true(config_checks_off(config, CONFIG_CHECK_AMBIGUOUS));
	assert_false(config_checks_off(config, CONFIG_CHECK_ALT_TEXT));
	assert_false(config_checks_off(config, CONFIG_CHECK_PAGE_LINKS));
	diags.rules = NULL;
}

static void
test_without(void **state)
{
	(void)state;
	assert_int_equal(parse("title: A\n")->checks->rules.count, 0);
	assert_int_equal(parse("title: A\nchecks: {}\n")->checks->rules.count, 0);
}

static void
expect_refused(const char *checks, const char *text, const char *help)
{
	struct buf yaml;

	buf_init(&yaml, 1000);
	buf_format(&yaml, "title: A\nchecks: %s\n", checks);
	buf_char(&yaml, '\0');
	parse(buf_view(&yaml).at);
	assert_int_equal(diags.errors, 1);
	expect_str(diags.list.at[0].text, text);
	expect_str(diags.list.at[0].help, help);
	assert_int_equal(diags.list.at[0].place.line, 2);
	buf_free(&yaml);
}

static void
test_mistakes(void **state)
{
	(void)state;
	expect_refused(
	        "{alt-txt: error}", "there is no check \"alt-txt\"", "did you mean \"alt-text\"?");
	expect_refused("{alt-text: eror}", "\"alt-text\" is off, note, warning or error",
	        "did you mean \"error\"?");
	expect_refused("{alt-text: [error]}", "\"alt-text\" is off, note, warning or error", "");
	expect_refused("error", "\"checks\" is a map of keys and values", "");
}

/* Each row of the table is taken by its name, and has something to say. */
static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONFIG_CHECKS; i++) {
		const struct config_check_row *row = &config_check_rows[i];

		assert_true(row->name.len > 2);
		assert_true(*row->help);
		for (size_t j = 0; j < i; j++)
			assert_false(str_eq(row->name, config_check_rows[j].name));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_table),
	};
	int failed;

	diag_init(&diags);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	diag_free(&diags);
	arena_free(&arena);
	return failed;
}
