#include "output/sink.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/diag.h"
#include "output/claim.h"

struct check {
	struct sink sink;
	struct arena *arena;
	struct claims claims;
	atomic_size_t files;
	atomic_uint_least64_t bytes;
};

static enum sink_result
check_put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	struct check *check = (struct check *)sink;
	if (!claim_enter(&check->claims, artifact, diags))
		return SINK_REFUSED;
	atomic_fetch_add_explicit(&check->files, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&check->bytes, artifact->bytes.len, memory_order_relaxed);
	return SINK_NEW;
}

static bool
check_commit(struct sink *sink, struct sink_report *report, struct diags *diags)
{
	struct check *check = (struct check *)sink;
	*report = (struct sink_report){ .written = check->files, .bytes = check->bytes };
	return claim_settle(&check->claims, check->arena, diags) && !diag_failed(diags);
}

static void
check_close(struct sink *sink)
{
	struct check *check = (struct check *)sink;
	claim_free(&check->claims);
}

static const struct sink_type check_type = {
	.name = "check",
	.put = check_put,
	.commit = check_commit,
	.close = check_close,
};

struct sink *
sink_check(struct arena *arena, size_t routes)
{
	struct check *check = arena_new(arena, struct check);
	check->sink.type = &check_type;
	check->arena = arena;
	claim_init(&check->claims, arena, routes);
	return &check->sink;
}
