/*
 * The seam to tree-sitter: syntax_tree_sitter.c is the only file that includes it, and syntax_none.c
 * stands in where kith was built without.
 */
#ifndef KITH_HIGHLIGHT_SYNTAX_H
#define KITH_HIGHLIGHT_SYNTAX_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct syntax;

/* Is there a parser at all? */
bool syntax_is_there(void);

/* The function of a module that gives its grammar. */
typedef const void *syntax_grammar(void);

/*
 * A grammar with its query, in the arena. NULL, with *why, when the library does not take one of them.
 * Const from then on, so that any thread may use it; syntax_drop gives back what the library holds.
 */
struct syntax *syntax_make(
        struct arena *arena, syntax_grammar *grammar, struct str query, const char **why);
void syntax_drop(struct syntax *syntax);

/* Longer texts have no colours. */
enum { SYNTAX_TEXT_MAX = 512 << 10 };

/*
 * Sets the class of each byte. False, with all of them plain, when the text is too long or takes more
 * steps than its length justifies; that depends on the text alone, never on the machine.
 */
bool syntax_classify(const struct syntax *syntax, struct str text, struct arena *scratch,
        unsigned char *classes);

#endif
