/* Is an output what the last build left? */
#include "output/intact.h"

#include <fcntl.h>
#include <string.h>

#include "base/worker.h"
#include "output_fixture.h"

static struct workers *workers;

/* Asked as the next build would, of the manifest that the last one left. */
static bool
is_intact(struct fixture *f, size_t *files)
{
	struct sink *sink = fixture_sink(f, 0);
	assert_non_null(sink);
	bool intact = sink_disk_intact(sink, sink_disk_state(sink).manifest, workers, files);
	sink_close(sink);
	return intact;
}

static bool
intact(struct fixture *f)
{
	size_t files;
	return is_intact(f, &files);
}

static struct fixture
built(void)
{
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "index.html=home\na/index.html=one\nempty.txt=\n"));
	return f;
}

static void
test_as_it_was_left(void **state)
{
	(void)state;
	size_t files = 0;
	struct fixture f = built();
	assert_true(is_intact(&f, &files));
	assert_int_equal(files, 3);
	assert_true(fixture_build(&f, "index.html=home\na/index.html=two\n"));
	assert_true(is_intact(&f, &files));
	assert_int_equal(files, 2);
	fixture_close(&f);
}

static void
test_of_another_build(void **state)
{
	(void)state;
	size_t files;
	struct fixture f = built();
	struct sink *sink = fixture_sink(&f, 0);
	struct hash manifest = sink_disk_state(sink).manifest;
	manifest.low++;
	assert_false(sink_disk_intact(sink, manifest, workers, &files));
	sink_close(sink);
	fixture_close(&f);
}

static void
test_there_is_none(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_false(intact(&f));
	fixture_close(&f);
}

static void
test_other_bytes(void **state)
{
	(void)state;
	struct fixture f = built();
	fixture_write(&f, "a/index.html", "two");
	assert_false(intact(&f));
	fixture_write(&f, "a/index.html", "one");
	assert_true(intact(&f));
	fixture_write(&f, "a/index.html", "ones");
	assert_false(intact(&f));
	fixture_close(&f);
}

/* Whoever puts the time of modification back cannot put back that of the change. */
static void
test_other_bytes_at_the_old_time(void **state)
{
	(void)state;
	struct fixture f = built();
	struct stat stat;
	struct str path = str_format(&f.arena, "%s/index.html", f.output.at);
	assert_int_equal(lstat(path.at, &stat), 0);
	struct timespec times[2] = { stat.st_mtim, stat.st_mtim };
	fixture_write(&f, "index.html", "HOME");
	assert_int_equal(utimensat(AT_FDCWD, path.at, times, 0), 0);
	assert_false(intact(&f));
	fixture_close(&f);
}

static void
test_missing_or_something_else(void **state)
{
	(void)state;
	struct fixture f = built();
	struct str path = str_format(&f.arena, "%s/index.html", f.output.at);
	assert_int_equal(unlink(path.at), 0);
	assert_false(intact(&f));
	assert_int_equal(mkdir(path.at, 0777), 0);
	assert_false(intact(&f));
	assert_int_equal(rmdir(path.at), 0);
	assert_int_equal(symlink("a/index.html", path.at), 0);
	assert_false(intact(&f));
	fixture_close(&f);
}

/* Files of other looks and the same bytes are read once, then the hints know them. */
static void
test_hints_are_renewed(void **state)
{
	(void)state;
	struct fixture f = built();
	struct timespec old[2] = { { .tv_sec = 7 }, { .tv_sec = 7 } };
	struct str path = str_format(&f.arena, "%s/index.html", f.output.at);
	struct str hints = str_format(&f.arena, STR_FMT STR_FMT "/" LOCATION_HINTS, STR_ARG(f.site),
	        STR_ARG(fixture_state(&f)));
	struct str before = fixture_content(&f, hints);
	assert_int_equal(utimensat(AT_FDCWD, path.at, old, 0), 0);
	assert_true(intact(&f));
	struct str after = fixture_content(&f, hints);
	assert_false(str_eq(before, after));
	assert_true(intact(&f));
	assert_true(str_eq(after, fixture_content(&f, hints)));
	fixture_close(&f);
}

static void
test_without_hints(void **state)
{
	(void)state;
	struct fixture f = built();
	struct str hints = str_format(&f.arena, STR_FMT STR_FMT "/" LOCATION_HINTS, STR_ARG(f.site),
	        STR_ARG(fixture_state(&f)));
	assert_int_equal(unlink(hints.at), 0);
	assert_false(intact(&f));
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_it_was_left),
		cmocka_unit_test(test_of_another_build),
		cmocka_unit_test(test_there_is_none),
		cmocka_unit_test(test_other_bytes),
		cmocka_unit_test(test_other_bytes_at_the_old_time),
		cmocka_unit_test(test_missing_or_something_else),
		cmocka_unit_test(test_hints_are_renewed),
		cmocka_unit_test(test_without_hints),
	};
	workers = worker_start(2);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	worker_stop(workers);
	return failed;
}
