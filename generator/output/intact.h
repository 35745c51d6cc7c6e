/*
 * Is the output still what the last build left? A file whose looks are those of its hint is, unless it is
 * as young as the manifest itself: somebody may have changed it in the same tick of the clock, after we
 * looked. The manifest is the last file that a build writes, so whatever happens to the output later
 * happens at or after its time. Any other file is read.
 *
 * Threads: intact_looks is safe from any thread.
 */
#ifndef KITH_OUTPUT_INTACT_H
#define KITH_OUTPUT_INTACT_H

#include <stdbool.h>

struct location;
struct manifest;
struct manifest_file;
struct manifest_hint;
struct workers;

/* Is the file on disk, by its looks alone, the one of the last build? `newest` is the manifest's hint. */
bool intact_looks(const struct location *location, const struct manifest_file *file,
        const struct manifest_hint *newest);

/*
 * Are all files of the manifest as they were written? Hints of files that look otherwise and have the
 * same bytes are set anew; *refreshed says whether there is one.
 */
bool intact_check(const struct location *location, struct manifest *manifest,
        const struct manifest_hint *newest, struct workers *workers, bool *refreshed);

#endif
