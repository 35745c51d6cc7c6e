/*
 * Draws an SVG in pixels, for the cards of pages: those who quote pages show no SVG. Nothing is loaded that the SVG
 * refers to.
 *
 * raster_rsvg.c does it with librsvg, which is opened when the first picture is wanted, for linking it would cost every
 * run of kith ten milliseconds; raster_none.c stands in for it where kith was built without.
 */
#ifndef KITH_RASTER_RASTER_H
#define KITH_RASTER_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct raster;

/* Was this kith built with something to draw with? */
bool raster_is_there(void);
/* "librsvg 2.54.7", or what is missing. Static text. */
const char *raster_version(void);
/*
 * Opens the library. NULL when the system has it no more; then *why says so, a static text. In the arena; there is nothing to
 * close, for the library stays until the process ends. One thread.
 */
struct raster *raster_open(struct arena *arena, const char **why);
/* The SVG in that many pixels as a PNG, in the arena. Empty when it cannot be drawn. Any thread. */
struct str raster_draw(const struct raster *raster, struct arena *arena, struct str svg,
        uint32_t width, uint32_t height);

#endif
