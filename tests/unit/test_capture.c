#include "expect.h"

#include "base/arena.h"
#include "highlight/capture.h"

static void
test_names(void **state)
{
	(void)state;
	assert_int_equal(capture_class(STR("keyword")), CODE_KEYWORD);
	assert_int_equal(capture_class(STR("keyword.return.x")), CODE_KEYWORD);
	assert_int_equal(capture_class(STR("string.special.key")), CODE_PROPERTY);
	assert_int_equal(capture_class(STR("string.special.url")), CODE_STRING);
	assert_int_equal(capture_class(STR("embedded")), CODE_PLAIN);
	assert_int_equal(capture_class(STR("variable")), CAPTURE_NONE);
	assert_int_equal(capture_class(STR("keywords")), CAPTURE_NONE);
	assert_int_equal(capture_class(STR("")), CAPTURE_NONE);
	assert_int_equal(capture_class(STR(".")), CAPTURE_NONE);
}

/* Ten bytes, each shown as a letter by its class. */
static void
expect_painted(const struct capture *given, size_t count, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	struct capture captures[8];
	unsigned char classes[10];
	char shown[10];
	for (size_t i = 0; i < count; i++)
		captures[i] = given[i];
	memset(classes, 0xff, sizeof classes);
	capture_paint(captures, count, &arena, classes, sizeof classes);
	for (size_t i = 0; i < sizeof classes; i++)
		shown[i] = classes[i] < CODE_CLASSES ? ".ksecnlftvogapm"[classes[i]] : '?';
	expect_str(str_of(shown, sizeof shown), want);
	arena_free(&arena);
}
#define PAINTED(want, ...)                                      \
	expect_painted((const struct capture[]){ __VA_ARGS__ }, \
	        sizeof((const struct capture[]){ __VA_ARGS__ }) / sizeof(struct capture), want)

static void
test_paint(void **state)
{
	(void)state;
	expect_painted(NULL, 0, "..........");
	PAINTED(".kkk......", { 1, 4, 0, CODE_KEYWORD });
	PAINTED("ssecc.s...", { 3, 5, 1, CODE_COMMENT }, { 0, 7, 0, CODE_STRING },
	        { 2, 3, 1, CODE_ESCAPE }, { 5, 6, 9, CODE_PLAIN });
	PAINTED("kk........", { 0, 2, 0, CODE_FUNCTION }, { 0, 2, 1, CODE_KEYWORD });
	PAINTED("ff........", { 0, 2, 0, CODE_FUNCTION }, { 0, 2, 1, CODE_PROPERTY });
	PAINTED("pp........", { 0, 2, 0, CODE_PROPERTY }, { 0, 2, 1, CODE_STRING });
	PAINTED("pp........", { 0, 2, 0, CODE_STRING }, { 0, 2, 1, CODE_PROPERTY });
}

static void
test_odd_captures(void **state)
{
	(void)state;
	PAINTED("..........", { 3, 3, 0, CODE_KEYWORD }, { 5, 4, 0, CODE_KEYWORD },
	        { 5, 11, 0, CODE_KEYWORD }, { 1, 2, 0, CAPTURE_NONE });
	PAINTED("kkcc..n...", { 0, 4, 0, CODE_KEYWORD }, { 2, 6, 0, CODE_COMMENT },
	        { 6, 7, 0, CODE_NUMBER });
	PAINTED("kkkkkkkkkc", { 9, 10, 0, CODE_COMMENT }, { 0, 10, 0, CODE_KEYWORD });
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_paint),
		cmocka_unit_test(test_odd_captures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
