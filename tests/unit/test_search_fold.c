/*
 * Words as the index has them. The texts and their words are in tests/spec/search-fold.json, which the search page's
 * script is held to as well (tests/browser/search.mjs).
 */
#include "search/search_fold.h"

#include "expect.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "data/reader.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
expect_words(struct str text, const struct node *want)
{
	struct search_words words = search_fold_words(&arena, text);
	struct str word;

	for (const struct node *item = want->child; item; item = item->next) {
		if (!search_fold_next(&words, &word))
			fail_msg("\"" STR_FMT "\": no word \"" STR_FMT "\"", STR_ARG(text),
			        STR_ARG(item->text));
		if (!str_eq(word, item->text))
			fail_msg("\"" STR_FMT "\": \"" STR_FMT "\", not \"" STR_FMT "\"",
			        STR_ARG(text), STR_ARG(word), STR_ARG(item->text));
	}
	if (search_fold_next(&words, &word))
		fail_msg("\"" STR_FMT "\": also \"" STR_FMT "\"", STR_ARG(text), STR_ARG(word));
}

static void
test_vectors(void **state)
{
	(void)state;
	struct node_source source = { .path = STR("tests/spec/search-fold.json") };
	struct diags diags;
	size_t count = 0;
	int root;

	diag_init(&diags);
	assert_int_equal(fs_open_root(STR("."), &root), 0);
	assert_int_equal(fs_read(root, source.path, &arena, 1 << 20, &source.bytes, NULL), 0);
	fs_close(root);
	const struct node *list = reader_json(&arena, &source, source.bytes, &diags);
	assert_non_null(list);
	for (const struct node *row = list->child; row; row = row->next, count++)
		expect_words(row->child->text, row->child->next);
	assert_true(count > 20);
	diag_free(&diags);
}

/* What parts the pieces that are folded makes no difference to their words. */
static void
test_bytes_that_are_no_characters(void **state)
{
	(void)state;
	struct search_words words = search_fold_words(&arena,
	        STR("a\xff"
	            "b \xc3 c\xe3\x81 d"));
	struct str word;
	const char *const want[] = { "a", "b", "c", "d" };

	for (size_t i = 0; i < 4; i++) {
		assert_true(search_fold_next(&words, &word));
		expect_str(word, want[i]);
	}
	assert_false(search_fold_next(&words, &word));
}

/* Where a text begins and how long it is, in eights of bytes, makes no difference to its words. */
static void
test_words_anywhere(void **state)
{
	(void)state;
	static const char text[] =
	        "                I was 7 at 1984's \xc3\x9c-boat, sevenly eightfold";
	static const char *const want[] = { "i", "was", "7", "at", "1984", "s", "u", "boat",
		"sevenly", "eightfold" };
	struct str word;

	for (size_t from = 0; from <= 16; from++) {
		struct search_words words = search_fold_words(&arena, str_from(text + from));

		for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
			assert_true(search_fold_next(&words, &word));
			expect_str(word, want[i]);
			assert_true(search_fold_head(word) == words.head);
		}
		assert_false(search_fold_next(&words, &word));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_bytes_that_are_no_characters),
		cmocka_unit_test(test_words_anywhere),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
