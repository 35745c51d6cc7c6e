/*
 * The end of an entry of a feed: what would help, and how to answer. A reader of feeds sees nothing of the page
 * around a text, so this goes with the text.
 */
#ifndef KITH_RENDER_FEED_ASK_H
#define KITH_RENDER_FEED_ASK_H

#include "data/value.h"

struct arena;
struct feed_entry;
struct render;

/*
 * Of an ask, page or passage: how to answer it; of another page: the open asks that it names, and those in its text.
 * Markup, empty when there are none. Lives in the arena.
 */
struct value feed_ask(
        const struct render *render, const struct feed_entry *entry, struct arena *arena);
/* A link to reply by mail, unless feed_ask has said how to answer. The same. */
struct value feed_ask_reply(
        const struct render *render, const struct feed_entry *entry, struct arena *arena);

#endif
