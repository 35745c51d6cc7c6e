/*
 * The ids on a page, which links may end with: those of headings, remarks, footnotes, and of raw HTML.
 */
#ifndef KITH_MARKDOWN_IDENTIFIER_H
#define KITH_MARKDOWN_IDENTIFIER_H

#include <stdbool.h>

struct arena;
struct map;
struct markdown;
struct tape;

/*
 * Adds every id that the document's page has, without values. What looks like an id in raw HTML counts as one:
 * rather a link too few reported than one too many. In the arena and the document.
 */
void identifier_gather(struct arena *arena, const struct markdown *document, struct map *ids);
/*
 * Adds those that stand whatever else would like to have them: of notes, and of raw HTML when `html`. Of a tape
 * that is not finished; in the arena alone.
 */
void identifier_reserve(struct arena *arena, const struct tape *tape, bool html, struct map *ids);

#endif
