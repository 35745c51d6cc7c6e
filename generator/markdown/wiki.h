/*
 * Wiki links, as Obsidian and wikis have them: [[Page]], [[Page|text]], [[Page#Heading]],
 * [[#Heading]], and embedded images, ![[image.png]], ![[image.png|alternative text]],
 * ![[image.png|300]], ![[image.png|text|300x200]].
 *
 * They become LINK and IMAGE events with WIKI set, whose target is what is written there: a title,
 * an alias or a path. What it means is decided by whoever knows all pages. What is embedded and is
 * no image becomes a link.
 */
#ifndef KITH_MARKDOWN_WIKI_H
#define KITH_MARKDOWN_WIKI_H

struct rewrite;

/* Linear in the text. */
void wiki_pass(const struct rewrite *rewrite);

#endif
