/* XXH3 is compiled in from its header: keys are short, and a call would cost more than the hash. */
#include "base/hash.h"

#include "base/ascii.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
hash_64(struct str bytes)
{
	return XXH3_64bits(bytes.at, bytes.len);
}

struct hash
hash_of(struct str bytes)
{
	XXH128_hash_t hash = XXH3_128bits(bytes.at, bytes.len);
	return (struct hash){ hash.high64, hash.low64 };
}

static void
put_64(char *to, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		to[i] = (char)(n >> (56 - 8 * i));
}

/* Over the bytes most significant first, so that a cache means the same on every machine. */
struct hash
hash_join(struct hash a, struct hash b)
{
	char bytes[32];
	put_64(bytes, a.high);
	put_64(bytes + 8, a.low);
	put_64(bytes + 16, b.high);
	put_64(bytes + 24, b.low);
	return hash_of(str_of(bytes, sizeof bytes));
}

void
hash_hex(struct hash hash, char out[HASH_HEX_LEN])
{
	for (unsigned i = 0; i < HASH_HEX_LEN; i++) {
		uint64_t half = i < 16 ? hash.high : hash.low;
		out[i] = "0123456789abcdef"[half >> (60 - i % 16 * 4) & 15];
	}
}

bool
hash_from_hex(struct str text, struct hash *out)
{
	if (text.len != HASH_HEX_LEN)
		return false;
	struct hash hash = { 0, 0 };
	for (size_t i = 0; i < HASH_HEX_LEN; i++) {
		char c = text.at[i];
		unsigned digit;
		if (ascii_is_digit(c))
			digit = (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (unsigned)(c - 'a') + 10;
		else
			return false;
		uint64_t *half = i < 16 ? &hash.high : &hash.low;
		*half = *half << 4 | digit;
	}
	*out = hash;
	return true;
}
