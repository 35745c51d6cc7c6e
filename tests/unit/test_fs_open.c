/*
 * Opening below a folder and never outside it. test_fs_openat.c runs all of this again without
 * openat2, so both ways give the same answers.
 */
#include "folder.h"

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_open.h"

/* What fs_open_read answers, closing what it opened. */
static int
try_read(struct str path)
{
	int fd = -1;
	int error = fs_open_read(root, path, &fd);
	if (!error) {
		assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
		assert_int_equal(fs_close(fd), 0);
	} else {
		assert_int_equal(fd, -1);
	}
	return error;
}

#define reads(path, error) assert_int_equal(try_read(STR(path)), (error))

static int
try_write(struct str path)
{
	int fd;
	int error = fs_open_write(root, path, &fd);
	if (!error) {
		assert_int_equal(write(fd, "new", 3), 3);
		assert_int_equal(fs_close(fd), 0);
	}
	return error;
}

#define writes(path, error) assert_int_equal(try_write(STR(path)), (error))

static void
test_plain_paths(void **state)
{
	(void)state;
	put_file("a/b/c.md", "text");
	reads("a/b/c.md", 0);
	reads("a//b/./c.md", 0);
	reads("a/b/../b/c.md", 0);
	reads("./a/../a/b/c.md", 0);
	reads("a", -EISDIR);
	reads("", -EISDIR);
	reads(".", -EISDIR);
	reads("a/..", -EISDIR);
	reads("a/b/missing", -ENOENT);
	reads("missing/c.md", -ENOENT);
	reads("missing/../a/b/c.md", -ENOENT);
	reads("a/b/c.md/x", -ENOTDIR);
	reads("a/b/c.md/", -ENOTDIR);
	reads("a/b/c.md/..", -ENOTDIR);
	reads("a/b\0/c.md", -EINVAL);
}

static void
test_paths_that_leave(void **state)
{
	(void)state;
	put_file("a/x", "text");
	reads("../outside/secret", -EXDEV);
	reads("a/../../outside/secret", -EXDEV);
	reads("..", -EXDEV);
	reads("a/../..", -EXDEV);
	reads("../inside/a/x", -EXDEV);
	reads("/etc/passwd", -EXDEV);
	reads("/", -EXDEV);
	writes("../outside/new", -EXDEV);
	writes("../new", -EXDEV);
	writes("/tmp/kith-must-not-exist", -EXDEV);
	writes("a/../../new", -EXDEV);
	assert_string_equal(file_text("../new"), "(none)");
	assert_string_equal(file_text("../outside/new"), "(none)");
}

static void
test_links_that_stay(void **state)
{
	(void)state;
	put_file("a/b/c.md", "text");
	make_folder("l");
	put_link("l/file", "../a/b/c.md");
	put_link("l/folder", "../a");
	put_link("l/dotted", "./.././a/./b");
	put_link("chain", "l/folder/b/c.md");
	put_link("slash", "a/");
	reads("l/file", 0);
	reads("l/folder/b/c.md", 0);
	reads("l/dotted/c.md", 0);
	reads("chain", 0);
	reads("slash/b/c.md", 0);
	/* ".." behind a link means the folder above its target */
	reads("l/folder/../chain", 0);
	reads("l/folder/b/../../chain", 0);
	reads("l/folder", -EISDIR);
}

static void
test_links_that_leave(void **state)
{
	(void)state;
	char absolute[300];
	make_folder("l");
	put_link("l/up", "../../outside/secret");
	put_link("l/folder", "../../outside");
	put_link("l/back", "../../inside/a");
	snprintf(absolute, sizeof absolute, "%s/outside/secret", folder_path);
	put_link("absolute", absolute);
	snprintf(absolute, sizeof absolute, "%s/inside/l", folder_path);
	put_link("home", absolute);
	put_link("chain", "l/up");
	put_link("top", "..");
	reads("l/up", -EXDEV);
	reads("l/folder/secret", -EXDEV);
	reads("l/back", -EXDEV);
	reads("absolute", -EXDEV);
	reads("home/x", -EXDEV);
	reads("chain", -EXDEV);
	reads("top/outside/secret", -EXDEV);
	writes("l/folder/new", -EXDEV);
	writes("top/new", -EXDEV);
	assert_string_equal(file_text("../outside/new"), "(none)");
}

