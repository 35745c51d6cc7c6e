/* "+12 −3 words": how much changed, as a reader is told it. */
#include "render/view_amount.h"

#include "expect.h"

#include "base/arena.h"
#include "config/theme.h"
#include "data/value.h"

static struct arena arena;

static struct str
say(struct value messages, uint64_t added, uint64_t removed)
{
	struct theme_language language = { .tag = STR("de"), .messages = messages };
	return view_amount_say(&language, (struct view_amount){ added, removed }, &arena);
}

static void
test_parts_that_are_zero(void **state)
{
	(void)state;
	struct value none = value_map(NULL, 0);
	expect_str(say(none, 0, 0), "");
	expect_str(say(none, 12, 0), "+12 words");
	expect_str(say(none, 0, 3), "−3 words");
	expect_str(say(none, 12, 3), "+12 −3 words");
	expect_str(say(none, 1, 0), "+1 word");
	expect_str(say(none, 0, 1), "−1 word");
	arena_free(&arena);
}

static void
test_words_of_a_theme(void **state)
{
	(void)state;
	struct value_entry forms[] = {
		{ value_text(STR("one")), value_text(STR("ein Wort mehr")) },
		{ value_text(STR("other")), value_text(STR("{count} Wörter mehr")) },
	};
	struct value_entry entries[] = {
		{ value_text(STR("words_added")), value_map(forms, 2) },
		{ value_text(STR("words_changed")),
		        value_text(STR("{added} mehr, {removed} weniger")) },
	};
	struct value messages = value_map(entries, 2);
	expect_str(say(messages, 1, 0), "ein Wort mehr");
	expect_str(say(messages, 1200, 0), "1.200 Wörter mehr");
	expect_str(say(messages, 4, 2500), "4 mehr, 2.500 weniger");
	expect_str(say(messages, 0, 2), "−2 words");
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_that_are_zero),
		cmocka_unit_test(test_words_of_a_theme),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
