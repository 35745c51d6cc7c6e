#include "data/yaml_mistake.h"

#include <stdio.h>

#include "expect_tree.h"

static void
test_reads(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{ "title: What\ntags: [a, 'b', \"c\\u00e9\\n\"]\n",
		        "{title: What, tags: [a, \"b\", \"c\xc3\xa9\n\"]}" },
		{ "- a\n-\n- ~\n- null\n- \"null\"\n- ''\n", "[a, ~, ~, ~, \"null\", \"\"]" },
		{ "a:\n  b:\n    - c: d\n      e: f\n    - g\n", "{a: {b: [{c: d, e: f}, g]}}" },
		{ "text: |\n  one\n  two\nfolded: >\n  one\n  two\n\n  three\nstripped: |-\n  x\n",
		        "{text: \"one\ntwo\n\", folded: \"one two\nthree\n\", stripped: \"x\"}" },
		{ "{a: 1, b: {c: [], d: {}}}", "{a: 1, b: {c: [], d: {}}}" },
		{ "? a\n: b\n", "{a: b}" },
		{ "---\na: 1\n...\n# nothing more\n...\n", "{a: 1}" },
		{ "%YAML 1.2\n---\na: 1\n", "{a: 1}" },
		{ "\xef\xbb\xbf"
		  "a: 1\n",
		        "{a: 1}" },
		{ "a: 1\r\nb: |\r\n  x\r\n  y\r\n", "{a: 1, b: \"x\ny\n\"}" },
		{ "# only a comment\n", "~" },
		{ "", "~" },
		{ "\n\n", "~" },
		{ "---\n", "~" },
		{ "a: b\n c\n  d\n", "{a: b c d}" },
		{ "a: !!str 1\nb: ! 2\nc: !<tag:yaml.org,2002:str> true\n",
		        "{a: \"1\", b: \"2\", c: \"true\"}" },
		{ "a: &x 1\nb: *x\nc: &y [*x, 2]\nd: *y\n", "{a: 1, b: 1, c: [1, 2], d: [1, 2]}" },
		{ "a: &x 1\nb: &x 2\nc: *x\nd: *x\n",
		        "{a: 1, b: 2, c: 2, d: 2}\n1:4: warning: the anchor \"&x\" is no part of the text"
		        " | a text that begins with \"&\" must stand in quotes" },
		{ "\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87: \xd0\xb7\xd0\xbd\xd0\xb0\xd1\x87\xd0\xb5\xd0\xbd\xd0\xb8\xd0\xb5\n\xe3\x82\xad\xe3\x83\xbc: \xe5\x80\xa4\n",
		        "{\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87: \xd0\xb7\xd0\xbd\xd0\xb0\xd1\x87\xd0\xb5\xd0\xbd\xd0\xb8\xd0\xb5, \xe3\x82\xad\xe3\x83\xbc: \xe5\x80\xa4}" },
		{ "slug: 08\ntitle: No\ncommits: [12345e7]\nwhen: 2026-11-02\n",
		        "{slug: 08, title: No, commits: [12345e7], when: 2026-11-02}" },
		{ "a: http://example.org/?b=c#d\nb: it's - fine?, yes!\n",
		        "{a: http://example.org/?b=c#d, b: it's - fine?, yes!}" },
		{ "\"a b\": 1\n'c': 2\n", "{a b: 1, c: 2}" },
		{ "a: 'x\n\ty'\n", "{a: \"x y\"}" },
		{ "a:\tb\n", "{a: b}" },
	};
	expect_readings("f.yaml", cases);
}

