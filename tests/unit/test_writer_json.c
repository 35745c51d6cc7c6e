#include "data/writer_json.h"

#include <math.h>

#include "base/date.h"
#include "expect_tree.h"

static void
test_by_hand(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	struct writer_json w = writer_json_start(&buf, 0);
	writer_json_open(&w, '{');
	writer_json_key(&w, STR("pages"));
	writer_json_int(&w, 12);
	writer_json_key(&w, STR("list"));
	writer_json_open(&w, '[');
	writer_json_text(&w, STR("a"));
	writer_json_bool(&w, true);
	writer_json_bool(&w, false);
	writer_json_null(&w);
	writer_json_open(&w, '{');
	writer_json_close(&w, '}');
	writer_json_number(&w, 0.1);
	writer_json_close(&w, ']');
	writer_json_key(&w, STR("empty"));
	writer_json_open(&w, '[');
	writer_json_close(&w, ']');
	writer_json_close(&w, '}');
	expect_buf(&buf,
	        "{\"pages\": 12, \"list\": [\"a\", true, false, null, {}, 0.1], \"empty\": []}");
	buf_free(&buf);
}

static void
test_indented(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1000);
	struct writer_json w = writer_json_start(&buf, 2);
	writer_json_open(&w, '{');
	writer_json_key(&w, STR("a"));
	writer_json_open(&w, '[');
	writer_json_int(&w, 1);
	writer_json_int(&w, 2);
	writer_json_close(&w, ']');
	writer_json_key(&w, STR("b"));
	writer_json_open(&w, '{');
	writer_json_close(&w, '}');
	writer_json_close(&w, '}');
	expect_buf(&buf,
	        "{\n"
	        "  \"a\": [\n"
	        "    1,\n"
	        "    2\n"
	        "  ],\n"
	        "  \"b\": {}\n"
	        "}");
	buf_free(&buf);
}

/* The value as one line of JSON. */
static void
expect_json(struct value value, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	struct buf buf;
	buf_init(&buf, 1 << 20);
	struct writer_json w = writer_json_start(&buf, 0);
	writer_json_value(&w, value, &arena);
	expect_buf(&buf, want);
	buf_free(&buf);
	arena_free(&arena);
}

static void
test_scalars(void **state)
{
	(void)state;
	struct date utc = date_from_seconds(0, 0), east = date_from_seconds(0, 90);
	expect_json(VALUE_UNDEFINED_INIT, "null");
	expect_json(value_none(), "null");
	expect_json(value_bool(true), "true");
	expect_json(value_int(INT64_MIN), "-9223372036854775808");
	expect_json(value_float(1), "1.0");
	expect_json(value_float(1e300), "1e+300");
	expect_json(value_float((double)NAN), "null");
	expect_json(value_float(-(double)INFINITY), "null");
	expect_json(value_date(&utc), "\"1970-01-01T00:00:00Z\"");
	expect_json(value_date(&east), "\"1970-01-01T01:30:00+01:30\"");
	expect_json((struct value){ .kind = VALUE_FUNCTION }, "null");
}

/* Whatever a text holds, it ends neither its quotes nor a script element. */
static void
test_texts(void **state)
{
	(void)state;
	expect_json(value_text(STR("a\"b\\c\n\t\x01")), "\"a\\\"b\\\\c\\n\\t\\u0001\"");
	expect_json(value_text(STR("</script>")), "\"\\u003c/script\\u003e\"");
	expect_json(value_markup(STR("<b>&'</b>")),
	        "\"\\u003cb\\u003e\\u0026\\u0027\\u003c/b\\u003e\"");
	expect_json(value_text(STR("\xE2\x80\xA8\xC3\xA9")), "\"\\u2028\xC3\xA9\"");
}

static void
test_lists_and_maps(void **state)
{
	(void)state;
	struct value items[] = { value_int(1), value_list(NULL, 0), value_text(STR("x")) };
	struct value_entry entries[] = {
		{ value_text(STR("b")), value_list(items, 3) },
		{ value_text(STR("a")), value_map(NULL, 0) },
		{ value_int(-3), value_none() },
		{ value_float(1.5), value_none() },
		{ value_bool(false), value_none() },
		{ value_none(), value_none() },
		{ value_list(NULL, 0), value_none() },
	};
	expect_json(value_map(entries, 7),
	        "{\"b\": [1, [], \"x\"], \"a\": {}, \"-3\": null, \"1.5\": null, \"false\": null, "
	        "\"null\": null, \"list\": null}");
}

