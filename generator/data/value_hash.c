/* Every part stands behind its kind and its length, so that no two values are written alike. */
#include "data/value_hash.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/varint.h"

enum { DEEPEST = 32 };

struct writing {
	value_hash_name *name;
	void *context;
	struct arena *arena;
	struct buf *out;
};

static bool put_value(const struct writing *w, struct value v, int depth);

static void
put_text(const struct writing *w, struct str text)
{
	varint_put(w->out, text.len);
	buf_put(w->out, text);
}

static void
put_date(const struct writing *w, const struct date *date)
{
	buf_char(w->out, (char)date->precision);
	buf_int(w->out, date->seconds);
	buf_char(w->out, ' ');
	buf_int(w->out, date->offset);
	buf_char(w->out, ';');
}

static bool
put_items(const struct writing *w, struct value v, int depth)
{
	size_t len = value_len(v);
	bool fine = true;

	varint_put(w->out, len);
	for (size_t i = 0; i < len && fine; i++)
		fine = put_value(w, value_at(v, i, w->arena), depth);
	return fine;
}

static bool
put_entries(const struct writing *w, struct value v, int depth)
{
	bool fine = true;

	varint_put(w->out, v.len);
	for (uint32_t i = 0; i < v.len && fine; i++)
		fine = put_value(w, v.entries[i].key, depth) &&
		        put_value(w, v.entries[i].value, depth);
	return fine;
}

static bool
put_object(const struct writing *w, struct value v, int depth)
{
	const struct value_object_type *type = v.object->type;
	struct value keys;
	bool fine = true;

	if (w->name && w->name(w->context, v.object, w->out))
		return true;
	buf_put(w->out, str_from(type->name));
	buf_char(w->out, type->keys && type->get ? 'k' : 'i');
	if (!type->keys || !type->get)
		return type->at && type->len && put_items(w, v, depth);
	keys = type->keys(v.object->self, w->arena);
	varint_put(w->out, keys.len);
	for (uint32_t i = 0; i < keys.len && fine; i++) {
		put_text(w, value_str(keys.items[i]));
		fine = put_value(w, value_get(v, value_str(keys.items[i]), w->arena), depth);
	}
	return fine;
}

static bool
put_value(const struct writing *w, struct value v, int depth)
{
	buf_char(w->out, (char)v.kind);
	if (depth == DEEPEST)
		return false;
	switch ((enum value_kind)v.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE: return true;
	case VALUE_BOOL: buf_char(w->out, v.boolean); return true;
	case VALUE_INT:
	case VALUE_FLOAT:
		buf_put(w->out, str_of((const char *)&v.integer, sizeof v.integer));
		return true;
	case VALUE_TEXT: put_text(w, value_str(v)); return true;
	case VALUE_MARKUP:
		buf_char(w->out, (char)v.safe_in);
		put_text(w, value_str(v));
		return true;
	case VALUE_DATE: put_date(w, v.date); return true;
	case VALUE_LIST: return put_items(w, v, depth + 1);
	case VALUE_MAP: return put_entries(w, v, depth + 1);
	case VALUE_OBJECT: return put_object(w, v, depth + 1);
	case VALUE_FUNCTION: break;
	}
	return false;
}

bool
value_hash_put(
        struct value v, value_hash_name *name, void *context, struct arena *arena, struct buf *out)
{
	struct writing w = { name, context, arena, out };

	return put_value(&w, v, 0);
}