static const struct reading_case mistakes[] = {
	{ "title: Foo: bar\n",
	        "1:11: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: title: \"Foo: bar\"" },
	{ "- Foo: bar: baz\n",
	        "1:11: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: - Foo: \"bar: baz\"" },
	{ "title: Foo:\n",
	        "1:11: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: title: \"Foo:\"" },
	{ "title: \"Foo\": bar\n",
	        "1:13: error: the text ends at the quote before this colon"
	        " | put the text in quotes: title: '\"Foo\": bar'" },
	{ "title: say \"hi\": bar\n",
	        "1:16: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: title: 'say \"hi\": bar'" },
	{ "title: say \"it's\": bar\n",
	        "1:18: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: title: 'say \"it''s\": bar'" },
	{ "a: 1\n b: 2\n",
	        "2:2: error: a key cannot stand here, as the text above goes on in this line"
	        " | let the line begin in the column of the key above, or put the whole text in quotes" },
	{ "text: one\n  two\n  three: four\n",
	        "3:3: error: a key cannot stand here, as the text above goes on in this line"
	        " | let the line begin in the column of the key above, or put the whole text in quotes" },
	{ "title:Foo\ndate: x\n",
	        "1:6: error: a space is missing behind this colon"
	        " | write \"title: Foo\"" },
	{ "a: 1\ntitle:Foo\ndate: x\n",
	        "2:6: error: a space is missing behind this colon"
	        " | write \"title: Foo\"" },
	{ "a: 1\n  # why\ntags\ndate: x\n",
	        "3:1: error: this line has no colon"
	        " | a key is followed by a colon and a space; a line that goes on with the text above must be indented" },
	{ "tags\ndate: x\n",
	        "1:1: error: this line has no colon"
	        " | a key is followed by a colon and a space; a line that goes on with the text above must be indented" },
	{ "- a\n-b\n",
	        "2:1: error: a space is missing behind this dash"
	        " | write \"- b\"" },
	{ "see http://x\na: b\n",
	        "1:1: error: this line has no colon"
	        " | a key is followed by a colon and a space; a line that goes on with the text above must be indented" },
	{ "title: @home\n",
	        "1:8: error: a text cannot begin with \"@\""
	        " | put the text in quotes: title: \"@home\"" },
	{ "title: `x` y\n",
	        "1:8: error: a text cannot begin with \"`\""
	        " | put the text in quotes: title: \"`x` y\"" },
	{ "title: %5\n",
	        "1:8: error: a text cannot begin with \"%\""
	        " | put the text in quotes: title: \"%5\"" },
	{ "thanks: [@grace, @jo, C#]\n",
	        "1:10: error: a text cannot begin with \"@\""
	        " | put the text in quotes: thanks: [\"@grace\", \"@jo\", C#]" },
	{ "links: {a: @b}\n",
	        "1:12: error: a text cannot begin with \"@\""
	        " | put the text in quotes" },
	{ "tags: [C#, #paper]\ntitle: A\n",
	        "1:12: error: a comment begins here, before the list is closed"
	        " | a text that begins with \"#\" must stand in quotes" },
	{ "tags: [\"C #\", paper\ntitle: A\n",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "- @home\n",
	        "1:3: error: a text cannot begin with \"@\""
	        " | put the text in quotes: - \"@home\"" },
	{ "a:\n\tb: c\n",
	        "2:1: error: this line is indented by a tab"
	        " | YAML is indented by spaces" },
	{ "a: 1\n\tb: c\n",
	        "2:1: error: this line is indented by a tab"
	        " | YAML is indented by spaces" },
	{ "a: |\n\tx\n",
	        "2:1: error: this line is indented by a tab"
	        " | YAML is indented by spaces" },
	{ "- \t@\n",
	        "1:3: error: a tab stands where a space belongs"
	        " | YAML is indented by spaces" },
	{ "a: 1\n%5 x\n",
	        "2:1: error: a line cannot begin with \"%\""
	        " | put the text in quotes: \"%5 x\"" },
	{ "%5 x\na: 1\n",
	        "1:1: error: a line cannot begin with \"%\""
	        " | put the text in quotes: \"%5 x\"" },
	{ "%YAML 3.0\n---\na: b\n",
	        "1:1: error: this %YAML line is not understood"
	        " | leave it out" },
	{ "%YAML 1.1\n%YAML 1.1\n---\na: b\n",
	        "2:1: error: this %YAML line is not understood"
	        " | leave it out" },
	{ "%TAG ! tag:x\n---\na: b\n", "1:1: error: %TAG is not supported" },
	{ "# x\n\n...\n%TAG ! tag:x\n---\na: b\n", "4:1: error: %TAG is not supported" },
	{ "title: 'it's'\n",
	        "1:12: error: the text ends at the quote before this"
	        " | put the text in quotes: title: \"it's\"" },
	{ "title: \"a\" b\n",
	        "1:12: error: the text ends at the quote before this"
	        " | put the text in quotes: title: '\"a\" b'" },
	{ "title: 'b' 'c'\n",
	        "1:12: error: the text ends at the quote before this"
	        " | put the text in quotes: title: \"b' 'c\"" },
	{ "\"a\" b: c\n",
	        "1:5: error: the text ends at the quote before this"
	        " | put the text in quotes" },
	{ "title: \"C\" # x \"\n y: z\n",
	        "2:2: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "a: \"open\nb: c\n",
	        "1:4: error: this quote is never closed"
	        " | put another \" at the end of the text" },
	{ "a: 'open\n",
	        "1:4: error: this quote is never closed"
	        " | put another ' at the end of the text" },
	{ "a: \"open\nb: \"c\"\n",
	        "1:4: error: this quote is not closed before line 2"
	        " | put another \" at the end of the text" },
	{ "x: y\na: 'open\nb: it's\n",
	        "2:4: error: this quote is not closed before line 3"
	        " | put another ' at the end of the text" },
	{ "a: 'x\n---\nb: y\n",
	        "1:4: error: this quote is never closed"
	        " | put another ' at the end of the text" },
	{ "a: \"C:\\path\"\n",
	        "1:7: error: this escape is not known"
	        " | write \\\\ for a backslash, or put the text in single quotes" },
	{ "a: \"C:\\Users\"\n",
	        "1:7: error: this escape is not known"
	        " | write \\\\ for a backslash, or put the text in single quotes" },
	{ "a: \"\\ud83d\\ude00\"\n",
	        "1:7: error: this escape is no character"
	        " | write the character itself" },
	{ "a: \"\\0\"\n", "1:4: error: this text has a NUL character in it (\\0)" },
	{ "tags: [a, b\n",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "tags: [a, b\ndate: 20\n",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "tags: [a, b,\ndate: 20\n",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "tags: [a, b,\n",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "tags: [a, b,",
	        "1:7: error: this list is never closed"
	        " | put a \"]\" at its end" },
	{ "tags: [\n  \"a\"\n  \"b\"\n]\n",
	        "3:3: error: a comma or \"]\" is missing before this"
	        " | a text with brackets, commas or colons must stand in quotes" },
	{ "x: {a: b\n",
	        "1:4: error: this map is never closed"
	        " | put a \"}\" at its end" },
	{ "x: {a: b\ny: z\n",
	        "1:4: error: this map is never closed"
	        " | put a \"}\" at its end" },
	{ "x: {a: {b: c}\n",
	        "1:4: error: this map is never closed"
	        " | put a \"}\" at its end" },
	{ "tags: [a,,b]\n", "1:10: error: a value is missing before this" },
	{ "tags: [,a]\n", "1:8: error: a value is missing before this" },
	{ "tags: [a: b: c]\n",
	        "1:12: error: a comma or \"]\" is missing before this"
	        " | a text with brackets, commas or colons must stand in quotes" },
	{ "tags: [- a]\n", "1:8: error: a list in brackets has no dashes" },
	{ "title: [draft] Foo\n",
	        "1:16: error: the list ends at the bracket before this"
	        " | put the text in quotes: title: \"[draft] Foo\"" },
	{ "title: {a} b\n",
	        "1:12: error: the map ends at the bracket before this"
	        " | put the text in quotes: title: \"{a} b\"" },
	{ "a: [b]]\n",
	        "1:7: error: nothing was opened for this bracket to close"
	        " | put the text in quotes: a: \"[b]]\"" },
	{ "a: ]\n",
	        "1:4: error: a text cannot begin with \"]\""
	        " | put the text in quotes: a: \"]\"" },
	{ "a: [{% x %}]\n",
	        "1:6: error: a text cannot begin with \"%\""
	        " | put the text in quotes: a: \"[{% x %}]\"" },
	{ "a: {{ x }}\n",
	        "1:5: error: a map cannot be a key"
	        " | a text that begins with a bracket must stand in quotes" },
	{ "title: *emph* foo\n",
	        "1:8: error: a text cannot begin with \"*\""
	        " | put the text in quotes: title: \"*emph* foo\"" },
	{ "title: *emph foo\n",
	        "1:8: error: the alias \"*emph\" names nothing above it"
	        " | a text that begins with \"*\" must stand in quotes" },
	{ "a: &x y\nb: *x y\n",
	        "2:7: error: a text cannot begin with \"*\""
	        " | put the text in quotes: b: \"*x y\"" },
	{ "title: & foo\n",
	        "1:8: error: a text cannot begin with \"&\""
	        " | put the text in quotes: title: \"& foo\"" },
	{ "title: &c or c\n",
	        "{title: or c}\n1:8: warning: the anchor \"&c\" is no part of the text"
	        " | a text that begins with \"&\" must stand in quotes" },
	{ "title: !important foo\n",
	        "1:8: error: the tag \"!important\" is not supported"
	        " | leave the tag out; a text that begins with \"!\" must stand in quotes" },
	{ "title: !!binary aGk=\n",
	        "1:8: error: the tag \"!!binary\" is not supported"
	        " | leave the tag out; a text that begins with \"!\" must stand in quotes" },
	{ "tags: !!set {a, b}\n",
	        "1:7: error: the tag \"!!set\" is not supported"
	        " | leave the tag out; a text that begins with \"!\" must stand in quotes" },
	{ "title: !x!y foo\n",
	        "1:8: error: a text cannot begin with \"!\""
	        " | put the text in quotes: title: \"!x!y foo\"" },
	{ "title: !<x foo\n",
	        "1:8: error: a text cannot begin with \"!\""
	        " | put the text in quotes: title: \"!<x foo\"" },
	{ "title: | text\n",
	        "1:8: error: the text of \"|\" begins on the next line, not behind it"
	        " | put the text in quotes: title: \"| text\"" },
	{ "title: > 5 things\n",
	        "1:8: error: the text of \">\" begins on the next line, not behind it"
	        " | put the text in quotes: title: \"> 5 things\"" },
	{ "a: |0\n  x\n", "1:5: error: the indentation of a block text is a number from 1 to 9" },
	{ "title: - foo\n",
	        "1:8: error: a list cannot begin behind its key"
	        " | put each item on a line of its own below the key, or the text in quotes" },
	{ "title: ? foo\n",
	        "1:8: error: a text cannot begin with \"?\""
	        " | put the text in quotes: title: \"? foo\"" },
	{ "a: [x]\n  - b\n",
	        "2:3: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "  a: 1\n b: 2\n",
	        "2:2: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "a:\n    b: 1\n   c: 2\n",
	        "3:4: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "a:\n  - x\n - y\n",
	        "3:2: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "a: |\n  x\n y\n",
	        "3:2: error: the indentation of this line fits no line above it"
	        " | keys of one map begin in the same column, and so do the items of a list" },
	{ "a: x\n- y\n",
	        "2:1: error: a list item cannot stand among keys"
	        " | put the list below a key of its own" },
	{ "- y\na: x\n",
	        "2:1: error: a key cannot stand among list items"
	        " | a file is a list or a map, and not both" },
	{ ": foo\n", "1:1: error: a key is missing before this colon" },
	{ "a: b\n: foo\n", "2:1: error: a key is missing before this colon" },
	{ "[a] b\n",
	        "1:5: error: the list ends at the bracket before this"
	        " | put the text in quotes: \"[a] b\"" },
	{ "a: 1\nb: 2\na: 3\n",
	        "3:1: error: the key \"a\" is given twice, first on line 1"
	        " | keep one of the two" },
	{ "a: {b: 1, b: 2}\n",
	        "1:11: error: the key \"b\" is given twice, first on line 1"
	        " | keep one of the two" },
	{ "a: 1\n\"a\": 2\n",
	        "2:1: error: the key \"a\" is given twice, first on line 1"
	        " | keep one of the two" },
	{ "<<: {a: 1}\n",
	        "1:1: error: merge keys (\"<<\") are not supported"
	        " | YAML 1.2 has none: write the keys out" },
	{ "a: &x {b: 1}\nc:\n  <<: *x\n",
	        "3:3: error: merge keys (\"<<\") are not supported"
	        " | YAML 1.2 has none: write the keys out" },
	{ "? [a]\n: b\n",
	        "1:3: error: a list cannot be a key"
	        " | a text that begins with a bracket must stand in quotes" },
	{ "? {a: b}\n: c\n",
	        "1:3: error: a map cannot be a key"
	        " | a text that begins with a bracket must stand in quotes" },
	{ "&x a: b\n", "1:1: error: a key cannot have an anchor" },
	{ "a: &x 1\n*x : b\n", "2:1: error: an alias cannot be a key" },
	{ "a: &x [*x]\n", "1:8: error: the alias \"*x\" stands inside the value it names" },
	{ "a: &x {b: {c: *x}}\n",
	        "1:15: error: the alias \"*x\" stands inside the value it names" },
	{ "a: *x\n",
	        "1:4: error: the alias \"*x\" names nothing above it"
	        " | a text that begins with \"*\" must stand in quotes" },
	{ "a: 1\n---\nb: 2\n",
	        "2:1: error: a second document begins here"
	        " | put it in a file of its own" },
	{ "a: 1\n...\nb: 2\n",
	        "3:1: error: a second document begins here"
	        " | put it in a file of its own" },
	{ "a: 1\n...\n%TAG ! x\n---\n",
	        "3:1: error: a second document begins here"
	        " | put it in a file of its own" },
	{ "a: 1\n%YAML 1.2\n---\n",
	        "2:1: error: a second document begins here"
	        " | put it in a file of its own" },
	{ "title: #1 in the world\n",
	        "{title: ~}\n1:8: warning: the text behind \"#\" is a comment, so there is no value here"
	        " | a text that begins with \"#\" must stand in quotes" },
	{ "tags:\n  - #kith\n",
	        "{tags: [~]}\n2:5: warning: the text behind \"#\" is a comment, so there is no value here"
	        " | a text that begins with \"#\" must stand in quotes" },
	{ "title: # later\ndate: #\n", "{title: ~, date: ~}" },
	{ "a: b\rc: d\n",
	        "1:5: error: a carriage return stands here without a newline"
	        " | save the file with line ends of Unix or Windows" },
	{ "a: b\xe2\x80\xa8"
	  "c\n",
	        "1:5: error: an invisible character stands here: line separator (U+2028)"
	        " | delete it" },
	{ "a: b\xe2\x80\xa9"
	  "c\n",
	        "1:5: error: an invisible character stands here: paragraph separator (U+2029)"
	        " | delete it" },
	{ "a: b\xc2\x85"
	  "c\n",
	        "1:5: error: an invisible character stands here: next line (U+0085)"
	        " | delete it" },
	{ "\xc3\xa9: \xc3\xbc: x\n",
	        "1:5: error: this text has a colon in it and must stand in quotes"
	        " | put the text in quotes: \xc3\xa9: \"\xc3\xbc: x\"" },
	{ "a: \x01\n",
	        "1:4: error: the control character U+0001 stands here"
	        " | delete it" },
	{ "a: \x7f\n",
	        "1:4: error: the control character U+007F stands here"
	        " | delete it" },
};

