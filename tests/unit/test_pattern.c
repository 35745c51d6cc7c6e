#include "expect.h"

#include "base/arena.h"
#include "highlight/pattern.h"

static void
test_matches(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
		{ "^[A-Z]", "Abc", true },
		{ "^[A-Z]", "aBc", false },
		{ "[A-Z]", "aBc", true },
		{ "^[A-Z][A-Z\\d_]*$", "MAX_2", true },
		{ "^[A-Z][A-Z\\d_]*$", "MAX_x", false },
		{ "^(a|bc|)$", "", true },
		{ "^(a|bc)$", "bc", true },
		{ "^(a|bc)$", "abc", false },
		{ "^(?:a|b)+c?$", "abab", true },
		{ "^(?:a|b)+c?$", "ababcc", false },
		{ "^\\w+\\s\\W$", "a_1 !", true },
		{ "^[^.]*$", "a.b", false },
		{ "^[a-z][^.]*$", "div", true },
		{ "^[]]", "]", true },
		{ "^-", "-1", true },
		{ "[-+]?\\.", "1.", true },
		{ "a.c", "a\nc", false },
		{ "(a*)*$", "aaab", true },
		{ "^(a*)*$", "aaab", false },
		{ "", "x", true },
		{ "\\d\\D", "1x", true },
		{ "x\\+y", "x+y", true },
	};
	struct arena arena = ARENA_EMPTY;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pattern *pattern = pattern_make(&arena, str_from(cases[i].pattern), '\\');
		if (!pattern ||
		        pattern_matches(pattern, str_from(cases[i].text)) != cases[i].matches)
			fail_msg("\"%s\" of \"%s\"", cases[i].pattern, cases[i].text);
	}
	arena_free(&arena);
}

static void
test_lua(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct pattern *pattern = pattern_make(&arena, STR("^[-+]?%d*%.%d*$"), '%');
	(void)state;
	assert_true(pattern_matches(pattern, STR("-1.5")));
	assert_false(pattern_matches(pattern, STR("-1x5")));
	arena_free(&arena);
}

static void
test_refuses(void **state)
{
	static const char *const cases[] = { "(", ")", "a)", "[", "[a", "*a", "a**", "a{2}", "\\",
		"(?=a)", "[a\\", "((((((((((((((((((((a))))))))))))))))))))" };
	struct arena arena = ARENA_EMPTY;
	char many[1000];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (pattern_make(&arena, str_from(cases[i]), '\\'))
			fail_msg("\"%s\" was taken", cases[i]);
	}
	memset(many, 'a', sizeof many);
	assert_null(pattern_make(&arena, str_of(many, sizeof many), '\\'));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_lua),
		cmocka_unit_test(test_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
