/* Bytes as .kith/links: reading them ends, and what was read is written and read again as it was. */
#include <stddef.h>
#include <stdint.h>

#include "audit/link_cache.h"
#include "base/arena.h"
#include "base/buf.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct link_cache cache, again;
	struct buf text;

	link_cache_read(&cache, &arena, str_of((const char *)data, size));
	buf_init(&text, 16 * size + 4096);
	link_cache_write(&cache, &text);
	require(!text.full);
	link_cache_read(&again, &arena, buf_view(&text));
	require(again.list.len == cache.list.len);
	for (size_t i = 0; i < cache.list.len; i++) {
		require(again.list.at[i].status == cache.list.at[i].status);
		require(again.list.at[i].when == cache.list.at[i].when);
	}
	buf_free(&text);
	arena_free(&arena);
	return 0;
}