static void
test_link_loops(void **state)
{
	(void)state;
	put_link("self", "self");
	put_link("a", "b");
	put_link("b", "a");
	put_link("deeper", "deeper/x");
	put_link("dangling", "nothing");
	reads("self", -ELOOP);
	reads("self/x", -ELOOP);
	reads("a", -ELOOP);
	reads("deeper", -ELOOP);
	reads("dangling", -ENOENT);
}

static void
test_forty_links_and_no_more(void **state)
{
	(void)state;
	put_file("l0", "text");
	for (int i = 1; i <= 41; i++) {
		char path[20], target[20];
		snprintf(path, sizeof path, "l%d", i);
		snprintf(target, sizeof target, "l%d", i - 1);
		put_link(path, target);
	}
	reads("l40", 0);
	reads("l41", -ELOOP);
}

static void
test_only_regular_files(void **state)
{
	(void)state;
	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	put_link("to-fifo", "fifo");
	reads("fifo", -EINVAL);
	reads("to-fifo", -EINVAL);
	writes("fifo", -EINVAL);
	put_link("device", "/dev/null");
	reads("device", -EXDEV);

	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	int wanted = snprintf(
	        address.sun_path, sizeof address.sun_path, "%s/inside/socket", folder_path);
	if (wanted > 0 && (size_t)wanted < sizeof address.sun_path &&
	        bind(listener, (struct sockaddr *)&address, sizeof address) == 0) {
		reads("socket", -EINVAL);
		writes("socket", -EINVAL);
	}
	close(listener);
}

static void
test_devices_are_refused(void **state)
{
	(void)state;
	int fd, devices;
	if (fs_open_root(STR("/dev"), &devices) != 0)
		skip();
	assert_int_equal(fs_open_read(devices, STR("null"), &fd), -EINVAL);
	assert_int_equal(fs_open_write(devices, STR("null"), &fd), -EINVAL);
	close(devices);
}

static void
test_long_paths(void **state)
{
	(void)state;
	char text[5000];
	memset(text, 'a', sizeof text);
	assert_int_equal(try_read(str_of(text, 255)), -ENOENT);
	assert_int_equal(try_read(str_of(text, 256)), -ENAMETOOLONG);
	for (size_t i = 1; i < sizeof text; i += 2)
		text[i] = '/';
	assert_int_equal(try_read(str_of(text, 4095)), -ENOENT);
	assert_int_equal(try_read(str_of(text, 4096)), -ENAMETOOLONG);
	assert_int_equal(try_read(str_of(text, 5000)), -ENAMETOOLONG);
}

static void
test_long_links(void **state)
{
	(void)state;
	char target[4096];
	for (size_t i = 0; i < sizeof target; i++)
		target[i] = i % 2 ? '/' : '.';
	target[3001] = '\0';
	put_link("long", target);
	put_link("long2", "long/long/x");
	reads("long", -EISDIR);
	int error = try_read(STR("long2"));
	assert_true(error == -ENAMETOOLONG || error == -ENOENT);
}

static void
test_write(void **state)
{
	(void)state;
	put_file("old", "something longer");
	writes("old", 0);
	assert_string_equal(file_text("old"), "new");
	writes("a/b/c", 0);
	assert_string_equal(file_text("a/b/c"), "new");
	writes("a/b", -EISDIR);
	writes("a/", -EISDIR);
	writes("", -EISDIR);
	writes("old/x", -ENOTDIR);
	writes("a/../new/../x", -EINVAL);
}

/* The last name is never followed: what is written is a file of the folder, not a link's target. */
static void
test_write_does_not_follow(void **state)
{
	(void)state;
	put_file("target", "old");
	put_file("real/x", "old");
	put_link("link", "target");
	put_link("dangling", "not-there");
	put_link("folder", "real");
	writes("link", -ELOOP);
	writes("dangling", -ELOOP);
	assert_string_equal(file_text("target"), "old");
	assert_string_equal(file_text("not-there"), "(none)");
	writes("folder/x", 0);
	assert_string_equal(file_text("real/x"), "new");
	writes("dangling/x", -ENOTDIR);
}

