/*
 * Punctuation as printers set it: "these" become quotation marks of the page's language, an apostrophe
 * is curved, two and three hyphens are dashes and three dots an ellipsis.
 */
#ifndef KITH_MARKDOWN_SMART_H
#define KITH_MARKDOWN_SMART_H

#include <stdbool.h>

struct rewrite;

bool smart_is_needed(const struct rewrite *rewrite);
/* Copies the tape with other characters in its text. Linear. */
void smart_pass(const struct rewrite *rewrite);

#endif
