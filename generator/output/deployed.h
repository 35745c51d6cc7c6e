/*
 * `.kith/deployed` in a site's folder: when it was last deployed from here. Whoever deploys writes it; what else
 * there is to remember of a deploy may follow in further lines.
 *
 *	kith deployed 1     1780315200                                    check
 *
 * A program that kith does not know of writes a date or a time as front matter has them: 2026-06-01T12:00:00Z
 */
#ifndef KITH_OUTPUT_DEPLOYED_H
#define KITH_OUTPUT_DEPLOYED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

#define DEPLOYED_PATH ".kith/deployed"

/* The moment, in seconds since 1970, out of the file's text. False when it does not tell. */
bool deployed_read(struct str text, int64_t *seconds);
/* Appends the line that says so. */
void deployed_write(struct buf *out, int64_t seconds);

#endif
