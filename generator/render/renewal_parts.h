/*
 * What renewal.c, renewal_dossier.c and renewal_file.c share.
 */
#ifndef KITH_RENDER_RENEWAL_PARTS_H
#define KITH_RENDER_RENEWAL_PARTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "freshness/dossier.h"
#include "freshness/reads.h"

struct arena;
struct buf;
struct fs_stat;
struct render;
struct workers;

/* In place of an object. */
#define RENEWAL_NOBODY UINT32_MAX         /* the site has it no more */
#define RENEWAL_QUESTION (UINT32_MAX - 1) /* it is none, but a question */

/* Of a fact of last time; 0 while nobody has asked. */
enum renewal_state { RENEWAL_IS_SAME = 1, RENEWAL_IS_ANOTHER, RENEWAL_IS_UNTOLD };

struct renewal {
	struct arena *arena;
	struct render *render;
	struct workers *workers;
	struct hash key;
	struct dossier last;
	bool all_new;            /* there was one, of another key */
	uint32_t *objects;       /* by last.names: the object of now */
	_Atomic uint8_t *states; /* by last.facts: enum renewal_state */
	/* By route->index. */
	const struct dossier_artifact **known; /* of last time, or NULL */
	uint64_t *heads;          /* of now; 0: nothing stands for what it is made of */
	uint8_t *reasons;         /* enum renewal_reason */
	uint32_t *because;        /* the last fact that was looked at */
	struct reads_list *lists; /* of those that were rendered */
	uint16_t *by;             /* the worker that did */
	bool *said;
	/* By worker. */
	struct reads **reads; /* NULL: it has rendered nothing */
};

/*
 * What stands for a file that is copied: how it looks. 0 when that is not to be believed, as it was changed just before it
 * was looked at (clock_today).
 */
uint64_t renewal_head_of_copy(const struct fs_stat *stat, int64_t looked);
/* `last` is what the last build left, or empty; `key` stands for all that changes everything when it changes. */
struct renewal *renewal_new(struct arena *arena, struct render *render, struct workers *workers,
        struct hash key, struct str last);
/* The manifest of the build whose artifacts are known; false when none are. */
bool renewal_manifest(const struct renewal *renewal, struct hash *manifest);
/* Forgets them: nothing is kept. */
void renewal_forget(struct renewal *renewal);
/* Decides for all routes, in parallel. */
void renewal_decide(struct renewal *renewal);
/* Was anything rendered of which the last dossier does not tell, or is anything gone? */
bool renewal_has_new(const struct renewal *renewal);
/* Appends the dossier of this build, whose manifest has that hash. In parallel. */
void renewal_write(struct renewal *renewal, struct hash manifest, struct buf *out);

#endif