static void
test_mistakes(void **state)
{
	(void)state;
	expect_readings("f.yaml", mistakes);
}

/* What no text can hold: its length is not that of a terminated string. */
static void
test_encodings(void **state)
{
	(void)state;
	expect_reading("f.yaml", STR("a: b\xff\n"),
	        "1:5: error: the byte 0xFF is not valid UTF-8 here | save the file as UTF-8");
	expect_reading("f.yaml", STR("a: b\nc: \xc3\xa9\xed\xa0\x80\n"),
	        "2:5: error: the byte 0xED is not valid UTF-8 here | save the file as UTF-8");
	expect_reading("f.yaml", STR("a: b\nc: \0\n"), "2:4: error: a NUL byte stands here");
	expect_reading("f.yaml",
	        STR("\xff\xfe"
	            "a\0:\0"),
	        "1:1: error: this file is in UTF-16 | save it as UTF-8");
	expect_reading(
	        "f.yaml", STR("\0a\0:"), "1:1: error: this file is in UTF-16 | save it as UTF-8");
	expect_reading(
	        "f.yaml", STR("a\0:\0"), "1:1: error: this file is in UTF-16 | save it as UTF-8");
}

static void
test_places(void **state)
{
	(void)state;
	static const char text[] =
	        "---\ntitle: \xc3\xa9\ntags:\n  - a\n  - &x {b: \"c\"}\n  - *x\n---\nbody\n";
	struct reading r = { .source = { STR("page.md"), STR(text) } };
	diag_init(&r.diags);
	struct str matter =
	        str_slice(r.source.bytes, 4, str_find(r.source.bytes, STR("---\nbody")));
	r.root = reader_yaml(&r.arena, &r.source, matter, 2, &r.diags);
	assert_non_null(r.root);
	assert_int_equal(r.root->line, 2);
	assert_int_equal(r.root->column, 1);
	const struct node *title = node_get(r.root, STR("title"));
	assert_int_equal(title->key->line, 2);
	assert_int_equal(title->key->column, 1);
	assert_int_equal(title->line, 2);
	assert_int_equal(title->column, 8);
	const struct node *tags = node_get(r.root, STR("tags"));
	assert_int_equal(tags->len, 3);
	assert_int_equal(tags->line, 4);
	assert_int_equal(tags->column, 3);
	const struct node *map = tags->child->next, *alias = map->next;
	assert_int_equal(map->line, 5);
	assert_int_equal(map->column, 5);
	assert_int_equal(map->child->column, 12);
	assert_int_equal(alias->line, 6);
	assert_int_equal(alias->column, 5);
	assert_ptr_equal(alias->child, map->child);
	assert_null(alias->next);
	reading_free(&r);
}

