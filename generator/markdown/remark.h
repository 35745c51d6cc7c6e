/*
 * Remarks: the callouts that say what was learned, asked or decided, for the site to gather. Each has
 * an id, made like that of a heading out of its kind and its title, or the first sentence of its text.
 *
 *	> [!LESSON] Measure first      lesson-measure-first
 *	> Twice.
 *
 * They get their ids behind all else that has one, so that none of theirs changes another.
 */
#ifndef KITH_MARKDOWN_REMARK_H
#define KITH_MARKDOWN_REMARK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "markdown/document.h"
#include "markdown/lead_in.h"

struct arena;
struct position;
struct tape;
struct tape_event;

/* Is a callout of this name one? Case does not matter. */
bool remark_is(struct str name);
/* The name of a remark that a name is nearly, beginning with the same letter: "lesson" for "LESON"; else empty. */
struct str remark_nearest(struct str name);

struct remark_open {
	uint32_t number; /* index of the remark that it is + 1, or 0 */
	struct lead_in lead_in;
};

/* Watches a tape go by and fills a document's remarks. */
struct remark_watch {
	struct arena *arena;
	struct markdown *document;
	array_of(struct remark_open) open; /* for each callout that we are in */
	struct lead_in_watch before;
};

void remark_begin(struct remark_watch *watch, struct arena *arena, struct markdown *document);
void remark_see(struct remark_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct position *position);
/* Gives them their titles and ids, when all other ids of the document are known. */
void remark_name(struct arena *arena, struct markdown *document);

#endif
