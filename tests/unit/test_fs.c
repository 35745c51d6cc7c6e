/*
 * Reading, writing and removing. The file is compiled into this program with read() replaced, so
 * that a test can change a file in the middle of it.
 */
#include <dirent.h>
#include <unistd.h>

static ssize_t read_and_meddle(int fd, void *to, size_t size);
#define read read_and_meddle
#include "base/fs.c"
#undef read

#include "folder.h"

static void (*meddle)(void);

/* At most 7 bytes at a time; between the first two pieces somebody touches the file. */
static ssize_t
read_and_meddle(int fd, void *to, size_t size)
{
	ssize_t got = read(fd, to, size < 7 ? size : 7);
	if (meddle) {
		meddle();
		meddle = NULL;
	}
	return got;
}

static struct arena arena;

static int
leave(void **state)
{
	arena_free(&arena);
	meddle = NULL;
	return leave_folder(state);
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave)

static void
test_read(void **state)
{
	(void)state;
	struct str text;
	struct fs_stat stat;
	put_file("a/x", "the whole text of a file");
	assert_int_equal(fs_read(root, STR("a/x"), &arena, 1000, &text, &stat), 0);
	expect_str(text, "the whole text of a file");
	for (size_t i = 0; i < 16; i++)
		assert_int_equal(text.at[text.len + i], 0);
	assert_int_equal(stat.size, 24);
	assert_true(stat.seconds > 0 && stat.inode > 0 && !stat.is_folder);
	assert_int_equal(fs_read(root, STR("a/x"), &arena, 24, &text, NULL), 0);
	assert_int_equal(fs_read(root, STR("a/x"), &arena, 23, &text, NULL), -EFBIG);
	assert_int_equal(fs_read(root, STR("a"), &arena, 23, &text, NULL), -EISDIR);
	put_file("empty", "");
	assert_int_equal(fs_read(root, STR("empty"), &arena, 0, &text, NULL), 0);
	assert_int_equal(text.len, 0);
	assert_int_equal(text.at[15], 0);
}

static void
grow(void)
{
	put_file("x", "a much longer text than there was");
}

static void
shrink(void)
{
	put_file("x", "short");
}

static void
rewrite(void)
{
	put_file("x", "the other words");
	struct timespec times[2] = { { .tv_sec = 5 }, { .tv_sec = 5 } };
	assert_int_equal(utimensat(root, "x", times, 0), 0);
}

static void
replace(void)
{
	put_file("new", "the newer words");
	assert_int_equal(renameat(root, "new", root, "x"), 0);
}

static void
test_read_of_a_changing_file(void **state)
{
	(void)state;
	struct str text = STR("untouched");
	void (*const changes[])(void) = { grow, shrink, rewrite };
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		put_file("x", "the first words");
		meddle = changes[i];
		assert_int_equal(fs_read(root, STR("x"), &arena, 1000, &text, NULL), -EAGAIN);
		expect_str(text, "untouched");
	}
	/* A replaced file is read as it was, whole. */
	put_file("x", "the first words");
	meddle = replace;
	assert_int_equal(fs_read(root, STR("x"), &arena, 1000, &text, NULL), 0);
	expect_str(text, "the first words");
}

