/*
 * A folder of its own for each test, made before it and removed after it by means that do not
 * depend on what is tested:
 *
 *	inside/      the root that the tests pass to fs_ functions, open as `root`
 *	outside/     what must not be reached; holds the file `secret`
 */
#ifndef KITH_TESTS_FOLDER_H
#define KITH_TESTS_FOLDER_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "expect.h"

static char folder_path[200];
static int root = -1;

static inline int
remove_entry(const char *path, const struct stat *stat, int type, struct FTW *where)
{
	(void)stat, (void)type, (void)where;
	return remove(path);
}

/* Makes a folder, with those above it, below inside/. */
static inline void
make_folder(const char *path)
{
	char part[300];
	for (size_t i = 1; i <= strlen(path); i++) {
		if (path[i] && path[i] != '/')
			continue;
		snprintf(part, sizeof part, "%.*s", (int)i, path);
		assert_true(mkdirat(root, part, 0777) == 0 || errno == EEXIST);
	}
}

static inline void
put_file(const char *path, const char *text)
{
	const char *slash = strrchr(path, '/');
	if (slash) {
		char above[300];
		snprintf(above, sizeof above, "%.*s", (int)(slash - path), path);
		make_folder(above);
	}
	int fd = openat(root, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static inline void
put_link(const char *path, const char *target)
{
	assert_int_equal(symlinkat(target, root, path), 0);
}

/* The text of a file below inside/, or "(none)". */
static inline const char *
file_text(const char *path)
{
	static char text[1000];
	int fd = openat(root, path, O_RDONLY);
	if (fd < 0)
		return "(none)";
	ssize_t len = read(fd, text, sizeof text - 1);
	close(fd);
	assert_true(len >= 0);
	text[len] = '\0';
	return text;
}

static inline int
enter_folder(void **state)
{
	(void)state;
	char inside[220];
	const char *above = getenv("TMPDIR");
	snprintf(folder_path, sizeof folder_path, "%s/kith-test-XXXXXX", above ? above : P_tmpdir);
	if (!mkdtemp(folder_path))
		return -1;
	snprintf(inside, sizeof inside, "%s/inside", folder_path);
	if (mkdir(inside, 0777) != 0)
		return -1;
	root = open(inside, O_RDONLY | O_DIRECTORY);
	if (root < 0 || mkdirat(root, "../outside", 0777) != 0)
		return -1;
	put_file("../outside/secret", "secret");
	return 0;
}

static inline int
leave_folder(void **state)
{
	(void)state;
	close(root);
	return nftw(folder_path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* A test in a folder of its own. */
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

#endif
