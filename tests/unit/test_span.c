/* No test here knows how long anything took: what is asked is what lies inside of what, and what is kept. */
#include "expect.h"

#include "base/clock.h"
#include "base/span.h"

static struct span_list *list;

static int
set_up(void **state)
{
	(void)state;
	list = span_list_new();
	return list ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	span_list_free(list);
	return 0;
}

/* Goes on until so many nanoseconds have passed. */
static void
spend(int64_t nanos)
{
	int64_t begin = clock_nanos();
	while (clock_nanos() - begin < nanos)
		continue;
}

static const struct span_tally *
tally_of(enum span_kind kind, const char *name)
{
	size_t count;
	const struct span_tally *tallies = span_tallies(list, &count);
	for (size_t i = 0; i < count; i++) {
		if (tallies[i].kind == kind && str_eq(tallies[i].name, str_from(name)))
			return &tallies[i];
	}
	return NULL;
}

static void
test_off(void **state)
{
	size_t count = 1;
	(void)state;
	span_begin(NULL, SPAN_PAGE, STR("a"), STR_EMPTY);
	span_end(NULL, 1);
	assert_null(span_all(NULL, &count));
	assert_int_equal(count, 0);
	assert_null(span_tallies(NULL, &count));
	assert_int_equal(span_step(NULL).len, 0);
	assert_int_equal(span_forgotten(NULL), 0);
}

static void
test_nesting(void **state)
{
	size_t count;
	(void)state;
	span_begin(list, SPAN_STEP, STR("render"), STR_EMPTY);
	span_begin(list, SPAN_PAGE, STR("a/index.html"), STR("a.md"));
	span_end(list, 120);
	span_begin(list, SPAN_PAGE, STR("b/index.html"), STR_EMPTY);
	expect_str(span_step(list), "render");
	assert_int_equal(span_all(list, &count)[2].end, 0);
	span_end(list, 7);
	span_end(list, 127);
	assert_int_equal(span_step(list).len, 0);
	const struct span *spans = span_all(list, &count);
	assert_int_equal(count, 3);
	expect_str(spans[0].name, "render");
	expect_str(spans[1].name, "a/index.html");
	expect_str(spans[1].inner, "a.md");
	assert_int_equal(spans[1].bytes, 120);
	assert_int_equal(spans[2].bytes, 7);
	assert_true(spans[0].begin <= spans[1].begin && spans[1].end <= spans[2].begin);
	assert_true(spans[2].end <= spans[0].end);
}

static void
test_tallies(void **state)
{
	struct str base = STR("base.html"), nav = STR("nav.html"), date = STR("date");
	(void)state;
	span_begin(list, SPAN_TEMPLATE, base, STR_EMPTY);
	for (int i = 0; i < 3; i++) {
		span_begin(list, SPAN_TEMPLATE, nav, STR_EMPTY);
		span_begin(list, SPAN_FILTER, date, STR_EMPTY);
		spend(50000);
		span_end(list, 10);
		span_end(list, 100);
	}
	span_end(list, 400);
	const struct span_tally *outer = tally_of(SPAN_TEMPLATE, "base.html");
	const struct span_tally *inner = tally_of(SPAN_TEMPLATE, "nav.html");
	const struct span_tally *filter = tally_of(SPAN_FILTER, "date");
	assert_int_equal(outer->count, 1);
	assert_int_equal(inner->count, 3);
	assert_int_equal(inner->bytes, 300);
	assert_int_equal(filter->count, 3);
	assert_int_equal(filter->bytes, 30);
	/* A filter is part of what its template took itself; another template is not. */
	assert_true(filter->nanos >= 150000 && filter->own == filter->nanos);
	assert_true(inner->own == inner->nanos && inner->nanos >= filter->nanos);
	assert_true(outer->own == outer->nanos - inner->nanos);
	assert_true(filter->longest >= 50000 && filter->longest <= filter->nanos);
}

static void
test_recursion(void **state)
{
	struct str tree = STR("tree.html");
	(void)state;
	for (int i = 0; i < 4; i++)
		span_begin(list, SPAN_TEMPLATE, tree, STR_EMPTY);
	spend(50000);
	for (int i = 0; i < 4; i++)
		span_end(list, 10);
	const struct span_tally *tally = tally_of(SPAN_TEMPLATE, "tree.html");
	assert_int_equal(tally->count, 4);
	assert_int_equal(tally->bytes, 10);
	assert_int_equal(tally->nanos, tally->longest);
	assert_int_equal(tally->own, tally->nanos);
}

