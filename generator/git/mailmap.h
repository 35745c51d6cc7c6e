/*
 * .mailmap: the names and addresses that people want to be known by (gitmailmap(5)).
 *
 *	Proper Name <commit@address>
 *	<proper@address> <commit@address>
 *	Proper Name <proper@address> <commit@address>
 *	Proper Name <proper@address> Commit Name <commit@address>
 *
 * Names and addresses of commits are compared without regard to case; later lines win.
 */
#ifndef KITH_GIT_MAILMAP_H
#define KITH_GIT_MAILMAP_H

#include "base/map.h"
#include "base/str.h"

struct arena;

/* All zeroes is an empty one. */
struct mailmap {
	struct map
	        people; /* address, or address newline name, both lower case -> what it becomes */
};

enum { MAILMAP_MAX_BYTES = 4 << 20 };

/*
 * Reads the lines of a file into the map; everything is copied. Lines that say nothing are passed over, as git
 * does; text that is not UTF-8 is mended.
 */
void mailmap_parse(struct mailmap *map, struct arena *arena, struct str text);

/*
 * Puts the proper name and address in place of those of a commit. They become views into the map, or
 * stay as they are. `scratch` holds the key that is looked up.
 */
void mailmap_apply(
        const struct mailmap *map, struct arena *scratch, struct str *name, struct str *email);

#endif
