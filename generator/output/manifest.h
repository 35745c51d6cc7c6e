/*
 * What kith has written into an output folder. The manifest is the file `.kith` in it, and it is what
 * makes the folder ours: without one a folder that holds anything is left alone, with one kith
 * replaces and removes the files it names, as long as their bytes are still the ones it wrote.
 *
 *	kith output 1       https://example.org                           check
 *	file    <hash>      18344    essays/cache/index.html              check     in route order
 *	...
 *	end     211                                                       check
 *
 * Nothing in it depends on the machine or the moment, so two builds of one site have the same
 * manifest, and one that was checked out with its output elsewhere serves there as well. What does
 * depend on them, the stat hints that spare a build from reading its whole output, lies in the site's
 * own .kith/ and names the manifest it belongs to by its hash:
 *
 *	kith hints 2        <hash of the manifest>                        check
 *	stat    <seconds> <nanos> <changed seconds> <changed nanos> <inode> content/essays/cache.md  check
 *	                                                                                   in the same order
 *	...
 *	end     211                                                       check
 *
 * Hints that are lost, damaged or of another manifest are forgotten; the files are read once and
 * compared by hash. A damaged manifest still marks the folder. Its whole lines are believed, since
 * each carries its check; what the others named is no longer known, so it may be replaced by a file
 * of that path but is never removed.
 */
#ifndef KITH_OUTPUT_MANIFEST_H
#define KITH_OUTPUT_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"

struct arena;
struct buf;
struct fs_stat;

/* Name of the manifest in an output folder. */
#define MANIFEST_NAME ".kith"

/* A larger manifest is damaged. */
enum { MANIFEST_MAX_BYTES = 256 << 20 };

/* How a file looked when its bytes were last known: if it looks the same it is the same. */
struct manifest_hint {
	int64_t seconds; /* of modification */
	uint32_t nanos;
	int64_t changed_seconds; /* of any change: nobody can put it back */
	uint32_t changed_nanos;
	uint64_t inode; /* 0: no hint */
};

struct manifest_file {
	struct str path;
	struct str source; /* what it was made from; empty without hints */
	struct hash hash;  /* of its bytes */
	uint64_t size;
	struct manifest_hint hint;
};

struct manifest {
	struct str site; /* whose output it is, as sink_disk_options names it; may be empty */
	array_of(struct manifest_file) files;
	struct map by_path; /* to struct manifest_file *; filled by manifest_read */
	struct hash hash;   /* of the text; set by manifest_read and manifest_write */
	bool damaged;
};

/*
 * Reads a manifest; whatever the bytes are, the result is usable, and `damaged` says whether
 * something was dropped. Paths are views of `text`; the arrays lie in the arena.
 */
void manifest_read(struct str text, struct arena *arena, struct manifest *out);
/* Appends site and files. */
void manifest_write(struct manifest *manifest, struct buf *out);

/* Adds source and hint to each file. False, leaving none, unless every byte is as it was written. */
bool manifest_read_hints(struct str text, struct manifest *manifest);
/* Appends the hints of a manifest that was read or written before. */
void manifest_write_hints(const struct manifest *manifest, struct buf *out);

/* The file of that path, or NULL. */
const struct manifest_file *manifest_find(const struct manifest *manifest, struct str path);

/* What is to be remembered of a file, and whether it still looks like that. */
struct manifest_hint manifest_hint_of(const struct fs_stat *stat);
bool manifest_hint_holds(const struct manifest_hint *hint, const struct fs_stat *stat);

/*
 * May an output hold a file of that path? NULL if so, otherwise what is wrong with it, to follow "the
 * path ": path_check, and the names that kith needs for itself.
 */
const char *manifest_path_check(struct str path);

#endif
