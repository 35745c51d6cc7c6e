/*
 * Headings and their ids.
 */
#ifndef KITH_MARKDOWN_HEADING_H
#define KITH_MARKDOWN_HEADING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "markdown/plain.h"

struct markdown_heading;
struct position;
struct tape;
struct tape_event;

/*
 * Ids like GitHub's: the slug of the text, "section" when that is empty, cut behind a word when it
 * has more than HEADING_ID_MAX characters, and for repeats "-1", "-2" ... behind it. They depend on
 * the headings before and on the ids that authors give, so a new heading at the end changes none.
 */
enum { HEADING_ID_MAX = 120 };

struct heading_ids {
	struct arena memory;
	struct map taken; /* each with how many repeats were made of it */
	struct buf slug;
};

void heading_ids_begin(struct heading_ids *ids);
/* Takes an id that an author has given; it is copied. False when it is taken. */
bool heading_ids_take(struct heading_ids *ids, struct str id);
/* The id of the next heading, in the arena, which lives as long. Amortised constant time but for making the slug. */
struct str heading_ids_next(struct heading_ids *ids, struct arena *arena, struct str text);
void heading_ids_end(struct heading_ids *ids);

/* Watches a tape go by and fills a document's headings. */
struct heading_watch {
	struct arena *arena;
	struct markdown_heading *headings; /* as many as the tape has */
	struct markdown_heading *open;     /* the one we are in */
	struct heading_ids *ids;
	struct plain text;
	struct buf text_memory;
	bool with_ids;
	bool placed; /* the open one has its line */
};

void heading_begin(struct heading_watch *watch, struct arena *arena, const struct tape *tape,
        struct heading_ids *ids);
/* `list`: attributes of what begins here, with their braces. */
void heading_see(struct heading_watch *watch, const struct tape *tape,
        const struct tape_event *event, struct str list, struct position *position);
void heading_end(struct heading_watch *watch);

#endif