/* The line and the excerpt of a mistake are those of the file, not of the front matter in it. */
static void
test_mistake_in_front_matter(void **state)
{
	(void)state;
	static const char text[] = "---\ndate: 2026-11-02\ntitle: Foo: bar\n---\nbody\n";
	struct reading r = { .source = { STR("page.md"), STR(text) } };
	struct buf out;
	buf_init(&out, 1000);
	diag_init(&r.diags);
	struct str matter =
	        str_slice(r.source.bytes, 4, str_find(r.source.bytes, STR("---\nbody")));
	assert_null(reader_yaml(&r.arena, &r.source, matter, 2, &r.diags));
	diag_print(&r.diags, &out, false);
	expect_buf(&out,
	        "page.md:3:11: error: this text has a colon in it and must stand in quotes\n"
	        "    3 | title: Foo: bar\n"
	        "      |           ^\n"
	        "    help: put the text in quotes: title: \"Foo: bar\"\n");
	buf_free(&out);
	reading_free(&r);
}

/* --- limits ---------------------------------------------------------------------------------- */

static void
expect_good(struct str text)
{
	struct reading r = reading_of("f.yaml", text);
	assert_non_null(r.root);
	assert_int_equal(r.diags.list.len, 0);
	reading_free(&r);
}

static void
test_limit_of_depth(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1 << 20);
	expect_good(repeat(&buf, "", "- ", 64, "x"));
	expect_reading("f.yaml", repeat(&buf, "", "- ", 65, "x"),
	        "1:129: error: lists and maps are nested deeper than 64 here");
	expect_reading("f.yaml", repeat(&buf, "", "[", 64, "\n"),
	        "1:64: error: this list is never closed | put a \"]\" at its end");
	/* Enough to keep libyaml busy for minutes if it were let. */
	expect_reading("f.yaml", repeat(&buf, "", "[", 500000, ""),
	        "1:65: error: lists and maps are nested deeper than 64 here");
	expect_reading("f.yaml",
	        repeat(&buf, "a: &a\n  - - - - - - - - - - b\nc:\n  ", "- ", 54, "*a"),
	        "4:111: error: lists and maps are nested deeper than 64 here");
	buf_free(&buf);
}

