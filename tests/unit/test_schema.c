#include "data/schema.h"
#include "data/value_order.h"

#include "expect_tree.h"

/* One field of each type, as a table of rows would make them. */
struct fields {
	struct str text, line, url;
	bool flag;
	int8_t tri;
	int64_t number, share;
	struct date date;
	uint8_t choice, odds;
	schema_texts texts;
	schema_pairs pairs;
	struct value value;
	const struct node *node;
};

#define ROW(key, kind, also, words, sample)                                                    \
	{                                                                                      \
		.name = STR_INIT(#key), .type = SCHEMA_##kind,                                 \
		.offset = offsetof(struct fields, key), .aliases = (also), .choices = (words), \
		.example = (sample),                                                           \
	}

static const struct schema_row rows[] = {
	ROW(text, TEXT, "summary excerpt", NULL, "One sentence."),
	ROW(line, LINE, NULL, NULL, "What it costs"),
	ROW(url, URL, NULL, NULL, "https://example.org/"),
	ROW(flag, BOOL, NULL, NULL, "true"),
	ROW(tri, TRI, NULL, NULL, NULL),
	ROW(number, INT, "order", NULL, "10"),
	ROW(share, INT, NULL, "1 100", "50"),
	ROW(date, DATE, "created  pubDatetime", NULL, "2026-11-02"),
	ROW(choice, CHOICE, NULL, "active done suspended=active paused archived=done", "active"),
	ROW(odds, CHOICE, NULL, "certain, highly likely, sure=certain", "certain"),
	ROW(texts, TEXTS, "tag", NULL, "[a, b]"),
	ROW(pairs, PAIRS, NULL, NULL, "{Code: https://example.org/code/}"),
	ROW(value, VALUE, NULL, NULL, NULL),
	ROW(node, NODE, NULL, NULL, NULL),
};
static const struct schema schema = { "front matter", rows, sizeof rows / sizeof *rows };

/* A text that was read by the schema. */
struct typed {
	struct reading reading;
	struct fields fields;
	schema_rest rest;
	bool good;
};

static struct typed
typed_with(const char *text, enum schema_unknown unknown, struct fields defaults)
{
	struct typed t = { .reading = reading_of("f.yaml", str_from(text)), .fields = defaults };
	struct reading *r = &t.reading;
	assert_non_null(r->root);
	t.good = schema_read(
	        &schema, &r->arena, &r->source, r->root, unknown, &t.fields, &t.rest, &r->diags);
	assert_int_equal(t.good, r->diags.errors == 0);
	return t;
}

static struct typed
typed(const char *text)
{
	return typed_with(text, SCHEMA_UNKNOWN_ERROR, (struct fields){ 0 });
}

static void
typed_free(struct typed *t)
{
	reading_free(&t->reading);
}

/* --- what is read ------------------------------------------------------------------------------- */

static void
test_texts(void **state)
{
	(void)state;
	static const char *const plain[] = { "No", "08", "1e3", "true", "2026-11-02", "0x10",
		"1_0" };
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct buf buf;
		buf_init(&buf, 1000);
		buf_format(&buf, "text: %s\nline: %s\ntexts: [%s]\npairs: {a: %s}\n", plain[i],
		        plain[i], plain[i], plain[i]);
		buf_char(&buf, '\0');
		struct typed t = typed(buf.at);
		assert_true(t.good);
		expect_str(t.fields.text, plain[i]);
		expect_str(t.fields.line, plain[i]);
		assert_int_equal(t.fields.texts.len, 1);
		expect_str(t.fields.texts.at[0], plain[i]);
		assert_int_equal(t.fields.pairs.len, 1);
		expect_str(t.fields.pairs.at[0].name, "a");
		expect_str(t.fields.pairs.at[0].text, plain[i]);
		typed_free(&t);
		buf_free(&buf);
	}
}

static void
test_text_as_written_and_line_trimmed(void **state)
{
	(void)state;
	struct typed t = typed("text: |\n  one\n  two\nline: >\n  one\n  two\n");
	assert_true(t.good);
	expect_str(t.fields.text, "one\ntwo\n");
	expect_str(t.fields.line, "one two");
	typed_free(&t);
	t = typed("text: ''\nurl: ' /here/ '\n");
	assert_true(t.good);
	expect_str(t.fields.text, "");
	expect_str(t.fields.url, "/here/");
	typed_free(&t);
}

