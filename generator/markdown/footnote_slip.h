/*
 * Warns of footnotes and references that cannot be shown, and of lines that look like part of a note
 * and are none.
 */
#ifndef KITH_MARKDOWN_FOOTNOTE_SLIP_H
#define KITH_MARKDOWN_FOOTNOTE_SLIP_H

#include <stdint.h>

#include "markdown/origin.h"

struct arena;
struct diags;
struct footnotes;
struct markdown_source;

struct footnote_slip {
	struct arena *arena;
	const struct markdown_source *source;
	struct origin_text text; /* in which the references are */
	uint32_t first_line;     /* of the text in its file */
	struct diags *diags;
};

/* Behind footnote_pass. */
void footnote_slip_tell(const struct footnote_slip *slip, const struct footnotes *notes);

#endif
