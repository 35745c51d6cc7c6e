/*
 * What a commit message says in one line: its subject, and its note for readers.
 *
 *	Say what the cache costs               subject: the first paragraph
 *
 *	The old numbers were from another
 *	machine.
 *
 *	Note: New numbers, and an honest       note: of all such trailers (trailer.h)
 *	  table of them.
 */
#ifndef KITH_GIT_MESSAGE_H
#define KITH_GIT_MESSAGE_H

#include "base/str.h"

struct arena;

/* All three give a view of the text, or a copy in the arena. Mail addresses are not hidden. */

/* The lines of a text as one, blanks at their ends left out. */
struct str message_line(struct arena *arena, struct str text);
/* Cuts the subject off, blank lines before it too. */
struct str message_cut_subject(struct arena *arena, struct str *message);
/* Empty when there is none. */
struct str message_note(struct arena *arena, struct str message);

#endif
