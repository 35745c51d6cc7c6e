/* What is written to data/repos/ is read back as it was, and what somebody made of it is no danger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "data/node.h"
#include "data/reader.h"
#include "site/activity_file.h"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct value
parse(struct str text)
{
	struct diags diags;
	struct node_source source = { STR("repo.yaml"), text };
	diag_init(&diags);
	struct node *node = reader_yaml(&arena, &source, text, 1, &diags);
	assert_int_equal(diags.list.len, 0);
	assert_non_null(node);
	diag_free(&diags);
	return node_value(node, &arena);
}

static struct str
written(const struct activity *activity)
{
	struct buf buf;
	buf_init(&buf, 1 << 20);
	activity_file_write(&buf, activity, STR("https://example.org/a.git"));
	struct str text = str_copy(&arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

static const char odd[] =
        "\"a\\b\": #1 &x *y\n- \x01\x7F z\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF\xF0\x9F\x90\xA6 ";

static void
comes_back_as_it_was(void **state)
{
	(void)state;
	struct activity activity = { .head = STR("0123"), .branch = STR("a b"), .shallow = true };
	struct activity again;
	calendar_counts counts = { NULL, 0, 0 };
	*array_push(&arena, &counts) = (struct calendar_count){ 19800, 3 };
	*array_push(&arena, &counts) = (struct calendar_count){ 19723, 1 };
	calendar_fill(&arena, &counts, &activity.calendar);
	activity.commits = 7;
	activity.unreleased = 2;
	activity.first = (struct activity_commit){ .hash = STR("45"),
		.date = date_from_seconds(1704067200, -90),
		.subject = STR(odd),
		.note = STR("A: \"b\"") };
	*array_push(&arena, &activity.releases) = (struct release){ .tag = STR("1.0"),
		.version = STR("1.0"),
		.annotated = true,
		.commits = 5,
		.message = STR(odd),
		.previous = STR("true") };
	*array_push(&arena, &activity.releases.at[0].contributors) = STR("null");
	*array_push(&arena, &activity.contributors) =
	        (struct contributor){ .name = STR("~"), .commits = 7 };
	*array_push(&arena, &activity.languages) =
	        (struct code_language){ STR("C"), 1, 100, 10, 100.0 };
	struct str first = written(&activity);
	assert_null(activity_file_read(&arena, parse(first), &again));
	assert_true(str_eq(again.releases.at[0].message, STR(odd)));
	assert_true(str_is(again.releases.at[0].version, "1.0"));
	assert_true(str_is(again.contributors.at[0].name, "~"));
	assert_int_equal(again.first.date.offset, -90);
	assert_true(str_is(again.first.note, "A: \"b\""));
	assert_int_equal(again.calendar.weeks.len, CALENDAR_WEEKS);
	assert_true(again.languages.at[0].share > 99.9);
	struct str second = written(&again);
	assert_int_equal(second.len, first.len);
	assert_memory_equal(second.at, first.at, first.len);
}

static void
a_clone_without_commits_is_a_file_too(void **state)
{
	(void)state;
	struct activity activity = { .head = STR_EMPTY, .branch = STR("main") }, again;
	assert_null(activity_file_read(&arena, parse(written(&activity)), &again));
	assert_int_equal(again.commits, 0);
	assert_int_equal(again.calendar.weeks.len, 0);
}

static const struct {
	const char *text, *wrong;
} cases[] = {
	{ "{}", NULL },
	{ "[]", "head" },
	{ "text", "head" },
	{ "commits: many", "commits" },
	{ "commits: -1", "commits" },
	{ "commits: 1099511627776", NULL },
	{ "commits: 1099511627777", "commits" },
	{ "head: [1]", "head" },
	{ "shallow: 3", "shallow" },
	{ "first: here", "first" },
	{ "days: {a: b}", "days" },
	{ "days: [3]", "date" },
	{ "days: [{date: 2024-02-30}]", "date" },
	{ "days: [{date: 2024-02-29, commits: 1}, {date: 2024-02-28, commits: 1}]", NULL },
	{ "days: [{date: 2024-02-29, commits: 1}, {date: 2024-02-29, commits: 1}]", "date" },
	{ "days: [{date: 2024-02-20, commits: x}]", "commits" },
	{ "releases: [{version: 1}]", "version" },
	{ "releases: [{version: '1'}]", "tag" },
	{ "releases: [{tag: a, contributors: 3}]", "contributors" },
	{ "contributors: [a, {name: []}]", "name" },
	{ "unreleased: 3", NULL },
};

static void
other_data_is_refused(void **state)
{
	(void)state;
	struct activity activity;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value data = parse(str_from(cases[i].text));
		const char *wrong = activity_file_read(&arena, data, &activity);
		if (!cases[i].wrong)
			assert_null(wrong);
		else if (!wrong || strcmp(wrong, cases[i].wrong) != 0)
			fail_msg("%s: %s", cases[i].text, wrong ? wrong : "taken");
	}
}

static void
a_file_is_of_one_repository(void **state)
{
	(void)state;
	struct value data = parse(STR("repo: https://example.org/a.git"));
	assert_true(activity_file_is_of(&arena, data, STR("https://example.org/a.git")));
	assert_true(activity_file_is_of(&arena, data, STR("https://x:y@example.org/a.git?z")));
	assert_false(activity_file_is_of(&arena, data, STR("https://example.org/b.git")));
	assert_false(activity_file_is_of(&arena, data, STR("http://example.org/a.git")));
	assert_true(activity_file_is_of(&arena, parse(STR("commits: 1")), STR("h:a")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(comes_back_as_it_was, free_arena),
		cmocka_unit_test_teardown(a_clone_without_commits_is_a_file_too, free_arena),
		cmocka_unit_test_teardown(other_data_is_refused, free_arena),
		cmocka_unit_test_teardown(a_file_is_of_one_repository, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
