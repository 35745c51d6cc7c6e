/*
 * Pixels as a PNG file. Small rather than general: what has no colours is written as grey, the rest as red, green and
 * blue; nothing is seen through.
 */
#ifndef KITH_RASTER_PNG_H
#define KITH_RASTER_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/*
 * Rows of 32 bits per pixel, 0x00RRGGBB in the order of the machine, each row `stride` bytes after the one before. In
 * the arena; empty without memory. Any thread. Source: PNG (W3C, third edition).
 */
struct str png_write(struct arena *arena, const unsigned char *pixels, uint32_t width,
        uint32_t height, size_t stride);

#endif
