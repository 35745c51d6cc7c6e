/* Whatever the order of the questions, the answer is that of a search through the piece alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markdown/ahead.h"

enum { LEN = 20000, QUESTIONS = 20000, PIECE = 300 };

static size_t
searched(struct str source, const struct str *wanted, size_t count, size_t at, size_t end)
{
	size_t first = end;
	for (size_t i = 0; i < count; i++) {
		size_t found = str_find(str_slice(source, at, end), wanted[i]);
		if (found != STR_NONE && at + found < first)
			first = at + found;
	}
	return first;
}

static uint32_t
drawn(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

static void
every_order_of_questions_gives_the_same_answers(void **state)
{
	(void)state;
	static char bytes[LEN];
	static const struct str wanted[] = { STR_INIT("~"), STR_INIT("=="), STR_INIT("[^") };
	uint32_t seed = 1;
	for (size_t i = 0; i < LEN; i++)
		bytes[i] = drawn(&seed) % 200 || (i > 9000 && i < 15000)
		        ? 'a'
		        : "~==[^^"[drawn(&seed) % 6];
	bytes[100] = bytes[101] = '=';
	struct str source = str_of(bytes, LEN);
	struct ahead ahead = ahead_begin(source);
	for (size_t i = 0; i < 3; i++)
		ahead_want(&ahead, wanted[i]);
	for (size_t i = 0, at = 0; i < QUESTIONS; i++) {
		bool jump = drawn(&seed) % 50 == 0 || at >= LEN;
		at = jump ? drawn(&seed) % LEN : at;
		size_t end = at + drawn(&seed) % PIECE;
		end = end < LEN ? end : LEN;
		assert_int_equal(ahead_find(&ahead, at, end), searched(source, wanted, 3, at, end));
		at = end + drawn(&seed) % 3;
	}
}

static void
what_is_cut_by_the_end_is_not_found(void **state)
{
	(void)state;
	struct ahead ahead = ahead_for(STR("a[[b"), STR("[["));
	assert_int_equal(ahead_find(&ahead, 0, 2), 2);
	assert_int_equal(ahead_find(&ahead, 0, 3), 1);
	assert_int_equal(ahead_find(&ahead, 2, 4), 4);
	assert_int_equal(ahead_find(&ahead, 1, 4), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_order_of_questions_gives_the_same_answers),
		cmocka_unit_test(what_is_cut_by_the_end_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
