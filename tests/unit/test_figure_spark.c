/* The line in the text: its points, its weeks, its words. */
#include "figure_kit.h"

#define SPARK "{{ figure_spark(page.params.records) }}"

static void
test_numbers(void **state)
{
	static const struct {
		const char *records, *path, *words;
	} cases[] = {
		{ "[0, 5, 10]", "d=\"M4 20L60 12 116 4\"",
		        "</svg> first 0, last 10, highest 10</span>" },
		{ "[0, 0]", "d=\"M4 20L116 20\"", "first 0, last 0, highest 0<" },
		{ "[7]", "d=\"M4 4\"", "first 7, last 7, highest 7<" },
		{ "[1, 2, 3, 2.5]", "d=\"M4 14.7L41.3 9.3 78.6 4 116 6.7\"",
		        "first 1, last 2.5, highest 3<" },
		{ "[1000000000, 1234]", "d=\"M4 4L116 20\"",
		        "first 1,000,000,000, last 1,234, highest 1,000,000,000<" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got = figure_in("en", cases[i].records, SPARK);
		expect_in(got, cases[i].path);
		expect_in(got, cases[i].words);
		figure_again(state);
	}
	expect_str(figure_in("en", "[]", SPARK), "");
}

/* Weeks without anything are there. */
static void
test_weeks(void **state)
{
	struct str got = figure_in("en",
	        "[{date: 2026-11-02, commits: 2}, {date: 2026-11-08, commits: 2}, {date: 2026-11-22, "
	        "commits: 1}, {date: 2026-10-01, commits: 99}]",
	        "{{ figure_spark(page.params.records, weeks=3, title='<x>') }}");
	expect_in(got, "d=\"M4 4L60 20 116 16\"");
	expect_in(got, "aria-label=\"&lt;x&gt;\"");
	expect_in(got,
	        "first 4, last 1, highest 4 commits, 2 November 2026 to 22 November 2026</span>");
	figure_again(state);
	got = figure_in("en-US", "[{date: 2026-11-15, commits: 2}, {date: 2026-11-21, commits: 1}]",
	        "{{ figure_spark(page.params.records, weeks=2) }}");
	expect_in(got, "first 0, last 3, highest 3 commits, November 8, 2026 to November 21, 2026");
	figure_again(state);
	got = figure_in("en", "[{date: 2026-11-15, commits: 2}]",
	        "{{ figure_spark(page.params.records, weeks=2, until='2027-01-01') }}");
	expect_in(got, "first 0, last 0, highest 0 commits");
}

/* Too much to draw is drawn in part, and never an error. */
static void
test_more_than_fit(void **state)
{
	struct str got = figure_in("en", "[]", "{{ figure_spark(range(1002)) }}");
	expect_in(got, "first 2, last 1,001, highest 1,001; 2 older ones are not drawn</span>");
	figure_again(state);
	got = figure_in("en", "[]", "{{ figure_spark(range(1000)) }}");
	expect_in(got, "first 0, last 999, highest 999</span>");
	figure_again(state);
	got = figure_in("en", "[]", "{{ figure_spark(range(150000)) }}");
	expect_in(got, "; 149,000 older ones are not drawn</span>");
}

static void
test_mistakes(void **state)
{
	figure_refused(state, "[1, -2]", SPARK, "\"the number\" of item 2 is -2");
	figure_refused(state, "[1, x]", SPARK, "\"the number\" of item 2 is x");
	figure_refused(state, "[.nan]", SPARK, "\"the number\" of item 1 is ");
	figure_refused(state, "[x]", SPARK, "the date of item 1 cannot be shown");
	figure_refused(state, "[2026-11-02]", "{{ figure_spark(page.params.records, weeks=1) }}",
	        "\"weeks\" is a number from 2 to 520");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_numbers),
		WITH_SITE(test_weeks),
		WITH_SITE(test_more_than_fit),
		WITH_SITE(test_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
