/*
 * The words of a site's pages while they are read. Every worker has a table of its own, so that nobody waits:
 *
 *	worker 0   "cache" -> page 0 in its title, page 7, ...      worker 1   "cache" -> page 3 often, ...
 *
 * A worker reads its pages in the order of their numbers, so each list is in order, and search_index.c puts the lists
 * of one word together. What a page has a word in counts by the best place: a title before a heading before the text.
 */
#ifndef KITH_SEARCH_SEARCH_GATHER_H
#define KITH_SEARCH_SEARCH_GATHER_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;
struct worker;
struct workers;

/* Where a page has a word; greater is better. */
enum search_place { SEARCH_ONCE, SEARCH_OFTEN, SEARCH_HEADING, SEARCH_TITLE };

enum {
	SEARCH_OFTEN_FROM = 3,     /* times in the text */
	SEARCH_PAGES_MAX = 1 << 24 /* pages that an index can number */
};

/* A page that has a word: its number and, in the lowest two bits, the place. */
typedef uint32_t search_posting;

/* Some of the postings of a word; most words have few of them. */
struct search_postings {
	struct search_postings *next;
	uint32_t len, cap;
	search_posting at[];
};

struct search_term {
	struct str word;
	struct search_postings *first, *last; /* without that of the newest page */
	uint32_t count;                       /* of postings, with it */
	search_posting newest;                /* once all is gathered */
};

/*
 * The words of one worker. Most have fewer than eight letters, so a slot has the first eight bytes of its word: then
 * nothing else is looked at. Most words of a text are there again and again, so it has the newest page as well, and the
 * term is looked at once for each page. Half of the slots are free.
 */
struct search_slot {
	uint64_t head; /* zeroes behind a shorter word */
	uint32_t term; /* index + 1; 0: free */
	uint32_t seen; /* the newest page with the word, where, and how often */
};

struct search_table {
	array_of(struct search_term *) terms; /* as they were found */
	struct search_slot *slots;
	size_t cap; /* a power of two, or 0 */
};

struct search_gather {
	const struct workers *workers;
	struct search_table
	        *tables; /* one per worker, then that of pages that were known: search_known.h */
	unsigned count;
};

/* Lives in the arena; what is gathered, in the workers' steps. */
struct search_gather search_gather_new(struct arena *arena, const struct workers *workers);
/*
 * Adds the words of a text of a page. By any worker; one worker sees all texts of a page, and pages in rising order.
 */
void search_gather_add(struct search_gather *gather, struct worker *worker, uint32_t page,
        enum search_place place, struct str text);
/* When all pages have been read. One thread. */
void search_gather_end(const struct search_gather *gather);

#endif