static void
test_flags(void **state)
{
	(void)state;
	struct typed t = typed("flag: true\ntri: false\n");
	assert_true(t.good);
	assert_true(t.fields.flag);
	assert_int_equal(t.fields.tri, -1);
	typed_free(&t);
	t = typed("flag: 'TRUE'\ntri: True\n");
	assert_true(t.good);
	assert_true(t.fields.flag);
	assert_int_equal(t.fields.tri, 1);
	typed_free(&t);
	t = typed_with("flag: false\n", SCHEMA_UNKNOWN_ERROR, (struct fields){ .flag = true });
	assert_false(t.fields.flag);
	assert_int_equal(t.fields.tri, 0);
	typed_free(&t);
}

static void
test_numbers_dates_and_choices(void **state)
{
	(void)state;
	struct typed t = typed("number: -08\nshare: '100'\ndate: 2026-11-02\nchoice: paused\n"
	                       "odds: Highly likely\n");
	assert_true(t.good);
	assert_true(t.fields.number == -8);
	assert_true(t.fields.share == 100);
	assert_int_equal(t.fields.date.precision, DATE_DAY);
	assert_int_equal(date_split(t.fields.date).day, 2);
	assert_int_equal(t.fields.choice, 3);
	expect_str(schema_choice(schema_find(&schema, STR("choice")), &t.fields), "paused");
	assert_int_equal(t.fields.odds, 2);
	expect_str(schema_choice(schema_find(&schema, STR("odds")), &t.fields), "highly likely");
	typed_free(&t);
}

static void
test_choices_with_other_spellings(void **state)
{
	(void)state;
	struct typed t = typed("choice: archived\nodds: sure\n");
	assert_true(t.good);
	assert_int_equal(t.fields.choice, 2);
	assert_int_equal(t.fields.odds, 1);
	expect_str(schema_choice(schema_find(&schema, STR("choice")), &t.fields), "done");
	typed_free(&t);
	t = typed("{}");
	expect_str(schema_choice(schema_find(&schema, STR("choice")), &t.fields), "");
	typed_free(&t);
}

static void
test_lists_and_maps(void **state)
{
	(void)state;
	struct typed t =
	        typed("texts: one, two\npairs: {b: 1, a: ' x '}\nvalue: [1, x]\nnode: {a: b}\n");
	assert_true(t.good);
	assert_int_equal(t.fields.texts.len, 1);
	expect_str(t.fields.texts.at[0], "one, two");
	assert_int_equal(t.fields.pairs.len, 2);
	expect_str(t.fields.pairs.at[0].name, "b");
	expect_str(t.fields.pairs.at[1].text, " x ");
	assert_int_equal(t.fields.value.kind, VALUE_LIST);
	assert_int_equal(t.fields.value.items[0].integer, 1);
	assert_ptr_equal(t.fields.node, node_get(t.reading.root, STR("node")));
	typed_free(&t);
}

/* What is read replaces a default; a key without a value leaves it. */
static void
test_defaults(void **state)
{
	(void)state;
	struct str old[] = { STR("old"), STR("older") };
	struct fields defaults = {
		.line = STR("default"),
		.number = 7,
		.texts = { old, 2, 2 },
	};
	struct typed t = typed_with("texts: [new]\nnumber: 8\n", SCHEMA_UNKNOWN_ERROR, defaults);
	expect_str(t.fields.line, "default");
	assert_true(t.fields.number == 8);
	assert_int_equal(t.fields.texts.len, 1);
	expect_str(t.fields.texts.at[0], "new");
	expect_str(old[0], "old");
	typed_free(&t);
	t = typed_with("line:\nnumber: ~\ntexts: null\nflag:\npairs:\ndate:\nnode:\n",
	        SCHEMA_UNKNOWN_ERROR, defaults);
	assert_true(t.good);
	expect_str(t.fields.line, "default");
	assert_true(t.fields.number == 7);
	assert_int_equal(t.fields.texts.len, 2);
	assert_null(t.fields.node);
	typed_free(&t);
	t = typed_with("texts: ''\n", SCHEMA_UNKNOWN_ERROR, defaults);
	assert_true(t.good);
	assert_int_equal(t.fields.texts.len, 0);
	typed_free(&t);
}

