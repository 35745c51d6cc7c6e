#include "data/node.h"

#include <math.h>

#include "expect_tree.h"

static struct value
typed(const char *text, bool quoted, struct arena *arena)
{
	struct node node = { .kind = NODE_SCALAR, .quoted = quoted, .text = str_from(text) };
	return node_value(&node, arena);
}

static void
test_integers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t n;
	} cases[] = {
		{ "0", 0 },
		{ "-0", 0 },
		{ "+12", 12 },
		{ "-7", -7 },
		{ "08", 8 },
		{ "012", 12 },
		{ "0o17", 15 },
		{ "0x1F", 31 },
		{ "0xff", 255 },
		{ "9007199254740993", 9007199254740993 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
		{ "0x7fffffffffffffff", INT64_MAX },
	};
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value v = typed(cases[i].text, false, &arena);
		assert_int_equal(v.kind, VALUE_INT);
		assert_true(v.integer == cases[i].n);
		assert_int_equal(typed(cases[i].text, true, &arena).kind, VALUE_TEXT);
	}
	arena_free(&arena);
}

static void
test_floats(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double n;
	} cases[] = {
		{ "1.5", 1.5 },
		{ "-0.25", -0.25 },
		{ "1.", 1 },
		{ ".5", 0.5 },
		{ "+.5", 0.5 },
		{ "1e3", 1000 },
		{ "12E-1", 1.2 },
		{ ".inf", (double)INFINITY },
		{ "+.Inf", (double)INFINITY },
		{ "-.INF", -(double)INFINITY },
	};
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value v = typed(cases[i].text, false, &arena);
		assert_int_equal(v.kind, VALUE_FLOAT);
		assert_true(v.number == cases[i].n);
	}
	assert_true(isnan(typed(".nan", false, &arena).number));
	assert_true(isnan(typed(".NaN", false, &arena).number));
	assert_true(isnan(typed(".NAN", false, &arena).number));
	arena_free(&arena);
}

static void
test_words(void **state)
{
	(void)state;
	static const char *const yes[] = { "true", "True", "TRUE" };
	static const char *const no[] = { "false", "False", "FALSE" };
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < 3; i++) {
		struct value v = typed(yes[i], false, &arena);
		assert_true(v.kind == VALUE_BOOL && v.boolean);
		v = typed(no[i], false, &arena);
		assert_true(v.kind == VALUE_BOOL && !v.boolean);
		assert_int_equal(typed(yes[i], true, &arena).kind, VALUE_TEXT);
	}
	arena_free(&arena);
}

/* What YAML 1.1 would have turned into something else, and what does not fit into a number. */
static void
test_texts(void **state)
{
	(void)state;
	static const char *const texts[] = { "yes", "no", "on", "off", "y", "n", "Yes", "tRUE",
		"truE", "2026-11-02", "2026-11-02T10:00:00Z", "12:30:45", "1_000", "0b11", "1,5",
		"1.2.3", "0x", "0o8", "0xg", "-0x1", "+0o7", "+", "-", ".", "..", "-.", "e3", ".e3",
		"1e", "1e+", "--1", "inf", "nan", "-.nan", ".infinity", "1 2",
		"9223372036854775808", "123456789012345678901234567890", "0x8000000000000000",
		"1e999", "-1e999", "=", "" };
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct value v = typed(texts[i], false, &arena);
		assert_int_equal(v.kind, VALUE_TEXT);
		expect_str(value_str(v), texts[i]);
	}
	arena_free(&arena);
}

static void
test_trees(void **state)
{
	(void)state;
	struct reading r = reading_of("f.yaml", STR("a: [1, 'x', ~]\nb: {c: true}\nd:\ne: []\n"));
	struct value v = node_value(r.root, &r.arena);
	assert_int_equal(v.kind, VALUE_MAP);
	assert_int_equal(v.len, 4);
	struct value a = value_get(v, STR("a"), &r.arena);
	assert_int_equal(a.kind, VALUE_LIST);
	assert_int_equal(a.len, 3);
	assert_int_equal(a.items[0].integer, 1);
	expect_str(value_str(a.items[1]), "x");
	assert_int_equal(a.items[2].kind, VALUE_NONE);
	struct value b = value_get(v, STR("b"), &r.arena);
	assert_true(value_get(b, STR("c"), &r.arena).boolean);
	assert_int_equal(value_get(v, STR("d"), &r.arena).kind, VALUE_NONE);
	assert_int_equal(value_len(value_get(v, STR("e"), &r.arena)), 0);
	expect_str(value_str(v.entries[3].key), "e");
	reading_free(&r);
}

static void
test_get(void **state)
{
	(void)state;
	struct reading r = reading_of("f.yaml", STR("a: [b]\nc: d\n"));
	expect_str(node_get(r.root, STR("c"))->text, "d");
	assert_null(node_get(r.root, STR("b")));
	assert_null(node_get(node_get(r.root, STR("a")), STR("b")));
	assert_null(node_get(node_get(r.root, STR("c")), STR("d")));
	assert_null(node_get(NULL, STR("d")));
	reading_free(&r);
}

static void
test_brief(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	expect_str(node_brief(STR("one line")), "one line");
	expect_str(node_brief(STR("one\ntwo")), "one");
	expect_str(node_brief(STR("")), "");
	struct str brief = node_brief(repeat(&buf, "", "\xC3\xA9", 100, ""));
	assert_int_equal(brief.len, 120);
	buf_free(&buf);
}

static void
test_messages(void **state)
{
	(void)state;
	struct reading r = reading_of("f.yaml", STR("a: one\nb: 'two'\nc: [3]\n"));
	struct buf buf;
	buf_init(&buf, 1000);
	node_error(&r.diags, &r.source, node_get(r.root, STR("a")), "no %s", "more");
	node_warning(&r.diags, &r.source, node_get(r.root, STR("b")), "hm");
	node_error(&r.diags, &r.source, node_get(r.root, STR("c")), "oh");
	diag_print(&r.diags, &buf, false);
	expect_buf(&buf,
	        "f.yaml:1:4: error: no more\n"
	        "    1 | a: one\n"
	        "      |    ^~~\n"
	        "f.yaml:2:4: warning: hm\n"
	        "    2 | b: 'two'\n"
	        "      |    ^\n"
	        "f.yaml:3:4: error: oh\n"
	        "    3 | c: [3]\n"
	        "      |    ^\n");
	buf_free(&buf);
	reading_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_floats),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_brief),
		cmocka_unit_test(test_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
