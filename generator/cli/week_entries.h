/*
 * What was logged in a week, for weeknotes to begin with.
 */
#ifndef KITH_CLI_WEEK_ENTRIES_H
#define KITH_CLI_WEEK_ENTRIES_H

#include <stdint.h>

#include "base/str.h"

struct arena;

/*
 * Links to the log entries of the seven days up to `as_of`, in seconds since 1970, as a list in Markdown, the oldest
 * first; no text at all when there are none, or when the site in that folder cannot be read. In the arena.
 */
struct str week_entries(struct arena *arena, struct str folder, int64_t as_of);

#endif
