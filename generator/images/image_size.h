/*
 * Width and height of an image, read from the first bytes of its file without decoding it: PNG, JPEG,
 * GIF, WebP, AVIF and SVG.
 */
#ifndef KITH_IMAGES_IMAGE_SIZE_H
#define KITH_IMAGES_IMAGE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes from the start of a file that are enough for nearly all images (a JPEG may hide its size behind a thumbnail). */
enum { IMAGE_SIZE_BYTES = 256 << 10 };

/* How large pixels may be claimed to be; anything above counts as unknown. */
enum { IMAGE_SIZE_MAX = 100000 };

/*
 * False when it is no such image, or broken. The orientation in EXIF, and the turn and cut of an AVIF, are applied, so that width and height are as shown.
 * Sources: PNG (W3C) 11.2.2, ITU T.81 B.2.2, GIF89a 18, RIFF WebP container, AVIF 1.1
 * with ISO/IEC 23008-12 (HEIF) 6.5 and ISO/IEC 14496-12 4.2, SVG 2 8.2.
 */
bool image_size(struct str bytes, uint32_t *width, uint32_t *height);

#endif
