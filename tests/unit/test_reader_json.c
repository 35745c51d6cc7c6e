#include "expect_tree.h"

static void
test_reads(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{ "{\"a\": 1, \"b\": [1, 2.50, -0, 1e5], \"c\": {\"d\": null, \"e\": true, \"f\": false}}\n",
		        "{a: 1, b: [1, 2.50, -0, 1e5], c: {d: ~, e: true, f: false}}" },
		{ "{\"g\": \"\\u00e9\\ud83d\\ude00\\n\\\"\\\\\\/\", \"h\": \"\"}",
		        "{g: \"\xc3\xa9\xf0\x9f\x98\x80\n\"\\/\", h: \"\"}" },
		{ "[]", "[]" },
		{ "{}", "{}" },
		{ "\"just text\"", "\"just text\"" },
		{ "12", "12" },
		{ "null", "~" },
		{ "\xef\xbb\xbf{\"a\": 1}\r\n", "{a: 1}" },
		{ "{\"n\": 123456789012345678901234567890, \"m\": 9007199254740993, \"x\": 0.10}",
		        "{n: 123456789012345678901234567890, m: 9007199254740993, x: 0.10}" },
		{ "[\n\t[ ] , { }\n]\n", "[[], {}]" },
		{ "{\"\": 1, \"a b\": 2}", "{: 1, a b: 2}" },
	};
	expect_readings("f.json", cases);
}

