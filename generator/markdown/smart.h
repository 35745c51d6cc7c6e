/*
 * Punctuation as printers set it: "these" become quotation marks of the page's language, an apostrophe
 * is curved, two and three hyphens are dashes and three dots an ellipsis.
 */
#ifndef KITH_MARKDOWN_SMART_H
#define KITH_MARKDOWN_SMART_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct rewrite;

bool smart_is_needed(const struct rewrite *rewrite);
/* Copies the tape with other characters in its text. Linear. */
void smart_pass(const struct rewrite *rewrite);
/* The same of a line of plain text in a language, such as a title; in the arena, or as it is. Thread-safe. */
struct str smart_plain(struct arena *arena, struct str text, struct str language);

#endif
