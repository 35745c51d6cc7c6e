/* Files that kith writes for an author to go on with. */
#include "cli/scaffold.h"

#include "folder.h"

#include "base/arena.h"
#include "base/diag.h"

static void
test_fill(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	const struct scaffold_word words[] = {
		{ STR("title"), STR("Say \"no\" \\ twice"), false },
		{ STR("slug"), STR("say-no"), false },
		{ STR("odd"), STR("a\nb{{slug}}"), false },
		{ STR("list"), STR("a\nb\r"), true },
		{ STR("none"), { NULL, 0 }, false },
	};
	static const char *const cases[][2] = {
		{ "{{title}}", "Say \"no\" \\ twice" },
		{ "title: \"{{title}}\"", "title: \"Say \\\"no\\\" \\\\ twice\"" },
		{ "a/{{slug}}.md {{slug}}", "a/say-no.md say-no" },
		{ "{{other}} {{ slug }} {{slug} {", "{{other}} {{ slug }} {{slug} {" },
		{ "{{odd}}", "a b{{slug}}" },
		{ "{{list}}", "a\nb " },
		{ "a\nb {{slug}} {{none}}\nc\n", "a\nc\n" },
		{ "a\n{{none}}", "a\n" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(scaffold_fill(&arena, str_from(cases[i][0]), words, 5), cases[i][1]);
	arena_free(&arena);
}

static void
test_nothing_is_overwritten(void **state)
{
	(void)state;
	struct diags diags;
	diag_init(&diags);
	assert_true(scaffold_write(root, STR("a/b.md"), STR("new"), STR("a/b.md"), &diags));
	assert_string_equal(file_text("a/b.md"), "new");
	assert_false(scaffold_write(root, STR("a/b.md"), STR("newer"), STR("shown"), &diags));
	assert_string_equal(file_text("a/b.md"), "new");
	expect_str(diags.list.at[0].place.path, "shown");
	put_link("out", "../outside");
	assert_false(scaffold_write(root, STR("out/x"), STR("x"), STR("out/x"), &diags));
	assert_string_equal(file_text("../outside/x"), "(none)");
	assert_int_equal(diags.errors, 2);
	diag_free(&diags);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill),
		IN_FOLDER(test_nothing_is_overwritten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
