/*
 * What a finished page tells of itself, packed into few bytes, so that all pages of a site can be compared once the last
 * of them is rendered. Pages are read by the worker that has rendered them.
 */
#ifndef KITH_AUDIT_RENDERED_H
#define KITH_AUDIT_RENDERED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

enum rendered_kind {
	RENDERED_HEADING, /* text: its id or empty; number: its level */
	RENDERED_ID,      /* text: what "#..." may name */
	RENDERED_LINK,    /* text: where <a> and <area> lead */
	RENDERED_USE, /* text: what else is named: images, scripts, styles, other forms of the page */
	RENDERED_PERHAPS, /* text: a value that may be an address, such as the content of <meta> */
	RENDERED_BARE,    /* text: the source of an image that has no alt */
};

struct rendered {
	enum rendered_kind kind;
	uint32_t number;
	struct str text; /* references decoded */
};

/* Appends what a page tells, in the order of the page. False when there is no more room. Thread-safe. */
bool rendered_read(struct str html, struct buf *facts);
/* Appends what a style sheet names with url(), as RENDERED_USE. */
bool rendered_read_css(struct str css, struct buf *facts);
/* Takes the next one off *facts. False behind the last one. */
bool rendered_next(struct str *facts, struct rendered *out);

#endif
