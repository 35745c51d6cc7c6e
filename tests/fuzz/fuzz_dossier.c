/*
 * Bytes as what a build left for the next, as they are and behind a head and a sum that are right: all numbers in it are
 * below what they count, and it is the same when it is written and read again.
 */
#include "freshness/dossier.h"

#include "base/arena.h"
#include "base/buf.h"
#include "require.h"

static void
check(const struct dossier *dossier)
{
	for (size_t i = 0; i < dossier->facts.len; i++) {
		require(dossier->facts.at[i].object < dossier->names.len);
		require(dossier->facts.at[i].set < dossier->sets.len);
	}
	for (size_t i = 0; i < dossier->artifacts.len; i++) {
		struct str facts = dossier->artifacts.at[i].facts;
		uint32_t fact = 0;

		require(dossier->artifacts.at[i].object < dossier->names.len);
		while (dossier_next(&facts, &fact))
			require(fact < dossier->facts.len);
	}
}

static void
try_file(struct arena *arena, struct str file)
{
	struct dossier dossier, again;
	struct buf out;

	if (!dossier_read(file, arena, &dossier))
		return;
	check(&dossier);
	buf_init(&out, DOSSIER_MAX_BYTES);
	dossier_write(&dossier, &out);
	require(dossier_read(buf_view(&out), arena, &again));
	require(again.facts.len == dossier.facts.len);
	require(again.artifacts.len == dossier.artifacts.len);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "kith facts 1\n";
	struct str bytes = str_of((const char *)data, size);
	uint64_t sum = hash_64(bytes);
	struct arena arena = ARENA_EMPTY;
	struct str parts[] = {
		STR(head),
		str_of((const char *)&sum, sizeof sum),
		bytes,
	};

	try_file(&arena, bytes);
	try_file(&arena, str_join(&arena, parts, 3, STR_EMPTY));
	arena_free(&arena);
	return 0;
}
