/*
 * Who writes which path. Every sink keeps a claim for each artifact it was given and asks, before
 * anything becomes visible, whether all of them can stand side by side:
 *
 *	a/index.html   and   a/index.html    two artifacts, one path        error
 *	a              and   a/index.html    one is the other's folder      error
 *	A/index.html   and   a/index.html    the same on some file systems  warning
 *
 * The answer is found on one thread from all claims, so it does not depend on which worker came
 * first.
 */
#ifndef KITH_OUTPUT_CLAIM_H
#define KITH_OUTPUT_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"

struct arena;
struct artifact;
struct diags;

struct claim {
	struct str path; /* at == NULL: nobody claimed this index */
	struct str source;
	struct buf text; /* what both are views of, since the artifact's may go */
	const struct claim
	        *twin; /* an earlier one that is the same but for letter case; claim_settle */
};

struct claims {
	struct claim *at; /* by artifact index */
	size_t count;
	struct map folded; /* path without letter case, to its last struct claim *; claim_settle */
};

/* Room for artifact indices below `count`. */
void claim_init(struct claims *claims, struct arena *arena, size_t count);
void claim_free(struct claims *claims);

/*
 * Enters an artifact, whose index nobody used before. False after adding an error: its path is not
 * one that an output may hold. Thread-safe for different indices.
 */
bool claim_enter(struct claims *claims, const struct artifact *artifact, struct diags *diags);

/*
 * Compares all claims; one thread, once, after the last claim_enter. False after adding an error for
 * each one that cannot stand beside an earlier one.
 */
bool claim_settle(struct claims *claims, struct arena *arena, struct diags *diags);

/* The claim of that path, or NULL; after claim_settle. */
const struct claim *claim_find(const struct claims *claims, struct arena *scratch, struct str path);
/* Any claim of that path or of one that differs in letter case only, or NULL. */
const struct claim *claim_find_folded(
        const struct claims *claims, struct arena *scratch, struct str path);

#endif