static void
test_stat(void **state)
{
	(void)state;
	struct fs_stat stat;
	put_file("a/x", "12345");
	put_link("link", "a/x");
	put_link("folder", "a");
	put_link("out", "../outside/secret");
	put_link("loop", "loop");
	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	put_link("to-fifo", "fifo");
	assert_int_equal(fs_stat(root, STR("a/x"), &stat), 0);
	assert_int_equal(stat.size, 5);
	assert_false(stat.is_folder);
	assert_int_equal(fs_stat(root, STR("link"), &stat), 0);
	assert_int_equal(stat.size, 5);
	assert_int_equal(fs_stat(root, STR("folder/x"), &stat), 0);
	assert_int_equal(fs_stat(root, STR("folder"), &stat), 0);
	assert_true(stat.is_folder);
	assert_int_equal(fs_stat(root, STR_EMPTY, &stat), 0);
	assert_true(stat.is_folder);
	assert_int_equal(fs_stat(root, STR("out"), &stat), -EXDEV);
	assert_int_equal(fs_stat(root, STR("../outside/secret"), &stat), -EXDEV);
	assert_int_equal(fs_stat(root, STR("/etc"), &stat), -EXDEV);
	assert_int_equal(fs_stat(root, STR("loop"), &stat), -ELOOP);
	assert_int_equal(fs_stat(root, STR("fifo"), &stat), -EINVAL);
	assert_int_equal(fs_stat(root, STR("to-fifo"), &stat), -EINVAL);
	assert_int_equal(fs_stat(root, STR("none"), &stat), -ENOENT);
	assert_int_equal(fs_stat(root, STR("a/.."), &stat), -EINVAL);
	assert_true(fs_holds(str_from(folder_path), STR("inside/a/x")));
	assert_false(fs_holds(str_from(folder_path), STR("inside/none")));
	assert_false(fs_holds(STR("/no/such/folder"), STR("x")));
}

static void
test_write(void **state)
{
	(void)state;
	assert_int_equal(fs_write(root, STR("a/b"), STR("text")), 0);
	assert_string_equal(file_text("a/b"), "text");
	assert_int_equal(fs_write(root, STR("a/b"), STR_EMPTY), 0);
	assert_string_equal(file_text("a/b"), "");
	assert_int_equal(fs_write(root, STR("a"), STR("x")), -EISDIR);
}

/* How many names a folder has. */
static int
count_names(const char *path)
{
	struct dirent *entry;
	int count = 0;
	DIR *folder = fdopendir(openat(root, path, O_RDONLY | O_DIRECTORY));
	assert_non_null(folder);
	while ((entry = readdir(folder)))
		count++;
	closedir(folder);
	return count - 2;
}

static void
test_write_aside(void **state)
{
	(void)state;
	assert_int_equal(fs_write_aside(root, STR("a/b/x"), STR("text")), 0);
	assert_string_equal(file_text("a/b/x"), "text");
	int open_before = openat(root, "a/b/x", O_RDONLY);
	assert_int_equal(fs_write_aside(root, STR("a/b/x"), STR("other")), 0);
	assert_string_equal(file_text("a/b/x"), "other");
	char old[5] = "";
	assert_int_equal(read(open_before, old, 4), 4);
	assert_string_equal(old, "text");
	close(open_before);
	assert_int_equal(count_names("a/b"), 1);

	assert_int_equal(fs_write_aside(root, STR("a"), STR("x")), -EISDIR);
	assert_int_equal(count_names("."), 1);
	assert_int_equal(fs_write_aside(root, STR("../outside/x"), STR("x")), -EXDEV);
	put_link("link", "../outside/secret");
	assert_int_equal(fs_write_aside(root, STR("link"), STR("mine")), 0);
	assert_string_equal(file_text("link"), "mine");
	assert_string_equal(file_text("../outside/secret"), "secret");
}

static void
test_make_folders(void **state)
{
	(void)state;
	struct stat stat;
	assert_int_equal(fs_make_folders(root, STR("a/b/c/d")), 0);
	assert_int_equal(fs_make_folders(root, STR("a/b/c/d")), 0);
	assert_int_equal(fs_make_folders(root, STR("a/x")), 0);
	assert_int_equal(fs_make_folders(root, STR_EMPTY), 0);
	assert_int_equal(fstatat(root, "a/b/c/d", &stat, 0), 0);
	assert_int_equal(fstatat(root, "a/x", &stat, 0), 0);
	put_file("file", "");
	assert_int_equal(fs_make_folders(root, STR("file/x")), -ENOTDIR);
	assert_int_equal(fs_make_folders(root, STR("file")), -ENOTDIR);
	assert_int_equal(fs_make_folders(root, STR("../x")), -EXDEV);
	assert_int_equal(fs_make_folders(root, STR("/x")), -EXDEV);
	assert_int_equal(fs_make_folders(root, STR("new/../../x")), -EINVAL);
	put_link("out", "../outside");
	put_link("in", "a");
	assert_int_equal(fs_make_folders(root, STR("out/x")), -EXDEV);
	assert_int_equal(fs_make_folders(root, STR("in/y/z")), 0);
	assert_int_equal(fstatat(root, "a/y/z", &stat, 0), 0);
	assert_int_equal(fstatat(root, "new", &stat, 0), -1);
	assert_int_equal(fstatat(root, "../x", &stat, 0), -1);
	assert_int_equal(fstatat(root, "../outside/x", &stat, 0), -1);
}

