/* The command line, and the tables it is read by. */
#include "cli/args.h"

#include <stdio.h>
#include <string.h>

#include "expect.h"

#include "base/diag.h"
#include "cli/command.h"

static struct diags diags;
static struct args args;

/* Words separated by blanks, behind "kith"; at most 9. */
static bool
parse(const char *line)
{
	static char text[300];
	char *argv[11] = { (char *)(uintptr_t) "kith" };
	int argc = 1;
	diag_free(&diags);
	diag_init(&diags);
	snprintf(text, sizeof text, "%s", line);
	for (char *word = text; word; argc++) {
		argv[argc] = word;
		word = strchr(word, ' ');
		if (word)
			*word++ = '\0';
	}
	return args_parse(argc, argv, &args, &diags);
}

static void
expect_refused(const char *line, const char *error, const char *help)
{
	assert_false(parse(line));
	assert_int_equal(diags.list.len, 1);
	expect_str(diags.list.at[0].text, error);
	expect_str(diags.list.at[0].help, help);
}

static void
test_commands(void **state)
{
	(void)state;
	assert_true(parse("build"));
	expect_str(args.command->name, "build");
	assert_true(parse("theme render x.html"));
	expect_str(args.command->name, "theme render");
	expect_str(args.positional[0], "x.html");
	assert_true(parse("theme list"));
	expect_refused("biuld", "kith has no command \"biuld\"", "did you mean \"kith build\"?");
	expect_refused(
	        "theme", "kith has no command \"theme\"", "did you mean \"kith theme list\"?");
	expect_refused("xyzzy", "kith has no command \"xyzzy\"", "`kith help` lists the commands");
	expect_refused("version", "kith has no command \"version\"", "`kith --version` tells it");
}

static void
test_options(void **state)
{
	(void)state;
	assert_true(parse("build --jobs 4 --root=a=b --drafts"));
	expect_str(args.values[OPTION_JOBS], "4");
	expect_str(args.values[OPTION_ROOT], "a=b");
	assert_true(args.given[OPTION_DRAFTS]);
	assert_false(args.given[OPTION_FUTURE]);
	expect_refused(
	        "build --draft", "\"kith build\" has no option --draft", "did you mean --drafts?");
	expect_refused("build --data x", "\"kith build\" has no option --data",
	        "`kith help build` lists them");
	expect_refused(
	        "build --drafts=yes", "--drafts takes no value", "usage: kith build [options]");
	expect_refused("build --jobs", "--jobs needs a value: N", "usage: kith build [options]");
	expect_refused("build --jobs=", "--jobs needs a value: N", "usage: kith build [options]");
	expect_refused("build -j4", "there is no option -j4",
	        "options are written out, as in --quiet; a file of such a name goes behind --");
}

static void
test_arguments(void **state)
{
	(void)state;
	assert_true(parse("markdown -"));
	expect_str(args.positional[0], "-");
	assert_true(parse("markdown -- --odd.md"));
	expect_str(args.positional[0], "--odd.md");
	assert_true(parse("new essay Title"));
	assert_int_equal(args.count, 2);
	assert_true(parse("new --help")); /* help needs no arguments */
	expect_refused(
	        "build extra", "\"extra\" is one argument too many", "usage: kith build [options]");
	expect_refused("new", "\"kith new\" needs TYPE [\"Title\"]",
	        "usage: kith new TYPE [\"Title\"] [options]");
}

static void
test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int64_t number; /* -1: refused */
	} cases[] = {
		{ "build", 7 },
		{ "build --jobs 1", 1 },
		{ "build --jobs 256", 256 },
		{ "build --jobs 0", -1 },
		{ "build --jobs 257", -1 },
		{ "build --jobs 4x", -1 },
		{ "build --jobs 99999999999999999999", -1 },
	};
	int64_t number;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(parse(cases[i].line));
		bool fine = args_number(&args, OPTION_JOBS, 1, 256, 7, &number, &diags);
		assert_int_equal(fine, cases[i].number >= 0);
		if (fine)
			assert_int_equal(number, cases[i].number);
	}
}

/* What the tables promise: a command finds itself, takes the common options, and says what it is. */
static void
test_tables(void **state)
{
	(void)state;
	for (const struct command *c = command_table; c->name.len; c++) {
		assert_ptr_equal(command_find(c->name), c);
		assert_true(command_takes(c, OPTION_ROOT) && command_takes(c, OPTION_HELP));
		assert_true(c->least <= c->most && c->most <= ARGS_POSITIONAL_MAX);
		assert_true(c->run && c->help[0] && c->details[0]);
	}
	assert_null(command_find(STR("")));
	for (int i = 0; i < OPTION_COUNT; i++) {
		bool taken = false;
		for (const struct command *c = command_table; c->name.len; c++)
			taken = taken || command_takes(c, (enum option)i);
		assert_true(taken);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_tables),
	};
	diag_init(&diags);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	diag_free(&diags);
	return failed;
}
