/*
 * Open addressing in a table that is at most half full. The hash is kept beside the number, so that a
 * table that grows asks for no text again, and texts are compared only when they are equal all but
 * certainly.
 */
#include "diff/numbering.h"

#include "base/arena.h"
#include "base/hash.h"

enum { SLOTS_MIN = 64 };

struct numbering_slot {
	uint64_t hash;
	struct str text; /* at == NULL: free */
	uint32_t number;
};

struct numbering
numbering_make(struct arena *arena)
{
	struct numbering_slot *slots = arena_array(arena, struct numbering_slot, SLOTS_MIN);
	return (struct numbering){ arena, slots, SLOTS_MIN - 1, 0 };
}

static void
grow(struct numbering *numbering)
{
	const struct numbering_slot *old = numbering->slots;
	size_t count = numbering->mask + 1, mask = 2 * count - 1;
	numbering->slots = arena_array(numbering->arena, struct numbering_slot, 2 * count);
	numbering->mask = mask;
	for (size_t i = 0; i < count; i++) {
		if (!old[i].text.at)
			continue;
		size_t at = (size_t)old[i].hash & mask;
		while (numbering->slots[at].text.at)
			at = (at + 1) & mask;
		numbering->slots[at] = old[i];
	}
}

uint32_t
numbering_of(struct numbering *numbering, struct str text)
{
	uint64_t hash = hash_64(text);
	if (numbering->count > numbering->mask / 2)
		grow(numbering);
	size_t at = (size_t)hash & numbering->mask;
	for (; numbering->slots[at].text.at; at = (at + 1) & numbering->mask) {
		const struct numbering_slot *slot = &numbering->slots[at];
		if (slot->hash == hash && str_eq(slot->text, text))
			return slot->number;
	}
	numbering->slots[at] = (struct numbering_slot){ hash, text, numbering->count };
	return numbering->count++;
}
