#include "folder.h"

#include <stdbool.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/fs.h"

static struct arena arena;
static fs_list list;

static int
leave(void **state)
{
	arena_free(&arena);
	return leave_folder(state);
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave)

/* What a walk lists: the paths in order, each followed by "!" and its error if it has one. */
static const char *
walked(const char *path, bool hidden)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	assert_int_equal(fs_walk(root, str_from(path), hidden, &arena, &list), 0);
	for (size_t i = 0; i < list.len; i++) {
		buf_format(&text, "%s" STR_FMT, i ? " " : "", STR_ARG(list.at[i].path));
		if (list.at[i].error == -EXDEV)
			buf_lit(&text, "!out");
		else if (list.at[i].error == -ELOOP)
			buf_lit(&text, "!loop");
		else if (list.at[i].error)
			buf_format(&text, "!%d", -list.at[i].error);
	}
	const char *result = str_terminated(&arena, buf_view(&text));
	buf_free(&text);
	return result;
}

static void
test_sorted_by_bytes_of_the_path(void **state)
{
	(void)state;
	static const char *const files[] = { "a/x", "a-b", "a0", "a.md", "a/b/c", "B", "b", "é",
		"a/b.md", "a/b-", "Z/z", "a b" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		put_file(files[i], "x");
	assert_string_equal(walked("", false), "B Z/z a b a-b a.md a/b- a/b.md a/b/c a/x a0 b é");
	for (size_t i = 1; i < list.len; i++)
		assert_true(str_cmp(list.at[i - 1].path, list.at[i].path) < 0);
	assert_string_equal(walked("a", false), "b- b.md b/c x");
	assert_string_equal(walked("a/b", false), "c");
}

static void
test_size_and_time(void **state)
{
	(void)state;
	put_file("x", "12345");
	struct timespec times[2] = { { .tv_sec = 7, .tv_nsec = 8 }, { .tv_sec = 7, .tv_nsec = 8 } };
	assert_int_equal(utimensat(root, "x", times, 0), 0);
	walked("", false);
	assert_int_equal(list.at[0].stat.size, 5);
	assert_int_equal(list.at[0].stat.seconds, 7);
	assert_int_equal(list.at[0].stat.nanos, 8);
	assert_false(list.at[0].stat.is_folder);
	assert_int_equal(list.at[0].path.at[list.at[0].path.len], '\0');
}

static void
test_names_passed_over(void **state)
{
	(void)state;
	static const char *const files[] = { "x", "x~", ".x.swp", "x.swp", "#x#", "#", "#x",
		".hidden", ".git/config", ".nojekyll", ".domains", ".htaccess", ".gitkeep",
		".well-known/y/z", ".well-known/.git/y", "sub/.git/x", "sub/.env", "..x", "swp" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		put_file(files[i], "x");
	assert_string_equal(walked("", false), "# #x swp x");
	assert_string_equal(
	        walked("", true), "# #x .domains .htaccess .nojekyll .well-known/y/z swp x");
}

static void
test_links(void **state)
{
	(void)state;
	put_file("a/x", "12345");
	put_link("file", "a/x");
	put_link("folder", "a");
	put_link("out", "../outside/secret");
	put_link("out-folder", "../outside");
	put_link("absolute", "/etc");
	put_link("dangling", "nothing");
	put_link("self", "self");
	put_link("a/up", "..");
	put_link("a/same", ".");
	assert_string_equal(walked("", false),
	        "a/same!loop a/up!loop a/x absolute!out dangling!2 file "
	        "folder/same!loop folder/up!loop folder/x out!out "
	        "out-folder!out self!loop");
	for (size_t i = 0; i < list.len; i++) {
		if (str_is(list.at[i].path, "file"))
			assert_int_equal(list.at[i].stat.size, 5);
	}
}

static void
test_a_link_may_lead_out_of_the_walked_folder(void **state)
{
	(void)state;
	put_file("assets/x", "");
	put_file("content/y", "");
	put_link("content/link", "../assets");
	assert_string_equal(walked("content", false), "link/x y");
}

static void
test_other_things_than_files(void **state)
{
	(void)state;
	put_file("x", "");
	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	put_link("to-fifo", "fifo");
	make_folder("empty/empty");
	char want[60];
	snprintf(want, sizeof want, "fifo!%d to-fifo!%d x", EINVAL, EINVAL);
	assert_string_equal(walked("", false), want);
}

static void
test_what_cannot_be_walked(void **state)
{
	(void)state;
	put_file("file", "");
	put_link("out", "../outside");
	assert_int_equal(fs_walk(root, STR("none"), false, &arena, &list), -ENOENT);
	assert_int_equal(list.len, 0);
	assert_int_equal(fs_walk(root, STR("file"), false, &arena, &list), -ENOTDIR);
	assert_int_equal(fs_walk(root, STR("out"), false, &arena, &list), -EXDEV);
	assert_int_equal(fs_walk(root, STR(".."), false, &arena, &list), -EXDEV);
	assert_string_equal(walked("", false), "file out!out");
}

static void
test_a_folder_that_may_not_be_read(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip();
	put_file("a/x", "");
	put_file("a-b", "");
	put_file("c", "");
	assert_int_equal(fchmodat(root, "a", 0, 0), 0);
	char want[60];
	snprintf(want, sizeof want, "a!%d a-b c", EACCES);
	assert_string_equal(walked("", false), want);
	assert_true(list.at[0].stat.is_folder);
	assert_int_equal(fchmodat(root, "a", 0700, 0), 0);
}

/* A deep path in which each folder is "d". */
static void
make_deep(char path[300], int depth, const char *last)
{
	path[0] = '\0';
	for (int i = 0; i < depth; i++)
		memcpy(path + 2 * i, "d/", 3);
	memcpy(path + 2 * depth, last, strlen(last) + 1);
	put_file(path, "x");
}

static void
test_depth(void **state)
{
	(void)state;
	char path[300];
	make_deep(path, 64, "x");
	assert_string_equal(walked("", false), path);
	make_deep(path, 65, "x");
	char want[600];
	snprintf(want, sizeof want, "%.*s!%d %.*sx", 129, path, ENAMETOOLONG, 128, path);
	assert_string_equal(walked("", false), want);
	assert_int_equal(fs_remove_tree(root, STR("d")), 0);
	assert_string_equal(walked("", false), "");
}

/* Links to folders of links: without a limit 2^30 paths. */
static void
test_links_that_multiply(void **state)
{
	(void)state;
	for (int i = 0; i < 30; i++) {
		char path[30], target[30];
		snprintf(path, sizeof path, "f%02d", i);
		make_folder(path);
		snprintf(target, sizeof target, "../f%02d", i + 1);
		snprintf(path, sizeof path, "f%02d/a", i);
		put_link(path, target);
		snprintf(path, sizeof path, "f%02d/b", i);
		put_link(path, target);
	}
	assert_int_equal(fs_walk(root, STR("f00"), false, &arena, &list), 0);
	assert_true(list.len > 0);
	for (size_t i = 0; i < list.len; i++)
		assert_int_not_equal(list.at[i].error, 0);
}

static void
test_few_descriptors_are_enough(void **state)
{
	(void)state;
	char path[300];
	struct rlimit limit, small;
	make_deep(path, 60, "x");
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	small = limit;
	small.rlim_cur = (rlim_t)root + 5;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &small), 0);
	const char *found = walked("", false);
	int removed = fs_remove_tree(root, STR("d"));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_string_equal(found, path);
	assert_int_equal(removed, 0);
}

