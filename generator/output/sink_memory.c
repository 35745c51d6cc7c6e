/*
 * The site in memory. Each artifact has a buffer of its own, so that workers share nothing; commit
 * makes the table by which the server finds them.
 */
#include "output/sink.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "output/claim.h"

struct memory {
	struct sink sink;
	struct arena *arena;
	struct claims claims;
	struct buf *bytes;  /* by artifact index */
	struct map by_path; /* to struct buf *; empty until it is committed */
};

static enum sink_result
memory_put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	struct memory *memory = (struct memory *)sink;
	if (!claim_enter(&memory->claims, artifact, diags))
		return SINK_REFUSED;
	struct buf *bytes = &memory->bytes[artifact->index];
	buf_init(bytes, artifact->bytes.len);
	buf_put(bytes, artifact->bytes);
	return SINK_NEW;
}

static bool
memory_commit(struct sink *sink, struct sink_report *report, struct diags *diags)
{
	struct memory *memory = (struct memory *)sink;
	*report = (struct sink_report){ .switched = true };
	if (!claim_settle(&memory->claims, memory->arena, diags) || diag_failed(diags))
		return false;
	for (size_t i = 0; i < memory->claims.count; i++) {
		if (!memory->claims.at[i].path.at)
			continue;
		map_put(&memory->by_path, memory->arena, memory->claims.at[i].path, NULL)->value =
		        &memory->bytes[i];
		report->written++;
		report->bytes += memory->bytes[i].len;
	}
	return true;
}

static void
memory_close(struct sink *sink)
{
	struct memory *memory = (struct memory *)sink;
	for (size_t i = 0; i < memory->claims.count; i++)
		buf_free(&memory->bytes[i]);
	memory->by_path = (struct map){ 0 };
	claim_free(&memory->claims);
}

static const struct sink_type memory_type = {
	.name = "memory",
	.put = memory_put,
	.commit = memory_commit,
	.close = memory_close,
};

struct sink *
sink_memory(struct arena *arena, size_t routes)
{
	struct memory *memory = arena_new(arena, struct memory);
	memory->sink.type = &memory_type;
	memory->arena = arena;
	memory->bytes = arena_array(arena, struct buf, routes);
	claim_init(&memory->claims, arena, routes);
	return &memory->sink;
}

struct str
sink_memory_find(const struct sink *sink, struct str path)
{
	const struct memory *memory = (const struct memory *)sink;
	const struct buf *bytes = map_get(&memory->by_path, path);
	return bytes ? buf_view(bytes) : str_of(NULL, 0);
}