static const struct reading_case mistakes[] = {
	{ "{\"a\": 1,}",
	        "1:9: error: a comma stands before this bracket"
	        " | delete the comma" },
	{ "[1,]",
	        "1:4: error: a comma stands before this bracket"
	        " | delete the comma" },
	{ "[1,,2]",
	        "1:4: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[,1]",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "{,}", "1:2: error: a key in double quotes should stand here" },
	{ "{a: 1}", "1:2: error: a key in double quotes should stand here" },
	{ "{'a': 1}", "1:2: error: texts stand in double quotes" },
	{ "{\"a\": 'x'}", "1:7: error: texts stand in double quotes" },
	{ "{1: 2}", "1:2: error: a key in double quotes should stand here" },
	{ "{\"a\" 1}", "1:6: error: a comma, a colon or a closing bracket is missing before this" },
	{ "{\"a\": 1 \"b\": 2}",
	        "1:9: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[1 2]", "1:4: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[1,2\"a\"]",
	        "1:5: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[\"a\"b]", "1:5: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[1, 2}", "1:6: error: a comma, a colon or a closing bracket is missing before this" },
	{ "{\"a\": 1]",
	        "1:8: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[}",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "{]", "1:2: error: a key in double quotes should stand here" },
	{ "[01]",
	        "1:2: error: this is no JSON number"
	        " | write it as 0, -12, 1.5 or 2e10" },
	{ "[1.]",
	        "1:2: error: this is no JSON number"
	        " | write it as 0, -12, 1.5 or 2e10" },
	{ "[-]",
	        "1:2: error: this is no JSON number"
	        " | write it as 0, -12, 1.5 or 2e10" },
	{ "[1e]",
	        "1:2: error: this is no JSON number"
	        " | write it as 0, -12, 1.5 or 2e10" },
	{ "[.5]",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[+1]",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[1.5.3]", "1:5: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[1-2]", "1:3: error: a comma, a colon or a closing bracket is missing before this" },
	{ "[True]",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[NaN]",
	        "1:2: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[1000000000000000000000000000000000000000000000000000000000000000]",
	        "1:2: error: this number is too long"
	        " | put it in quotes" },
	{ "{\"a\": \"x", "1:7: error: this text is never closed" },
	{ "{\"a\": \"x\n\"}",
	        "1:7: error: this text is not closed on its line"
	        " | put \" at its end; a line break in it is written \\n" },
	{ "{\"a\": \"x\ty\"}",
	        "1:9: error: a control character stands in this text"
	        " | a tab is written \\t" },
	{ "{\"a\": \"\\q\"}",
	        "1:8: error: this escape is not known"
	        " | write \\\\ for a backslash; characters may be written as they are" },
	{ "{\"a\": \"\\ud800\"}",
	        "1:8: error: this escape is not known"
	        " | write \\\\ for a backslash; characters may be written as they are" },
	{ "{\"a\": \"\\ude00\"}",
	        "1:8: error: this escape is not known"
	        " | write \\\\ for a backslash; characters may be written as they are" },
	{ "{\"a\": \"\\u12\"}",
	        "1:8: error: this escape is not known"
	        " | write \\\\ for a backslash; characters may be written as they are" },
	{ "{\"a\": \"\\u0000\"}", "1:8: error: this text has a NUL character in it (\\u0000)" },
	{ "[\x01]",
	        "1:2: error: a control character stands here"
	        " | delete it" },
	{ "[1] x",
	        "1:5: error: something stands behind the end of the value"
	        " | delete it" },
	{ "[1][2]",
	        "1:4: error: something stands behind the end of the value"
	        " | delete it" },
	{ "[1, // x\n2]",
	        "1:5: error: JSON has no comments"
	        " | delete it, or use a YAML file" },
	{ "# x\n[1]",
	        "1:1: error: JSON has no comments"
	        " | delete it, or use a YAML file" },
	{ "{\"a\": [1, 2",
	        "1:12: error: the file ends too early"
	        " | a closing \", ] or } is missing somewhere above" },
	{ "{\"a\":",
	        "1:6: error: the file ends too early"
	        " | a closing \", ] or } is missing somewhere above" },
	{ "{\"a\"",
	        "1:5: error: the file ends too early"
	        " | a closing \", ] or } is missing somewhere above" },
	{ "{",
	        "1:2: error: the file ends too early"
	        " | a closing \", ] or } is missing somewhere above" },
	{ "[",
	        "1:2: error: the file ends too early"
	        " | a closing \", ] or } is missing somewhere above" },
	{ " \n",
	        "1:1: error: this file is empty"
	        " | an empty list is written []" },
	{ "",
	        "1:1: error: this file is empty"
	        " | an empty list is written []" },
	{ "[1,\n  2,\n  x]",
	        "3:3: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "{\"\xc3\xa9\": \"\xc3\xbc\", \"x\": }",
	        "1:17: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "{\"a\": 1, \"a\": 2}",
	        "1:10: error: the key \"a\" is given twice, first on line 1"
	        " | keep one of the two" },
	{ "{\n  \"a\": {\"b\": 1,\n        \"\\u0062\": 2}\n}",
	        "3:9: error: the key \"b\" is given twice, first on line 2"
	        " | keep one of the two" },
	{ "nul",
	        "1:1: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[{\"a\":1},x]",
	        "1:10: error: a value should stand here"
	        " | values are texts in double quotes, numbers, true, false, null, lists and maps" },
	{ "[{\"a\":[{}]},{x}]", "1:14: error: a key in double quotes should stand here" },
};

static void
test_mistakes(void **state)
{
	(void)state;
	expect_readings("f.json", mistakes);
}

static void
test_encodings(void **state)
{
	(void)state;
	expect_reading("f.json", STR("[\"\xff\"]"),
	        "1:3: error: the byte 0xFF is not valid UTF-8 here | save the file as UTF-8");
	expect_reading("f.json", STR("[\n\0]"), "2:1: error: a NUL byte stands here");
	expect_reading(
	        "f.json", STR("[\0]\0"), "1:1: error: this file is in UTF-16 | save it as UTF-8");
}

static void
test_places(void **state)
{
	(void)state;
	struct reading r =
	        reading_of("f.json", STR("{ \"\xC3\xA9\" : [\n\t1 , \"\\\"]\" ,{}\n ,\ntrue]\n}"));
	assert_non_null(r.root);
	const struct node *list = r.root->child, *item = list->child;
	assert_int_equal(list->key->column, 3);
	assert_int_equal(list->column, 9);
	assert_int_equal(item->line, 2);
	assert_int_equal(item->column, 2);
	item = item->next;
	assert_int_equal(item->column, 6);
	expect_str(item->text, "\"]");
	item = item->next;
	assert_int_equal(item->column, 13);
	item = item->next;
	assert_int_equal(item->line, 4);
	assert_int_equal(item->column, 1);
	assert_false(item->quoted);
	assert_int_equal(list->len, 4);
	reading_free(&r);
}

/* A view need not be terminated: the byte behind it is no part of the text. */
static void
test_reads_views(void **state)
{
	(void)state;
	static const char text[] = { '[', '1', '2', '3' };
	struct reading r = reading_of("f.json", str_of(text, 2));
	assert_null(r.root);
	reading_free(&r);
	r = reading_of("f.json", str_of(text + 1, 2));
	assert_non_null(r.root);
	expect_str(r.root->text, "12");
	reading_free(&r);
}

static void
test_limits(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX * 2);
	expect_reading("f.json", repeat(&buf, "", "[", 65, ""),
	        "1:65: error: lists and maps are nested deeper than 64 here");
	expect_reading("f.json", repeat(&buf, "[", "[],", READER_NODES_MAX - 2, "1"),
	        "1:299997: error: the file ends too early | "
	        "a closing \", ] or } is missing somewhere above");
	expect_reading("f.json", repeat(&buf, "[", "[],", READER_NODES_MAX - 1, "1]"),
	        "1:299999: error: this file has more than 100000 values");
	expect_reading("f.json", repeat(&buf, "[", "1,", 4 << 20, "1]"),
	        "1:399999: error: this file has more than 100000 values");
	expect_reading("f.json", repeat(&buf, "[\"", "x", READER_TEXT_MAX + 1, "\"]"),
	        "1:2: error: this text is longer than 1 MiB");
	expect_reading("f.json", repeat(&buf, "{\"", "x", READER_TEXT_MAX + 1, "\":1}"),
	        "1:2: error: this text is longer than 1 MiB");
	expect_reading("f.json", repeat(&buf, "", " ", READER_FILE_MAX + 1, ""),
	        "1:1: error: this is longer than 16 MiB");
	buf_free(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_reads_views),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
