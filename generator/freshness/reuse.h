/*
 * The short way of a build: when nothing has changed that the last build of this output read, decided by or
 * wrote, there is nothing to do but to say what it said. The long way leaves the record for it (ledger.h):
 *
 *	reuse_find    all as it was?  ->  done
 *	reuse_begin   from here on all that is read is written down
 *	...           the build
 *	reuse_leave   the output is published: the record is put beside it
 *	reuse_close   always
 *
 * Nothing is lost by looking: a build that has changes finds the first of them, mostly before it has
 * asked for a tenth of the files.
 */
#ifndef KITH_FRESHNESS_REUSE_H
#define KITH_FRESHNESS_REUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"
#include "freshness/input.h"
#include "freshness/ledger.h"

struct diags;
struct sink;
struct workers;

/* What a build is of. All text lives as long as the build. */
struct reuse_options {
	struct hash key;                  /* of what decides and is no file; see ledger.h */
	struct str folder, output, shown; /* as pipeline_options and sink_disk_options have them */
	int root;                         /* descriptor of `folder` */
	int64_t now;
	bool told; /* `now` is in the key, and not of the clock */
	struct hash (*outside)(
	        void); /* what ledger.outside would be now; asked only when it is something */
};

struct reuse {
	const struct reuse_options *options;
	struct arena arena;   /* of what was read to find it */
	struct ledger ledger; /* of the last build when it was found, else of this one */
	struct input_record record;
	size_t said, warnings; /* what the caller's diagnostics had before */
	bool recording;
};

/*
 * The hash of these texts in their order, and of what is of the program and the place: its version and the
 * files it runs from, the working directory, the real path of the site's folder.
 */
struct hash reuse_key(
        struct arena *arena, struct str folder, const struct str *parts, size_t count);

/* Adds what the last build had to say to `diags`, in case of true; `reuse->ledger` then tells the rest. */
bool reuse_find(struct reuse *reuse, const struct reuse_options *options, struct workers *workers,
        struct diags *diags);

void reuse_begin(
        struct reuse *reuse, const struct reuse_options *options, const struct diags *diags);
/* This build leaves no record: what it says is not of its inputs alone. */
void reuse_spoil(struct reuse *reuse);
/*
 * Keeps the record of a build whose sink has committed; all of the ledger but inputs, key, manifest,
 * diagnostics and moment are the caller's to fill. A record that cannot be kept costs time and nothing else.
 */
void reuse_leave(struct reuse *reuse, const struct sink *sink, const struct diags *diags);
/* When all threads have ended their work; of a zeroed one too. The ledger is gone with it. */
void reuse_close(struct reuse *reuse);

#endif
