/*
 * Links written outside of Markdown: in the configuration and in templates.
 */
#ifndef KITH_SITE_CROSSLINK_H
#define KITH_SITE_CROSSLINK_H

#include "base/diag.h"
#include "base/str.h"

struct arena;
struct site;

/*
 * The URL that a text leads to: "@/about.md#top", "/essays/", "feed.xml". Empty after adding an error at `place`; what
 * nothing answers comes back as written, with a warning. In the arena. Thread-safe.
 */
struct str crosslink_url(struct arena *arena, const struct site *site, struct str href,
        struct place place, struct str source, struct diags *diags);

#endif
