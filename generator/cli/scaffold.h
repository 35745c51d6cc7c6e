/*
 * Files that kith writes for an author to go on with: `kith init` and `kith new`.
 */
#ifndef KITH_CLI_SCAFFOLD_H
#define KITH_CLI_SCAFFOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct diags;

/* What stands for {name} in a file of the skeleton or an archetype. */
struct scaffold_word {
	struct str name, text; /* text.at NULL: a line with it is left out */
	bool lines;            /* the text may have several; else they become one */
};

/*
 * `text` with each {{name}} of `words` replaced; the text goes in as a YAML double-quoted scalar's inside when it
 * stands in quotes, else as it is. Others stay. In the arena.
 */
struct str scaffold_fill(
        struct arena *arena, struct str text, const struct scaffold_word *words, size_t count);
/* Writes a file that must not exist yet. False after adding an error. `shown` names it in messages. */
bool scaffold_write(
        int root, struct str path, struct str bytes, struct str shown, struct diags *diags);

#endif
