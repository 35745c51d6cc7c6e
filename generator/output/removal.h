/*
 * What has to go so that the new site fits into the old one's folder: files that the site has no more,
 * and among them those that must go first, because they lie where something new is to be.
 */
#ifndef KITH_OUTPUT_REMOVAL_H
#define KITH_OUTPUT_REMOVAL_H

#include <stdbool.h>

#include "base/array.h"

struct arena;
struct claim;
struct claims;
struct commit_plan;
struct diags;
struct location;
struct manifest;

/* New files whose path is taken by a folder, or a folder of whose path is taken by a file. */
typedef array_of(const struct claim *) removal_blocked;

/*
 * Fills clears and removals. False after adding an error for each blocked file whose way is not ours
 * to clear. `claims` are settled.
 */
bool removal_plan(struct commit_plan *plan, const struct location *location,
        const struct manifest *old, const struct claims *claims, const removal_blocked *blocked,
        struct arena *arena, struct diags *diags);

#endif
