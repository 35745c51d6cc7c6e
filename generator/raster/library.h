/*
 * Libraries of the machine that are opened when they are needed, so that who draws nothing does without.
 */
#ifndef KITH_RASTER_LIBRARY_H
#define KITH_RASTER_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Opens `file`, which stays open, and sets `functions`, a struct of `count` pointers to functions, to those of
 * these names. False when the library, or one of them, is not there.
 */
bool library_open(const char *file, const char *const *names, size_t count, void *functions);

#endif
