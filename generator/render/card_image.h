/*
 * The cards of pages in pixels, for those who quote pages show no SVG. They are drawn before any page is, all of them in
 * parallel, and kept in .kith/cards by what they are drawn of, a file each: the next build draws only what changed.
 * The fonts of the machine are a part of that.
 */
#ifndef KITH_RENDER_CARD_IMAGE_H
#define KITH_RENDER_CARD_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "base/str.h"

struct diags;
struct render;
struct route;
struct worker;
struct workers;

/*
 * Draws the cards of all routes that have one, or finds them in the site's folder `root`, where they are kept. Adds an error
 * when the library is gone, and for each card that cannot be drawn. How many had to be drawn. One thread, before
 * anything is rendered.
 */
size_t card_image_make(
        struct render *render, struct workers *workers, int root, struct diags *diags);
/* The PNG of a route, in the worker's scratch arena. False after adding an error, or when card_image_make has. */
bool card_image_get(const struct render *render, const struct route *route, struct worker *worker,
        struct str *png);

/* The hash of the fonts that they were drawn with; zero when none was asked for. */
struct hash card_image_fonts(const struct render *render);

#endif
