/*
 * Unpacks what git has packed with zlib. This is the only place that knows that library.
 *
 * Threads: an inflater belongs to one thread.
 */
#ifndef KITH_GIT_INFLATE_H
#define KITH_GIT_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct inflater;

/* NULL without memory. Ended by inflate_end. */
struct inflater *inflate_make(struct arena *arena);
void inflate_end(struct inflater *inflater); /* NULL is fine */

/*
 * Unpacks the stream that `packed` begins with into exactly `len` bytes at `out`. False when it is
 * damaged, or has more or fewer bytes.
 */
bool inflate_run(struct inflater *inflater, struct str packed, char *out, size_t len);

/* Unpacks at most `len` bytes that it begins with; how many there are before its end or damage. */
size_t inflate_begin(struct inflater *inflater, struct str packed, char *out, size_t len);

#endif
