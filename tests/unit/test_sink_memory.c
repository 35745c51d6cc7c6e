/* The site in memory, and the sink that only looks whether it would be one. */
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "expect.h"
#include "output/sink.h"

static enum sink_result
put(struct sink *sink, size_t index, const char *path, const char *bytes, struct diags *diags)
{
	struct artifact artifact = {
		.path = str_from(path),
		.bytes = str_from(bytes),
		.source = STR("content/page.md"),
		.index = index,
	};
	return sink_put(sink, &artifact, diags);
}

static void
test_found_after_commit(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct sink_report report;
	char path[] = "a/index.html", bytes[] = "hello";
	diag_init(&diags);
	struct sink *sink = sink_memory(&arena, 4);
	assert_int_equal(put(sink, 2, path, bytes, &diags), SINK_NEW);
	memset(path, '?', sizeof path - 1); /* what was put is the caller's again */
	memset(bytes, '?', sizeof bytes - 1);
	assert_int_equal(put(sink, 0, "empty.txt", "", &diags), SINK_NEW);
	assert_null(sink_memory_find(sink, STR("a/index.html")).at);
	assert_true(sink_commit(sink, &report, &diags));
	assert_int_equal(report.written, 2);
	assert_int_equal(report.bytes, 5);
	expect_str(sink_memory_find(sink, STR("a/index.html")), "hello");
	assert_non_null(sink_memory_find(sink, STR("empty.txt")).at);
	assert_int_equal(sink_memory_find(sink, STR("empty.txt")).len, 0);
	assert_null(sink_memory_find(sink, STR("a")).at);
	assert_null(sink_memory_find(sink, STR("A/index.html")).at);
	sink_close(sink);
	assert_null(sink_memory_find(sink, STR("a/index.html")).at);
	diag_free(&diags);
	arena_free(&arena);
}

static void
refuses(struct sink *sink)
{
	struct diags diags;
	struct sink_report report;
	diag_init(&diags);
	assert_int_equal(put(sink, 0, "../a", "x", &diags), SINK_REFUSED);
	assert_int_equal(diags.errors, 1);
	diag_free(&diags);
	diag_init(&diags);
	assert_int_equal(put(sink, 1, "a.html", "x", &diags), SINK_NEW);
	assert_int_equal(put(sink, 2, "a.html", "y", &diags), SINK_NEW);
	assert_int_equal(diags.errors, 0);
	assert_false(sink_commit(sink, &report, &diags));
	assert_int_equal(diags.errors, 1);
	expect_str(diags.list.at[0].text,
	        "it would be written to \"a.html\", and so would content/page.md");
	sink_close(sink);
	diag_free(&diags);
}

static void
test_refusals(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct sink *sink = sink_memory(&arena, 3);
	refuses(sink);
	assert_null(sink_memory_find(sink, STR("a.html")).at);
	refuses(sink_check(&arena, 3));
	arena_free(&arena);
}

/* Warnings count when the caller says so. */
static void
test_strict(void **state)
{
	(void)state;
	for (int strict = 0; strict < 2; strict++) {
		struct arena arena = ARENA_EMPTY;
		struct diags diags;
		struct sink_report report;
		diag_init(&diags);
		diags.strict = strict;
		struct sink *sink = sink_check(&arena, 2);
		put(sink, 0, "\xC3\x89t\xC3\xA9.html", "x", &diags);
		put(sink, 1, "\xC3\xA9te\xCC\x81.html", "y", &diags); /* lower case, accent apart */
		assert_int_equal(sink_commit(sink, &report, &diags), !strict);
		assert_int_equal(diags.warnings, 1);
		sink_close(sink);
		diag_free(&diags);
		arena_free(&arena);
	}
}

static void
test_check_counts(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct sink_report report;
	diag_init(&diags);
	struct sink *sink = sink_check(&arena, 9);
	put(sink, 8, "a.html", "12345", &diags);
	put(sink, 1, "b.html", "123", &diags);
	assert_true(sink_commit(sink, &report, &diags));
	assert_int_equal(report.written, 2);
	assert_int_equal(report.bytes, 8);
	sink_close(sink);
	diag_free(&diags);
	arena_free(&arena);
}

struct job {
	struct sink *sink;
	struct diags diags[4];
};

static void
put_one(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	char path[32];
	snprintf(path, sizeof path, "p%zu/index.html", index);
	put(job->sink, index, path, path, &job->diags[worker]);
}

static void
test_many_workers(void **state)
{
	(void)state;
	enum { MANY = 500 };
	struct arena arena = ARENA_EMPTY;
	struct pool *pool = pool_start(4);
	struct job job = { .sink = sink_memory(&arena, MANY) };
	struct sink_report report;
	for (int i = 0; i < 4; i++)
		diag_init(&job.diags[i]);
	pool_run(pool, MANY, put_one, &job);
	pool_stop(pool);
	assert_true(sink_commit(job.sink, &report, &job.diags[0]));
	assert_int_equal(report.written, MANY);
	expect_str(sink_memory_find(job.sink, STR("p437/index.html")), "p437/index.html");
	sink_close(job.sink);
	for (int i = 0; i < 4; i++)
		diag_free(&job.diags[i]);
	arena_free(&arena);
}

static void
test_names(void **state)
{
	(void)state;
	assert_string_equal(sink_result_name(SINK_NEW), "new");
	assert_string_equal(sink_result_name(SINK_DAMAGED), "damaged");
	assert_string_equal(sink_result_name(SINK_NONE), "none");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found_after_commit),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_check_counts),
		cmocka_unit_test(test_many_workers),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
