/*
 * Text between tildes is struck out: ~one~ or ~~two~~, as in GitHub Flavored Markdown (section
 * 6.5). As a pass over the tape, because md4c's own way differs from version to version and is
 * quadratic.
 */
#ifndef KITH_MARKDOWN_STRIKE_H
#define KITH_MARKDOWN_STRIKE_H

#include <stdbool.h>

struct rewrite;

/* Is there any tilde that could mark something? */
bool strike_is_needed(const struct rewrite *rewrite);
/* Copies the tape and adds DEL. Linear in the text. */
void strike_pass(const struct rewrite *rewrite);

#endif
