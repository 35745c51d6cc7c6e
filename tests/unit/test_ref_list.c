/* What git lists, whole and not, and what a git of another kind says. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/ref_list.h"
#include "repos.h"

#define ID_1 "1111111111111111111111111111111111111111"
#define ID_2 "2222222222222222222222222222222222222222"
#define REST "abababababababababababab"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct ref_list
parse(const char *text)
{
	struct ref_list list = { .head = { .branch = STR_EMPTY } };
	bool at_one = ref_list_parse(&arena, str_from(text), &list);
	assert_int_equal(at_one, list.head.born);
	return list;
}

static void
test_list(void **state)
{
	(void)state;
	struct ref_list list = parse(" " ID_1 " refs/heads/a\n*" ID_2 " refs/heads/b/c\n"
	                             " " ID_2 " refs/replace/" ID_1 "\n"
	                             " " ID_1 " refs/tags/v 1\n " ID_2 " refs/tags/v2\n");
	assert_true(str_is(list.head.branch, "b/c"));
	assert_int_equal(list.head.id.bytes[0], 0x22);
	assert_false(list.long_ids);
	assert_int_equal(list.replaced.len, 2);
	assert_int_equal(list.replaced.at[0].bytes[0], 0x11);
	assert_int_equal(list.replaced.at[1].bytes[19], 0x22);
	assert_int_equal(list.tags.len, 2);
	assert_true(str_is(list.tags.at[0].name, "v 1"));
	assert_int_equal(list.tags.at[1].id.bytes[0], 0x22);
}

/* The first 20 bytes are the id, and where some are long all are. */
static void
test_long_list(void **state)
{
	(void)state;
	struct ref_list list = parse("*" ID_1 REST " refs/heads/main\n " ID_2 " refs/tags/short\n"
	                             " " ID_2 REST " refs/replace/" ID_1 REST "\n"
	                             " " ID_2 REST " refs/replace/" ID_1 "\n");
	assert_true(list.long_ids && list.head.born);
	assert_int_equal(list.head.id.bytes[19], 0x11);
	assert_int_equal(list.tags.len, 0);
	assert_int_equal(list.replaced.len, 2);
}

static void
test_no_list(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\n\n", "*", "* ", "*" ID_1, "*" ID_1 " ",
		"*" ID_1 "1 refs/heads/main\n", " " ID_1 " refs/heads/main\n",
		"x refs/heads/main\n" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct ref_list list = parse(texts[i]);
		assert_false(list.head.born);
		assert_int_equal(list.tags.len + list.replaced.len, 0);
	}
}

/* Runs with a git of ours, which says what it was asked. */
static int
ask(const char *git, const char *config, struct ref_list *list, struct str *why)
{
	char script[2048];
	snprintf(script, sizeof script,
	        "start repo; printf '%s' >.git/config; mkdir ../bin; cat >../bin/git <<'E'\n"
	        "#!/bin/sh\nwhile [ \"$1\" != rev-parse ] && [ \"$1\" != symbolic-ref ] && "
	        "[ \"$1\" != for-each-ref ]; do shift; done\n%s\nE\nchmod +x ../bin/git",
	        config, git);
	char *folder = repos_make(script), *path = getenv("PATH");
	struct str old = str_copy(&arena, str_from(path ? path : ""));
	setenv("PATH", str_terminated(&arena, str_format(&arena, "%s/bin", folder)), 1);
	int error = ref_list_ask(&arena, str_format(&arena, "%s/repo", folder), false, list, why);
	setenv("PATH", str_terminated(&arena, old), 1);
	repos_remove(folder);
	return error;
}

#define TABLE "[extensions]\\n\\trefStorage = reftable\\n"

static void
test_answers(void **state)
{
	(void)state;
	struct ref_list list;
	struct str why = STR_EMPTY;
	assert_int_equal(ask("case $1 in for-each-ref) echo '*" ID_1 " refs/heads/x';; esac", TABLE,
	                         &list, &why),
	        0);
	assert_true(list.head.born && str_is(list.head.branch, "x"));
	assert_true(str_ends(list.common, STR("/repo/.git")));
	assert_int_equal(ask("case $1 in for-each-ref) echo ' " ID_1 " refs/heads/x';;\n"
	                     "rev-parse) echo " ID_2 ";; esac",
	                         TABLE, &list, &why),
	        0);
	assert_true(list.head.born && list.head.branch.len == 0);
	assert_int_equal(list.head.id.bytes[0], 0x22);
	assert_int_equal(ask("case $1 in rev-parse) exit 1;; symbolic-ref) echo new;; esac", TABLE,
	                         &list, &why),
	        0);
	assert_false(list.head.born);
	assert_true(str_is(list.head.branch, "new"));
	assert_int_equal(why.len, 0);
	assert_int_equal(ask("echo 'warning: broken' >&2; exit 0", TABLE, &list, &why), -EINVAL);
	assert_true(str_ends(why, STR("git says: broken")));
	assert_int_equal(ask("exit 0", "", &list, &why), -ENOTSUP);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_list, free_arena),
		cmocka_unit_test_teardown(test_long_list, free_arena),
		cmocka_unit_test_teardown(test_no_list, free_arena),
		cmocka_unit_test_teardown(test_answers, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