static void
test_block(void **state)
{
	struct str page = STR("page.html");
	size_t count;
	(void)state;
	span_begin(list, SPAN_TEMPLATE, page, STR_EMPTY);
	span_end(list, 0);
	span_begin(list, SPAN_BLOCK, page, STR("main"));
	span_begin(list, SPAN_BLOCK, page, STR("body"));
	spend(50000);
	span_end(list, 5);
	span_end(list, 9);
	const struct span_tally *tally = tally_of(SPAN_TEMPLATE, "page.html");
	assert_int_equal(tally->count, 1);
	assert_int_equal(tally->bytes, 9);
	assert_true(tally->own == tally->nanos);
	assert_null(tally_of(SPAN_BLOCK, "page.html"));
	/* What took no time to speak of is in the tallies alone. */
	expect_str(span_all(list, &count)[count - 1].inner, "body");
	assert_true(count <= 3);
}

/* However many there are, the long ones stay, and steps, and all is counted. */
static void
test_bounded(void **state)
{
	const size_t many = 3 * SPAN_LIST_MAX;
	size_t count, pages = 0, long_ones = 0;
	(void)state;
	span_begin(list, SPAN_STEP, STR("render"), STR_EMPTY);
	for (size_t i = 0; i < many; i++) {
		bool slow = i == 5 || i == many - 5;
		span_begin(list, SPAN_PAGE, slow ? STR("slow") : STR("quick"), STR_EMPTY);
		spend(slow ? 5000000 : 0);
		span_end(list, 1);
	}
	span_begin(list, SPAN_PART, STR("end"), STR_EMPTY);
	span_end(list, 0);
	span_end(list, many);
	const struct span *spans = span_all(list, &count);
	assert_true(count <= SPAN_LIST_MAX);
	for (size_t i = 0; i < count; i++) {
		assert_true(spans[i].end >= spans[i].begin);
		assert_true(spans[i].begin >= spans[0].begin && spans[i].end <= spans[0].end);
		pages += spans[i].kind == SPAN_PAGE;
		long_ones += str_is(spans[i].name, "slow");
	}
	assert_int_equal(long_ones, 2);
	assert_int_equal(pages + span_forgotten(list), many);
	expect_str(spans[0].name, "render");
	assert_int_equal(spans[0].bytes, many);
	expect_str(spans[count - 1].name, "end");
}

/* Too many within each other, and more ends than begins, do no harm. */
static void
test_depth(void **state)
{
	size_t count;
	(void)state;
	for (int i = 0; i < SPAN_DEPTH_MAX + 100; i++)
		span_begin(list, SPAN_PART, STR("deep"), STR_EMPTY);
	for (int i = 0; i < SPAN_DEPTH_MAX + 100; i++)
		span_end(list, 0);
	(void)span_all(list, &count);
	assert_int_equal(count, SPAN_DEPTH_MAX);
	span_end(list, 0);
	span_begin(list, SPAN_PART, STR("again"), STR_EMPTY);
	expect_str(span_step(list), "again");
	span_end(list, 0);
}

/* More names than there are tallies for: the others are passed over. */
static void
test_names(void **state)
{
	static char names[SPAN_TALLIES_MAX + 50][8];
	size_t count;
	(void)state;
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < SPAN_TALLIES_MAX + 50; i++) {
			span_begin(list, SPAN_FILTER, str_of(names[i], 8), STR_EMPTY);
			span_end(list, 0);
		}
	}
	const struct span_tally *tallies = span_tallies(list, &count);
	assert_int_equal(count, SPAN_TALLIES_MAX);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(tallies[i].count, 2);
}

static void
test_add(void **state)
{
	struct span span = { .kind = SPAN_PART, .name = STR("git"), .begin = 5, .end = 9 };
	size_t count;
	(void)state;
	span_add(NULL, &span);
	span_add(list, &span);
	assert_int_equal(span_all(list, &count)[0].end, 9);
	assert_int_equal(count, 1);
	(void)span_tallies(list, &count);
	assert_int_equal(count, 0);
	expect_str(span_kind_name(SPAN_PROPERTY), "property");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(test_off),
		TEST(test_nesting),
		TEST(test_tallies),
		TEST(test_recursion),
		TEST(test_block),
		TEST(test_bounded),
		TEST(test_depth),
		TEST(test_names),
		TEST(test_add),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
