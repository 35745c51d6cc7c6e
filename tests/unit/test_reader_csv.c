#include "expect_tree.h"

static void
test_reads(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{ "name,role\nAda,author\n\"Lo, B.\",\n",
		        "[{name: \"Ada\", role: \"author\"}, {name: \"Lo, B.\", role: \"\"}]" },
		{ "name\nAda\n\n\nBob", "[{name: \"Ada\"}, {name: \"Bob\"}]" },
		{ "a,b\r\n1,2\r\n", "[{a: \"1\", b: \"2\"}]" },
		{ "a,b\n\"one\ntwo\",\"say \"\"hi\"\"\"\n",
		        "[{a: \"one\ntwo\", b: \"say \"hi\"\"}]" },
		{ " a , b \n x , y \n", "[{a: \" x \", b: \" y \"}]" },
		{ "\n\na\n1\n", "[{a: \"1\"}]" },
		{ "a,b\n", "[]" },
		{ "", "~" },
		{ "\n\r\n", "~" },
		{ "\xef\xbb\xbf"
		  "a\n1\n",
		        "[{a: \"1\"}]" },
		{ "a\n\"\"\n", "[{a: \"\"}]" },
		{ "\"a\",\"b\"\n\"1\",\"2\"", "[{a: \"1\", b: \"2\"}]" },
		{ "a,b\n,\n", "[{a: \"\", b: \"\"}]" },
		{ "\xc3\xa4\n\xc3\xb6\n", "[{\xc3\xa4: \"\xc3\xb6\"}]" },
		{ "a\nb\rc\n", "[{a: \"b\rc\"}]" },
	};
	expect_readings("f.csv", cases);
}

static void
test_mistakes(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{ "a,b\n1\n",
		        "2:1: error: this row has 1 field, but there are 2 columns"
		        " | an empty field needs its comma all the same" },
		{ "a,b\n1,2,3\n",
		        "2:1: error: this row has 3 fields, but there are 2 columns"
		        " | a field with a comma in it must stand in quotes" },
		{ "a,b\n1,2\n\n\"x\ny\",z,\n",
		        "4:1: error: this row has 3 fields, but there are 2 columns"
		        " | a field with a comma in it must stand in quotes" },
		{ "a,,b\n", "1:3: error: column 2 has no name" },
		{ "a,b,a\n", "1:5: error: columns 1 and 3 are both named \"a\"" },
		{ "a,b\n1,x\"y\n",
		        "2:4: error: a quote stands inside a field without quotes"
		        " | put the field in quotes and double the quotes in it: \"\"" },
		{ "a\n\"x\n",
		        "2:1: error: this quote is never closed"
		        " | put another \" at the end of the field" },
		{ "a\n\"x\"y\n",
		        "2:4: error: the field ends at the quote before this"
		        " | a quote inside a field in quotes is doubled: \"\"" },
		{ "a\n\"x\" \n",
		        "2:4: error: the field ends at the quote before this"
		        " | a quote inside a field in quotes is doubled: \"\"" },
		{ "a;b\n1;2\n",
		        "1:1: error: the columns are separated by semicolons, not by commas"
		        " | export the table with commas" },
		{ "a\tb\n1\t2\n",
		        "1:1: error: the columns are separated by tabs, not by commas"
		        " | export the table with commas" },
		{ "\xc3\xa4,b\n\xc3\xb6,\"x\n",
		        "2:3: error: this quote is never closed"
		        " | put another \" at the end of the field" },
	};
	expect_readings("f.csv", cases);
}

static void
test_encodings(void **state)
{
	(void)state;
	expect_reading("f.csv", STR("a\n\xff\n"),
	        "2:1: error: the byte 0xFF is not valid UTF-8 here | save the file as UTF-8");
	expect_reading("f.csv", STR("a,b\n1,\0\n"), "2:3: error: a NUL byte stands here");
	expect_reading("f.csv",
	        STR("\xff\xfe"
	            "a\0\n\0"),
	        "1:1: error: this file is in UTF-16 | save it as UTF-8");
}

static void
test_places(void **state)
{
	(void)state;
	struct reading r = reading_of("f.csv", STR("a,b\n\"\xC3\xA9\n\",2\n3,4\n"));
	assert_non_null(r.root);
	const struct node *row = r.root->child;
	assert_int_equal(row->line, 2);
	assert_int_equal(row->child->line, 2);
	assert_int_equal(row->child->column, 1);
	assert_int_equal(row->child->next->line, 3);
	assert_int_equal(row->child->next->column, 3);
	assert_int_equal(row->next->line, 4);
	assert_true(row->child->quoted);
	reading_free(&r);
}

static void
test_limits(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX * 2);
	for (int i = 0; i < 1001; i++)
		buf_format(&buf, "c%d,", i);
	expect_reading("f.csv", buf_view(&buf), "1:4891: error: there are more than 1000 columns");
	buf_clear(&buf);
	buf_lit(&buf, "a\n");
	for (int i = 0; i < READER_NODES_MAX; i++)
		buf_lit(&buf, "x\n");
	expect_reading(
	        "f.csv", buf_view(&buf), "50001:1: error: this file has more than 100000 values");
	buf_clear(&buf);
	buf_lit(&buf, "a\n");
	buf_repeat(&buf, 'x', READER_TEXT_MAX + 1);
	expect_reading("f.csv", buf_view(&buf), "2:1: error: this text is longer than 1 MiB");
	buf_repeat(&buf, 'x', READER_FILE_MAX);
	expect_reading("f.csv", buf_view(&buf), "1:1: error: this is longer than 16 MiB");
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
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
