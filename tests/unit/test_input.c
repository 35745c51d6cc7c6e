/*
 * What was read is recorded, and whether it is still so. The moment of a list is put back or forward where
 * a test needs looks that are believed, or that are not: nothing waits for the clock.
 */
#include "folder.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/fs_watch.h"
#include "base/path.h"
#include "base/worker.h"
#include "freshness/input.h"

static struct arena arena;
static struct input_list inputs;
static struct input_record record;
static struct workers *workers;
static struct str top, output;

enum { LATER = 1000 };

static int
enter(void **state)
{
	if (enter_folder(state) != 0)
		return -1;
	top = str_format(&arena, "%s/inside", folder_path);
	output = str_format(&arena, "%s/inside/public", folder_path);
	workers = worker_start(2);
	return workers ? 0 : -1;
}

static int
leave(void **state)
{
	worker_stop(workers);
	input_free(&inputs);
	arena_free(&arena);
	return leave_folder(state);
}

static void
begin(void)
{
	input_begin(&record, &inputs, top, output);
	fs_watch_opened(-1, top, root);
}

/* The program is left out: it may be as young as the files. */
static void
end(void)
{
	size_t kept = 0;
	input_end(&record);
	for (size_t i = 0; i < inputs.list.len; i++)
		if (str_starts(inputs.list.at[i].path, str_from(folder_path)))
			inputs.list.at[kept++] = inputs.list.at[i];
	inputs.list.len = kept;
}

/* As if all files had been long there. */
static void
end_calmly(void)
{
	end();
	inputs.since += LATER;
}

static void
read_one(const char *path)
{
	struct str text;
	assert_int_equal(fs_read(root, str_from(path), &arena, 1000, &text, NULL), 0);
}

/* "read" or so, of a path below inside/; "no" when it is not in the list. */
static const char *
kind_of(const char *path)
{
	struct str whole = path_join(&arena, top, str_from(path));
	for (size_t i = 0; i < inputs.list.len; i++)
		if (str_eq(inputs.list.at[i].path, whole))
			return input_kind_name(inputs.list.at[i].kind);
	return "no";
}

static bool
same(void)
{
	return input_same(&inputs, workers);
}

static void
put_time_back(const char *path, const struct stat *stat)
{
	struct timespec times[2] = { stat->st_mtim, stat->st_mtim };
	assert_int_equal(utimensat(root, path, times, 0), 0);
}

static void
test_what_is_recorded(void **state)
{
	(void)state;
	struct fs_stat stat;
	struct str text;
	fs_list list;
	int fd;
	put_file("read", "1");
	put_file("looked", "2");
	put_file("listed/x", "3");
	put_file("public/index.html", "4");
	put_file(".kith/code", "5");
	put_file(".kith/repos/one", "6");
	put_file("../beside", "7");
	make_folder("folder");
	begin();
	read_one("read");
	assert_int_equal(fs_stat(root, STR("looked"), &stat), 0);
	assert_int_equal(fs_stat(root, STR("none"), &stat), -ENOENT);
	assert_int_equal(fs_stat(root, STR("read/none"), &stat), -ENOTDIR);
	assert_int_equal(fs_walk(root, STR("listed"), false, &arena, &list), 0);
	read_one("public/index.html");
	read_one(".kith/code");
	read_one(".kith/repos/one");
	assert_int_equal(fs_open_folder(root, STR("folder"), &fd), 0);
	assert_int_equal(fs_read(fd, STR("none"), &arena, 10, &text, NULL), -ENOENT);
	fs_close(fd);
	input_end(&record);
	assert_false(inputs.spoiled);
	assert_string_equal(kind_of("read"), "read");
	assert_string_equal(kind_of("looked"), "looked");
	assert_string_equal(kind_of("none"), "absent");
	assert_string_equal(kind_of("read/none"), "absent");
	assert_string_equal(kind_of("listed"), "listed");
	assert_string_equal(kind_of("listed/x"), "looked");
	assert_string_equal(kind_of("folder"), "folder");
	assert_string_equal(kind_of("folder/none"), "absent");
	assert_string_equal(kind_of("public/index.html"), "no");
	assert_string_equal(kind_of(".kith/code"), "no");
	assert_string_equal(kind_of(".kith/repos/one"), "read");
}

/* The program that runs is one of its own inputs. */
static void
test_the_program_is_recorded(void **state)
{
	(void)state;
	bool found = false;
	begin();
	input_end(&record);
	for (size_t i = 0; i < inputs.list.len; i++)
		found |= str_ends(inputs.list.at[i].path, STR("/test_input"));
	assert_true(found);
}

static void
test_nothing_changed(void **state)
{
	(void)state;
	put_file("a", "text");
	begin();
	read_one("a");
	end_calmly();
	assert_true(same());
	assert_false(inputs.renewed);
}

static void
test_a_file_with_other_bytes(void **state)
{
	(void)state;
	struct stat stat;
	put_file("a", "text");
	begin();
	read_one("a");
	end_calmly();
	assert_int_equal(fstatat(root, "a", &stat, 0), 0);
	put_file("a", "TEXT");
	put_time_back("a", &stat);
	assert_false(same());
	put_file("a", "text");
	assert_true(same());
}