static void
test_find(void **state)
{
	(void)state;
	assert_ptr_equal(schema_find(&schema, STR("line")), &rows[1]);
	assert_ptr_equal(schema_find(&schema, STR("excerpt")), &rows[0]);
	assert_ptr_equal(schema_find(&schema, STR("pubDatetime")), &rows[7]);
	assert_null(schema_find(&schema, STR("pub")));
	assert_null(schema_find(&schema, STR("summary excerpt")));
	assert_null(schema_find(&schema, STR("")));
	struct typed t = typed("summary: a\ncreated: 2026-11\ntag: x\n");
	assert_true(t.good);
	expect_str(t.fields.text, "a");
	assert_int_equal(t.fields.date.precision, DATE_MONTH);
	assert_int_equal(t.fields.texts.len, 1);
	typed_free(&t);
}

static void
test_nothing_to_read(void **state)
{
	(void)state;
	struct typed t = typed("# nothing\n");
	assert_true(t.good);
	assert_int_equal(t.rest.len, 0);
	typed_free(&t);
}

/* --- what is refused ---------------------------------------------------------------------------- */

static const struct reading_case mistakes[] = {
	{ "text: [a]\n",
	        "1:7: error: \"text\" must be a text, not a list"
	        " | for example: text: One sentence." },
	{ "summary: {a: b}\n",
	        "1:10: error: \"summary\" must be a text, not a map"
	        " | for example: text: One sentence." },
	{ "line: ''\n",
	        "1:7: error: \"line\" is empty"
	        " | give it a text, or leave the key out" },
	{ "line: |\n  a\n  b\n",
	        "1:7: error: \"line\" must be a single line"
	        " | for example: line: What it costs" },
	{ "url: javascript:alert(1)\n",
	        "1:6: error: \"url\" must be the address of a page, not \"javascript:alert(1)\""
	        " | an address begins with https:, http:, mailto: or the like, or is a path" },
	{ "url: \" java\\tscript:alert(1)\"\n",
	        "1:6: error: \"url\" must be the address of a page, not \" java\tscript:alert(1)\""
	        " | an address begins with https:, http:, mailto: or the like, or is a path" },
	{ "url: [a]\n",
	        "1:6: error: \"url\" must be a text, not a list"
	        " | for example: url: https://example.org/" },
	{ "flag: yes\n", "1:7: error: \"flag\" must be true or false, not \"yes\" | write true" },
	{ "flag: On\n", "1:7: error: \"flag\" must be true or false, not \"On\" | write true" },
	{ "flag: 'n'\n", "1:7: error: \"flag\" must be true or false, not \"n\" | write false" },
	{ "flag: 0\n", "1:7: error: \"flag\" must be true or false, not \"0\" | write false" },
	{ "flag: maybe\n",
	        "1:7: error: \"flag\" must be true or false, not \"maybe\""
	        " | for example: flag: true" },
	{ "flag: {}\n",
	        "1:7: error: \"flag\" must be true or false, not a map"
	        " | for example: flag: true" },
	{ "tri: maybe\n", "1:6: error: \"tri\" must be true or false, not \"maybe\"" },
	{ "number: 1.5\n",
	        "1:9: error: \"number\" must be a whole number, not \"1.5\""
	        " | for example: number: 10" },
	{ "order: heavy\n",
	        "1:8: error: \"order\" must be a whole number, not \"heavy\""
	        " | for example: number: 10" },
	{ "number: 9223372036854775808\n",
	        "1:9: error: \"number\" must be a whole number, not \"9223372036854775808\""
	        " | for example: number: 10" },
	{ "share: 0\n",
	        "1:8: error: \"share\" must be a whole number from 1 to 100, not \"0\""
	        " | for example: share: 50" },
	{ "share: 101\n",
	        "1:8: error: \"share\" must be a whole number from 1 to 100, not \"101\""
	        " | for example: share: 50" },
	{ "share: [1]\n",
	        "1:8: error: \"share\" must be a whole number from 1 to 100, not a list"
	        " | for example: share: 50" },
	{ "date: 2026-02-30\n",
	        "1:7: error: \"date\" is no date: there is no 30 February"
	        " | for example: date: 2026-11-02" },
	{ "created: soon\n",
	        "1:10: error: \"created\" is no date: a date is written like 2026-11-02"
	        " | for example: date: 2026-11-02" },
	{ "date: [2026]\n",
	        "1:7: error: \"date\" must be a date, not a list"
	        " | for example: date: 2026-11-02" },
	{ "choice: activ\n",
	        "1:9: error: \"choice\" cannot be \"activ\""
	        " | did you mean \"active\"?" },
	{ "choice: blooming\n",
	        "1:9: error: \"choice\" cannot be \"blooming\""
	        " | it is one of: active, done, paused" },
	{ "odds: highly\n",
	        "1:7: error: \"odds\" cannot be \"highly\""
	        " | it is one of: certain, highly likely" },
	{ "choice: [active]\n",
	        "1:9: error: \"choice\" must be one of a few words, not a list"
	        " | for example: choice: active" },
	{ "texts: {a: b}\n",
	        "1:8: error: \"texts\" must be a list of texts, not a map"
	        " | for example: texts: [a, b]" },
	{ "texts: [a, [b]]\n",
	        "1:12: error: an item of \"texts\" must be a text, not a list"
	        " | for example: texts: [a, b]" },
	{ "tag:\n  - a: b\n",
	        "2:5: error: an item of \"tag\" must be a text, not a map"
	        " | for example: texts: [a, b]" },
	{ "texts: [a, '']\n",
	        "1:12: error: an item of \"texts\" is empty"
	        " | for example: texts: [a, b]" },
	{ "texts: [~]\n",
	        "1:9: error: an item of \"texts\" is empty"
	        " | for example: texts: [a, b]" },
	{ "pairs: [a]\n",
	        "1:8: error: \"pairs\" must be a map of texts, not a list"
	        " | for example: pairs: {Code: https://example.org/code/}" },
	{ "pairs: a\n",
	        "1:8: error: \"pairs\" must be a map of texts, not \"a\""
	        " | for example: pairs: {Code: https://example.org/code/}" },
	{ "pairs:\n  a: [b]\n",
	        "2:6: error: \"a\" must be a text, not a list"
	        " | for example: pairs: {Code: https://example.org/code/}" },
	{ "pairs: {a: }\n",
	        "1:12: error: \"a\" has no value"
	        " | for example: pairs: {Code: https://example.org/code/}" },
	{ "lien: x\n", "1:1: error: unknown key \"lien\" | did you mean \"line\"?" },
	{ "excerp: x\n", "1:1: error: unknown key \"excerp\" | did you mean \"excerpt\"?" },
	{ "something: x\n", "1:1: error: unknown key \"something\"" },
	{ "text: a\nline: b\nexcerpt: c\n",
	        "3:1: error: \"excerpt\" is another spelling of \"text\" on line 1"
	        " | keep one of the two" },
	{ "summary:\nexcerpt: c\n",
	        "2:1: error: \"excerpt\" is another spelling of \"summary\" on line 1"
	        " | keep one of the two" },
	{ "- a\n",
	        "1:1: error: front matter must consist of keys with values, not of a list"
	        " | write \"key: value\", one key a line, with a space behind the colon" },
	{ "line:x\n",
	        "1:1: error: front matter must consist of keys with values, not of a text"
	        " | write \"key: value\", one key a line, with a space behind the colon" },
};

