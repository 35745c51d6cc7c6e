#include "search/search_gather.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/worker.h"
#include "search/search_fold.h"

/* Postings of the first and of the longest piece of a list. */
enum { FIRST_CAP = 2, LONGEST_CAP = 128 };

enum { FIRST_SLOTS = 1 << 12 };

struct search_gather
search_gather_new(struct arena *arena, const struct workers *workers)
{
	return (struct search_gather){
		.workers = workers,
		.tables = arena_array(arena, struct search_table, workers->count),
	};
}

/* Puts the newest posting behind the others. */
static void
keep(struct search_term *term, struct arena *arena)
{
	struct search_postings *last = term->last;

	if (!last || last->len == last->cap) {
		uint32_t cap = !last              ? FIRST_CAP
		        : last->cap < LONGEST_CAP ? last->cap * 2
		                                  : last->cap;
		struct search_postings *more = arena_raw(arena,
		        sizeof *more + cap * sizeof more->at[0], alignof(struct search_postings));

		*more = (struct search_postings){ .cap = cap };
		if (last)
			last->next = more;
		else
			term->first = more;
		term->last = last = more;
	}
	last->at[last->len++] = term->newest;
}

static uint64_t
hash_of_word(struct str word, uint64_t head)
{
	uint64_t hash = word.len > sizeof head ? hash_64(word) : head;

	hash *= UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* The slot of a word, or the free one where it belongs. */
static struct search_slot *
slot_of(const struct search_table *table, struct str word, uint64_t head)
{
	for (size_t i = hash_of_word(word, head);; i++) {
		struct search_slot *slot = &table->slots[i & (table->cap - 1)];

		if (!slot->term)
			return slot;
		if (slot->head == head &&
		        (word.len < sizeof head ||
		                str_eq(table->terms.at[slot->term - 1]->word, word)))
			return slot;
	}
}

static void
grow(struct search_table *table, struct arena *arena)
{
	table->cap = table->cap ? table->cap * 2 : FIRST_SLOTS;
	table->slots = arena_array(arena, struct search_slot, table->cap);
	for (size_t i = 0; i < table->terms.len; i++) {
		struct search_term *term = table->terms.at[i];
		uint64_t head = search_fold_head(term->word);

		*slot_of(table, term->word, head) =
		        (struct search_slot){ head, (uint32_t)i + 1, term->newest };
	}
}

/* The slot of a word that the table does not have yet, which `slot` is for unless the table grows. */
static struct search_slot *
add_term(struct search_table *table, struct arena *arena, struct search_slot *slot, struct str word,
        uint64_t head)
{
	struct search_term *term = arena_new(arena, struct search_term);

	if (table->terms.len * 2 >= table->cap) {
		grow(table, arena);
		slot = slot_of(table, word, head);
	}
	term->word = str_copy(arena, word);
	*array_push(arena, &table->terms) = term;
	*slot = (struct search_slot){ head, (uint32_t)table->terms.len, 0 };
	return slot;
}

/* A word in a place of a page, which may have been seen there before. */
static void
note(const struct search_table *table, struct search_slot *slot, struct arena *arena, uint32_t page,
        enum search_place place)
{
	struct search_term *term = table->terms.at[slot->term - 1];

	if (!term->count || term->newest >> 2 != page) {
		if (term->count++)
			keep(term, arena);
		term->newest = page << 2;
		term->times = 0;
	}
	if (place == SEARCH_ONCE && ++term->times >= SEARCH_OFTEN_FROM)
		place = SEARCH_OFTEN;
	if ((term->newest & 3) < place)
		term->newest = page << 2 | place;
	slot->newest = term->newest;
}

/* Does the page have the word in a place as good already? */
static bool
is_known(const struct search_slot *slot, uint32_t page, enum search_place place)
{
	search_posting least = page << 2 | (place == SEARCH_ONCE ? SEARCH_OFTEN : place);

	return slot->newest >> 2 == page && slot->newest >= least;
}

void
search_gather_add(struct search_gather *gather, struct worker *worker, uint32_t page,
        enum search_place place, struct str text)
{
	struct search_table *table = &gather->tables[worker - gather->workers->at];
	struct search_words words = search_fold_words(&worker->scratch, text);
	struct str word;

	if (!table->cap)
		grow(table, &worker->step);
	while (search_fold_next(&words, &word)) {
		struct search_slot *slot = slot_of(table, word, words.head);

		if (!slot->term)
			slot = add_term(table, &worker->step, slot, word, words.head);
		if (!is_known(slot, page, place))
			note(table, slot, &worker->step, page, place);
	}
}
