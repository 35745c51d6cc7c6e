/* The record of a build: what is written is read, and what is odd is nothing. */
#include "freshness/ledger.h"

#include "base/buf.h"
#include "expect.h"

static struct arena arena;

/* With text of all kinds: tabs, control characters, backslashes, nothing. */
static struct ledger
make(void)
{
	struct ledger ledger = {
		.inputs = { .arena = ARENA_EMPTY, .since = 17 },
		.key = { 1, 2 },
		.manifest = { 3, 4 },
		.outside = { 5, 6 },
		.until = INT64_MAX,
		.summary = { STR("A \\ b\tc"), 5, 6, 7, { NULL, 0, 0 } },
		.warnings = 2000,
	};
	struct arena *all = &ledger.inputs.arena;
	*array_push(all, &ledger.summary.left_out) =
	        (struct ledger_left_out){ STR("content/a.md"), 1 };
	*array_push(all, &ledger.diags) = (struct diag){
		.level = DIAG_WARNING,
		.rule = "alt-text",
		.place = { STR("content/b\n.md"), 3, 4, 5 },
		.text = STR("it is \"wrong\""),
		.help = STR_EMPTY,
		.excerpt = STR("\tx \x1b[31m \\41"),
		.caret = 1,
	};
	*array_push(all, &ledger.diags) =
	        (struct diag){ .level = DIAG_NOTE, .text = STR("by the way"), .help = STR("do") };
	*array_push(all, &ledger.inputs.list) =
	        (struct input){ .kind = INPUT_ABSENT, .path = STR("/a b") };
	*array_push(all, &ledger.inputs.list) =
	        (struct input){ .kind = INPUT_FOLDER, .path = STR("/") };
	for (enum input_kind kind = INPUT_LOOKED; kind < INPUT_KINDS; kind++)
		*array_push(all, &ledger.inputs.list) = (struct input){
			.kind = kind,
			.path = STR("/x\x7f"),
			.stat = { 1, -2, 999999999, 3, 4, UINT64_MAX, kind == INPUT_LISTED },
			.hash = { kind >= INPUT_READ ? 8 : 0, 0 },
		};
	return ledger;
}

static struct str
written(const struct ledger *ledger)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	ledger_write(ledger, &out);
	struct str text = str_copy(&arena, buf_view(&out));
	buf_free(&out);
	return text;
}

static void
expect_diag(const struct diag *a, const struct diag *b)
{
	assert_int_equal(a->level, b->level);
	assert_int_equal(a->place.line, b->place.line);
	assert_int_equal(a->place.column, b->place.column);
	assert_int_equal(a->place.width, b->place.width);
	assert_int_equal(a->caret, b->caret);
	assert_true(str_eq(a->place.path, b->place.path));
	assert_true(str_eq(a->text, b->text));
	assert_true(str_eq(a->help, b->help));
	assert_true(str_eq(a->excerpt, b->excerpt));
	assert_int_equal(!a->rule, !b->rule);
	assert_true(!a->rule || strcmp(a->rule, b->rule) == 0);
}

static void
expect_input(const struct input *a, const struct input *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_true(str_eq(a->path, b->path));
	assert_true(a->stat.size == b->stat.size && a->stat.seconds == b->stat.seconds &&
	        a->stat.nanos == b->stat.nanos &&
	        a->stat.changed_seconds == b->stat.changed_seconds &&
	        a->stat.changed_nanos == b->stat.changed_nanos && a->stat.inode == b->stat.inode &&
	        a->stat.is_folder == b->stat.is_folder && hash_eq(a->hash, b->hash));
}

static void
test_written_and_read(void **state)
{
	(void)state;
	struct ledger before = make(), after;
	assert_true(ledger_read(written(&before), &after));
	assert_true(hash_eq(after.key, before.key) && hash_eq(after.manifest, before.manifest));
	assert_true(hash_eq(after.outside, before.outside));
	assert_true(after.until == INT64_MAX && after.inputs.since == 17);
	assert_int_equal(after.warnings, 2000);
	expect_str(after.summary.title, "A \\ b\tc");
	assert_int_equal(after.summary.sources, 5);
	assert_int_equal(after.summary.pages, 6);
	assert_int_equal(after.summary.files, 7);
	assert_int_equal(after.summary.left_out.len, 1);
	expect_str(after.summary.left_out.at[0].path, "content/a.md");
	assert_int_equal(after.summary.left_out.at[0].why, 1);
	assert_int_equal(after.diags.len, before.diags.len);
	for (size_t i = 0; i < before.diags.len; i++)
		expect_diag(&after.diags.at[i], &before.diags.at[i]);
	assert_int_equal(after.inputs.list.len, before.inputs.list.len);
	for (size_t i = 0; i < before.inputs.list.len; i++)
		expect_input(&after.inputs.list.at[i], &before.inputs.list.at[i]);
	ledger_free(&before);
	ledger_free(&after);
}

static bool
reads(struct str text)
{
	struct ledger ledger;
	bool read = ledger_read(text, &ledger);
	ledger_free(&ledger);
	return read;
}

static void
test_any_other_byte_is_odd(void **state)
{
	(void)state;
	struct ledger ledger = make();
	struct str text = written(&ledger);
	char *copy = str_terminated(&arena, text);
	assert_true(reads(str_of(copy, text.len)));
	for (size_t i = 0; i < text.len; i++) {
		copy[i] ^= 1;
		assert_false(reads(str_of(copy, text.len)));
		copy[i] ^= 1;
	}
	ledger_free(&ledger);
}

static void
test_any_part_is_odd(void **state)
{
	(void)state;
	struct ledger ledger = make();
	struct str text = written(&ledger);
	for (size_t i = 0; i < text.len; i++)
		assert_false(reads(str_slice(text, 0, i)));
	assert_false(reads(str_join(&arena, (struct str[]){ text, STR("\n") }, 2, STR_EMPTY)));
	assert_false(reads(str_join(&arena, (struct str[]){ text, text }, 2, STR_EMPTY)));
	ledger_free(&ledger);
}

/* Each line is whole, and one of them is missing: the sum tells. */
static void
test_a_missing_line_is_odd(void **state)
{
	(void)state;
	struct ledger ledger = make();
	struct str text = written(&ledger), rest = text;
	while (rest.len) {
		size_t start = text.len - rest.len;
		str_line(&rest);
		struct str parts[] = { str_slice(text, 0, start), rest };
		assert_false(reads(str_join(&arena, parts, 2, STR_EMPTY)));
	}
	ledger_free(&ledger);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written_and_read),
		cmocka_unit_test(test_any_other_byte_is_odd),
		cmocka_unit_test(test_any_part_is_odd),
		cmocka_unit_test(test_a_missing_line_is_odd),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