static void
test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct typed t = typed(mistakes[i].text);
		struct buf out;
		buf_init(&out, 1000);
		put_diags(&out, &t.reading.diags);
		expect_buf(&out, mistakes[i].want);
		assert_false(t.good);
		buf_free(&out);
		typed_free(&t);
	}
}

/* An error in one key hides nothing of the others. */
static void
test_goes_on_after_a_mistake(void **state)
{
	(void)state;
	struct typed t = typed("flag: yes\nline: good\nnumber: x\nlien: y\ndate: 2026-11-02\n");
	assert_false(t.good);
	assert_int_equal(t.reading.diags.errors, 3);
	expect_str(t.fields.line, "good");
	assert_true(date_known(t.fields.date));
	typed_free(&t);
}

/* --- unknown keys ------------------------------------------------------------------------------- */

static void
test_collects_unknown_keys(void **state)
{
	(void)state;
	struct typed t = typed_with("mood: calm\nline: x\nlien: y\nTEXT: z\nrating: [4]\n",
	        SCHEMA_UNKNOWN_COLLECT, (struct fields){ 0 });
	assert_true(t.good);
	assert_int_equal(t.rest.len, 4);
	expect_str(t.rest.at[0]->key->text, "mood");
	expect_str(t.rest.at[1]->key->text, "lien");
	expect_str(t.rest.at[2]->key->text, "TEXT");
	expect_str(t.rest.at[3]->key->text, "rating");
	assert_int_equal(t.rest.at[3]->kind, NODE_LIST);
	struct buf out;
	buf_init(&out, 1000);
	put_diags(&out, &t.reading.diags);
	expect_buf(&out,
	        "3:1: warning: unknown key \"lien\" | did you mean \"line\"?\n"
	        "4:1: warning: unknown key \"TEXT\" | did you mean \"text\"?");
	buf_free(&out);
	typed_free(&t);
}

