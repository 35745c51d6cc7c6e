/*
 * Open addressing in a table that is at most half full. What was hashed is kept beside the number, so
 * that texts are compared byte for byte only when they are equal all but certainly.
 */
#include "diff/numbering.h"

#include "base/arena.h"
#include "base/hash.h"

struct numbering_slot {
	uint64_t hash;
	struct str text; /* at == NULL: free */
	uint32_t number;
};

struct numbering
numbering_make(struct arena *arena, size_t max)
{
	size_t slots = 16;
	while (slots / 2 < max)
		slots *= 2;
	struct numbering_slot *at = arena_array(arena, struct numbering_slot, slots);
	return (struct numbering){ at, slots - 1, 0 };
}

uint32_t
numbering_of(struct numbering *numbering, struct str text)
{
	uint64_t hash = hash_64(text);
	size_t at = (size_t)hash & numbering->mask;
	for (; numbering->slots[at].text.at; at = (at + 1) & numbering->mask) {
		const struct numbering_slot *slot = &numbering->slots[at];
		if (slot->hash == hash && str_eq(slot->text, text))
			return slot->number;
	}
	numbering->slots[at] = (struct numbering_slot){ hash, text, numbering->count };
	return numbering->count++;
}