static void
test_refusing_all_links(void **state)
{
	(void)state;
	int fd;
	put_file("a/x", "text");
	put_link("link", "a");
	put_link("file", "a/x");
	assert_int_equal(fs_open_beneath(root, STR("a/x"), O_RDONLY, FS_LINKS_REFUSE, &fd), 0);
	close(fd);
	assert_int_equal(
	        fs_open_beneath(root, STR("link/x"), O_RDONLY, FS_LINKS_REFUSE, &fd), -ELOOP);
	assert_int_equal(
	        fs_open_beneath(root, STR("file"), O_RDONLY, FS_LINKS_REFUSE, &fd), -ELOOP);
	assert_int_equal(
	        fs_open_beneath(root, STR("link"), O_RDONLY | O_DIRECTORY, FS_LINKS_REFUSE, &fd),
	        -ELOOP);
}

static void
test_folders(void **state)
{
	(void)state;
	int fd, other;
	put_file("a/b/x", "text");
	put_link("link", "a");
	put_link("out", "../outside");
	assert_int_equal(fs_open_folder(root, STR("a/b"), &fd), 0);
	assert_int_equal(fs_open_read(fd, STR("x"), &other), 0);
	close(other);
	assert_int_equal(fs_open_read(fd, STR("../b/x"), &other), -EXDEV);
	close(fd);
	assert_int_equal(fs_open_folder(root, STR("link"), &fd), 0);
	close(fd);
	assert_int_equal(fs_open_folder(root, STR_EMPTY, &fd), 0);
	close(fd);
	assert_int_equal(fs_open_folder(root, STR("a/b/x"), &fd), -ENOTDIR);
	assert_int_equal(fs_open_folder(root, STR("out"), &fd), -EXDEV);
	assert_int_equal(fs_open_folder(root, STR("none"), &fd), -ENOENT);
}

static void
test_root(void **state)
{
	(void)state;
	int fd, other;
	put_file("x", "text");
	assert_int_equal(fs_open_root(str_from(folder_path), &fd), 0);
	assert_int_equal(fs_open_read(fd, STR("inside/x"), &other), 0);
	close(other);
	close(fd);
	assert_int_equal(fs_open_root(STR_EMPTY, &fd), 0);
	close(fd);
	assert_int_equal(fs_open_root(STR(".."), &fd), 0);
	close(fd);
	assert_int_equal(fs_open_root(STR("/no/such/folder"), &fd), -ENOENT);
	assert_int_equal(fs_open_root(STR("/dev/null"), &fd), -ENOTDIR);
	assert_int_equal(fs_open_root(STR("a\0b"), &fd), -EINVAL);
}

/* Opening leaves no descriptor behind, whichever way it ends. */
static void
test_no_descriptor_leaks(void **state)
{
	(void)state;
	int before = dup(root);
	close(before);
	make_folder("a/b");
	put_link("a/link", "b/../b/../../a/b/missing");
	put_link("out", "a/../..");
	for (int i = 0; i < 10; i++) {
		reads("a/link", -ENOENT);
		reads("out", -EXDEV);
		reads("a/b/../../..", -EXDEV);
		reads("a/b", -EISDIR);
		writes("a/b", -EISDIR);
		writes("a/b/c/../x", -EINVAL);
	}
	int after = dup(root);
	close(after);
	assert_int_equal(before, after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_plain_paths),
		IN_FOLDER(test_paths_that_leave),
		IN_FOLDER(test_links_that_stay),
		IN_FOLDER(test_links_that_leave),
		IN_FOLDER(test_link_loops),
		IN_FOLDER(test_forty_links_and_no_more),
		IN_FOLDER(test_only_regular_files),
		cmocka_unit_test(test_devices_are_refused),
		IN_FOLDER(test_long_paths),
		IN_FOLDER(test_long_links),
		IN_FOLDER(test_write),
		IN_FOLDER(test_write_does_not_follow),
		IN_FOLDER(test_refusing_all_links),
		IN_FOLDER(test_folders),
		IN_FOLDER(test_root),
		IN_FOLDER(test_no_descriptor_leaks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