/* As young as the list itself, so that its looks prove nothing: a second change in one tick of the clock. */
static void
test_young_files_are_read(void **state)
{
	(void)state;
	put_file("a", "text");
	begin();
	read_one("a");
	end();
	assert_true(same());
	for (size_t i = 0; i < inputs.list.len; i++)
		if (str_ends(inputs.list.at[i].path, STR("/inside/a")))
			inputs.list.at[i].hash.low++;
	assert_false(same());
}

/* Of a file that only was looked at nobody knows the bytes. */
static void
test_young_files_that_were_not_read(void **state)
{
	(void)state;
	struct fs_stat stat;
	put_file("a", "text");
	begin();
	assert_int_equal(fs_stat(root, STR("a"), &stat), 0);
	end();
	assert_false(same());
	inputs.since += LATER;
	assert_true(same());
	put_file("a", "text");
	assert_false(same());
}

/* Looks that changed and bytes that did not: the list is better than before, when the file is not young. */
static void
test_touched_files_are_renewed(void **state)
{
	(void)state;
	struct timespec old[2] = { { .tv_sec = 7 }, { .tv_sec = 7 } };
	put_file("a", "text");
	begin();
	read_one("a");
	end_calmly();
	assert_int_equal(utimensat(root, "a", old, 0), 0);
	assert_true(same());
	assert_false(inputs.renewed); /* its time of change is of now */
	assert_true(same());
}

static void
test_what_was_not_there(void **state)
{
	(void)state;
	struct fs_stat stat;
	begin();
	assert_int_equal(fs_stat(root, STR("themes/x"), &stat), -ENOENT);
	end_calmly();
	assert_true(same());
	make_folder("themes");
	assert_true(same());
	make_folder("themes/x");
	assert_false(same());
}

static void
test_what_is_there_no_more(void **state)
{
	(void)state;
	int fd;
	put_file("a", "text");
	make_folder("b");
	begin();
	read_one("a");
	assert_int_equal(fs_open_folder(root, STR("b"), &fd), 0);
	fs_close(fd);
	end_calmly();
	assert_true(same());
	assert_int_equal(unlinkat(root, "b", AT_REMOVEDIR), 0);
	assert_false(same());
	put_file("b", "a file");
	assert_false(same());
	assert_int_equal(unlinkat(root, "b", 0), 0);
	make_folder("b");
	assert_true(same());
	assert_int_equal(unlinkat(root, "a", 0), 0);
	assert_false(same());
}

static void
test_files_that_come_and_go(void **state)
{
	(void)state;
	fs_list list;
	put_file("content/a.md", "text");
	begin();
	assert_int_equal(fs_walk(root, STR("content"), false, &arena, &list), 0);
	read_one("content/a.md");
	end_calmly();
	assert_true(same());
	put_file("content/.hidden", "passed over, and yet");
	assert_false(same());
	assert_int_equal(unlinkat(root, "content/.hidden", 0), 0);
	assert_true(same());
}

/* Between two sights of it: what was made of the first does not fit the second. */
static void
test_what_changes_while_it_is_read_spoils(void **state)
{
	(void)state;
	struct fs_stat stat;
	put_file("a", "text");
	begin();
	assert_int_equal(fs_stat(root, STR("a"), &stat), 0);
	put_file("a", "longer");
	read_one("a");
	end_calmly();
	assert_true(inputs.spoiled);
	assert_false(same());
}

static void
test_what_appears_while_it_is_read_spoils(void **state)
{
	(void)state;
	struct fs_stat stat;
	begin();
	assert_int_equal(fs_stat(root, STR("a"), &stat), -ENOENT);
	put_file("a", "text");
	read_one("a");
	end_calmly();
	assert_true(inputs.spoiled);
}

static void
test_what_nobody_can_name_spoils(void **state)
{
	(void)state;
	struct str text;
	int above;
	put_file("a", "text");
	begin();
	assert_int_equal(fs_folder_above(root, &above), 0);
	assert_int_equal(fs_read(above, STR("inside/a"), &arena, 100, &text, NULL), 0);
	fs_close(above);
	end_calmly();
	assert_true(inputs.spoiled);
	input_free(&inputs);
	begin();
	fs_watch_spoil();
	end_calmly();
	assert_false(same());
	input_free(&inputs);
	begin();
	put_link("out", "../outside/secret");
	assert_int_equal(fs_read(root, STR("out"), &arena, 100, &text, NULL), -EXDEV);
	end_calmly();
	assert_false(same());
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_recorded),
		TEST(test_the_program_is_recorded),
		TEST(test_nothing_changed),
		TEST(test_a_file_with_other_bytes),
		TEST(test_young_files_are_read),
		TEST(test_young_files_that_were_not_read),
		TEST(test_touched_files_are_renewed),
		TEST(test_what_was_not_there),
		TEST(test_what_is_there_no_more),
		TEST(test_files_that_come_and_go),
		TEST(test_what_changes_while_it_is_read_spoils),
		TEST(test_what_appears_while_it_is_read_spoils),
		TEST(test_what_nobody_can_name_spoils),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
