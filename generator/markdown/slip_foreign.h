/*
 * Slips of those who come from elsewhere: what other programs read and Markdown does not, pasted with
 * the text around it. See slip.h.
 */
#ifndef KITH_MARKDOWN_SLIP_FOREIGN_H
#define KITH_MARKDOWN_SLIP_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "markdown/tape.h"

struct rewrite;

enum { SLIP_SHORTCODES = 32 /* names of a page that are told; further ones are passed over */ };

struct slip_foreign {
	const struct rewrite *rewrite;
	struct str names[SLIP_SHORTCODES]; /* of shortcodes that have been told */
	unsigned count;
	bool begins;     /* is the next text the begin of a line? */
	bool block;      /* of a paragraph, even? */
	bool in_comment; /* between two lines of "%%" */
};

/* Looks at the next event of the tape; the struct begins with its `rewrite` alone. */
void slip_foreign_see(struct slip_foreign *foreign, const struct tape_event *event);

#endif
