/*
 * The index: all words of the site in order, cut into shards that a browser reads one by one.
 *
 *	shard "61"   abc able about ...        words from "a" on, up to the next shard's first
 *	shard "62"   back ...
 *
 * A shard is all words between two bounds, and its name the hexadecimal bytes of the lower one. One that is too large
 * is cut at the middle of its bounds, whatever lies there: so the names of all others stay what they are when pages are
 * added. In a shard each word is told by
 *
 *	the bytes it shares with the word before it, how many more it has, these
 *	how many pages have it, and for each, in the order of their numbers,
 *	the distance from the one before << 2 | enum search_place
 *
 * where every number is a varint: seven bits a byte, the lowest first, and the high bit says that more follow.
 */
#ifndef KITH_SEARCH_SEARCH_INDEX_H
#define KITH_SEARCH_SEARCH_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct buf;
struct hash;
struct search_gather;
struct workers;

/* A shard has at most so many bytes, unless words cannot be told apart by their first eight bytes. */
enum { SEARCH_SHARD_MAX = 16 << 10 };

/* A word of the whole site. */
struct search_word {
	uint64_t key;              /* its first bytes, as a number */
	struct str text, postings; /* these as a shard has them, behind their count */
};

struct search_shard {
	struct str name; /* "61"; "00" for the first one */
	struct str bytes;
};

struct search_index {
	struct search_shard *shards; /* by name */
	size_t len;
	size_t words; /* different ones */
};

/* What the words of all pages are written to as well, for the next build (search/search_known.h). */
struct search_index_kept {
	const struct hash *state;
	const struct hash *keys; /* of the pages */
	size_t pages;
	struct buf *out;
};

/*
 * Makes the index of what was gathered, which is gone afterwards; the same bytes with any number of workers. Lives in
 * the arena, its bytes in those of the workers. One thread, which runs the workers. `kept` may be NULL.
 */
struct search_index *search_index_make(struct arena *arena, const struct search_gather *gather,
        struct workers *workers, const struct search_index_kept *kept);

#endif
