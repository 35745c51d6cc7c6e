/*
 * Which fonts the machine has. What is drawn with them changes when others are installed, preferred or replaced; a hash of
 * them tells.
 */
#ifndef KITH_RASTER_FONTS_H
#define KITH_RASTER_FONTS_H

#include "base/hash.h"

/*
 * Of the files and versions of all fonts, and of which of them stand in for the families that every machine has. Takes some
 * milliseconds. Always the same where fontconfig is not there. Any thread.
 */
struct hash fonts_hash(void);

#endif