static void
test_rename(void **state)
{
	(void)state;
	int other;
	put_file("a/x", "text");
	put_file("y", "old");
	assert_int_equal(fs_rename(root, STR("a/x"), root, STR("y")), 0);
	assert_string_equal(file_text("y"), "text");
	assert_string_equal(file_text("a/x"), "(none)");
	assert_int_equal(fs_rename(root, STR("y"), root, STR("new/folder/z")), 0);
	assert_string_equal(file_text("new/folder/z"), "text");
	assert_int_equal(fs_open_folder(root, STR("new"), &other), 0);
	assert_int_equal(fs_rename(other, STR("folder/z"), root, STR("a/z")), 0);
	close(other);
	assert_string_equal(file_text("a/z"), "text");
	assert_int_equal(fs_rename(root, STR("none"), root, STR("b")), -ENOENT);
	assert_int_equal(fs_rename(root, STR("a/z"), root, STR("../outside/z")), -EXDEV);
	assert_int_equal(fs_rename(root, STR("../outside/secret"), root, STR("z")), -EXDEV);
}

static void
test_remove(void **state)
{
	(void)state;
	put_file("a/x", "");
	put_link("link", "a/x");
	put_link("out", "../outside");
	assert_int_equal(fs_remove(root, STR("link")), 0);
	assert_string_equal(file_text("a/x"), "");
	assert_int_equal(fs_remove(root, STR("a/x")), 0);
	assert_string_equal(file_text("a/x"), "(none)");
	assert_int_equal(fs_remove(root, STR("a/x")), 0);
	assert_int_equal(fs_remove(root, STR("none/x")), 0);
	assert_int_not_equal(fs_remove(root, STR("a")), 0);
	assert_int_equal(fs_remove(root, STR("out/secret")), -EXDEV);
	assert_int_equal(fs_remove(root, STR("../outside/secret")), -EXDEV);
	assert_string_equal(file_text("../outside/secret"), "secret");
}

static void
test_remove_folder(void **state)
{
	(void)state;
	struct stat stat;
	put_file("full/x", "");
	make_folder("empty");
	assert_int_equal(fs_remove_folder(root, STR("full")), 0);
	assert_string_equal(file_text("full/x"), "");
	assert_int_equal(fs_remove_folder(root, STR("empty")), 0);
	assert_int_equal(fstatat(root, "empty", &stat, 0), -1);
	assert_int_equal(fs_remove_folder(root, STR("empty")), 0);
	assert_int_equal(fs_remove_folder(root, STR("full/x")), -ENOTDIR);
}

static void
test_explain(void **state)
{
	(void)state;
	assert_string_equal(fs_explain(-EACCES), "permission denied");
	assert_string_equal(fs_explain(EACCES), "permission denied");
	for (int error = -200; error < 200; error++)
		assert_true(strlen(fs_explain(error)) > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_read),
		WITH_ARENA(test_read_of_a_changing_file),
		WITH_ARENA(test_stat),
		WITH_ARENA(test_write),
		WITH_ARENA(test_write_aside),
		WITH_ARENA(test_make_folders),
		WITH_ARENA(test_rename),
		WITH_ARENA(test_remove),
		WITH_ARENA(test_remove_folder),
		cmocka_unit_test(test_explain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
