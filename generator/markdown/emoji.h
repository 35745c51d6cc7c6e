/*
 * Emoji by their names, ":tada:". What is no name of emoji.def stays as it is.
 */
#ifndef KITH_MARKDOWN_EMOJI_H
#define KITH_MARKDOWN_EMOJI_H

#include <stdbool.h>

struct rewrite;

bool emoji_is_needed(const struct rewrite *rewrite);
/* Copies the tape with emoji in its text. Linear. */
void emoji_pass(const struct rewrite *rewrite);

#endif
