/*
 * Objects in files of their own must be what git says they are, or be left to libgit2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/loose.h"
#include "repos.h"

static const char script[] =
        "start repo; page content/a.md 1; commit 1 Begin; edit content/a.md; commit 2 Edit\n"
        ": >content/empty; head -c 4194304 /dev/zero >content/largest\n"
        "head -c 4194305 /dev/zero >content/larger; commit 3 Sizes; g tag -a -m One one\n"
        "g cat-file --batch-check --batch-all-objects >../list\n"
        "g cat-file --batch --batch-all-objects >../whole\n";

enum { WHOLE_MAX = 16 << 20 };

static void
read_named(struct arena *arena, const char *folder, const char *name, struct str *out)
{
	struct str path = path_join(arena, str_from(folder), str_from(name));
	assert_int_equal(fs_read_named(path, arena, WHOLE_MAX, out), 0);
}

static void
test_as_git_reads_them(void **state)
{
	(void)state;
	static const char *names[] = { "", "commit", "tree", "blob", "tag" };
	struct arena arena = ARENA_EMPTY;
	struct str rest, bytes, again;
	enum pack_type type;
	size_t count = 0, larger = 0;
	char *folder = repos_make(script);
	read_named(&arena, folder, "whole", &rest);
	struct loose_store *store = loose_open(
	        path_join(&arena, str_from(folder), STR("repo/.git/objects")), OBJECT_ID_LEN);
	while (rest.len) {
		struct str head = str_line(&rest);
		struct object_id id;
		assert_true(object_id_parse(str_slice(head, 0, OBJECT_HEX_LEN), &id));
		size_t len = strtoul(head.at + str_rfind_char(head, ' '), NULL, 10);
		struct loose_object *object = loose_get(store, &id, &bytes, &type);
		if (len > LOOSE_LARGEST) {
			assert_null(object);
			larger++;
		} else {
			assert_non_null(object);
			assert_true(str_starts(
			        str_skip(head, OBJECT_HEX_LEN + 1), str_from(names[type])));
			assert_int_equal(bytes.len, len);
			assert_true(str_starts(rest, bytes));
			struct loose_object *same = loose_get(store, &id, &again, &type);
			assert_true(same != object && again.at != bytes.at);
			assert_true(str_eq(again, bytes));
			loose_put(object);
			assert_true(str_starts(rest, again));
			loose_put(same);
			count++;
		}
		rest = str_skip(rest, len + 1);
	}
	assert_int_equal(larger, 1);
	assert_int_equal(count, 3 + 2 * 3 + 2 + 2 + 1);
	loose_close(store);
	arena_free(&arena);
	repos_remove(folder);
}

/* Gone, packed, cut short, a folder, and no objects at all. */
static void
test_not_there(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct str list, bytes;
	struct object_id id;
	enum pack_type type;
	static const char *damages[] = {
		"cd repo; f=.git/objects/$(g rev-parse HEAD | sed 's|..|&/|'); chmod +w $f; head -c 20 $f >x; mv x $f",
		"cd repo; f=.git/objects/$(g rev-parse HEAD | sed 's|..|&/|'); : >x; mv -f x $f",
		"cd repo; f=.git/objects/$(g rev-parse HEAD | sed 's|..|&/|'); rm -f $f; mkdir $f",
		"cd repo; f=.git/objects/$(g rev-parse HEAD | sed 's|..|&/|'); rmdir $f",
	};
	char *folder = repos_make("start repo; page content/a.md 1; commit 1 Begin\n"
	                          "g rev-parse HEAD >../list");
	read_named(&arena, folder, "list", &list);
	assert_true(object_id_parse(str_trim(list), &id));
	struct str objects = path_join(&arena, str_from(folder), STR("repo/.git/objects"));
	struct loose_store *store = loose_open(objects, OBJECT_ID_LEN);
	struct loose_object *object = loose_get(store, &id, &bytes, &type);
	assert_non_null(object);
	loose_put(object);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		repos_change(folder, damages[i]);
		assert_null(loose_get(store, &id, &bytes, &type));
	}
	loose_close(store);
	store = loose_open(STR("/nowhere"), OBJECT_ID_LEN);
	assert_null(loose_get(store, &id, &bytes, &type));
	loose_close(store);
	loose_close(NULL);
	arena_free(&arena);
	repos_remove(folder);
}

static bool
parses(struct str begin)
{
	enum pack_type type;
	size_t len, head_len;
	return loose_parse(begin, &type, &len, &head_len);
}

static void
test_heads(void **state)
{
	(void)state;
	enum pack_type type;
	size_t len, head_len;
	assert_true(loose_parse(STR("tree 120\0rest"), &type, &len, &head_len));
	assert_int_equal(type, PACK_TREE);
	assert_int_equal(len, 120);
	assert_int_equal(head_len, 9);
	assert_true(parses(STR("blob 0\0")));
	assert_true(parses(STR("blob 4194304\0")));
	assert_false(parses(STR("blob 4194305\0")));
	assert_false(parses(STR("blob 18446744073709551616\0")));
	assert_false(parses(STR("blob 01\0")));
	assert_false(parses(STR("blob 00\0")));
	assert_false(parses(STR("blob -1\0")));
	assert_false(parses(STR("blob \0")));
	assert_false(parses(STR("blob 1")));
	assert_false(parses(STR("blob\0 1\0")));
	assert_false(parses(STR("blub 1\0")));
	assert_false(parses(STR("\0")));
	assert_false(parses(STR_EMPTY));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_git_reads_them),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_heads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
