/* Git's index, as git itself writes it, and as damage leaves it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "git/index_file.h"
#include "repos.h"

/* The index that a script leaves in repo/.git. */
static struct str
index_of(struct arena *arena, const char *script)
{
	char *folder = repos_make(script);
	struct str bytes = STR_EMPTY;
	int root;
	assert_int_equal(fs_open_root(str_from(folder), &root), 0);
	assert_int_equal(fs_read(root, STR("repo/.git/index"), arena, 1 << 20, &bytes, NULL), 0);
	fs_close(root);
	repos_remove(folder);
	return bytes;
}

/* "path size" of each entry, "!" behind those that git does not watch, "#n" for a stage. */
static void
expect_entries(struct str bytes, const char *expected)
{
	struct index_file file;
	struct index_entry entry;
	struct buf out;
	buf_init(&out, 1 << 16);
	assert_true(index_file_open(&file, bytes, OBJECT_ID_LEN));
	while (index_file_next(&file, &entry)) {
		buf_format(&out, STR_FMT " %u%s", STR_ARG(entry.path), entry.size,
		        entry.unwatched ? "!" : "");
		if (entry.stage)
			buf_format(&out, "#%u", entry.stage);
		buf_lit(&out, "; ");
	}
	buf_char(&out, '\0');
	assert_string_equal(out.at, expected);
	buf_free(&out);
}

#define THREE                                                 \
	"start repo; echo A >content/a.md; echo >content/a\n" \
	"echo Long >content/a-name.md; g add .\n"

static void
test_versions(void **state)
{
	(void)state;
	static const char all[] = "content/a 1; content/a-name.md 5; content/a.md 2; ";
	struct arena arena = ARENA_EMPTY;
	expect_entries(index_of(&arena, THREE "g update-index --index-version 2"), all);
	expect_entries(index_of(&arena, THREE "g update-index --index-version 4"), all);
	expect_entries(index_of(&arena,
	                       THREE "g update-index --skip-worktree content/a.md\n"
	                             "g update-index --assume-unchanged content/a"),
	        "content/a 1!; content/a-name.md 5; content/a.md 2!; ");
	arena_free(&arena);
}

static void
test_conflict(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	expect_entries(
	        index_of(&arena,
	                "start repo; echo A >a; commit 1 A; on -b side; echo B >a; commit 2 B\n"
	                "on main; echo C >a; commit 3 C; g merge -q side || :\n"),
	        "a 0#1; a 0#2; a 0#3; ");
	arena_free(&arena);
}

/* Cut anywhere: what is whole is read, and nothing else. */
static void
test_cut(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct str bytes = index_of(&arena, THREE);
	for (size_t len = 0; len < bytes.len; len++) {
		char *copy = malloc(len + 1);
		assert_non_null(copy);
		memcpy(copy, bytes.at, len);
		struct index_file file;
		struct index_entry entry;
		size_t count = 0;
		if (index_file_open(&file, str_of(copy, len), OBJECT_ID_LEN))
			while (index_file_next(&file, &entry))
				count++;
		assert_true(count <= 3);
		assert_int_equal(len >= bytes.len - 20 && count != 3, 0);
		free(copy);
	}
	assert_false(index_file_open(
	        &(struct index_file){ .left = 0 }, STR("DIRC\0\0\0\5\0\0\0\1"), OBJECT_ID_LEN));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_conflict),
		cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
