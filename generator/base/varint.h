/*
 * Numbers in the files that kith keeps for itself: seven bits a byte, the lowest first, and the high bit says that more
 * follow (LEB128, unsigned). Small ones are a byte.
 */
#ifndef KITH_BASE_VARINT_H
#define KITH_BASE_VARINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

/* Of a number, at most. */
enum { VARINT_MAX_BYTES = 10 };

/* Writes a number where there is room for it; the place behind it. */
static inline char *
varint_write(char *to, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*to++ = (char)(uint8_t)(number | 0x80);
	*to++ = (char)number;
	return to;
}

/* Appends a number. */
void varint_put(struct buf *out, uint64_t number);
/* Appends the length of some bytes, then those. */
void varint_put_bytes(struct buf *out, struct str bytes);
/*
 * Takes the number at the beginning of *rest. False, and what is taken is no use, when the bytes end before it does, or
 * it has more than 64 bits.
 */
bool varint_take(struct str *rest, uint64_t *number);
/* Takes a number and as many bytes as it says: a view of *rest. False when there are fewer. */
bool varint_take_bytes(struct str *rest, struct str *bytes);

#endif
