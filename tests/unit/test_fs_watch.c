/* What a watcher is told, as a line for each event. */
#include "folder.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/fs_watch.h"
#include "base/process.h"

static struct arena arena;
static struct buf told;

static void
note(void *context, const struct fs_watch_event *event)
{
	static const char *const names[] = {
		[FS_WATCH_FOLDER] = "folder",
		[FS_WATCH_CLOSED] = "closed",
		[FS_WATCH_LOOKED] = "looked",
		[FS_WATCH_READ] = "read",
		[FS_WATCH_LISTED] = "listed",
		[FS_WATCH_FAILED] = "failed",
		[FS_WATCH_SPOILED] = "spoiled",
	};
	assert_ptr_equal(context, &told);
	if (event->kind == FS_WATCH_CLOSED)
		return;
	buf_format(&told, "%s%s%s" STR_FMT, told.len ? ", " : "", names[event->kind],
	        event->kind == FS_WATCH_SPOILED ? "" : " ", STR_ARG(event->path));
	if (event->kind == FS_WATCH_FAILED)
		buf_format(&told, " %s",
		        event->error == -ENOENT           ? "(none)"
		                : event->error == -EISDIR ? "(folder)"
		                : event->error == -EXDEV  ? "(outside)"
		                                          : "(odd)");
}

static int
enter(void **state)
{
	buf_init(&told, 1 << 16);
	return enter_folder(state);
}

static int
leave(void **state)
{
	fs_watch_end();
	buf_free(&told);
	arena_free(&arena);
	return leave_folder(state);
}

static const char *
said(void)
{
	const char *text = str_terminated(&arena, buf_view(&told));
	buf_clear(&told);
	return text;
}

static void
test_nothing_is_told_without_a_watcher(void **state)
{
	(void)state;
	struct str text;
	put_file("a", "text");
	assert_false(fs_watch_on());
	assert_int_equal(fs_read(root, STR("a"), &arena, 100, &text, NULL), 0);
	fs_watch_begin(note, &told);
	assert_true(fs_watch_on());
	fs_watch_end();
	assert_int_equal(fs_read(root, STR("a"), &arena, 100, &text, NULL), 0);
	assert_string_equal(said(), "");
}

static void
test_files(void **state)
{
	(void)state;
	struct str text;
	struct fs_stat stat;
	put_file("a", "text");
	make_folder("b");
	put_link("out", "../outside/secret");
	fs_watch_begin(note, &told);
	assert_int_equal(fs_read(root, STR("a"), &arena, 100, &text, NULL), 0);
	assert_string_equal(said(), "looked a, read a");
	assert_int_equal(fs_stat(root, STR("a"), &stat), 0);
	assert_string_equal(said(), "looked a");
	assert_int_equal(fs_stat(root, STR("c"), &stat), -ENOENT);
	assert_string_equal(said(), "failed c (none)");
	assert_int_equal(fs_read(root, STR("b"), &arena, 100, &text, NULL), -EISDIR);
	assert_string_equal(said(), "failed b (folder)");
	assert_int_equal(fs_read(root, STR("out"), &arena, 100, &text, NULL), -EXDEV);
	assert_string_equal(said(), "failed out (outside)");
	assert_int_equal(fs_read(root, STR("a"), &arena, 3, &text, NULL), -EFBIG);
	assert_string_equal(said(), "looked a, failed a (odd)");
	assert_int_equal(fs_write(root, STR("d"), STR("x")), 0);
	assert_string_equal(said(), "");
}

static void
test_files_that_the_user_names(void **state)
{
	(void)state;
	char path[300];
	struct str text, gone;
	struct fs_stat stat;
	put_file("a", "text");
	snprintf(path, sizeof path, "%s/inside/a", folder_path);
	gone = str_format(&arena, "%s/none", folder_path);
	fs_watch_begin(note, &told);
	assert_int_equal(fs_read_named(str_from(path), &arena, 100, &text), 0);
	assert_int_equal(fs_stat_named(str_from(path), &stat), 0);
	assert_int_equal(stat.size, 4);
	assert_int_equal(fs_stat_named(gone, &stat), -ENOENT);
	assert_int_equal(fs_read_named(gone, &arena, 100, &text), -ENOENT);
	expect_str(str_from(said()),
	        str_terminated(&arena,
	                str_format(&arena, "read %s, looked %s, failed %s (none), failed %s (none)",
	                        path, path, gone.at, gone.at)));
}

static void
test_folders(void **state)
{
	(void)state;
	int fd;
	fs_list list;
	fs_folder_name_list names;
	put_file("a/b/c", "1");
	put_file("a/d", "2");
	put_file("a/.e", "3");
	fs_watch_begin(note, &told);
	assert_int_equal(fs_open_folder(root, STR("a"), &fd), 0);
	assert_int_equal(fs_folder_names(fd, &arena, &names), 0);
	fs_close(fd);
	assert_string_equal(said(), "folder a, listed ");
	assert_int_equal(fs_open_folder(root, STR("none"), &fd), -ENOENT);
	assert_string_equal(said(), "failed none (none)");
	assert_int_equal(fs_walk(root, STR("a"), false, &arena, &list), 0);
	assert_string_equal(
	        said(), "folder a, listed a, looked a/d, folder a/b, listed a/b, looked a/b/c");
}

/* The programs themselves are not watched, so nobody knows what they read. */
static void
test_programs_spoil(void **state)
{
	(void)state;
	const char *const words[] = { "true", NULL };
	const char *const none[] = { NULL };
	struct process process = { words, none, STR_EMPTY, 10 };
	struct process_result result;
	fs_watch_begin(note, &told);
	assert_int_equal(process_run(&arena, &process, &result), 0);
	assert_string_equal(said(), "spoiled");
}

static struct hash
sum_of(const char *path)
{
	int fd;
	struct hash sum;
	struct fs_stat stat;
	assert_int_equal(fs_open_folder(root, str_from(path), &fd), 0);
	assert_int_equal(fs_folder_sum(fd, &stat, &sum), 0);
	assert_true(stat.is_folder);
	fs_close(fd);
	return sum;
}

/* Names, kinds and the targets of links count; bytes do not, nor the order in which they came. */
static void
test_the_sum_of_a_folder(void **state)
{
	(void)state;
	put_file("a/x", "1");
	put_file("a/y", "1");
	put_file("b/y", "2");
	put_file("b/x", "2");
	assert_true(hash_eq(sum_of("a"), sum_of("b")));
	put_file("b/z", "");
	assert_false(hash_eq(sum_of("a"), sum_of("b")));
	make_folder("a/z");
	assert_false(hash_eq(sum_of("a"), sum_of("b")));
	make_folder("c");
	make_folder("d");
	put_link("c/l", "x");
	put_link("d/l", "y");
	assert_false(hash_eq(sum_of("c"), sum_of("d")));
}

int
main(void)
{
#define WATCHED(test) cmocka_unit_test_setup_teardown(test, enter, leave)
	const struct CMUnitTest tests[] = {
		WATCHED(test_nothing_is_told_without_a_watcher),
		WATCHED(test_files),
		WATCHED(test_files_that_the_user_names),
		WATCHED(test_folders),
		WATCHED(test_programs_spoil),
		WATCHED(test_the_sum_of_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
