/* The course of milestones: steps where they were reached, ticks where they are due, and what cannot be drawn. */
#include "figure_kit.h"

#define MILESTONES "{{ figure_milestones(page.params.records) }}"

static void
test_steps_and_ticks(void **state)
{
	(void)state;
	struct str got = figure_in("en",
	        "[{name: A, done: true}, {name: B, reached: 2026-01-01, done: true},"
	        " {name: C, reached: 2026-01-11, done: true}, {name: D, due: 2026-01-21}]",
	        MILESTONES);
	expect_in(got, "d=\"M0 110H0V78H315V46\"");
	expect_in(got, "d=\"M0 110h630M630 104v12\"");
	expect_in(got, "<figcaption>3 of 4 reached; 1 without a day is not drawn</figcaption>");
	expect_in(got, ">Milestones</title>");
	expect_in(got, ">3</text>");
	expect_in(got, ">2</text>");
}

static void
test_none_with_a_day(void **state)
{
	(void)state;
	expect_str(figure_in("en", "[{name: A, done: true}]",
	                   "{{ figure_milestones(page.params.records, from='2026-01-01', "
	                   "until='2026-01-21') }}"),
	        "");
}

static void
test_edges_that_are_given(void **state)
{
	(void)state;
	struct str got = figure_in("en", "[{reached: 2026-01-11, done: true}]",
	        "{{ figure_milestones(page.params.records, from='2026-01-01', until='2026-01-21') }}");
	expect_in(got, "d=\"M0 110H315V14H630\"");
}

static void
test_months_are_their_first_day(void **state)
{
	(void)state;
	struct str got = figure_in("en", "[{reached: 2026-01, done: true}]",
	        "{{ figure_milestones(page.params.records, from='2025-12-31', until='2026-01-02') }}");
	expect_in(got, "d=\"M0 110H315V14H630\"");
}

static void
test_too_little_to_draw(void **state)
{
	(void)state;
	expect_str(figure_in("en", "[{name: A}, {name: B, reached: 2026-01-01}]", MILESTONES), "");
}

static void
test_nothing_to_draw(void **state)
{
	(void)state;
	expect_str(figure_in("en", "[]", MILESTONES), "");
}

static void
test_english_without_words_of_a_theme(void **state)
{
	(void)state;
	expect_in(figure_in("de", "[{reached: 2026-01-01}, {reached: 2026-03-01}, {name: C}]",
	                  MILESTONES),
	        "2 of 3 reached");
}

static void
test_mistakes(void **state)
{
	figure_refused(state, "x", MILESTONES, "a list was expected, not text");
	figure_refused(state, "[{reached: soon}, {due: 2026-01-01}]", MILESTONES,
	        "the date of item 1 cannot be shown");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_steps_and_ticks),
		WITH_SITE(test_none_with_a_day),
		WITH_SITE(test_edges_that_are_given),
		WITH_SITE(test_months_are_their_first_day),
		WITH_SITE(test_too_little_to_draw),
		WITH_SITE(test_nothing_to_draw),
		WITH_SITE(test_english_without_words_of_a_theme),
		WITH_SITE(test_mistakes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
