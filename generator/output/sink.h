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
struct workers;

/* One file of the output. Nothing of it is kept by reference: all may be reused after sink_put. */
struct artifact {
	struct str path; /* relative to the output: "essays/cache/index.html" */
	struct str bytes;
	struct str source; /* what it was made from, for messages: "content/essays/cache.md" */
	size_t index;      /* of its route; each is put at most once */
};

/* What became of an artifact; also the reason that --explain prints. */
enum sink_result {
	SINK_NONE,    /* not put */
	SINK_NEW,     /* there was none */
	SINK_CHANGED, /* the bytes differ from the last build's */
	SINK_DAMAGED, /* the file on disk is not the one we wrote: missing or changed by another hand */
	SINK_SAME,    /* nothing to do */
	SINK_REFUSED, /* its path cannot be one of the output's */
	SINK_FAILED,  /* the system did not let us */
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
	 * Takes an artifact. Thread-safe for different indices. A failure is added to the worker's
	 * diags; when the disk itself fails only the first one is.
	 */
	enum sink_result (*put)(
	        struct sink *sink, const struct artifact *artifact, struct diags *diags);
	/*
	 * Makes all of it visible; one thread. Two artifacts that cannot stand side by side are found
	 * here. False after adding an error, and when `diags` has failed already: then nothing is
	 * visible, unless the error says that it stopped half way and the next build completes it.
	 */
	bool (*commit)(struct sink *sink, struct sink_report *report, struct diags *diags);
	/* Gives up or cleans up; always called last. The output is as it was unless committed. */
	void (*close)(struct sink *sink);
	/*
	 * Takes an artifact without its bytes: those of the last build, if the file on disk still has
	 * them. False, and nothing was taken, if not: then it is put. NULL: nothing is kept.
	 */
	bool (*keep)(struct sink *sink, const struct artifact *artifact, struct diags *diags);
};

static inline enum sink_result
sink_put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	return sink->type->put(sink, artifact, diags);
}

/* Is it one that remembers the last build? Then it is a disk sink. */
static inline bool
sink_keeps(const struct sink *sink)
{
	return sink->type->keep != NULL;
}

static inline bool
sink_keep(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	return sink->type->keep && sink->type->keep(sink, artifact, diags);
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
	int root;          /* descriptor of the site's root, which holds .kith/ */
	struct str output; /* the folder, absolute or relative to the working directory */
	struct str shown;  /* as messages name it */
	size_t routes;     /* upper bound of artifact indices */
	bool clean;        /* write everything again */
	bool durable;      /* wait for the disk, so that even a power failure loses nothing */
	struct str site;   /* name of the site, such as its base_url; empty: not known */
};

/*
 * Opens the output folder: takes the lock, completes a commit that died, reads the manifest. NULL
 * after adding an error: the folder is the site's own, or holds it, or holds what kith did not write
 * or wrote for another site; a running build has it (its process number is named); the disk fails.
 *
 * A file in it that kith did not write is never replaced or removed; one that kith wrote and somebody
 * else changed is replaced while the site has it, and left when the site has it no more.
 */
struct sink *sink_disk(
        struct arena *arena, const struct sink_disk_options *options, struct diags *diags);
/*
 * Is the output what the build left whose manifest has this hash, file by file? Then there is nothing to
 * put. Of a disk sink that was just opened; *files is how many there are.
 */
bool sink_disk_intact(
        struct sink *sink, struct hash manifest, struct workers *workers, size_t *files);
/* What belongs to the output between builds: the folder, -1 when there is none, and its manifest. */
struct sink_disk_state {
	int folder;
	struct hash manifest; /* zero when there is none */
};
struct sink_disk_state sink_disk_state(const struct sink *sink);
struct sink *sink_memory(struct arena *arena, size_t routes);
/* The artifact of a committed memory sink until it is closed, or a view with at == NULL. */
struct str sink_memory_find(const struct sink *sink, struct str path);
struct sink *sink_check(struct arena *arena, size_t routes);

#endif