static void
test_limit_of_directives(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX);
	expect_reading("f.yaml", repeat(&buf, "# first\n", "%TAG !a! tag:a\n", 100000, "---\na: b"),
	        "2:1: error: %TAG is not supported");
	expect_reading("f.yaml", repeat(&buf, "a: b\n...\n", "%TAG !a! tag:a\n", 100000, "---\n"),
	        "3:1: error: a second document begins here | put it in a file of its own");
	buf_free(&buf);
}

static void
test_limit_of_nodes(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX);
	expect_good(repeat(&buf, "", "- x\n", READER_NODES_MAX - 1, ""));
	expect_reading("f.yaml", repeat(&buf, "", "- x\n", READER_NODES_MAX, ""),
	        "100000:3: error: this file has more than 100000 values");
	buf_free(&buf);
}

/* Ten lists of ten aliases of the list before: a hundred aliases for ten thousand million items. */
static void
test_aliases_count_as_written_out(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10000);
	buf_lit(&buf, "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 10; i++) {
		buf_format(&buf, "l%d: &l%d [", i, i);
		for (int j = 0; j < 10; j++)
			buf_format(&buf, "*l%d%s", i - 1, j < 9 ? "," : "]\n");
	}
	expect_reading(
	        "f.yaml", buf_view(&buf), "5:38: error: this file has more than 100000 values");
	buf_free(&buf);
}

