/*
 * Open addressing in a table that is at most half full. Most texts are words, so one of up to sixteen
 * bytes is kept as two numbers, its first eight bytes and its last: with the length they say all of it,
 * and neither hashing nor comparing looks at the text again. Of a longer one they are its hash and its
 * length, and texts are compared only when they are equal all but certainly.
 */
#include "diff/numbering.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

enum { SLOTS_MIN = 64, SHORT_LEN = 16 };

struct numbering_slot {
	uint64_t first, last;
	const char *at; /* NULL: free */
	uint32_t len;   /* up to one more than SHORT_LEN, which stands for all longer ones */
	uint32_t number;
};

struct numbering
numbering_make(struct arena *arena)
{
	struct numbering_slot *slots = arena_array(arena, struct numbering_slot, SLOTS_MIN);
	return (struct numbering){ arena, slots, SLOTS_MIN - 1, 0 };
}

static uint64_t
load_8(const char *at)
{
	uint64_t bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

static uint32_t
load_4(const char *at)
{
	uint32_t bytes;
	memcpy(&bytes, at, sizeof bytes);
	return bytes;
}

/* Fills in what tells the text from others; of two short ones only equal ones are alike. */
static inline void
describe(struct numbering_slot *slot, struct str text)
{
	const char *end = text.at + text.len;
	if (text.len > SHORT_LEN) {
		slot->first = hash_64(text);
		slot->last = text.len;
	} else if (text.len >= 8) {
		slot->first = load_8(text.at);
		slot->last = load_8(end - 8);
	} else if (text.len >= 4) {
		slot->first = load_4(text.at);
		slot->last = load_4(end - 4);
	} else if (text.len) {
		slot->first = (unsigned char)text.at[0];
		slot->last = (uint64_t)(unsigned char)text.at[text.len / 2] << 8 |
		        (unsigned char)end[-1];
	}
}

static inline size_t
hash_of_slot(const struct numbering_slot *slot)
{
	uint64_t sum = (slot->first ^ slot->len) * UINT64_C(0x9E3779B97F4A7C15);
	sum = (sum ^ sum >> 32 ^ slot->last) * UINT64_C(0xD6E8FEB86659FD93);
	return (size_t)(sum ^ sum >> 32);
}

static inline bool
same(const struct numbering_slot *a, const struct numbering_slot *b)
{
	return a->first == b->first && a->last == b->last && a->len == b->len &&
	        (a->len <= SHORT_LEN || memcmp(a->at, b->at, (size_t)a->last) == 0);
}

static void
grow(struct numbering *numbering)
{
	const struct numbering_slot *old = numbering->slots;
	size_t count = numbering->mask + 1, mask = 4 * count - 1;
	numbering->slots = arena_array(numbering->arena, struct numbering_slot, 4 * count);
	numbering->mask = mask;
	for (size_t i = 0; i < count; i++) {
		if (!old[i].at)
			continue;
		size_t at = hash_of_slot(&old[i]) & mask;
		while (numbering->slots[at].at)
			at = (at + 1) & mask;
		numbering->slots[at] = old[i];
	}
}

uint32_t
numbering_of(struct numbering *numbering, struct str text)
{
	struct numbering_slot wanted = { .at = text.at };
	wanted.len = text.len > SHORT_LEN ? SHORT_LEN + 1 : (uint32_t)text.len;
	describe(&wanted, text);
	if (numbering->count > numbering->mask / 2)
		grow(numbering);
	size_t at = hash_of_slot(&wanted) & numbering->mask;
	for (; numbering->slots[at].at; at = (at + 1) & numbering->mask)
		if (same(&numbering->slots[at], &wanted))
			return numbering->slots[at].number;
	wanted.number = numbering->count;
	numbering->slots[at] = wanted;
	return numbering->count++;
}
