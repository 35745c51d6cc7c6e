#include "template/box.h"

#include "base/arena.h"
#include "data/value_order.h"
#include "template/range.h"

/* --- how others see a box ------------------------------------------------------------------ */

static struct value
get(const void *self, struct str key, struct arena *arena)
{
	const struct value *found = box_find(self, value_text(key));
	(void)arena;
	return found ? *found : VALUE_UNDEFINED_INIT;
}

static size_t
length(const void *self)
{
	const struct box *box = self;
	return box->len;
}

static struct value
item_at(const void *self, size_t index, struct arena *arena)
{
	const struct box *box = self;
	(void)arena;
	return box->items[index];
}

static struct value
keys(const void *self, struct arena *arena)
{
	const struct box *box = self;
	struct value *items = arena_array(arena, struct value, box->len);
	for (uint32_t i = 0; i < box->len; i++)
		items[i] = box->entries[i].key;
	return value_list(items, box->len);
}

static struct value
group_get(const void *self, struct str key, struct arena *arena)
{
	const struct box *box = self;
	(void)arena;
	if (str_is(key, "grouper"))
		return box->items[0];
	return str_is(key, "list") ? box->items[1] : VALUE_UNDEFINED_INIT;
}

static struct value
group_names(const void *self, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, 2);
	(void)self;
	names[0] = value_text(STR("grouper"));
	names[1] = value_text(STR("list"));
	return value_list(names, 2);
}

static const struct value_object_type types[] = {
	[BOX_LIST] = { .name = "list", .len = length, .at = item_at },
	[BOX_TUPLE] = { .name = "tuple", .len = length, .at = item_at },
	[BOX_GROUP] = { .name = "tuple",
	        .get = group_get,
	        .len = length,
	        .at = item_at,
	        .names = group_names },
	[BOX_DICT] = { .name = "map", .get = get, .len = length, .keys = keys },
	[BOX_NAMESPACE] = { .name = "namespace", .get = get, .keys = keys },
};

/* --- making -------------------------------------------------------------------------------- */

static struct box *
make(struct arena *arena, enum box_kind kind)
{
	struct box *box = arena_raw(arena, sizeof *box, alignof(struct box));
	*box = (struct box){ .object = { &types[kind], box }, .kind = kind };
	return box;
}

struct value
box_value(struct box *box)
{
	return (struct value){ .kind = VALUE_OBJECT, .object = &box->object };
}

static struct value
make_items(struct arena *arena, enum box_kind kind, const struct value *items, size_t count)
{
	struct box *box = make(arena, kind);
	box->items = arena_raw(arena, count * sizeof *items, alignof(struct value));
	if (count)
		memcpy(box->items, items, count * sizeof *items);
	box->len = box->cap = (uint32_t)count;
	return box_value(box);
}

struct value
box_list(struct arena *arena, const struct value *items, size_t count)
{
	return make_items(arena, BOX_LIST, items, count);
}

struct value
box_tuple(struct arena *arena, const struct value *items, size_t count)
{
	return make_items(arena, BOX_TUPLE, items, count);
}

struct value
box_pair(struct arena *arena, struct value a, struct value b)
{
	struct value items[] = { a, b };
	return box_tuple(arena, items, 2);
}

struct value
box_group(struct arena *arena, struct value grouper, struct value list)
{
	struct value items[] = { grouper, list };
	return make_items(arena, BOX_GROUP, items, 2);
}

struct box *
box_map(struct arena *arena, enum box_kind kind, size_t room)
{
	struct box *box = make(arena, kind);
	box->entries = arena_array(arena, struct value_entry, room);
	box->cap = (uint32_t)room;
	return box;
}

struct box *
box_of(struct value v)
{
	/* As numbers: C orders pointers into one array alone. */
	if (v.kind != VALUE_OBJECT || (uintptr_t)v.object->type - (uintptr_t)types >= sizeof types)
		return NULL;
	/* The object is the box's first member, and boxes are never constant. */
	return (struct box *)(uintptr_t)v.object->self;
}

bool
box_is_tuple(struct value v)
{
	const struct box *box = box_of(v);
	return box && (box->kind == BOX_TUPLE || box->kind == BOX_GROUP);
}

struct value
box_plain(struct value v)
{
	const struct box *box = box_of(v);
	if (!box || box->kind == BOX_NAMESPACE)
		return v;
	return box->kind == BOX_DICT ? value_map(box->entries, box->len)
	                             : value_list(box->items, box->len);
}

/* --- changing ------------------------------------------------------------------------------ */

/* Room for one more item of `size` bytes; the old ones stay where they are for those who hold them. */
static void *
grow(struct arena *arena, const struct box *box, const void *old, size_t size, uint32_t *cap)
{
	*cap = box->cap < 8 ? 8 : box->cap * 2;
	char *grown = arena_items(arena, *cap, size, alignof(struct value));
	if (box->len)
		memcpy(grown, old, box->len * size);
	return grown;
}

void
box_append(struct arena *arena, struct box *box, struct value item)
{
	if (box->len == box->cap)
		box->items = grow(arena, box, box->items, sizeof *box->items, &box->cap);
	box->items[box->len++] = item;
}

void
box_insert(struct arena *arena, struct box *box, size_t index, struct value item)
{
	box_append(arena, box, item);
	memmove(&box->items[index + 1], &box->items[index],
	        (box->len - 1 - index) * sizeof *box->items);
	box->items[index] = item;
}

void
box_remove(struct box *box, size_t index)
{
	size_t behind = --box->len - index;
	if (box->kind < BOX_DICT)
		memmove(&box->items[index], &box->items[index + 1], behind * sizeof *box->items);
	else
		memmove(&box->entries[index], &box->entries[index + 1],
		        behind * sizeof *box->entries);
}

/* Items that are still compared; what is left when they are used up counts as different. */
struct effort {
	unsigned depth, steps;
};

static bool
same_key(struct value a, struct value b, struct effort *effort)
{
	if (!box_is_tuple(a) || !box_is_tuple(b))
		return range_of(a) && range_of(b) ? range_equal(range_of(a), range_of(b))
		                                  : value_eq(a, b);
	struct value left = box_plain(a), right = box_plain(b);
	bool same = left.len == right.len && effort->depth > 0;
	if (!same)
		return false;
	effort->depth--;
	for (uint32_t i = 0; same && i < left.len; i++) {
		same = effort->steps > 0;
		effort->steps -= same;
		same = same && same_key(left.items[i], right.items[i], effort);
	}
	effort->depth++;
	return same;
}

bool
box_same_key(struct value a, struct value b)
{
	struct effort effort = { 60, 10000 };
	return same_key(a, b, &effort);
}

size_t
box_index(const struct box *box, struct value key)
{
	for (uint32_t i = 0; i < box->len; i++) {
		if (box_same_key(box->entries[i].key, key))
			return i;
	}
	return STR_NONE;
}

struct value *
box_find(const struct box *box, struct value key)
{
	size_t index = box_index(box, key);
	return index == STR_NONE ? NULL : &box->entries[index].value;
}

void
box_set(struct arena *arena, struct box *box, struct value key, struct value v)
{
	struct value *found = box_find(box, key);
	if (found) {
		*found = v;
		return;
	}
	if (box->len == box->cap)
		box->entries = grow(arena, box, box->entries, sizeof *box->entries, &box->cap);
	box->entries[box->len++] = (struct value_entry){ key, v };
}