/* What was read as JSON comes out as it was. */
static void
test_round_trip(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"{\"a\": [1, -2.5, true, null, \"x\"], \"b\": {\"c\": {}, \"d\": []}}",
		"\"\\u003c\\\\\\\"\\n\"",
		"[9007199254740993, 1e+300]",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading r = reading_of("f.json", str_from(texts[i]));
		expect_json(node_value(r.root, &r.arena), texts[i]);
		reading_free(&r);
	}
}

/* --- objects ------------------------------------------------------------------------------------ */

/* A thing that leads back to itself, as a page does by way of its section. */
static struct value loop_get(const void *self, struct str key, struct arena *arena);

static struct value
loop_keys(const void *self, struct arena *arena)
{
	(void)self;
	struct value *keys = arena_array(arena, struct value, 2);
	keys[0] = value_text(STR("n"));
	keys[1] = value_text(STR("again"));
	return value_list(keys, 2);
}

static struct str
loop_text(const void *self, struct arena *arena)
{
	(void)self;
	(void)arena;
	return STR("<loop>");
}

static const struct value_object_type loop_type = {
	.name = "loop",
	.get = loop_get,
	.keys = loop_keys,
	.text = loop_text,
};

static struct value
loop_get(const void *self, struct str key, struct arena *arena)
{
	return str_is(key, "n") ? value_int(1) : value_object(arena, &loop_type, self);
}

static void
test_objects_end(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct buf want;
	buf_init(&want, 1000);
	repeat(&want, "", "{\"n\": 1, \"again\": ", 8, "\"\\u003cloop\\u003e\"");
	buf_repeat(&want, '}', 8);
	buf_char(&want, '\0');
	expect_json(value_object(&arena, &loop_type, NULL), want.at);
	buf_free(&want);
	arena_free(&arena);
}

/* A thousand things, in each of which there are a thousand: the buffer's ceiling ends it. */
static size_t
crowd_len(const void *self)
{
	(void)self;
	return 1000;
}

static struct value crowd_at(const void *self, size_t index, struct arena *arena);

static const struct value_object_type crowd_type = {
	.name = "crowd",
	.len = crowd_len,
	.at = crowd_at,
};

static struct value
crowd_at(const void *self, size_t index, struct arena *arena)
{
	(void)index;
	return value_object(arena, &crowd_type, self);
}

static void
test_full_buffer_ends_it(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct buf buf;
	buf_init(&buf, 10000);
	struct writer_json w = writer_json_start(&buf, 0);
	writer_json_value(&w, value_object(&arena, &crowd_type, NULL), &arena);
	assert_true(buf.full);
	assert_int_equal(w.depth, 0);
	buf_free(&buf);
	arena_free(&arena);
}

static void
test_object_without_anything(void **state)
{
	(void)state;
	static const struct value_object_type bare = { .name = "bare" };
	struct arena arena = ARENA_EMPTY;
	expect_json(value_object(&arena, &bare, NULL), "null");
	arena_free(&arena);
}

static void
test_deep_lists_end(void **state)
{
	(void)state;
	struct value lists[100] = { 0 };
	struct buf want;
	buf_init(&want, 1000);
	for (size_t i = 1; i < 100; i++)
		lists[i] = value_list(&lists[i - 1], 1);
	buf_repeat(&want, '[', 64);
	buf_lit(&want, "null");
	buf_repeat(&want, ']', 64);
	buf_char(&want, '\0');
	expect_json(lists[99], want.at);
	buf_free(&want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_indented),
		cmocka_unit_test(test_scalars),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_lists_and_maps),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_objects_end),
		cmocka_unit_test(test_full_buffer_ends_it),
		cmocka_unit_test(test_object_without_anything),
		cmocka_unit_test(test_deep_lists_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
