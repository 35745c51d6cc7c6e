/*
 * A build that finds all as the last one left it. The clock is not waited for: the record on disk is
 * rewritten as if it had been made at another moment.
 */
#include "folder.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "freshness/ledger.h"
#include "pipeline.h"

static struct arena arena;
static struct diags diags;
static struct pipeline_options options;
static struct pipeline_report report;

static int
enter(void **state)
{
	if (enter_folder(state) != 0)
		return -1;
	options = (struct pipeline_options){
		.root = str_format(&arena, "%s/inside", folder_path),
		.jobs = 2,
		.as_of = PIPELINE_NO_TIME,
	};
	put_file("kith.yaml",
	        "title: T\nbase_url: https://example.org\ntheme: none\n"
	        "pages: {card_images: false}\n"); /* a library that is opened is one more */
	put_file("templates/page.html", "{{ page.content }}");
	put_file("templates/section.html", "x");
	put_file("templates/home.html", "x");
	put_file("templates/list.html", "x");
	put_file("content/a.md", "---\ntitle: A\ndate: 2020-01-01\n---\n![](/x.png)\n");
	put_file("static/x.png", "no picture");
	return unsetenv("SOURCE_DATE_EPOCH");
}

static int
leave(void **state)
{
	arena_free(&arena);
	return leave_folder(state);
}

static struct str left_out; /* the first page that was, of the last build */

/* Was it made without making a page? What it said is in `diags`, which the next one clears. */
static bool
build(void)
{
	struct pipeline pipeline;
	diag_clear(&diags);
	bool published = pipeline_build(&pipeline, &options, &diags);
	report = pipeline.report;
	left_out = report.summary.left_out.len
	        ? str_copy(&arena, report.summary.left_out.at[0].path)
	        : STR_EMPTY;
	pipeline_close(&pipeline);
	assert_true(published);
	return report.reused;
}

/* The one record that there is. */
static struct str
record_path(void)
{
	fs_list list;
	int state;
	assert_int_equal(fs_open_folder(root, STR(".kith/output"), &state), 0);
	assert_int_equal(fs_walk(state, STR_EMPTY, false, &arena, &list), 0);
	fs_close(state);
	for (size_t i = 0; i < list.len; i++)
		if (str_ends(list.at[i].path, STR("/" LEDGER_NAME)))
			return str_format(
			        &arena, ".kith/output/" STR_FMT, STR_ARG(list.at[i].path));
	fail_msg("no record");
	return STR_EMPTY;
}

static struct ledger
record(void)
{
	struct ledger ledger;
	struct str text;
	assert_int_equal(fs_read(root, record_path(), &arena, 1 << 20, &text, NULL), 0);
	assert_true(ledger_read(text, &ledger));
	return ledger;
}

static void
put_record(struct ledger *ledger)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	ledger_write(ledger, &text);
	assert_int_equal(fs_write(root, record_path(), buf_view(&text)), 0);
	buf_free(&text);
	ledger_free(ledger);
}

/* Files of this test are young, and the program may be: believed is what the record says all the same. */
static void
make_calm(void)
{
	struct ledger ledger = record();
	size_t kept = 0;
	for (size_t i = 0; i < ledger.inputs.list.len; i++)
		if (ledger.inputs.list.at[i].kind != INPUT_LOOKED)
			ledger.inputs.list.at[kept++] = ledger.inputs.list.at[i];
	ledger.inputs.list.len = kept;
	put_record(&ledger);
}

static void
test_said_and_counted_again(void **state)
{
	(void)state;
	assert_false(build());
	size_t pages = report.summary.pages, files = report.summary.files;
	assert_int_equal(report.output.written, files);
	assert_int_equal(diags.warnings, 1);
	make_calm();
	assert_true(build());
	assert_int_equal(report.summary.pages, pages);
	assert_int_equal(report.summary.files, files);
	assert_int_equal(report.output.written, 0);
	assert_int_equal(report.output.same, files);
	assert_int_equal(diags.warnings, 1);
	assert_int_equal(diags.list.len, 1);
	assert_string_equal(diags.list.at[0].rule, "alt-text");
	expect_str(diags.list.at[0].excerpt, "![](/x.png)");
}

static void
test_options_that_make_it_whole(void **state)
{
	(void)state;
	build();
	make_calm();
	assert_true(build());
	options.whole = true;
	assert_false(build());
	make_calm();
	options.whole = false;
	assert_true(build());
	options.drafts = true;
	assert_false(build());
}

/* Made at its moment by the clock, it holds from there until the first date that lies ahead. */
static void
test_the_clock(void **state)
{
	(void)state;
	put_file("content/b.md", "---\ntitle: B\ndate: 2999-01-01T00:00:00Z\n---\n");
	put_file("content/c.md", "---\ntitle: C\ndate: 2020-01-01\nexpires: 3001-01-01\n---\n");
	assert_false(build());
	assert_int_equal(report.summary.left_out.len, 1);
	struct ledger ledger = record();
	assert_int_equal(ledger.until, 32472144000);
	assert_true(ledger.inputs.since <= clock_today());
	ledger_free(&ledger);
	make_calm();
	assert_true(build());
	assert_int_equal(report.summary.left_out.len, 1);
	expect_str(left_out, "content/b.md");

	ledger = record();
	ledger.until = clock_today();
	put_record(&ledger);
	assert_false(build());
	make_calm();
	assert_true(build());
	ledger = record();
	ledger.inputs.since = clock_today() + 1000;
	put_record(&ledger);
	assert_false(build());
}

/* A moment that is told is part of what decides, whatever the clock says. */
static void
test_a_moment_that_is_told(void **state)
{
	(void)state;
	options.as_of = 1780315200;
	assert_false(build());
	make_calm();
	assert_true(build());
	options.as_of++;
	assert_false(build());
}

/* The fonts that cards were drawn with, say. */
static void
test_what_is_outside(void **state)
{
	(void)state;
	build();
	make_calm();
	struct ledger ledger = record();
	assert_true(hash_eq(ledger.outside, (struct hash){ 0, 0 }));
	ledger.outside.low = 12345;
	put_record(&ledger);
	assert_false(build());
}

static void
test_another_output_than_the_record_tells(void **state)
{
	(void)state;
	build();
	make_calm();
	struct ledger ledger = record();
	ledger.manifest.low++;
	put_record(&ledger);
	assert_false(build());
	make_calm();
	assert_true(build());
	assert_int_equal(unlinkat(root, "public/a/index.html", 0), 0);
	assert_false(build());
	assert_string_equal(file_text("public/a/index.html"),
	        "<p><img src=\"/x.png\" alt=\"\" decoding=\"async\" /></p>\n");
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_said_and_counted_again),
		TEST(test_options_that_make_it_whole),
		TEST(test_the_clock),
		TEST(test_a_moment_that_is_told),
		TEST(test_what_is_outside),
		TEST(test_another_output_than_the_record_tells),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	diag_free(&diags);
	return failed;
}
