#include "diff/ends.h"

#include "base/block.h"

static bool
same_block(const char *a, const char *b)
{
	return block_is_zero(block_load(a) ^ block_load(b));
}

size_t
ends_first(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len, at = 0;
	while (shorter - at >= sizeof(block) && same_block(a.at + at, b.at + at))
		at += sizeof(block);
	while (at < shorter && a.at[at] == b.at[at])
		at++;
	return at;
}

size_t
ends_last(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len, len = 0;
	const char *a_end = a.at + a.len, *b_end = b.at + b.len;
	while (shorter - len >= sizeof(block) &&
	        same_block(a_end - len - sizeof(block), b_end - len - sizeof(block)))
		len += sizeof(block);
	while (len < shorter && a_end[-1 - (ptrdiff_t)len] == b_end[-1 - (ptrdiff_t)len])
		len++;
	return len;
}
