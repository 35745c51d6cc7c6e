/*
 * Where an output folder lies, and where a build keeps what belongs to it.
 *
 *	SITE/.kith/output/<key>/    state     lock, hints; staging/ while a build runs
 *	SITE/public/                output    the site, and in it
 *	SITE/public/.kith                     the manifest: this folder is ours
 *
 * Nothing else is left anywhere. The key is made of the output's path seen from the site when it lies
 * below the site, and of its whole path otherwise, so moving a site does not change it.
 *
 * Files are staged where a rename can take them to the output. Usually that is the state folder. When
 * the output is on another file system (a mounted volume), or the site cannot be written to, they are
 * staged in the output itself, in the folder .kith-staging/, which is there only while a build runs
 * or after one has died.
 */
#ifndef KITH_OUTPUT_LOCATION_H
#define KITH_OUTPUT_LOCATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "output/lock.h"

struct arena;
struct buf;
struct diags;
struct sink_disk_options;

/* Names in the state folder. */
#define LOCATION_LOCK "lock"
#define LOCATION_HINTS "hints"
#define LOCATION_STAGING "staging"
/* Name of the staging folder in an output. */
#define LOCATION_STAGING_INSIDE ".kith-staging"

struct location {
	struct str shown;   /* the output as messages name it */
	int output;         /* the folder, or -1 while there is none */
	int state;          /* its state folder, or -1 when the site cannot be written to */
	int area;           /* the folder that holds the staging folder: `state` or `output` */
	struct str staging; /* its name there */
	struct lock lock;

	/* How to reach the output: */
	struct str path;     /* as it was given */
	struct str existing; /* as much of it as exists */
	int parent;          /* that folder, when it is not the output; otherwise -1 */
	struct str name;     /* the missing part of the path, below `parent` */
};

/*
 * Finds the output, refuses one that is, holds or lies in the folders of the site, opens the state
 * folder and takes the lock. Makes the output when files have to be staged in it. False after adding
 * an error, with nothing to close. The strings live in the arena.
 */
bool location_open(struct location *out, struct arena *arena,
        const struct sink_disk_options *options, struct diags *diags);
void location_close(struct location *location);

/*
 * The state folder of an output that exists, seen from the site's root, with nothing opened or made for
 * it. Empty when it cannot be told. In the arena.
 */
struct str location_state(struct arena *arena, int root, struct str output);

/*
 * Puts what the next build may want to know into the state folder. It goes through the staging folder, which is cleared
 * away whoever dies, so it is whole or not there. What cannot be kept, as when `text` is full, costs time and nothing else.
 */
void location_keep(int state, struct str name, const struct buf *text);

/*
 * Can a staged folder become the output by one rename? Only when the output is missing or an empty
 * folder of the same file system. Fills `parent` and `name` for that rename.
 */
bool location_can_switch(struct location *location, struct arena *arena);
/*
 * Has the output a file of that path, size and hash? Symbolic links are not followed. 0 if so, -ESTALE
 * when its bytes are others, another negative errno when there is no file that could be read.
 */
int location_compare(
        const struct location *location, struct str path, uint64_t size, struct hash hash);

/* Makes a missing output. 0 or a negative errno. */
int location_make(struct location *location);

#endif
