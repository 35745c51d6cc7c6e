#include "search/search_gather.h"

#include "base/arena.h"
#include "base/block.h"
#include "base/hash.h"
#include "base/worker.h"
#include "search/search_fold.h"
#include "search/search_short.h"

/* Postings of the first and of the longest piece of a list. */
enum { FIRST_CAP = 2, LONGEST_CAP = 128 };

enum { FIRST_SLOTS = 1 << 12 };

struct search_gather
search_gather_new(struct arena *arena, const struct workers *workers)
{
	return (struct search_gather){
		.workers = workers,
		.tables = arena_array(arena, struct search_table, workers->count + 1),
		.count = workers->count + 1,
	};
}

/*
 * What a slot has when the newest page with its word is `page`: a number for the page, which is greater than 0 and
 * those of earlier pages, then the place, then how often the text has it. That count is carried over into the place
 * when the word is there often.
 */
static uint32_t
seen_at(uint32_t page, enum search_place place)
{
	return (page + 1) << 4 | (uint32_t)place << 2;
}

enum { SEEN_ONCE = 4 - SEARCH_OFTEN_FROM + 1 };

_Static_assert(SEEN_ONCE > 0 && SEARCH_ONCE == 0 && SEARCH_OFTEN == 1, "the count is carried over");
_Static_assert(SEARCH_PAGES_MAX < 1 << 28, "pages find room beside place and count");

static search_posting
posting_of(uint32_t seen)
{
	return ((seen >> 4) - 1) << 2 | (seen >> 2 & 3);
}

/* Puts the posting of the page before the newest behind the others. */
static void
keep(struct search_term *term, struct arena *arena, search_posting posting)
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
	last->at[last->len++] = posting;
}

static inline uint64_t
spread(uint64_t hash)
{
	hash *= UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* The slot of a word, or the free one where it belongs. */
static struct search_slot *
slot_of(const struct search_table *table, struct str word, uint64_t head)
{
	for (size_t i = spread(word.len > sizeof head ? hash_64(word) : head);; i++) {
		struct search_slot *slot = &table->slots[i & (table->cap - 1)];

		if (!slot->term)
			return slot;
		if (slot->head == head &&
		        (word.len < sizeof head ||
		                str_eq(table->terms.at[slot->term - 1]->word, word)))
			return slot;
	}
}

/* The same for a word that is all in its head; a free slot has none. */
static inline struct search_slot *
short_slot(const struct search_table *table, uint64_t head)
{
	for (size_t i = spread(head);; i++) {
		struct search_slot *slot = &table->slots[i & (table->cap - 1)];

		if (slot->head == head || !slot->head)
			return slot;
	}
}

static void
grow(struct search_table *table, struct arena *arena)
{
	const struct search_slot *old = table->slots;
	size_t count = table->cap;

	table->cap = count ? count * 2 : FIRST_SLOTS;
	table->slots = arena_array(arena, struct search_slot, table->cap);
	for (size_t i = 0; i < count; i++)
		if (old[i].term)
			*slot_of(table, table->terms.at[old[i].term - 1]->word, old[i].head) =
			        old[i];
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

/* What is done with the words of one text. */
struct adding {
	struct search_table *table;
	struct arena *arena;
	enum search_place place;
	uint32_t page;  /* what a slot of this page has at least */
	uint32_t known; /* and with the word in a place as good */
};

/* A word that a slot has not yet of this page. */
static void
add_page(const struct adding *a, struct search_slot *slot, struct str word, uint64_t head)
{
	struct search_term *term;

	if (!slot->term)
		slot = add_term(a->table, a->arena, slot, word, head);
	term = a->table->terms.at[slot->term - 1];
	if (term->count++)
		keep(term, a->arena, posting_of(slot->seen));
	slot->seen = a->place == SEARCH_ONCE ? a->page | SEEN_ONCE : a->known;
}

/* Notes a word whose slot is of this page already; false when it is not. */
static inline bool
note(const struct adding *a, struct search_slot *slot)
{
	if (slot->seen < a->page)
		return false;
	if (slot->seen < a->known)
		slot->seen = a->place == SEARCH_ONCE ? slot->seen + 1 : a->known;
	return true;
}

static void
add_word(const struct adding *a, struct str word, uint64_t head)
{
	struct search_slot *slot = slot_of(a->table, word, head);

	if (!note(a, slot))
		add_page(a, slot, word, head);
}

/* Short words first, up to each other one: in which order a text has its words makes no difference. */
static void
add_words(const struct adding *a, struct search_words *words)
{
	struct str word;
	uint64_t head;
	char bytes[sizeof head];

	while (true) {
		while ((head = search_short_next(words->text, &words->at))) {
			struct search_slot *slot = short_slot(a->table, head);

			if (note(a, slot))
				continue;
			block_put_eight(bytes, head);
			add_page(a, slot, str_of(bytes, search_short_len(head)), head);
		}
		if (!search_fold_next(words, &word))
			break;
		add_word(a, word, words->head);
	}
}

void
search_gather_add(struct search_gather *gather, struct worker *worker, uint32_t page,
        enum search_place place, struct str text)
{
	struct search_table *table = &gather->tables[worker - gather->workers->at];
	struct search_words words = search_fold_words(&worker->scratch, text);
	struct adding adding = { table, &worker->step, place, seen_at(page, 0),
		seen_at(page, place == SEARCH_ONCE ? SEARCH_OFTEN : place) };

	if (!table->cap)
		grow(table, &worker->step);
	add_words(&adding, &words);
}

void
search_gather_end(const struct search_gather *gather)
{
	for (unsigned i = 0; i < gather->count; i++) {
		const struct search_table *table = &gather->tables[i];

		for (size_t k = 0; k < table->cap; k++)
			if (table->slots[k].term)
				table->terms.at[table->slots[k].term - 1]->newest =
				        posting_of(table->slots[k].seen);
	}
}
