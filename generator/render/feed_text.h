/*
 * The texts of the pages that feeds announce. Most stand in several feeds, and each of those in several formats, so they
 * are made before any feed is.
 */
#ifndef KITH_RENDER_FEED_TEXT_H
#define KITH_RENDER_FEED_TEXT_H

struct render;
struct renewal;
struct workers;

/*
 * Makes them, in parallel, into the workers' arenas, as far as memory for them goes: what is left is made wherever it is
 * asked for, and no byte of a feed depends on it. Only for the feeds that are rendered, which without `renewal` are all.
 * Needs the directives.
 */
void feed_text_make(struct render *render, const struct renewal *renewal, struct workers *workers);

#endif
