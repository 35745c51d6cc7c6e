/*
 * What a template makes and can change: lists, dicts and namespaces; and tuples, which cannot be
 * changed but print differently from lists. A box is an object value, so that all who hold it see the
 * change; outside of templates it looks like any object with items or keys.
 */
#ifndef KITH_TEMPLATE_BOX_H
#define KITH_TEMPLATE_BOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/value.h"

struct arena;

enum box_kind {
	BOX_LIST,
	BOX_TUPLE,
	BOX_GROUP, /* of groupby: a tuple whose items are also .grouper and .list */
	BOX_DICT,
	BOX_NAMESPACE,
};

struct box {
	struct value_object object; /* object.self is the box */
	enum box_kind kind;
	uint32_t len, cap;
	union {
		struct value *items;         /* LIST, TUPLE, GROUP */
		struct value_entry *entries; /* DICT, NAMESPACE, in the order of their making */
	};
};

/* New boxes; the items are copied. */
struct value box_list(struct arena *arena, const struct value *items, size_t count);
struct value box_tuple(struct arena *arena, const struct value *items, size_t count);
struct value box_pair(struct arena *arena, struct value a, struct value b); /* a tuple of two */
struct value box_group(struct arena *arena, struct value grouper, struct value list);
/* An empty DICT or NAMESPACE with room for so many entries. */
struct box *box_map(struct arena *arena, enum box_kind kind, size_t room);
struct value box_value(struct box *box);

/* The box of a value, or NULL. */
struct box *box_of(struct value v);
bool box_is_tuple(struct value v); /* or a group */
/* A list, tuple or dict as the immutable value of the same content (shared); others unchanged. */
struct value box_plain(struct value v);

/* Changes. The caller checks the kind, and the limits. */
void box_append(struct arena *arena, struct box *box, struct value item);
void box_insert(struct arena *arena, struct box *box, size_t index, struct value item);
void box_remove(struct box *box, size_t index); /* an item or entry */
/* Are these the same key: equal values, tuples and ranges by what is in them? */
bool box_same_key(struct value a, struct value b);
/* The index of a key, by equality as Python has it, or STR_NONE; its value, or NULL. */
size_t box_index(const struct box *box, struct value key);
struct value *box_find(const struct box *box, struct value key);
void box_set(struct arena *arena, struct box *box, struct value key, struct value v);

#endif
