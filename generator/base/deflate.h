/*
 * Packs and unpacks what zlib knows (RFC 1950). This is the only place that knows that library.
 *
 * Threads: a reader belongs to one thread; writing may be done by any.
 */
#ifndef KITH_BASE_DEFLATE_H
#define KITH_BASE_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct deflate_reader;

/* NULL without memory. Ended by deflate_end. */
struct deflate_reader *deflate_make(struct arena *arena);
void deflate_end(struct deflate_reader *reader); /* NULL is fine */

/*
 * Unpacks the stream that `packed` begins with into exactly `len` bytes at `out`. False when it is
 * damaged, or has more or fewer bytes.
 */
bool deflate_read(struct deflate_reader *reader, struct str packed, char *out, size_t len);

/* Unpacks at most `len` bytes that it begins with; how many there are before its end or damage. */
size_t deflate_read_begin(struct deflate_reader *reader, struct str packed, char *out, size_t len);

/* Packs into the arena. Empty without memory, and for what is too much at once (2 GiB). */
struct str deflate_write(struct arena *arena, struct str bytes);
/* The checksum of PNG and gzip (ISO 3309). */
uint32_t deflate_crc(struct str bytes);

#endif
