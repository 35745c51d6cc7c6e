#include "template/words.h"

#include "expect.h"

static struct buf out;

static struct str
strip(const char *s, enum words_side sides, const char *set)
{
	struct str characters = str_from(set);
	return words_strip(str_from(s), sides, set ? &characters : NULL);
}

static void
test_strip(void **state)
{
	(void)state;
	expect_str(strip(" \t a b \n", WORDS_BOTH, NULL), "a b");
	expect_str(strip(" a ", WORDS_LEFT, NULL), "a ");
	expect_str(strip(" a ", WORDS_RIGHT, NULL), " a");
	expect_str(strip("\u00a0\u2003a\u3000", WORDS_BOTH, NULL), "a");
	expect_str(strip("xyaxy", WORDS_BOTH, "yx"), "a");
	expect_str(strip("éaé", WORDS_BOTH, "é"), "a");
	expect_str(strip("aaa", WORDS_BOTH, "a"), "");
	expect_str(strip("a", WORDS_BOTH, ""), "a");
}

static void
expect_lines(const char *text, const char *want)
{
	struct str rest = str_from(text);
	bool more;
	for (;;) {
		struct str line = words_line(&rest, &more);
		if (!more)
			break;
		buf_format(&out, "[" STR_FMT "]", STR_ARG(line));
	}
	expect_buf(&out, want);
}

static void
test_lines(void **state)
{
	(void)state;
	expect_lines("", "");
	expect_lines("a", "[a]");
	expect_lines("a\nb", "[a][b]");
	expect_lines("a\n", "[a]");
	expect_lines("\n\n", "[][]");
	expect_lines("a\r\nb\rc\vd\u2028e", "[a][b][c][d][e]");
}

static void
test_next(void **state)
{
	(void)state;
	struct str rest = STR("  ab\tc  ");
	expect_str(words_next(&rest), "ab");
	expect_str(words_next(&rest), "c");
	expect_str(words_next(&rest), "");
	expect_str(rest, "");
}

static void
expect_replaced(const char *s, const char *old, const char *new, size_t most, const char *want)
{
	words_replace(&out, str_from(s), str_from(old), str_from(new), most);
	expect_buf(&out, want);
}

static void
test_replace(void **state)
{
	(void)state;
	expect_replaced("abab", "ab", "c", SIZE_MAX, "cc");
	expect_replaced("abab", "ab", "c", 1, "cab");
	expect_replaced("abab", "ab", "c", 0, "abab");
	expect_replaced("aaa", "aa", "b", SIZE_MAX, "ba");
	expect_replaced("äb", "", "-", SIZE_MAX, "-ä-b-");
	expect_replaced("ab", "", "-", 2, "-a-b");
	expect_replaced("", "", "-", SIZE_MAX, "-");
}

static void
test_pad(void **state)
{
	(void)state;
	words_pad(&out, STR("é"), 4, 1, STR("·"));
	expect_buf(&out, "·é··");
	words_pad(&out, STR("abc"), 2, 1, STR(" "));
	expect_buf(&out, "abc");
	words_pad(&out, STR("a"), 3, 9, STR(" "));
	expect_buf(&out, "  a");
}

static void
test_finding(void **state)
{
	(void)state;
	assert_int_equal(words_rfind(STR("abab"), STR("ab")), 2);
	assert_int_equal(words_rfind(STR("ab"), STR("abc")), STR_NONE);
	assert_int_equal(words_rfind(STR("ab"), STR("")), 2);
	assert_int_equal(words_count(STR("aaa"), STR("aa")), 1);
	assert_int_equal(words_count(STR("äö"), STR("")), 3);
	expect_str(words_first(STR("äb")), "ä");
	expect_str(words_first(STR("")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strip),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_pad),
		cmocka_unit_test(test_finding),
	};
	buf_init(&out, 10000);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_free(&out);
	return failed;
}
