/*
 * Text between signs: ~one~ and ~~two~~ is struck out, as in GitHub Flavored Markdown (section 6.5),
 * and by the site's settings ==this== is marked, ++this++ inserted, H~2~O below the line and x^2^
 * above it. As a pass over the tape, because md4c's own way differs from version to version and is
 * quadratic.
 */
#ifndef KITH_MARKDOWN_MARKER_H
#define KITH_MARKDOWN_MARKER_H

struct rewrite;

/* Copies the tape and adds DEL, MARK, INS, SUB and SUP. Linear in the text. */
void marker_pass(const struct rewrite *rewrite);

#endif
