/* kith without tree-sitter: no code has colours, and `kith --version` says so. */
#include "highlight/syntax.h"

bool
syntax_is_there(void)
{
	return false;
}

struct syntax *
syntax_make(struct arena *arena, syntax_grammar *grammar, struct str query, const char **why)
{
	(void)arena;
	(void)grammar;
	(void)query;
	*why = "kith was built without tree-sitter";
	return NULL;
}

void
syntax_drop(struct syntax *syntax)
{
	(void)syntax;
}

bool
syntax_classify(
        const struct syntax *syntax, struct str text, struct arena *scratch, unsigned char *classes)
{
	(void)syntax;
	(void)scratch;
	memset(classes, 0, text.len);
	return false;
}
