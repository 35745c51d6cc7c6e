/*
 * Records: maps of the program's, as objects that know which keys there are.
 */
#include "render/view_record.h"

#include <stddef.h>

#include "base/arena.h"

struct record {
	struct value_object object;
	enum view_record kind;
	uint32_t count;
	const struct value_entry *entries;
};

static const struct {
	enum view_record kind;
	struct str key;
} rows[] = {
#define RECORD(kind, key, type, help) { VIEW_RECORD_##kind, STR_INIT(#key) },
#include "render/record.def"
};

static bool
is_row(enum view_record kind, struct str key)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].kind == kind && str_eq(rows[i].key, key))
			return true;
	return false;
}

static struct value
known(struct str key, struct value v)
{
	return v.kind == VALUE_UNDEFINED ? value_absent(key) : v;
}

static struct value
get(const void *self, struct str key, struct arena *arena)
{
	const struct record *record = self;

	(void)arena;
	for (uint32_t i = 0; i < record->count; i++)
		if (str_eq(value_str(record->entries[i].key), key))
			return known(key, record->entries[i].value);
	return is_row(record->kind, key) ? value_absent(key) : VALUE_UNDEFINED_INIT;
}

static struct value
keys(const void *self, struct arena *arena)
{
	const struct record *record = self;
	struct value *items = arena_array(arena, struct value, record->count + 1);

	for (uint32_t i = 0; i < record->count; i++)
		items[i] = record->entries[i].key;
	return value_list(items, record->count);
}

static const struct value_object_type types[] = {
#define RECORD_KIND(kind, text) [VIEW_RECORD_##kind] = { .name = text, .get = get, .keys = keys },
#include "render/record.def"
};

struct value
view_record_of(struct arena *arena, enum view_record kind, struct value map)
{
	struct record *record = arena_new(arena, struct record);

	record->object = (struct value_object){ &types[kind], record };
	record->kind = kind;
	record->count = map.len;
	record->entries = map.entries;
	return (struct value){ .kind = VALUE_OBJECT, .object = &record->object };
}

struct value
view_record(
        struct arena *arena, enum view_record kind, const struct view_field *fields, size_t count)
{
	return view_record_of(arena, kind, view_map(arena, fields, count));
}
