/*
 * What one artifact was made from: which properties of which objects its template asked for. Both are numbers here; what
 * they mean is known to whoever gives them out (render/fact.h).
 *
 *	page 17    { title, url, date }          a list shows the page
 *	page 18    { title, url, date }
 *	site       { title, menu }
 *
 * What is asked of one object is a set, and few sets are different: the same lines of a template ask for the same
 * properties of all pages. So the reads of an artifact are a list of pairs (object, number of the set), a dozen or two for a page, and a
 * fact is the hash of what the properties of a set are for an object.
 *
 * They belong to one thread. What is read is noted deep below the template engine, where no worker is known, so they are
 * the thread's own from reads_begin to reads_end.
 */
#ifndef KITH_FRESHNESS_READS_H
#define KITH_FRESHNESS_READS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;

/* Properties of an object, at most. */
enum { READS_PROPERTIES = 256 };

struct reads_set {
	uint64_t words[READS_PROPERTIES / 64];
};

struct reads_pair {
	uint32_t object;
	uint32_t set; /* of reads_all_sets */
};

/* In the order of first reading. */
struct reads_list {
	const struct reads_pair *at;
	size_t len;
};

typedef array_of(struct reads_set) reads_sets;

struct reads;

/*
 * For as many objects as numbers below `objects`. Of those below `apart`, which everybody reads and which have much that
 * changes, each property is a pair of its own. It lives in the arena, as do its lists; so nothing is freed.
 */
struct reads *reads_new(struct arena *arena, size_t objects, size_t apart);
/* From now on what this thread reads is noted there, until reads_end. */
void reads_begin(struct reads *reads);
/* What was read since. */
struct reads_list reads_end(struct reads *reads);
/* Is this thread between reads_begin and reads_end? */
bool reads_is_on(void);
/* Notes one; nothing without reads_begin. */
void reads_note(uint32_t object, unsigned property);
/*
 * Notes that something was asked that no object stands for. In lists its number is `objects` and more, with property 0,
 * and reads_question says what it was.
 */
void reads_ask(struct str question);
struct str reads_question(const struct reads *reads, uint32_t object);
/* Those of all its lists. */
const reads_sets *reads_all_sets(const struct reads *reads);

/* The first property of a set from `from` on; READS_PROPERTIES when there is none. */
unsigned reads_set_next(const struct reads_set *set, unsigned from);

#endif