static void
test_limit_of_aliases(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10000);
	expect_good(repeat(&buf, "- &x [y]\n", "- *x\n", READER_ALIASES_MAX, ""));
	expect_reading("f.yaml", repeat(&buf, "- &x [y]\n", "- *x\n", READER_ALIASES_MAX + 1, ""),
	        "102:3: error: this file has more than 100 aliases");
	buf_free(&buf);
}

static void
test_limit_of_text(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX + 10);
	expect_good(repeat(&buf, "a: ", "x", READER_TEXT_MAX, "\n"));
	expect_reading("f.yaml", repeat(&buf, "a: ", "x", READER_TEXT_MAX + 1, "\n"),
	        "1:4: error: this text is longer than 1 MiB");
	expect_reading("f.yaml", repeat(&buf, "? ", "x", READER_TEXT_MAX + 1, "\n: y\n"),
	        "1:3: error: this text is longer than 1 MiB");
	expect_reading("f.yaml", repeat(&buf, "#", "x", READER_FILE_MAX, ""),
	        "1:1: error: this is longer than 16 MiB");
	buf_free(&buf);
}

/* With many keys duplicates are found by a hash map. */
static void
test_duplicate_among_many(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10000);
	for (int i = 1; i <= 100; i++)
		buf_format(&buf, "key%d: %d\n", i, i);
	expect_good(buf_view(&buf));
	size_t good = buf.len;
	for (int i = 1; i <= 100; i++) {
		char want[120];
		buf.len = good;
		buf_format(&buf, "key%d:\n", i);
		snprintf(want, sizeof want,
		        "101:1: error: the key \"key%d\" is given twice, first on line %d | "
		        "keep one of the two",
		        i, i);
		expect_reading("f.yaml", buf_view(&buf), want);
	}
	buf_free(&buf);
}

