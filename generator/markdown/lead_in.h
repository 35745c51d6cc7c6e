/*
 * What leads to a remark: the sentence before it, which says what it is about where only the remark is shown.
 *
 *	It was slow. We *measured*.          We <em>measured</em>.
 *
 *	> [!LESSON] Measure first
 *
 * What it is taken from is noted while the document is read, once for all (struct markdown_remark). It has to stand
 * directly before the remark, since words that are about something else are worse than none:
 *
 *	a paragraph                                  its last sentence; without the label of a form, "**Learned:** it dries"
 *	a list, a table or figure with a caption     the last item, or the caption, if it ends with ":" or "?"
 *	another remark                               what leads to that one
 *	all else                                     nothing
 */
#ifndef KITH_MARKDOWN_LEAD_IN_H
#define KITH_MARKDOWN_LEAD_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "markdown/document.h"
#include "markdown/sentence.h"
#include "markdown/tape.h"

struct arena;
struct markdown;

/* Sees a tape go by and knows at each event what would lead to a remark there. */
struct lead_in_watch {
	struct sentence_watch near; /* so that a long paragraph is not read again for each remark */
	enum tape_kind within;      /* the block that text belongs to; TAPE_KINDS: none */
	unsigned images;            /* that we are in */
	bool says;                  /* there has been text in the block */
	bool leads;                 /* the newest text ends with ":" or "?" */
	bool bold;                  /* the block begins with words in bold */
	uint32_t label;             /* behind them, if they are a label */
	struct lead_in last;
};

void lead_in_see(
        struct lead_in_watch *watch, const struct tape *tape, const struct tape_event *event);
/*
 * The sentence as a document of nothing but its words and marks, of `max` characters at most, with "…" behind
 * it if it was longer; in the arena, but what it says lies in the document it is from. Links keep their indices.
 * NULL when there is none. Thread-safe.
 */
const struct markdown *lead_in_of(
        const struct markdown *document, size_t remark, size_t max, struct arena *arena);

#endif
