/*
 * The writer puts commas and line breaks by itself: `comma` has a bit for each depth that says
 * whether something stands there already, and a value behind a key needs neither.
 *
 * Values may nest without end, because objects lead back to each other (a page to its section, the
 * section to its pages). Objects stop at OBJECT_DEPTH, lists and maps at the writer's own depth,
 * and everything stops when the buffer is full.
 */
#include "data/writer_json.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/escape.h"

enum { DEPTH_MAX = 64, OBJECT_DEPTH = 8 };

struct writer_json
writer_json_start(struct buf *out, int indent)
{
	return (struct writer_json){ .out = out, .indent = indent };
}

/* --- by hand --------------------------------------------------------------------------------- */

static uint64_t
bit(const struct writer_json *w)
{
	return (uint64_t)1 << (w->depth - 1);
}

static void
break_line(struct writer_json *w)
{
	if (w->indent <= 0)
		return;
	buf_char(w->out, '\n');
	buf_repeat(w->out, ' ', (size_t)w->indent * w->depth);
}

/* What has to stand before the next key, or the next value that has none. */
static void
separate(struct writer_json *w)
{
	if (w->after_key || w->depth == 0) {
		w->after_key = false;
		return;
	}
	if (w->comma & bit(w)) {
		buf_char(w->out, ',');
		if (w->indent <= 0)
			buf_char(w->out, ' ');
	}
	w->comma |= bit(w);
	break_line(w);
}

static void
put_quoted(struct writer_json *w, struct str s)
{
	buf_char(w->out, '"');
	if (w->file)
		escape_json_file(w->out, s);
	else
		escape_json(w->out, s);
	buf_char(w->out, '"');
}

void
writer_json_open(struct writer_json *w, char bracket)
{
	assert(w->depth < DEPTH_MAX);
	separate(w);
	buf_char(w->out, bracket);
	w->depth++;
	w->comma &= ~bit(w);
}

void
writer_json_close(struct writer_json *w, char bracket)
{
	assert(w->depth > 0);
	bool filled = w->comma & bit(w);
	w->depth--;
	if (filled)
		break_line(w);
	buf_char(w->out, bracket);
}

void
writer_json_key(struct writer_json *w, struct str key)
{
	separate(w);
	put_quoted(w, key);
	buf_lit(w->out, ": ");
	w->after_key = true;
}

void
writer_json_text(struct writer_json *w, struct str s)
{
	separate(w);
	put_quoted(w, s);
}

void
writer_json_int(struct writer_json *w, int64_t n)
{
	separate(w);
	buf_int(w->out, n);
}

void
writer_json_number(struct writer_json *w, double n)
{
	separate(w);
	if (isfinite(n))
		buf_number(w->out, n);
	else
		buf_lit(w->out, "null");
}

void
writer_json_bool(struct writer_json *w, bool b)
{
	separate(w);
	buf_put(w->out, b ? STR("true") : STR("false"));
}

void
writer_json_null(struct writer_json *w)
{
	separate(w);
	buf_lit(w->out, "null");
}

/* --- from values ----------------------------------------------------------------------------- */

static void write_value(
        struct writer_json *w, struct value v, struct arena *scratch, unsigned objects);

/* A key as text: Python's names for what is none. */
static struct str
key_text(struct value key, struct arena *scratch)
{
	switch (key.kind) {
	case VALUE_TEXT:
	case VALUE_MARKUP: return value_str(key);
	case VALUE_BOOL: return key.boolean ? STR("true") : STR("false");
	case VALUE_NONE: return STR("null");
	case VALUE_INT: return str_format(scratch, "%lld", (long long)key.integer);
	case VALUE_FLOAT: {
		struct buf number;
		buf_init(&number, 64);
		buf_number(&number, key.number);
		struct str text = str_copy(scratch, buf_view(&number));
		buf_free(&number);
		return text;
	}
	default: return str_from(value_kind_name(key));
	}
}

static void
write_list(struct writer_json *w, struct value v, struct arena *scratch, unsigned objects)
{
	size_t count = value_len(v);
	writer_json_open(w, '[');
	for (size_t i = 0; i < count && !w->out->full; i++)
		write_value(w, value_at(v, i, scratch), scratch, objects);
	writer_json_close(w, ']');
}

static void
write_map(struct writer_json *w, struct value v, struct arena *scratch, unsigned objects)
{
	writer_json_open(w, '{');
	for (uint32_t i = 0; i < v.len && !w->out->full; i++) {
		writer_json_key(w, key_text(v.entries[i].key, scratch));
		write_value(w, v.entries[i].value, scratch, objects);
	}
	writer_json_close(w, '}');
}

/* By its keys, else as a list, else by its text. */
static void
write_object(struct writer_json *w, struct value v, struct arena *scratch, unsigned objects)
{
	const struct value_object_type *type = v.object->type;
	if (objects < OBJECT_DEPTH && type->keys && type->get) {
		struct value keys = type->keys(v.object->self, scratch);
		size_t count = value_len(keys);
		writer_json_open(w, '{');
		for (size_t i = 0; i < count && !w->out->full; i++) {
			struct str key = value_str(value_at(keys, i, scratch));
			writer_json_key(w, key);
			write_value(w, value_get(v, key, scratch), scratch, objects + 1);
		}
		writer_json_close(w, '}');
	} else if (objects < OBJECT_DEPTH && type->at && type->len) {
		write_list(w, v, scratch, objects + 1);
	} else if (type->text) {
		writer_json_text(w, type->text(v.object->self, scratch));
	} else {
		writer_json_null(w);
	}
}

static void
write_date(struct writer_json *w, const struct date *date)
{
	separate(w);
	buf_char(w->out, '"');
	date_rfc3339(w->out, *date);
	buf_char(w->out, '"');
}

static void
write_value(struct writer_json *w, struct value v, struct arena *scratch, unsigned objects)
{
	bool nests = v.kind == VALUE_LIST || v.kind == VALUE_MAP || v.kind == VALUE_OBJECT;
	if (nests && w->depth == DEPTH_MAX) {
		writer_json_null(w);
		return;
	}
	switch (v.kind) {
	case VALUE_BOOL: writer_json_bool(w, v.boolean); break;
	case VALUE_INT: writer_json_int(w, v.integer); break;
	case VALUE_FLOAT: writer_json_number(w, v.number); break;
	case VALUE_TEXT:
	case VALUE_MARKUP: writer_json_text(w, value_str(v)); break;
	case VALUE_DATE: write_date(w, v.date); break;
	case VALUE_LIST: write_list(w, v, scratch, objects); break;
	case VALUE_MAP: write_map(w, v, scratch, objects); break;
	case VALUE_OBJECT: write_object(w, v, scratch, objects); break;
	default: writer_json_null(w);
	}
}

void
writer_json_value(struct writer_json *w, struct value v, struct arena *scratch)
{
	write_value(w, v, scratch, 0);
}
