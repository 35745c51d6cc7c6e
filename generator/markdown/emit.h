/*
 * Writes HTML out of a tape, in one of three manners:
 *
 *	page        what kith adds for its own pages: ids, focusable code and tables, lazy images
 *	feed        for readers elsewhere: plain elements, raw HTML sanitized
 *	CommonMark  exactly what the specification prints
 */
#ifndef KITH_MARKDOWN_EMIT_H
#define KITH_MARKDOWN_EMIT_H

#include <stdbool.h>

struct buf;
struct markdown;
struct markdown_emit;
struct markdown_heading;

/* As markdown_emit and markdown_emit_heading, which see. */
bool emit_html(const struct markdown *document, const struct markdown_emit *how, struct buf *out);
bool emit_heading(const struct markdown *document, const struct markdown_heading *heading,
        const struct markdown_emit *how, struct buf *out);

#endif
