#include "data/value.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"

static uint32_t
clamp_len(size_t len)
{
	return len < UINT32_MAX ? (uint32_t)len : UINT32_MAX;
}

struct value
value_none(void)
{
	return (struct value){ .kind = VALUE_NONE };
}

struct value
value_bool(bool b)
{
	return (struct value){ .kind = VALUE_BOOL, .boolean = b };
}

struct value
value_float(double n)
{
	return (struct value){ .kind = VALUE_FLOAT, .number = n };
}

struct value
value_markup(struct str s)
{
	return (struct value){ .kind = VALUE_MARKUP, .len = clamp_len(s.len), .text = s.at };
}

struct value
value_absent(struct str name)
{
	return (struct value){ .len = clamp_len(name.len), .text = name.at };
}

struct value
value_date(const struct date *date)
{
	if (!date || !date_known(*date))
		return VALUE_UNDEFINED_INIT;
	return (struct value){ .kind = VALUE_DATE, .date = date };
}

struct value
value_list(const struct value *items, size_t count)
{
	return (struct value){ .kind = VALUE_LIST, .len = clamp_len(count), .items = items };
}

struct value
value_map(const struct value_entry *entries, size_t count)
{
	return (struct value){ .kind = VALUE_MAP, .len = clamp_len(count), .entries = entries };
}

struct value
value_object(struct arena *arena, const struct value_object_type *type, const void *self)
{
	struct value_object *object = arena_new(arena, struct value_object);
	*object = (struct value_object){ type, self };
	return (struct value){ .kind = VALUE_OBJECT, .object = object };
}

bool
value_is_number(struct value v)
{
	return v.kind == VALUE_INT || v.kind == VALUE_FLOAT || v.kind == VALUE_BOOL;
}

bool
value_is_sequence(struct value v)
{
	return v.kind == VALUE_LIST || (v.kind == VALUE_OBJECT && v.object->type->at);
}

struct value
value_get(struct value v, struct str key, struct arena *arena)
{
	if (v.kind == VALUE_OBJECT && v.object->type->get)
		return v.object->type->get(v.object->self, key, arena);
	if (v.kind == VALUE_MAP) {
		for (uint32_t i = 0; i < v.len; i++) {
			const struct value_entry *entry = &v.entries[i];
			if (value_is_text(entry->key) && str_eq(value_str(entry->key), key))
				return entry->value;
		}
	}
	return VALUE_UNDEFINED_INIT;
}

size_t
value_len(struct value v)
{
	switch (v.kind) {
	case VALUE_LIST:
	case VALUE_MAP: return v.len;
	case VALUE_TEXT:
	case VALUE_MARKUP: return utf8_length(value_str(v));
	case VALUE_OBJECT: return v.object->type->len ? v.object->type->len(v.object->self) : 0;
	default: return 0;
	}
}

struct value
value_at(struct value v, size_t index, struct arena *arena)
{
	if (v.kind == VALUE_LIST && index < v.len)
		return v.items[index];
	if (v.kind == VALUE_MAP && index < v.len)
		return v.entries[index].key;
	if (v.kind == VALUE_OBJECT && v.object->type->at && index < value_len(v))
		return v.object->type->at(v.object->self, index, arena);
	return VALUE_UNDEFINED_INIT;
}

bool
value_truth(struct value v)
{
	switch (v.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE: return false;
	case VALUE_BOOL: return v.boolean;
	case VALUE_INT: return v.integer != 0;
	case VALUE_FLOAT: return v.number != 0;
	case VALUE_TEXT:
	case VALUE_MARKUP:
	case VALUE_LIST:
	case VALUE_MAP: return v.len != 0;
	case VALUE_OBJECT: return !v.object->type->len || value_len(v) != 0;
	default: return true;
	}
}

const char *
value_kind_name(struct value v)
{
	switch (v.kind) {
	case VALUE_UNDEFINED: return "undefined";
	case VALUE_NONE: return "none";
	case VALUE_BOOL: return "boolean";
	case VALUE_INT: return "integer";
	case VALUE_FLOAT: return "float";
	case VALUE_TEXT: return "text";
	case VALUE_MARKUP: return "markup";
	case VALUE_DATE: return "date";
	case VALUE_LIST: return "list";
	case VALUE_MAP: return "map";
	case VALUE_OBJECT: return v.object->type->name;
	default: return "function";
	}
}
