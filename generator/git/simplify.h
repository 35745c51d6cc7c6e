/*
 * The history of one file as git shows it: where a merge has the file as one of its parents has it,
 * only that parent's past counts. What another branch did to the file and what did not survive the
 * merge is left out (git-log(1), "History Simplification", the default mode).
 */
#ifndef KITH_GIT_SIMPLIFY_H
#define KITH_GIT_SIMPLIFY_H

#include <stdbool.h>

struct arena;
struct identity;
struct simplify;
struct walk;

/* Prepares for all files of a walk, and sets `line` and `place` of its commits. In the arena. */
struct simplify *simplify_make(struct arena *arena, const struct walk *walk);

/*
 * Sets kept[i] for each step of the file's history that HEAD's version comes from; `kept` has room for
 * as many as there are steps. For one thread at a time.
 */
void simplify_run(struct simplify *simplify, const struct identity *identity, bool *kept);

#endif
