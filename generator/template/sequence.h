/*
 * What can be gone through: lists, texts by character, maps by key, objects that have items. The
 * undefined value has no items; what is no sequence is an error that the caller words.
 */
#ifndef KITH_TEMPLATE_SEQUENCE_H
#define KITH_TEMPLATE_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "data/value.h"

struct vm;

struct sequence {
	size_t len;
	enum { SEQUENCE_ITEMS, SEQUENCE_KEYS, SEQUENCE_OBJECT } kind;
	union {
		const struct value *items;
		const struct value_entry *entries;
		const struct value_object *object;
	};
};

/* False when it has no items to go through; nothing is reported. */
bool sequence_of(struct vm *vm, struct value v, struct sequence *out);
struct value sequence_at(struct vm *vm, const struct sequence *sequence, size_t index);
/*
 * All items side by side, in the arena or where they are. False after vm_fail when it is no sequence:
 * "an integer cannot be <doing>".
 */
bool sequence_items(
        struct vm *vm, struct value v, const char *doing, const struct value **items, size_t *len);

#endif
