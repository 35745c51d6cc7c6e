/* Folders as such, in a new folder of their own. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"
#include "expect.h"

struct place {
	char path[256];
	int root;
};

static void
place_open(struct place *place)
{
	const char *base = getenv("TMPDIR");
	snprintf(place->path, sizeof place->path, "%s/kith-folder-XXXXXX",
	        base && *base ? base : "/tmp");
	assert_non_null(mkdtemp(place->path));
	assert_int_equal(fs_open_root(str_from(place->path), &place->root), 0);
}

static void
place_close(struct place *place)
{
	int above;
	assert_int_equal(fs_folder_above(place->root, &above), 0);
	assert_int_equal(fs_remove_tree(above, path_base(str_from(place->path))), 0);
	fs_close(above);
	fs_close(place->root);
}

static int
folder(struct place *place, const char *path)
{
	int fd;
	assert_int_equal(fs_open_folder(place->root, str_from(path), &fd), 0);
	return fd;
}

static void
test_put(void **state)
{
	(void)state;
	struct place p;
	struct arena arena = ARENA_EMPTY;
	struct fs_stat put, found;
	struct str bytes;
	place_open(&p);
	static const char *const paths[] = { "a.txt", "index.html", "x/y/z/index.html", "x/y/b.txt",
		"x/index.html", "x/q/r.txt" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct str path = str_from(paths[i]);
		assert_int_equal(fs_folder_put(p.root, path, path, &put), 0);
		assert_int_equal(fs_read(p.root, path, &arena, 100, &bytes, &found), 0);
		expect_str(bytes, paths[i]);
		assert_true(put.inode == found.inode && put.size == found.size &&
		        put.seconds == found.seconds && put.nanos == found.nanos);
		assert_int_equal(fs_folder_put(p.root, path, STR("other"), &put), -EEXIST);
	}
	assert_int_equal(fs_folder_put(p.root, STR("a.txt/b"), STR(""), &put), -ENOTDIR);
	assert_int_equal(fs_folder_put(p.root, STR("a.txt/b/index.html"), STR(""), &put), -ENOTDIR);
	assert_int_equal(fs_folder_put(p.root, STR("x/y"), STR(""), &put), -EEXIST);
	arena_free(&arena);
	place_close(&p);
}

/* Even where nobody should be, a link leads nowhere. */
static void
test_put_follows_no_link(void **state)
{
	(void)state;
	struct place p;
	struct fs_stat stat;
	place_open(&p);
	assert_int_equal(fs_make_folders(p.root, STR("in/side")), 0);
	assert_int_equal(fs_make_folders(p.root, STR("out")), 0);
	int in = folder(&p, "in");
	assert_int_equal(symlinkat("../out", in, "link"), 0);
	assert_int_equal(symlinkat("side", in, "near"), 0);
	assert_int_equal(fs_folder_put(in, STR("link/a.txt"), STR("x"), &stat), -ELOOP);
	assert_int_equal(fs_folder_put(in, STR("near/a.txt"), STR("x"), &stat), -ELOOP);
	assert_int_equal(fs_folder_put(in, STR("near/index.html"), STR("x"), &stat), -ELOOP);
	assert_int_equal(fs_folder_put(in, STR("../a.txt"), STR("x"), &stat), -EXDEV);
	assert_int_equal(fs_stat(p.root, STR("out/a.txt"), &stat), -ENOENT);
	fs_close(in);
	place_close(&p);
}

static void
test_look_and_glance(void **state)
{
	(void)state;
	struct place p;
	struct fs_stat put, stat;
	place_open(&p);
	assert_int_equal(fs_folder_put(p.root, STR("a/b/c.txt"), STR("hello"), &put), 0);
	assert_int_equal(symlinkat("a", p.root, "link"), 0);
	assert_int_equal(symlinkat("b/c.txt", p.root, "a/file"), 0);
	assert_int_equal(fs_folder_look(p.root, STR("a/b/c.txt"), &stat), 0);
	assert_int_equal(stat.size, 5);
	assert_int_equal(stat.inode, put.inode);
	assert_int_equal(fs_folder_look(p.root, STR("link/b/c.txt"), &stat), -ELOOP);
	assert_int_equal(fs_folder_look(p.root, STR("a/file"), &stat), -ELOOP);
	assert_int_equal(fs_folder_look(p.root, STR("a/b"), &stat), 0);
	assert_true(stat.is_folder);
	assert_int_equal(fs_folder_look(p.root, STR("a/none"), &stat), -ENOENT);
	assert_int_equal(fs_folder_look(p.root, STR("a/b/c.txt/d"), &stat), -ENOTDIR);
	assert_int_equal(fs_folder_glance(p.root, STR("link/b/c.txt"), &stat), 0);
	assert_int_equal(stat.inode, put.inode);
	assert_int_equal(fs_folder_glance(p.root, STR("a/file"), &stat), -ELOOP);
	assert_int_equal(fs_folder_glance(p.root, STR("a/none"), &stat), -ENOENT);
	place_close(&p);
}

static void
test_empty_same_above(void **state)
{
	(void)state;
	struct place p;
	bool empty;
	place_open(&p);
	assert_int_equal(fs_folder_is_empty(p.root, &empty), 0);
	assert_true(empty);
	assert_int_equal(fs_make_folders(p.root, STR("a")), 0);
	assert_int_equal(fs_folder_is_empty(p.root, &empty), 0);
	assert_false(empty);
	int above, a = folder(&p, "a");
	assert_int_equal(fs_folder_above(a, &above), 0);
	assert_true(fs_folder_same(above, p.root));
	assert_false(fs_folder_same(a, p.root));
	assert_false(fs_folder_same(-1, p.root));
	assert_true(fs_folder_same_volume(a, p.root));
	assert_false(fs_folder_same_volume(a, -1));
	fs_close(above);
	fs_close(a);
	place_close(&p);
}

static void
test_can_write(void **state)
{
	(void)state;
	struct place p;
	struct fs_stat stat;
	place_open(&p);
	assert_int_equal(fs_folder_put(p.root, STR("a/file"), STR("x"), &stat), 0);
	assert_int_equal(fs_folder_can_write(p.root, STR_EMPTY), 0);
	assert_int_equal(fs_folder_can_write(p.root, STR("a")), 0);
	assert_int_equal(fs_folder_can_write(p.root, STR("b")), -ENOENT);
	assert_int_equal(fs_folder_can_write(p.root, STR("a/file")), -ENOTDIR);
	if (geteuid() != 0) {
		assert_int_equal(fchmodat(p.root, "a", 0555, 0), 0);
		assert_int_equal(fs_folder_can_write(p.root, STR("a")), -EACCES);
		assert_int_equal(fchmodat(p.root, "a", 0777, 0), 0);
	}
	place_close(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_put_follows_no_link),
		cmocka_unit_test(test_look_and_glance),
		cmocka_unit_test(test_empty_same_above),
		cmocka_unit_test(test_can_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
