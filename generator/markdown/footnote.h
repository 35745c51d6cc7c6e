/*
 * Footnotes: `text[^label]` and, elsewhere, `[^label]: what the note says`, with further lines
 * indented by four columns, as on GitHub. md4c would take a definition for that of a link, so they
 * are cut out of the text before it sees them and put first, as quotes, in which they can hold any
 * blocks. There they stay until all passes are done that want text in the order of the source. In the
 * end they are the document's last block, in the order of the first references:
 *
 *	given            to md4c          on the tape
 *
 *	Text[^a].        > Note.          P TEXT NOTE_REF(1, 1) TEXT /P
 *	                                  NOTES NOTE(1) P TEXT NOTE_BACK(1, 1) /P /NOTE /NOTES
 *	[^a]: Note.      Text[^a].
 *
 * In quotes and list items they are found as well; the marks of those stay where they were, unless there
 * is nothing else in them.
 */
#ifndef KITH_MARKDOWN_FOOTNOTE_H
#define KITH_MARKDOWN_FOOTNOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"

struct arena;
struct origin_text;
struct rewrite;
struct tape;
struct tape_writer;

struct footnote {
	struct str label;
	uint32_t line;       /* of its definition, in the text before it was cut out */
	uint32_t column;     /* bytes before it in that line */
	uint32_t number;     /* by the order of first references, from 1; 0 when there is none */
	uint32_t references; /* to it */
	uint32_t begin, end; /* its content on the tape */
	bool repeated;       /* another one before it has the label */
};

struct footnote_line {
	uint32_t line, column; /* as those of a footnote */
};

struct footnotes {
	array_of(struct footnote) list; /* in the order of the definitions */
	struct map by_label;            /* label in lower case -> its footnote's index + 1 */
	/* References without a definition: offsets of "[^" in the source of the tape. */
	array_of(uint32_t) missing;
	array_of(uint32_t) in_images; /* those in the text of images, where none can be shown */
	/* Lines below a note, in the order of the notes, that are indented and by too little. */
	array_of(struct footnote_line) shallow;
};

/* At most as many of each are remembered. */
enum { FOOTNOTE_MISSING_MAX = 20, FOOTNOTE_LABEL_MAX = 200 };

/*
 * Cuts the definitions out of a text into *notes and gives the text to parse, in the arena. False
 * when there are none; *out is then not set. Of two with one label the first counts; the other
 * stays without references.
 */
bool footnote_split(struct arena *arena, const struct origin_text *text, struct origin_text *out,
        struct footnotes *notes);
/*
 * Copies a tape whose first blocks are quotes that are notes into another one, where they are NOTE, those
 * that are referred to, and references are events, not counted yet.
 */
void footnote_pass(struct arena *arena, const struct tape *tape, struct footnotes *notes,
        struct tape_writer *out);
bool footnote_is_found(const struct rewrite *rewrite);
/* Copies that tape with the notes at its end, as the last pass. */
void footnote_place(const struct rewrite *rewrite);
/* Adds a definition. One whose label another one has is `repeated`. */
void footnote_add(struct arena *arena, struct footnotes *notes, struct footnote note);
/* The label that begins with "[^" at the begin of a text; empty when there is none. */
struct str footnote_label(struct str text);

#endif
