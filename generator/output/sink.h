/*
 * Where artifacts go. A sink takes each artifact of a build, from any worker, and at the end either
 * commits all of them or none:
 *
 *	sink_disk    writes changed files aside and switches them in by a short, journalled commit
 *	sink_memory  keeps them, for the server
 *	sink_check   drops the bytes, for checking
 */
#ifndef KITH_OUTPUT_SINK_H
#define KITH_OUTPUT_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct arena;
struct diags;

/* One file of the output. */
struct artifact {
	struct str path;     /* relative to the output, checked: "essays/cache/index.html" */
	struct str bytes;
	struct str source;   /* what it was made from, for --explain and messages: "content/essays/cache.md" */
	size_t index;        /* of its route: each is put at most once, and results are kept in this order */
};

/* What became of an artifact; also the reason that --explain prints. */
enum sink_result {
	SINK_NONE,      /* not put */
	SINK_NEW,       /* there was none */
	SINK_CHANGED,   /* the bytes differ from the last build's */
	SINK_DAMAGED,   /* the file on disk is not the one we wrote: missing or touched by another hand */
	SINK_SAME,      /* nothing to do */
	SINK_FAILED,
};

struct sink_report {
	size_t written, same, removed; /* files */
	uint64_t bytes;                /* written */
	bool switched;                 /* the whole folder was switched in at once */
};

struct sink {
	const struct sink_type *type;
};

struct sink_type {
	const char *name;
	/*
	 * Takes an artifact; its bytes may be reused by the caller afterwards. Thread-safe for different indices. A failure is added to the worker's diags.
	 */
	enum sink_result (*put)(struct sink *sink, const struct artifact *artifact, struct diags *diags);
	/* Makes all of it visible; one thread. `removed` files are those of the last manifest that were not put. False after adding an error: then nothing is visible. */
	bool (*commit)(struct sink *sink, struct sink_report *report, struct diags *diags);
	/* Gives up or cleans up; always called last. The old output is as it was unless committed. */
	void (*close)(struct sink *sink);
};

static inline enum sink_result
sink_put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	return sink->type->put(sink, artifact, diags);
}

static inline bool
sink_commit(struct sink *sink, struct sink_report *report, struct diags *diags)
{
	return sink->type->commit(sink, report, diags);
}

static inline void
sink_close(struct sink *sink)
{
	sink->type->close(sink);
}

/* "new", "changed", ... */
const char *sink_result_name(enum sink_result result);

struct sink_disk_options {
	int root;            /* descriptor of the site's root, which holds .kith/ */
	struct str output;   /* the folder, absolute or relative to the working directory */
	struct str shown;    /* as messages name it */
	size_t routes;       /* upper bound of artifact indices */
	bool clean;          /* write everything again */
};

/*
 * Opens the output folder: takes the lock, completes a commit that died, reads the manifest. NULL
 * after adding an error: not ours (no manifest and not empty), locked by a running build (its process number is named), not writable.
 */
struct sink *sink_disk(
        struct arena *arena, const struct sink_disk_options *options, struct diags *diags);
struct sink *sink_memory(struct arena *arena, size_t routes);
/* The artifact of a committed memory sink, or an empty bytes view with at == NULL. */
struct str sink_memory_find(const struct sink *sink, struct str path);
struct sink *sink_check(struct arena *arena, size_t routes);

#endif