/* Looking around for the cause of a mistake takes one walk through a long file, not one per line. */
static void
test_mistake_in_a_long_file(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, READER_FILE_MAX);
	expect_reading("f.yaml", repeat(&buf, "a: [b\n", "\n", 1 << 19, "  c"),
	        "1:4: error: this list is never closed | put a \"]\" at its end");
	expect_reading("f.yaml", repeat(&buf, "one\n", "\n", 1 << 19, "two: b"),
	        "1:1: error: this line has no colon | a key is followed by a colon and a space; "
	        "a line that goes on with the text above must be indented");
	expect_reading("f.yaml", repeat(&buf, "a: \"b\n", "\n", 1 << 19, "c\" d"),
	        "1:4: error: this quote is not closed before line 524290 | "
	        "put another \" at the end of the text");
	buf_free(&buf);
}

/* --- mistakes that have no row ---------------------------------------------------------------- */

static void
test_unknown_mistake(void **state)
{
	(void)state;
	struct node_source source = { STR("f.yaml"), STR("a\nb\n") };
	struct diags diags;
	struct buf out;
	diag_init(&diags);
	buf_init(&out, 1000);
	struct yaml_mistake mistake = {
		.source = &source,
		.text = source.bytes,
		.first_line = 1,
		.problem = STR("found something new"),
		.context = STR_EMPTY,
		.at = { 7, 3 },
	};
	yaml_mistake_report(&mistake, &diags);
	put_diags(&out, &diags);
	expect_buf(&out, "2:2: error: this is not valid YAML: found something new");
	buf_free(&out);
	diag_free(&diags);
}

