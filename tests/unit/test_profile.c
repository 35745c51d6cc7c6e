/* Spans of times that are made up, so that tables and traces are the same each time. */
#include "expect.h"

#include "base/arena.h"
#include "base/span.h"
#include "base/utf8.h"
#include "cli/profile.h"

#define MS INT64_C(1000000)

static struct arena arena;
static struct buf out;
static struct span_list *first, *second;
static struct profile_lane lanes[2];

static int
set_up(void **state)
{
	(void)state;
	arena = (struct arena)ARENA_EMPTY;
	buf_init(&out, 1 << 20);
	first = span_list_new();
	second = span_list_new();
	lanes[0] = (struct profile_lane){ STR("worker 1"), first };
	lanes[1] = (struct profile_lane){ STR("worker 2"), second };
	return first && second ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	span_list_free(first);
	span_list_free(second);
	buf_free(&out);
	arena_free(&arena);
	return 0;
}

static struct profile
profile_with(size_t rows)
{
	return (struct profile){ lanes, 2, 2, rows, false, 12 * 1000 * 1000 };
}

/* From `begin` to `end`, in milliseconds of a clock that had run for a while. */
static void
add(struct span_list *list, enum span_kind kind, const char *name, int64_t begin, int64_t end,
        size_t bytes)
{
	struct span span = { .kind = kind,
		.name = str_from(name),
		.begin = (1000 + begin) * MS,
		.end = (1000 + end) * MS,
		.bytes = bytes };
	span_add(list, &span);
}

static void
test_steps(void **state)
{
	struct profile profile = profile_with(10);
	(void)state;
	add(first, SPAN_STEP, "open", 0, 1, 0);
	add(first, SPAN_STEP, "resolve", 1, 200, 1500);
	add(first, SPAN_PART, "links", 1, 101, 0);
	add(first, SPAN_PART, "menu", 101, 102, 0);
	add(first, SPAN_PART, "words", 102, 200, 0);
	add(first, SPAN_STEP, "publish", 200, 400, 2500000);
	add(second, SPAN_PART, "links", 1, 51, 0);
	profile_tables(&profile, &arena, &out);
	expect_buf(&out,
	        "\nSteps, with 2 workers and 12 MB of memory at the most\n"
	        "(busy: how many workers were at it, on average)\n\n"
	        "        ms    %     bytes    busy  step\n"
	        "       1.0    0               1.0  open\n"
	        "     199.0   50    1.5 kB     1.3  resolve\n"
	        "     100.0   25               1.5    links\n"
	        "      98.0   24               1.0    words\n"
	        "     200.0   50    2.5 MB     1.0  publish\n"
	        "     400.0  100               1.1  all\n");
}

/* Parts that are short are lines of their own when all is wanted, and one line when together they are not. */
static void
test_whole(void **state)
{
	struct profile profile = profile_with(10);
	(void)state;
	add(first, SPAN_STEP, "resolve", 0, 1000, 0);
	add(first, SPAN_PART, "menu", 0, 4, 0);
	add(first, SPAN_PART, "links", 4, 8, 0);
	profile_tables(&profile, &arena, &out);
	assert_true(
	        str_find(buf_view(&out),
	                STR("       8.0    1                      2 shorter parts\n")) != STR_NONE);
	buf_clear(&out);
	profile.whole = true;
	profile_tables(&profile, &arena, &out);
	assert_true(str_find(buf_view(&out), STR("  menu\n")) != STR_NONE);
	assert_true(str_find(buf_view(&out), STR("shorter")) == STR_NONE);
}

/* What is found of a text in another one, from behind a place. */
static size_t
find_behind(struct str text, const char *part, size_t from)
{
	size_t at = str_find(str_skip(text, from), str_from(part));
	assert_true(at != STR_NONE);
	return from + at;
}

/* Templates of two workers, one of them the longest; names that are too long; controls in them. */
static void
test_names(void **state)
{
	struct profile profile = profile_with(10);
	static char name[201];
	(void)state;
	memset(name, 'x', 196);
	memcpy(name + 196, "end\033", 5);
	for (int i = 0; i < 2; i++) {
		struct span_list *list = i ? second : first;
		span_begin(list, SPAN_PAGE, str_from(name), STR("page.html"));
		span_begin(list, SPAN_TEMPLATE, STR("page.html"), STR_EMPTY);
		span_begin(list, SPAN_MACRO, STR("macros.html"), STR("entry"));
		span_begin(list, SPAN_FILTER, STR("date"), STR_EMPTY);
		span_end(list, 0);
		span_begin(list, SPAN_FUNCTION, STR("asset"), STR_EMPTY);
		span_end(list, 0);
		span_begin(list, SPAN_PROPERTY, STR("page"), STR("title"));
		span_end(list, 0);
		span_end(list, 0);
		span_end(list, 0);
		span_begin(list, SPAN_OUTPUT, STR("write"), STR_EMPTY);
		span_end(list, 0);
		span_end(list, 100);
	}
	profile_tables(&profile, &arena, &out);
	struct str text = buf_view(&out);
	size_t at = find_behind(text, "\nFiles: 2, in ", 0);
	at = find_behind(text, "     200 B       2", at);
	at = find_behind(text, "  page.html\n", at);
	at = find_behind(text, "     100 B  …xxx", at);
	at = find_behind(text, "xxxend\xef\xbf\xbd\n", at);
	(void)find_behind(text, "       2", at);
	(void)find_behind(text, "  macros.html: entry()\n", at);
	(void)find_behind(text, "  |date\n", at);
	(void)find_behind(text, "  asset()\n", at);
	(void)find_behind(text, "  page.title\n", at);
	for (struct str rest = text; rest.at;)
		assert_true(utf8_length(str_line(&rest)) <= 80);
}

