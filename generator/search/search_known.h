/*
 * What a build leaves for the next one: the words of each page and where it has them, so that pages that are as they
 * were need not be read again. The file:
 *
 *	kith words 1 <state, 32 hexadecimal digits>\n
 *	words in order, each behind its length
 *	pages: key (16 bytes), then its words as steps from one number to the next << 2 | enum search_place
 *	hash of all before (8 bytes)
 *
 * Numbers are varints, and lists stand behind their counts. It is a cache: whatever is wrong with it, it is forgotten
 * whole.
 */
#ifndef KITH_SEARCH_SEARCH_KNOWN_H
#define KITH_SEARCH_SEARCH_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"

struct arena;
struct buf;
struct search_table;
struct search_word;

/* A larger file is forgotten, or not written. */
enum { SEARCH_KNOWN_MAX_BYTES = 256 << 20 };

/* The words of a page: their numbers in order << 2 | enum search_place. */
struct search_known_page {
	const uint32_t *at;
	size_t len;
};

struct search_known {
	struct map pages; /* by key -> struct search_known_page */
	struct str *words;
	size_t len;
};

/*
 * Reads a file. False, and nothing is known, unless it is of this state and every byte as it was written. Texts are
 * views of `text`, the rest lies in the arena.
 */
bool search_known_read(
        struct str text, struct hash state, struct arena *arena, struct search_known *out);
/* What is known of a page, or NULL. Thread-safe. */
const struct search_known_page *search_known_find(
        const struct search_known *known, struct hash key);
/* Puts the words of pages into an empty table; pages[i] is that with the number i, or NULL. Lives in the arena. */
void search_known_add(const struct search_known *known,
        const struct search_known_page *const *pages, size_t count, struct search_table *table,
        struct arena *arena);
/* Appends the file of a site's words; keys[i] is of the page with the number i. The arena is for what is passing. */
void search_known_write(struct hash state, const struct hash *keys, size_t pages,
        const struct search_word *words, size_t count, struct arena *passing, struct buf *out);

#endif
