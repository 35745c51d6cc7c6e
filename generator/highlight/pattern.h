/*
 * The regular expressions that queries of grammars hold ("^[A-Z][A-Z\\d_]*$"): literals, ".", sets,
 * groups, "|", "*", "+", "?", "^", "$", and the classes \d \w \s \D \W \S. They are our own because
 * POSIX has no \d, and because the time of a match must not depend on what an author writes: all
 * states are followed at once, so it is linear in the text.
 *
 * Threads: a pattern is const once it is made.
 */
#ifndef KITH_HIGHLIGHT_PATTERN_H
#define KITH_HIGHLIGHT_PATTERN_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct pattern;

/* Lives in the arena. NULL when it has something else, or too much. `escape` is '\\', or '%' for Lua's. */
struct pattern *pattern_make(struct arena *arena, struct str text, char escape);
/* Does it match somewhere in the text? Bytes count, not characters. */
bool pattern_matches(const struct pattern *pattern, struct str text);

#endif
