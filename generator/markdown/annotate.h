/*
 * Attributes in braces behind headings, captions, links, images and code, and spans that exist for theirs:
 *
 *	## Results {#results .wide}     [name](url){rel=me}     `x`{.key}     [text]{lang=fr}
 *
 * The list becomes an ATTRIBUTES event before the block or span it belongs to; what it may not hold
 * is left out with a warning, and an id that is taken already. A list here has an id, a class or a
 * value, so that "{name}" is text. What stands behind a code fence is code.h's, and checked here.
 */
#ifndef KITH_MARKDOWN_ANNOTATE_H
#define KITH_MARKDOWN_ANNOTATE_H

struct rewrite;

/* Copies the tape and adds ATTRIBUTES and SPAN; takes the ids out of rewrite->ids. Linear. */
void annotate_pass(const struct rewrite *rewrite);

#endif