/* A site's own key is no slip only because some known one is not far away. */
static void
test_warns_of_slips_only(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		bool warned;
	} cases[] = {
		{ "pubDatetim", true },
		{ "publDatetimes", true },
		{ "pubDatetimers_x", false },
		{ "pudDatezimx", false }, /* three letters */
		{ "numbers", true },
		{ "nmuber", true },
		{ "lumber", true },
		{ "cucumber", false },
		{ "tests", true },
		{ "u", false },
		{ "\xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf buf;
		buf_init(&buf, 100);
		buf_format(&buf, "%s: x", cases[i].key);
		buf_char(&buf, '\0');
		struct typed t = typed_with(buf.at, SCHEMA_UNKNOWN_COLLECT, (struct fields){ 0 });
		assert_int_equal(t.rest.len, 1);
		if (t.reading.diags.warnings != cases[i].warned)
			fail_msg("%s: %zu warnings", cases[i].key, t.reading.diags.warnings);
		typed_free(&t);
		buf_free(&buf);
	}
}

static void
test_rest_may_be_left_out(void **state)
{
	(void)state;
	struct reading r = reading_of("f.yaml", STR("mood: calm\nnumber: 3\n"));
	struct fields fields = { 0 };
	assert_true(schema_read(&schema, &r.arena, &r.source, r.root, SCHEMA_UNKNOWN_COLLECT,
	        &fields, NULL, &r.diags));
	assert_true(fields.number == 3);
	reading_free(&r);
}

/* --- as template values ------------------------------------------------------------------------- */

static struct value
value_of(struct typed *t, const char *key)
{
	return schema_value(schema_find(&schema, str_from(key)), &t->fields, &t->reading.arena);
}

static void
test_values(void **state)
{
	(void)state;
	struct typed t = typed("text: a\nline: b\nurl: /c/\nflag: true\ntri: false\nnumber: 5\n"
	                       "date: 2026-11-02\nchoice: done\ntexts: [x, y]\npairs: {k: v}\n"
	                       "value: 1.5\nnode: [~]\n");
	assert_true(t.good);
	expect_str(value_str(value_of(&t, "text")), "a");
	expect_str(value_str(value_of(&t, "line")), "b");
	expect_str(value_str(value_of(&t, "url")), "/c/");
	assert_true(value_eq(value_of(&t, "flag"), value_bool(true)));
	assert_int_equal(value_of(&t, "flag").kind, VALUE_BOOL);
	assert_int_equal(value_of(&t, "tri").kind, VALUE_BOOL);
	assert_false(value_of(&t, "tri").boolean);
	assert_int_equal(value_of(&t, "number").integer, 5);
	assert_ptr_equal(value_of(&t, "date").date, &t.fields.date);
	expect_str(value_str(value_of(&t, "choice")), "done");
	struct value texts = value_of(&t, "texts");
	assert_int_equal(value_len(texts), 2);
	expect_str(value_str(texts.items[1]), "y");
	struct value pairs = value_of(&t, "pairs");
	assert_int_equal(pairs.kind, VALUE_MAP);
	expect_str(value_str(value_get(pairs, STR("k"), &t.reading.arena)), "v");
	assert_true(value_of(&t, "value").number == 1.5);
	assert_int_equal(value_of(&t, "node").items[0].kind, VALUE_NONE);
	typed_free(&t);
}

static void
test_unset_values(void **state)
{
	(void)state;
	struct typed t = typed("{}");
	for (size_t i = 0; i < schema.count; i++) {
		struct value v = schema_value(&rows[i], &t.fields, &t.reading.arena);
		bool always_set = rows[i].type == SCHEMA_BOOL || rows[i].type == SCHEMA_INT;
		assert_int_equal(v.kind == VALUE_UNDEFINED, !always_set);
	}
	typed_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_text_as_written_and_line_trimmed),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_numbers_dates_and_choices),
		cmocka_unit_test(test_choices_with_other_spellings),
		cmocka_unit_test(test_lists_and_maps),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_nothing_to_read),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_goes_on_after_a_mistake),
		cmocka_unit_test(test_collects_unknown_keys),
		cmocka_unit_test(test_warns_of_slips_only),
		cmocka_unit_test(test_rest_may_be_left_out),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_unset_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
