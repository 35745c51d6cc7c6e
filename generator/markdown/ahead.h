/*
 * Looks ahead in the source for what a pass is after, so that most pieces of text are passed by without a look:
 *
 *	pieces   [------][---]   [--------]  [-----]
 *	source   ............................~~........
 *	         since                       until        nothing is wanted between the two
 *
 * Pieces mostly come in the order of the source. One from before `since`, as footnotes are, or from far behind
 * begins anew, and costs no more than its own length and a little.
 */
#ifndef KITH_MARKDOWN_AHEAD_H
#define KITH_MARKDOWN_AHEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { AHEAD_WANTED_MAX = 5 };

struct ahead {
	struct str source;
	size_t since, until; /* of all that is wanted */
	unsigned count;
	struct ahead_wanted {
		struct str text;
		size_t since, until;
		bool found; /* it stands at `until`, else that is how far has been looked */
	} wanted[AHEAD_WANTED_MAX];
};

/* Begins to look in a source, which has to stay; ahead_want says for what, before the first question. */
struct ahead ahead_begin(struct str source);
/* The same for one thing. */
struct ahead ahead_for(struct str source, struct str text);
void ahead_want(struct ahead *ahead, struct str text);
/* The offset in [at, end) of the first thing wanted that ends there too, or `end`. */
size_t ahead_find(struct ahead *ahead, size_t at, size_t end);

#endif
