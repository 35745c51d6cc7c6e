/*
 * The lines of definition lists (mask.h), each told by itself and what follows it.
 */
#ifndef KITH_MARKDOWN_DEFINITION_H
#define KITH_MARKDOWN_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Does a line, without its prefix, begin a definition? Returns where its text begins, or 0. */
size_t definition_text(struct str line);
/*
 * Is a line, which goes on no paragraph, a term? Then a definition comes behind it, with one empty line
 * between them or none, or with further terms. `rest` is the text behind the line.
 */
bool definition_term(struct str line, size_t prefix, struct str rest);
/* Does its prefix have marks of quotes? Such lines are neither. */
bool definition_in_quote(struct str line, size_t prefix);
/* Is it, behind its prefix, a heading or thematic break, so that a term may stand in the next line? */
bool definition_comes_behind(struct str line);

#endif
