#include "expect.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/path.h"

static struct arena arena;

static int
empty_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
test_check_passes(void **state)
{
	(void)state;
	static const char *const good[] = { "a", "index.html", "essays/cache/index.html",
		".nojekyll", ".well-known/x", "...", "a..b/c", "über/日本.html", "a b", "x.git/y",
		".gitignore", "%2e%2e/x", "~", "con", "a?b#c" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_null(path_check(str_from(good[i])));
}

static void
test_check_refuses(void **state)
{
	(void)state;
	static const struct {
		struct str path;
		const char *what;
	} bad[] = {
		{ STR_INIT(""), "is empty" },
		{ STR_INIT("/"), "is absolute" },
		{ STR_INIT("/etc/passwd"), "is absolute" },
		{ STR_INIT("//host/x"), "is absolute" },
		{ STR_INIT("a//b"), "has an empty component" },
		{ STR_INIT("a/"), "has an empty component" },
		{ STR_INIT("."), "has a component \".\" or \"..\"" },
		{ STR_INIT("a/./b"), "has a component \".\" or \"..\"" },
		{ STR_INIT("../x"), "has a component \".\" or \"..\"" },
		{ STR_INIT("a/.."), "has a component \".\" or \"..\"" },
		{ STR_INIT("a\\..\\b"), "has a backslash" },
		{ STR_INIT("a\0b"), "has a control character" },
		{ STR_INIT("a\nb"), "has a control character" },
		{ STR_INIT("a\x7f"), "has a control character" },
		{ STR_INIT("a\xc2\x85"), "has a control character" },
		{ STR_INIT("a\xc2\x9f"), "has a control character" },
		{ STR_INIT("\xc0\xae\xc0\xae/x"), "is not valid UTF-8" },
		{ STR_INIT("a\xff"), "is not valid UTF-8" },
		{ STR_INIT(".git"), "has a component \".git\"" },
		{ STR_INIT("a/.GIT/hooks/x"), "has a component \".git\"" },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_non_null(path_check(bad[i].path));
		assert_string_equal(path_check(bad[i].path), bad[i].what);
	}
	assert_null(path_check(STR("a\xc2\xa0")));
}

static void
test_check_limits(void **state)
{
	(void)state;
	char text[1100];
	memset(text, 'x', sizeof text);
	assert_null(path_check(str_of(text, 240)));
	assert_string_equal(
	        path_check(str_of(text, 241)), "has a component of more than 240 bytes");
	for (size_t i = 200; i < sizeof text; i += 200)
		text[i] = '/';
	assert_null(path_check(str_of(text, 1000)));
	assert_string_equal(path_check(str_of(text, 1002)), "has more than 1,000 bytes");
}

static void
test_parts(void **state)
{
	(void)state;
	static const struct {
		const char *path, *dir, *base, *stem, *ext;
	} cases[] = {
		{ "a/b/c.md", "a/b", "c.md", "c", ".md" },
		{ "c.md", "", "c.md", "c", ".md" },
		{ "c.tar.gz", "", "c.tar.gz", "c.tar", ".gz" },
		{ "a.b/c", "a.b", "c", "c", "" },
		{ ".a", "", ".a", ".a", "" },
		{ "..", "", "..", "..", "" },
		{ "..a.b", "", "..a.b", "..a", ".b" },
		{ "a.", "", "a.", "a", "." },
		{ "", "", "", "", "" },
		{ "a/", "a", "", "", "" },
		{ "/a", "", "a", "a", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str path = str_from(cases[i].path);
		expect_str(path_dir(path), cases[i].dir);
		expect_str(path_base(path), cases[i].base);
		expect_str(path_stem(path), cases[i].stem);
		expect_str(path_ext(path), cases[i].ext);
	}
}

static void
test_join(void **state)
{
	(void)state;
	expect_str(path_join(&arena, STR("a"), STR("b/c")), "a/b/c");
	expect_str(path_join(&arena, STR_EMPTY, STR("b")), "b");
	expect_str(path_join(&arena, STR("a"), STR_EMPTY), "a");
	expect_str(path_join(&arena, STR_EMPTY, STR_EMPTY), "");
	expect_str(path_join(&arena, STR("a/"), STR("b")), "a/b");
}

static void
test_resolve(void **state)
{
	(void)state;
	static const struct {
		const char *dir, *link, *want;
	} cases[] = {
		{ "essays", "../projects/quill/index.md", "projects/quill/index.md" },
		{ "essays", "cache.md", "essays/cache.md" },
		{ "essays", "./cache.md", "essays/cache.md" },
		{ "essays", "/cache.md", "cache.md" },
		{ "essays/deep", "..", "essays" },
		{ "essays", "..", "" },
		{ "essays", "../", "" },
		{ "", "", "" },
		{ "a/b", "../../c", "c" },
		{ "a", "b/../../c", "c" },
		{ "a//b/./", "c//d/", "a/b/c/d" },
		{ "a", "/", "" },
		{ "a", ".../x", "a/.../x" },
		{ "a", "../../c", NULL },
		{ "", "..", NULL },
		{ "a", "/..", NULL },
		{ "a", "../../a/b", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = STR("untouched");
		bool inside =
		        path_resolve(&arena, str_from(cases[i].dir), str_from(cases[i].link), &out);
		assert_int_equal(inside, cases[i].want != NULL);
		expect_str(out, cases[i].want ? cases[i].want : "untouched");
	}
}

static void
test_decode(void **state)
{
	(void)state;
	struct str out;
	assert_true(path_decode(&arena, STR("a%20b%2Fc%c3%A9"), &out));
	expect_str(out, "a b/cé");
	assert_true(path_decode(&arena, STR("%2525"), &out));
	expect_str(out, "%25");
	assert_true(path_decode(&arena, STR_EMPTY, &out));
	expect_str(out, "");
	assert_true(path_decode(&arena, STR("%41"), &out));
	expect_str(out, "A");
	static const char *const broken[] = { "%", "a%", "%4", "a%4", "%zz", "%4g", "%g4", "%%41",
		"%00", "a%00b" };
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_false(path_decode(&arena, str_from(broken[i]), &out));
	assert_false(path_decode(&arena, STR("a\0b"), &out));
}

static void
test_below(void **state)
{
	(void)state;
	assert_true(path_is_below(STR(""), STR("a.md")));
	assert_true(path_is_below(STR("a"), STR("a/b/c.md")));
	assert_true(path_is_below(STR("a/b"), STR("a/b/c.md")));
	assert_false(path_is_below(STR("a"), STR("a")));
	assert_false(path_is_below(STR("a"), STR("ab/c.md")));
	assert_false(path_is_below(STR("a/b/c"), STR("a/b")));
}

static void
test_behind(void **state)
{
	static const struct {
		const char *path, *behind;
	} found[] = {
		{ "content/a/b.md", "a/b.md" },
		{ "site/content/a.md", "a.md" },
		{ "my-content/content/a.md", "a.md" },
		{ "content/content/a.md", "content/a.md" },
		{ "contents/a.md", NULL },
		{ "my-content/a.md", NULL },
		{ "a/content", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		struct str behind;
		bool is = path_behind(str_from(found[i].path), STR("content"), &behind);

		assert_int_equal(is, found[i].behind != NULL);
		expect_str(behind, found[i].behind ? found[i].behind : "");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check_passes),
		cmocka_unit_test(test_check_refuses),
		cmocka_unit_test(test_check_limits),
		cmocka_unit_test(test_parts),
		cmocka_unit_test_teardown(test_join, empty_arena),
		cmocka_unit_test_teardown(test_resolve, empty_arena),
		cmocka_unit_test_teardown(test_decode, empty_arena),
		cmocka_unit_test(test_below),
		cmocka_unit_test(test_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
