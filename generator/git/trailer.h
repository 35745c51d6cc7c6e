/*
 * Trailers: the "Key: value" lines with which a commit message may end (git-interpret-trailers(1)).
 *
 *	Say what the cache costs
 *
 *	The old numbers were from another machine.
 *
 *	Minor: yes
 *	Reviewed-by: Jo Doe <jo@example.org>
 */
#ifndef KITH_GIT_TRAILER_H
#define KITH_GIT_TRAILER_H

#include <stdbool.h>

#include "base/str.h"

struct trailer {
	struct str key, value; /* views into the message; a continued value keeps its newlines */
};

/*
 * The block of trailers of a message (subject included): its last paragraph, when that is not the
 * subject and every line of it is a trailer, continues one, or says where it was cherry-picked from.
 * Empty when there is none.
 */
struct str trailer_block(struct str message);

/* Cuts the next trailer off a block; false at its end. */
bool trailer_next(struct str *block, struct trailer *out);

/* Has it this key with the value "yes" or "true"? Case does not matter. */
bool trailer_says_yes(const struct trailer *trailer, struct str key);

#endif
