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
/* Copies a tape with CAPTION for them, before or behind their tables. Linear, as what follows. */
void caption_pass(const struct rewrite *rewrite);
bool caption_is_found(const struct rewrite *rewrite);
/* The same with them in their tables, when no pass is to come that wants the order of the source. */
void caption_place(const struct rewrite *rewrite);

#endif
