/*
 * A release of a project as an entry of the project's feed: a tag has no page of its own, so its entry leads to the
 * place in the project's timeline where it stands.
 */
#ifndef KITH_RENDER_FEED_RELEASE_H
#define KITH_RENDER_FEED_RELEASE_H

#include "data/value.h"

struct arena;
struct feed_entry;
struct release;
struct render;

/* Where it is on the page of its project, "_release-v1.0", percent-encoded; for good. Lives in the arena. */
struct str feed_release_anchor(const struct release *release, struct arena *arena);
/* "Quill 1.0". The same. */
struct str feed_release_title(const struct feed_entry *entry, struct arena *arena);
/* A record of the kind entry. `entry` has a release, and outlives it. */
struct value feed_release(
        const struct render *render, const struct feed_entry *entry, struct arena *arena);

#endif
