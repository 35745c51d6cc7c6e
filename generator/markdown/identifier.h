/*
 * The ids on a page, which links may end with: those of headings, remarks, footnotes, and of raw HTML.
 */
#ifndef KITH_MARKDOWN_IDENTIFIER_H
#define KITH_MARKDOWN_IDENTIFIER_H

struct arena;
struct map;
struct markdown;
struct rewrite;

/*
 * Adds every id that the document's page has, without values. What looks like an id in raw HTML counts as one:
 * rather a link too few reported than one too many. In the arena and the document.
 */
void identifier_gather(struct arena *arena, const struct markdown *document, struct map *ids);
/*
 * Takes those that stand whatever else would like to have them: of notes, and of elements in raw HTML where that is
 * allowed. Warns of one that raw HTML gives twice. Before passes begin.
 */
void identifier_reserve(const struct rewrite *rewrite);

#endif
