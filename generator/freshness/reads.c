/*
 * The objects that were read lie in a list; `places` says where each one's stands there. A place is believed when the
 * list has that object there, so neither is cleared between two artifacts (a sparse set: Briggs and Torczon, "An
 * efficient representation for sparse sets", 1993).
 */
#include "freshness/reads.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"

struct touched {
	uint32_t object;
	struct reads_set set;
};

struct reads {
	struct arena *arena;
	size_t objects, apart;
	array_of(uint32_t) places; /* by object, then by question */
	array_of(struct str) questions;
	struct map by_question; /* -> its place in `questions` + 1 */
	array_of(struct touched) touched;
	reads_sets sets;
	struct map by_set; /* the bytes of a set -> its number + 1 */
};

static _Thread_local struct reads *reading;

struct reads *
reads_new(struct arena *arena, size_t objects, size_t apart)
{
	struct reads *reads = arena_new(arena, struct reads);

	reads->arena = arena;
	reads->objects = objects;
	reads->apart = apart;
	array_reserve(arena, &reads->places, objects + 1);
	reads->places.len = objects;
	return reads;
}

void
reads_begin(struct reads *reads)
{
	reads->touched.len = 0;
	reading = reads;
}

bool
reads_is_on(void)
{
	return reading != NULL;
}

static struct touched *
touch(struct reads *reads, uint32_t object)
{
	uint32_t place = reads->places.at[object];
	struct touched *touched;

	if (place < reads->touched.len && reads->touched.at[place].object == object)
		return &reads->touched.at[place];
	reads->places.at[object] = (uint32_t)reads->touched.len;
	touched = array_push(reads->arena, &reads->touched);
	*touched = (struct touched){ .object = object };
	return touched;
}

void
reads_note(uint32_t object, unsigned property)
{
	if (reading && object < reading->objects && property < READS_PROPERTIES)
		touch(reading, object)->set.words[property / 64] |= (uint64_t)1 << property % 64;
}

void
reads_ask(struct str question)
{
	struct map_entry *entry;

	if (!reading)
		return;
	entry = map_find(&reading->by_question, question);
	if (!entry) {
		question = str_copy(reading->arena, question);
		entry = map_put(&reading->by_question, reading->arena, question, NULL);
		*array_push(reading->arena, &reading->questions) = question;
		*array_push(reading->arena, &reading->places) = 0;
		entry->value = (void *)(uintptr_t)reading->questions.len;
	}
	touch(reading, (uint32_t)(reading->objects + (uintptr_t)entry->value - 1))->set.words[0] =
	        1;
}

struct str
reads_question(const struct reads *reads, uint32_t object)
{
	return reads->questions.at[object - reads->objects];
}

static uint32_t
number_of(struct reads *reads, const struct reads_set *set)
{
	struct str bytes = str_of((const char *)set, sizeof *set);
	struct map_entry *entry = map_find(&reads->by_set, bytes);

	if (!entry) {
		bytes = str_copy(reads->arena, bytes);
		entry = map_put(&reads->by_set, reads->arena, bytes, NULL);
		*array_push(reads->arena, &reads->sets) = *set;
		entry->value = (void *)(uintptr_t)reads->sets.len;
	}
	return (uint32_t)((uintptr_t)entry->value - 1);
}

/* One pair for each property; how many. */
static size_t
take_apart(struct reads *reads, const struct touched *touched, struct reads_pair *pairs)
{
	size_t count = 0;

	for (unsigned i = reads_set_next(&touched->set, 0); i < READS_PROPERTIES;
	        i = reads_set_next(&touched->set, i + 1)) {
		struct reads_set one = { 0 };

		one.words[i / 64] = (uint64_t)1 << i % 64;
		pairs[count++] = (struct reads_pair){ touched->object, number_of(reads, &one) };
	}
	return count;
}

static size_t
count_pairs(const struct reads *reads)
{
	size_t count = 0;

	for (size_t i = 0; i < reads->touched.len; i++) {
		const struct touched *touched = &reads->touched.at[i];
		bool apart = touched->object < reads->apart;

		count++;
		for (size_t k = 0; apart && k < READS_PROPERTIES / 64; k++)
			count += (size_t)__builtin_popcountll(touched->set.words[k]);
	}
	return count;
}

struct reads_list
reads_end(struct reads *reads)
{
	size_t len = 0;
	struct reads_pair *pairs =
	        arena_array(reads->arena, struct reads_pair, count_pairs(reads) + 1);

	reading = NULL;
	for (size_t i = 0; i < reads->touched.len; i++) {
		const struct touched *touched = &reads->touched.at[i];

		if (touched->object < reads->apart)
			len += take_apart(reads, touched, pairs + len);
		else
			pairs[len++] = (struct reads_pair){ touched->object,
				number_of(reads, &touched->set) };
	}
	return (struct reads_list){ pairs, len };
}

const reads_sets *
reads_all_sets(const struct reads *reads)
{
	return &reads->sets;
}

unsigned
reads_set_next(const struct reads_set *set, unsigned from)
{
	while (from < READS_PROPERTIES) {
		uint64_t rest = set->words[from / 64] >> from % 64;

		if (rest)
			return from + (unsigned)__builtin_ctzll(rest);
		from = (from / 64 + 1) * 64;
	}
	return READS_PROPERTIES;
}