/* More names than rows: the others are one row. */
static void
test_rows(void **state)
{
	struct profile profile = profile_with(3);
	static const char *const names[] = { "a", "b", "c", "d", "e" };
	(void)state;
	span_begin(first, SPAN_PAGE, STR("index.html"), STR("page.html"));
	for (size_t i = 0; i < 5; i++) {
		span_begin(first, SPAN_FILTER, str_from(names[i]), STR_EMPTY);
		span_end(first, 0);
	}
	span_end(first, 1);
	profile_tables(&profile, &arena, &out);
	(void)find_behind(buf_view(&out), "  and 2 more\n", 0);
}

static void
test_trace(void **state)
{
	struct profile profile = profile_with(10);
	(void)state;
	add(first, SPAN_STEP, "render", 0, 20, 7);
	add(second, SPAN_FILTER, "da\"te", 3, 5, 0);
	struct span page = { SPAN_PAGE, STR("a/index.html"), STR("page.html"), 1002 * MS + 1234,
		1006 * MS, 100 };
	span_add(second, &page);
	span_begin(second, SPAN_PAGE, STR("never ends"), STR_EMPTY);
	profile_trace(&profile, &out);
	expect_buf(&out,
	        "{\"displayTimeUnit\": \"ms\", \"traceEvents\": ["
	        "{\"name\": \"process_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": 0, "
	        "\"args\": {\"name\": \"kith build\"}}, "
	        "{\"name\": \"thread_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": 1, "
	        "\"args\": {\"name\": \"worker 1\"}}\n"
	        ", {\"name\": \"render\", \"cat\": \"step\", \"ph\": \"X\", \"ts\": 0.0, \"dur\": 20000.0, "
	        "\"pid\": 1, \"tid\": 1, \"args\": {\"bytes\": 7}}, "
	        "{\"name\": \"thread_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": 2, "
	        "\"args\": {\"name\": \"worker 2\"}}\n"
	        ", {\"name\": \"|da\\\"te\", \"cat\": \"filter\", \"ph\": \"X\", \"ts\": 3000.0, \"dur\": 2000.0, "
	        "\"pid\": 1, \"tid\": 2}\n"
	        ", {\"name\": \"a/index.html\", \"cat\": \"page\", \"ph\": \"X\", \"ts\": 2001.234, "
	        "\"dur\": 3998.766, \"pid\": 1, \"tid\": 2, "
	        "\"args\": {\"bytes\": 100, \"template\": \"page.html\"}}\n"
	        "]}\n");
}

/* What the trace has and what it has no room for are all that there was. */
static void
test_forgotten(void **state)
{
	struct profile profile = profile_with(10);
	const size_t many = SPAN_LIST_MAX + 100;
	size_t kept, forgotten;
	(void)state;
	assert_int_equal(profile_forgotten(&profile), 0);
	for (size_t i = 0; i < many; i++)
		add(second, SPAN_FILTER, "date", 0, i == 5 ? 20 : 1, 0);
	forgotten = profile_forgotten(&profile);
	(void)span_all(second, &kept);
	assert_int_equal(kept + forgotten, many);
	assert_true(forgotten >= 100);
}

static void
test_nothing(void **state)
{
	struct profile_lane lane = { STR("worker 1"), NULL };
	struct profile profile = { &lane, 1, 1, 10, false, 0 };
	(void)state;
	profile_trace(&profile, &out);
	expect_buf(&out,
	        "{\"displayTimeUnit\": \"ms\", \"traceEvents\": ["
	        "{\"name\": \"process_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": 0, "
	        "\"args\": {\"name\": \"kith build\"}}, "
	        "{\"name\": \"thread_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": 1, "
	        "\"args\": {\"name\": \"worker 1\"}}]}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(test_steps),
		TEST(test_whole),
		TEST(test_names),
		TEST(test_rows),
		TEST(test_trace),
		TEST(test_forgotten),
		TEST(test_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
