/*
 * The sentence that a link stands in, for lists of who links to a page.
 *
 * Where sentences end is a guess: behind . ! ? and their like, unless a small letter follows, or a word that ends with
 * a point stands there ("e.g.", "Dr."). A guess that is wrong shows a sentence too many.
 */
#ifndef KITH_MARKDOWN_SENTENCE_H
#define KITH_MARKDOWN_SENTENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf;
struct markdown;
struct tape_event;

/* Knows at each event where the text around it begins, so that it need not be looked for. */
struct sentence_watch {
	uint32_t earlier, later; /* events; the block's first, or a good way into it */
	size_t since;            /* bytes of text and tape behind `later` */
};

void sentence_see(struct sentence_watch *watch, const struct tape_event *event);
/* See markdown_sentence. */
void sentence_put(const struct markdown *document, size_t link, size_t max, struct buf *out);
/* The part of a text that holds what lies between two offsets, from the begin of a sentence to the end of one. */
struct str sentence_around(struct str text, size_t from, size_t to);

#endif
