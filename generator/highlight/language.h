/*
 * The languages of language.def by their names.
 */
#ifndef KITH_HIGHLIGHT_LANGUAGE_H
#define KITH_HIGHLIGHT_LANGUAGE_H

#include "base/str.h"

enum language_grammar {
#define GRAMMAR(name, package, source, queries) LANGUAGE_##name,
#include "highlight/grammar.def"
#undef GRAMMAR
	LANGUAGE_GRAMMARS,
	LANGUAGE_none = LANGUAGE_GRAMMARS
};

enum language_manner { LANGUAGE_IS_GRAMMAR, LANGUAGE_IS_CONSOLE, LANGUAGE_IS_PLAIN };

struct language {
	struct str name;
	struct str others; /* separated by blanks */
	enum language_manner manner;
	enum language_grammar grammar;
};

/* All of them; the last one has no name. */
extern const struct language language_table[];

/* The names of the grammars, by enum language_grammar. */
extern const struct str language_grammar_names[LANGUAGE_GRAMMARS];

/* The language of a name as an author writes it; NULL when there is none. */
const struct language *language_find(struct str name);
/* The name that one without a language was meant to be, maybe; else empty. */
struct str language_nearest(struct str name);

#endif
