/*
 * The step from one output to the next. Everything that is new lies complete in the staging folder
 * before it begins; then a record of what is to be done is written there, and only then is the output
 * touched:
 *
 *	staging/0 .. n      the new files, by artifact index
 *	staging/manifest    the new manifest
 *	staging/redo        this record: once it is there, the commit will happen
 *
 *	clear     our files where a folder must be now, and folders where a file must be
 *	move      each new file to its place, by rename, in route order
 *	remove    our files that the site has no more, if their bytes are still ours
 *	          the manifest to its place
 *	          the record away
 *
 * Each step may be done twice. Whoever dies before the record exists has changed nothing; whoever dies
 * after it has left a list of what remains, and commit_recover, which every opening of an output
 * calls first, works it off. A reader sees the old file or the new one, never a part.
 *
 * The record tells the order of events after a process has died, which the kernel keeps; only a
 * durable commit waits until everything is on the disk, for the case that the power fails.
 */
#ifndef KITH_OUTPUT_COMMIT_H
#define KITH_OUTPUT_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"

struct arena;
struct buf;
struct diags;
struct location;

/* Names in the staging folder. */
#define COMMIT_MANIFEST "manifest"
#define COMMIT_REDO "redo"

struct commit_move {
	struct str path;
	size_t index; /* names the staged file */
};

struct commit_removal {
	struct str path;
	uint64_t size; /* what it must be to be ours */
	struct hash hash;
};

struct commit_plan {
	struct hash before; /* of the manifest that the output has now; zero when it has none */
	struct hash after;  /* of the staged manifest */
	array_of(struct commit_removal) clears;
	array_of(struct commit_move) moves;
	array_of(struct commit_removal) removals;
};

/* Path of a staged file or of one of the names above, in the arena. */
struct str commit_staged(struct arena *arena, const struct location *location, size_t index);
struct str commit_staged_name(
        struct arena *arena, const struct location *location, struct str name);

/*
 * Does it all; *removed counts the files that went. False after adding an error that says whether
 * nothing was changed or the next command will complete it. One thread, under the lock.
 */
bool commit_apply(const struct location *location, const struct commit_plan *plan, bool durable,
        size_t *removed, struct diags *diags);

/*
 * The short way, for an output that is missing or empty: one rename puts the staged folder `tree`,
 * which holds its manifest already, in its place. Needs a location that can switch.
 */
bool commit_switch(
        const struct location *location, struct str tree, bool durable, struct diags *diags);

/* Removes what was staged unless it is a commit that is to be completed. */
void commit_clean(const struct location *location);

/*
 * Completes a commit that died, wherever it was staged, and clears away what a build left that died
 * earlier. A record that is damaged or was made for another manifest than the output has is dropped:
 * the next build sees file by file what is to be mended. False after adding an error. One thread,
 * under the lock.
 */
bool commit_recover(const struct location *location, struct diags *diags);

/* The record's text form, for tests and fuzzing: false when the text is not a whole record. */
void commit_write_record(const struct commit_plan *plan, struct buf *out);
bool commit_read_record(struct str text, struct arena *arena, struct commit_plan *out);

#endif
