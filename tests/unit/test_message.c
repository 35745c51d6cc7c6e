/* What a commit message says in one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/message.h"

static struct arena arena;

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const struct {
	const char *message, *subject, *rest, *note;
} cases[] = {
	{ "", "", "", "" },
	{ "One", "One", "", "" },
	{ "\n\n One\n\t two \n \nThree\n", "One two", "Three\n", "" },
	{ "Note: this is the subject", "Note: this is the subject", "", "" },
	{ "A\n\nNote: B\n c\nX: y\nNOTE: D", "A", "Note: B\n c\nX: y\nNOTE: D", "B c D" },
	{ "A\n\nNote:\nNote: D", "A", "Note:\nNote: D", "D" },
	{ "A\n\nNote: B\n\nEnd.", "A", "Note: B\n\nEnd.", "" },
};

static void
parts_are_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str rest = str_from(cases[i].message);
		struct str note = message_note(&arena, rest);
		struct str subject = message_cut_subject(&arena, &rest);
		if (!str_eq(subject, str_from(cases[i].subject)) ||
		        !str_eq(note, str_from(cases[i].note)) ||
		        (rest.at ? !str_eq(rest, str_from(cases[i].rest)) : *cases[i].rest))
			fail_msg("%s: \"" STR_FMT "\", \"" STR_FMT "\"", cases[i].message,
			        STR_ARG(subject), STR_ARG(note));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(parts_are_lines, free_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
