/*
 * Writes JSON (RFC 8259), by hand for reports and from values for `tojson`. Output is safe inside
 * <script> unless `file` says that it is for people to read.
 *
 *	struct writer_json w = writer_json_start(&buf, 2);
 *	writer_json_open(&w, '{');
 *	writer_json_key(&w, STR("pages"));
 *	writer_json_int(&w, 12);
 *	writer_json_close(&w, '}');
 */
#ifndef KITH_DATA_WRITER_JSON_H
#define KITH_DATA_WRITER_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct arena;
struct buf;

struct writer_json {
	struct buf *out;
	unsigned depth; /* at most 64 */
	uint64_t comma; /* bit d: something stands already at depth d */
	bool after_key;
	int indent; /* spaces per level; 0 writes one line */
	bool file;  /* for a file of its own, not for <script>: no more escapes than needed */
};

struct writer_json writer_json_start(struct buf *out, int indent);
void writer_json_open(struct writer_json *w, char bracket);  /* '{' or '[' */
void writer_json_close(struct writer_json *w, char bracket); /* '}' or ']' */
void writer_json_key(struct writer_json *w, struct str key);
void writer_json_text(struct writer_json *w, struct str s);
void writer_json_int(struct writer_json *w, int64_t n);
void writer_json_number(struct writer_json *w, double n); /* null for what JSON cannot say */
void writer_json_bool(struct writer_json *w, bool b);
void writer_json_null(struct writer_json *w);
/*
 * Any value; dates as RFC 3339, objects by their keys to depth 8, functions and undefined as null.
 */
void writer_json_value(struct writer_json *w, struct value v, struct arena *scratch);

#endif