/* Every sentence at every place of an unlucky text: the error lies within it. */
static void
test_every_mistake_everywhere(void **state)
{
	(void)state;
	static const char *const problems[] = {
		"mapping values are not allowed in this context",
		"could not find expected ':'",
		"found character that cannot start any token",
		"found a tab character that violates indentation",
		"block sequence entries are not allowed in this context",
		"mapping keys are not allowed in this context",
		"did not find expected key",
		"did not find expected '-' indicator",
		"did not find expected ',' or ']'",
		"did not find expected node content",
		"found unexpected document indicator",
		"found unknown escape character",
		"found invalid Unicode character escape code",
	};
	struct node_source source = { STR("f.yaml"), STR("\xC3\xA9: [\"\r\n\n- '\\x: :\n ]") };
	for (size_t i = 0; i < sizeof problems / sizeof *problems * 6 * 12; i++) {
		struct diags diags;
		diag_init(&diags);
		struct yaml_mistake mistake = {
			.source = &source,
			.text = source.bytes,
			.first_line = 1,
			.problem = str_from(problems[i / 72]),
			.context = STR_EMPTY,
			.at = { (uint32_t)(i % 72 / 12), (uint32_t)(i % 12) },
			.from = { (uint32_t)(i % 6), (uint32_t)(i % 11) },
			.open = { (uint32_t)(i % 4), (uint32_t)(i % 7) },
		};
		yaml_mistake_report(&mistake, &diags);
		assert_int_equal(diags.list.len, 1);
		assert_in_range(diags.list.at[0].place.line, 1, 4);
		assert_true(diags.list.at[0].place.column > 0);
		diag_free(&diags);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_mistake_in_front_matter),
		cmocka_unit_test(test_limit_of_depth),
		cmocka_unit_test(test_limit_of_directives),
		cmocka_unit_test(test_limit_of_nodes),
		cmocka_unit_test(test_aliases_count_as_written_out),
		cmocka_unit_test(test_limit_of_aliases),
		cmocka_unit_test(test_limit_of_text),
		cmocka_unit_test(test_duplicate_among_many),
		cmocka_unit_test(test_mistake_in_a_long_file),
		cmocka_unit_test(test_unknown_mistake),
		cmocka_unit_test(test_every_mistake_everywhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
