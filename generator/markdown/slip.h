/*
 * Slips: what was meant to be markup, by its looks, and came out as text, or means nothing where it
 * stands. Each is told in a warning, with what to write instead; nothing is changed.
 */
#ifndef KITH_MARKDOWN_SLIP_H
#define KITH_MARKDOWN_SLIP_H

struct rewrite;

/* Looks at the tape of a document before the passes. It has to be in the order of the source. */
void slip_check(const struct rewrite *rewrite);
/* Headings without words, when attributes have been taken off. */
void slip_check_headings(const struct rewrite *rewrite);

#endif
