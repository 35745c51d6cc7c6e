/*
 * Activities as files of data/repos/, which `kith fetch` writes for projects whose repository is elsewhere.
 * The file is for people to read and to commit: the same repository gives the same bytes, and a change of it
 * a small difference. What follows from the rest is not in it: weeks, levels, shares.
 */
#ifndef KITH_SITE_ACTIVITY_FILE_H
#define KITH_SITE_ACTIVITY_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct activity;
struct arena;
struct buf;

/* More than these are not written: the newest releases, those who did most. */
enum { ACTIVITY_FILE_RELEASES = 100, ACTIVITY_FILE_PEOPLE = 1000, ACTIVITY_FILE_NAMES = 100 };

/* More than there is of anything, seconds included; as many of them as a file holds have a sum. */
#define ACTIVITY_FILE_NUMBER ((int64_t)1 << 40)

/* The file's path below the site's root, for a project of this name. In the arena. */
struct str activity_file_path(struct arena *arena, struct str project);
/* Appends the file. `url` is where the repository is. */
void activity_file_write(struct buf *out, const struct activity *activity, struct str url);
/* The same without the words to people above it, without a limit, and with when it is the same. */
void activity_file_write_whole(struct buf *out, const struct activity *activity, struct str url);
/* Was such a file made for the repository at `url`? Yes when it does not say. */
bool activity_file_is_of(struct arena *arena, struct value data, struct str url);
/*
 * Fills `out` from the data of such a file; in the arena, which the data must outlive. NULL, or which key
 * does not hold what it should: then `out` is of no use.
 */
const char *activity_file_read(struct arena *arena, struct value data, struct activity *out);

#endif
