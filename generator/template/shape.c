#include "template/shape.h"

#include "base/arena.h"

/* Lists in lists, and values in a tuple; what is beyond is not followed, so that every search ends. */
enum { DEPTH_MAX = 4, PARTS_MAX = 8 };

const struct shape shape_any = { .kind = SHAPE_ANY };
const struct shape shape_nothing = { .kind = SHAPE_NOTHING };

static const struct shape *
container(struct arena *arena, enum shape_kind kind, const struct shape *item)
{
	struct shape *shape;
	if (item->depth >= DEPTH_MAX)
		return &shape_any;
	shape = arena_new(arena, struct shape);
	shape->kind = kind;
	shape->item = item;
	shape->depth = item->depth + 1;
	return shape;
}

const struct shape *
shape_list(struct arena *arena, const struct shape *item)
{
	return container(arena, SHAPE_LIST, item);
}

const struct shape *
shape_map(struct arena *arena, const struct shape *item)
{
	return container(arena, SHAPE_MAP, item);
}

const struct shape *
shape_tuple(struct arena *arena, const struct shape *const *parts, uint32_t count)
{
	struct shape *shape = arena_new(arena, struct shape);
	shape->kind = SHAPE_TUPLE;
	shape->parts = parts;
	shape->count = count;
	if (count > PARTS_MAX)
		return shape_list(arena, shape_item(arena, shape));
	for (uint32_t i = 0; i < count; i++) {
		if (parts[i]->depth >= DEPTH_MAX)
			return &shape_any;
		if (parts[i]->depth >= shape->depth)
			shape->depth = parts[i]->depth + 1;
	}
	return shape;
}

struct shape *
shape_record(struct arena *arena, struct str name)
{
	struct shape *shape = arena_new(arena, struct shape);
	shape->kind = SHAPE_RECORD;
	shape->name = name;
	return shape;
}

void
shape_put(struct shape *record, struct arena *arena, struct str key, const struct shape *shape)
{
	map_put(&record->keys, arena, key, NULL)->value = (void *)(uintptr_t)shape;
}

const struct shape *
shape_key(const struct shape *record, struct str key)
{
	return map_get(&record->keys, key);
}

const struct shape *
shape_item(struct arena *arena, const struct shape *of)
{
	const struct shape *item = &shape_nothing;
	switch (of->kind) {
	case SHAPE_LIST: return of->item;
	case SHAPE_NOTHING: return of;
	case SHAPE_TUPLE:
		for (uint32_t i = 0; i < of->count; i++)
			item = shape_join(arena, item, of->parts[i]);
		return item;
	default: return &shape_any;
	}
}

static bool
parts_eq(const struct shape *a, const struct shape *b)
{
	for (uint32_t i = 0; i < a->count; i++) {
		if (!shape_eq(a->parts[i], b->parts[i]))
			return false;
	}
	return true;
}

static bool
has_part(const struct shape *either, const struct shape *record)
{
	for (uint32_t i = 0; i < either->count; i++) {
		if (either->parts[i] == record)
			return true;
	}
	return false;
}

/* The same records, in whatever order. */
static bool
records_eq(const struct shape *a, const struct shape *b)
{
	for (uint32_t i = 0; i < a->count; i++) {
		if (!has_part(b, a->parts[i]))
			return false;
	}
	return a->count == b->count;
}

bool
shape_eq(const struct shape *a, const struct shape *b)
{
	if (a == b || a->kind != b->kind)
		return a == b;
	switch (a->kind) {
	case SHAPE_ANY:
	case SHAPE_NOTHING: return true;
	case SHAPE_LIST:
	case SHAPE_MAP: return shape_eq(a->item, b->item);
	case SHAPE_TUPLE: return a->count == b->count && parts_eq(a, b);
	case SHAPE_MACRO: return a->macro == b->macro;
	case SHAPE_MODULE: return a->file == b->file;
	case SHAPE_RECORD: return false;
	case SHAPE_EITHER: return records_eq(a, b);
	}
	return false;
}

/* Tuples of different lengths are lists of what is in either. */
static const struct shape *
join_sequences(struct arena *arena, const struct shape *a, const struct shape *b)
{
	const struct shape **parts;
	if (a->kind == SHAPE_LIST || b->kind == SHAPE_LIST || a->count != b->count)
		return shape_list(
		        arena, shape_join(arena, shape_item(arena, a), shape_item(arena, b)));
	parts = arena_array(arena, const struct shape *, a->count + 1);
	for (uint32_t i = 0; i < a->count; i++)
		parts[i] = shape_join(arena, a->parts[i], b->parts[i]);
	return shape_tuple(arena, parts, a->count);
}

static bool
is_sequence(const struct shape *shape)
{
	return shape->kind == SHAPE_LIST || shape->kind == SHAPE_TUPLE;
}

static uint32_t
add_records(const struct shape **records, uint32_t count, const struct shape *of)
{
	const struct shape known = { .parts = records, .count = count };
	if (of->kind == SHAPE_RECORD) {
		records[count++] = of;
		return count;
	}
	for (uint32_t i = 0; i < of->count; i++)
		if (!has_part(&known, of->parts[i]))
			records[count++] = of->parts[i];
	return count;
}

static const struct shape *
join_records(struct arena *arena, const struct shape *a, const struct shape *b)
{
	const struct shape **records = arena_array(arena, const struct shape *, 2 * PARTS_MAX);
	struct shape *shape;
	uint32_t count = add_records(records, 0, a);
	if (b->kind == SHAPE_EITHER || !has_part(a, b))
		count = add_records(records, count, b);
	if (count > PARTS_MAX)
		return &shape_any;
	shape = arena_new(arena, struct shape);
	shape->kind = SHAPE_EITHER;
	shape->parts = records;
	shape->count = count;
	return shape;
}

static bool
is_object(const struct shape *shape)
{
	return shape->kind == SHAPE_RECORD || shape->kind == SHAPE_EITHER;
}

const struct shape *
shape_join(struct arena *arena, const struct shape *a, const struct shape *b)
{
	if (a->kind == SHAPE_NOTHING || shape_eq(a, b))
		return b;
	if (b->kind == SHAPE_NOTHING)
		return a;
	if (is_sequence(a) && is_sequence(b))
		return join_sequences(arena, a, b);
	if (a->kind == SHAPE_MAP && b->kind == SHAPE_MAP)
		return shape_map(arena, shape_join(arena, a->item, b->item));
	if (is_object(a) && is_object(b))
		return join_records(arena, a, b);
	return &shape_any;
}

static void
keep_parts(struct arena *arena, struct shape *copy, const struct shape *of)
{
	const struct shape **parts = arena_array(arena, const struct shape *, of->count + 1);
	for (uint32_t i = 0; i < of->count; i++)
		parts[i] = shape_keep(arena, of->parts[i]);
	copy->parts = parts;
	copy->keys = (struct map){ 0 };
	for (size_t i = 0; i < of->keys.len; i++)
		shape_put(copy, arena, of->keys.at[i].key, shape_keep(arena, of->keys.at[i].value));
}

const struct shape *
shape_keep(struct arena *arena, const struct shape *shape)
{
	struct shape *copy;
	if (shape->kind == SHAPE_ANY || shape->kind == SHAPE_NOTHING || shape->kind == SHAPE_RECORD)
		return shape;
	copy = arena_new(arena, struct shape);
	*copy = *shape;
	if (shape->item)
		copy->item = shape_keep(arena, shape->item);
	if (shape->kind == SHAPE_TUPLE || shape->kind == SHAPE_EITHER)
		keep_parts(arena, copy, shape);
	return copy;
}
