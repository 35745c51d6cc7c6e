/*
 * Words of a taxonomy that may be meant to be one: "mesuring" on a page, "measuring" on nine, or "c++" beside "C++". Two
 * words are alike when they are the same without one letter of each. Only site/ includes this.
 */
#ifndef KITH_SITE_ALIKE_H
#define KITH_SITE_ALIKE_H

#include "base/map.h"
#include "base/str.h"

struct arena;
struct page;
struct resolve;
struct taxonomy;
struct term;

/* The words of one taxonomy as pages write them; all zeroes in the beginning. */
struct alike {
	struct map spellings; /* -> struct spelling */
};

/* Notes that a page that is shown has the term, and how it writes it. Each page once for a term. In the arena. */
void alike_note(struct alike *alike, struct arena *arena, const struct page *page,
        const struct term *term, struct str text);
/* Adds a note for each rare word that is like a frequent one. Once the terms are complete; in linear time. */
void alike_report(const struct alike *alike, struct resolve *r, const struct taxonomy *taxonomy);

#endif