static void
test_remove_tree(void **state)
{
	(void)state;
	put_file("t/a/b/c", "");
	put_file("t/a/.hidden", "");
	put_file("t/x", "");
	put_file("kept/y", "y");
	make_folder("t/empty");
	put_link("t/out", "../../outside");
	put_link("t/in", "../kept");
	put_link("t/a/b/secret", "../../../../outside/secret");
	assert_int_equal(mkfifoat(root, "t/fifo", 0666), 0);
	assert_int_equal(fs_remove_tree(root, STR("t")), 0);
	assert_string_equal(walked("", false), "kept/y");
	assert_string_equal(file_text("../outside/secret"), "secret");
	assert_int_equal(fs_remove_tree(root, STR("t")), 0);
	assert_int_equal(fs_remove_tree(root, STR("t/none")), 0);
}

static void
test_remove_tree_does_not_follow(void **state)
{
	(void)state;
	put_file("kept/y", "y");
	put_link("link", "kept");
	put_link("out", "../outside");
	assert_int_equal(fs_remove_tree(root, STR("link/y")), -ELOOP);
	assert_int_equal(fs_remove_tree(root, STR("link")), 0);
	assert_int_equal(fs_remove_tree(root, STR("out")), 0);
	assert_string_equal(walked("", false), "kept/y");
	assert_string_equal(file_text("../outside/secret"), "secret");
	assert_int_equal(fs_remove_tree(root, STR("../outside")), -EXDEV);
	assert_int_equal(fs_remove_tree(root, STR("")), -EINVAL);
	assert_int_equal(fs_remove_tree(root, STR("kept/..")), -EINVAL);
	assert_int_equal(fs_remove_tree(root, STR("kept/y")), 0);
	assert_string_equal(walked("", false), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_sorted_by_bytes_of_the_path),
		WITH_ARENA(test_size_and_time),
		WITH_ARENA(test_names_passed_over),
		WITH_ARENA(test_links),
		WITH_ARENA(test_a_link_may_lead_out_of_the_walked_folder),
		WITH_ARENA(test_other_things_than_files),
		WITH_ARENA(test_what_cannot_be_walked),
		WITH_ARENA(test_a_folder_that_may_not_be_read),
		WITH_ARENA(test_depth),
		WITH_ARENA(test_links_that_multiply),
		WITH_ARENA(test_few_descriptors_are_enough),
		WITH_ARENA(test_remove_tree),
		WITH_ARENA(test_remove_tree_does_not_follow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
