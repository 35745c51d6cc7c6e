/*
 * Bytes as the words that a build left for the next, as they are and with a head and a sum that are right: all numbers
 * in it are below what they count, and what it says of pages can be added to an index.
 */
#include "search/search_known.h"

#include "base/arena.h"
#include "require.h"
#include "search/search_gather.h"

static void
try_file(struct arena *arena, struct str file)
{
	const struct hash state = { 1, 2 };
	struct search_known known;
	struct search_table table = { .cap = 0 };
	const struct search_known_page **pages;
	size_t words = 0, found = 0;

	if (!search_known_read(file, state, arena, &known)) {
		require(!known.len && !known.pages.len);
		return;
	}
	pages = arena_array(arena, const struct search_known_page *, known.pages.len + 1);
	for (size_t i = 0; i < known.pages.len; i++) {
		pages[i] = known.pages.at[i].value;
		words += pages[i]->len;
		for (size_t k = 0; k < pages[i]->len; k++)
			require(pages[i]->at[k] >> 2 < known.len);
	}
	search_known_add(&known, pages, known.pages.len, &table, arena);
	for (size_t i = 0; i < table.terms.len; i++)
		found += table.terms.at[i]->count;
	require(found == words);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "kith words 1 00000000000000010000000000000002\n";
	struct arena arena = ARENA_EMPTY;
	struct str bytes = size ? str_of((const char *)data, size) : STR_EMPTY;
	struct str parts[] = { STR(head), bytes, STR_EMPTY };
	struct str sealed = str_join(&arena, parts, 2, STR_EMPTY);
	uint64_t sum = hash_64(sealed);

	try_file(&arena, bytes);
	parts[0] = sealed;
	parts[1] = str_of((const char *)&sum, sizeof sum);
	try_file(&arena, str_join(&arena, parts, 2, STR_EMPTY));
	arena_free(&arena);
	return 0;
}
