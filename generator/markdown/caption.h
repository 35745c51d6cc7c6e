/*
 * The caption of a table is a paragraph before or behind it, or its last line, as in Pandoc:
 *
 *	| Step | Cost |                TABLE(2)
 *	|------|-----:|                  CAPTION TEXT "What it costs" /CAPTION
 *	| lex  | 12   |                  THEAD ...
 *	                               /TABLE
 *	Table: What it costs
 *
 * "Table:" may be left out where a colon cannot begin a definition: behind a table.
 */
#ifndef KITH_MARKDOWN_CAPTION_H
#define KITH_MARKDOWN_CAPTION_H

#include <stdbool.h>

struct rewrite;

bool caption_is_needed(const struct rewrite *rewrite);
/* Copies a tape with the captions where they belong. Linear in it. */
void caption_pass(const struct rewrite *rewrite);

#endif
