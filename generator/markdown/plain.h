/*
 * What a reader reads: the text of events without marks, white space folded.
 */
#ifndef KITH_MARKDOWN_PLAIN_H
#define KITH_MARKDOWN_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct buf;
struct tape;
struct tape_event;

/* Gathers text event by event. */
struct plain {
	struct buf *out;
	size_t begin;    /* where in `out` it begins */
	bool space;      /* there is white space to put before the next character */
	unsigned pieces; /* texts that were added */
	struct str only; /* the first of them, if it lies in source or pool */
};

/* Text is appended to `out`, which the caller looks after. */
struct plain plain_begin(struct buf *out);
/* Adds what the event says: text and code, references decoded. Raw HTML says nothing but <br>. */
void plain_add(struct plain *plain, const struct tape *tape, const struct tape_event *event);
/* Appends all text of a document, its white space as it is: for those who want words, and soon. */
void plain_text(const struct tape *tape, struct buf *out);
/*
 * The text, as a view of source or pool when it stands there like that and otherwise as a copy in
 * the arena. Takes it out of the buffer again.
 */
struct str plain_take(struct plain *plain, struct arena *arena);

/*
 * A text of at most `max` characters, cut behind a word and ended with "…" if it was longer; 0: no
 * limit.
 */
void plain_shorten(struct buf *out, struct str text, size_t max);

#endif
