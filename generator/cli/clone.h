/*
 * Copies of repositories that are elsewhere, kept by the git program: bare, and without the contents of
 * files where the other side can leave them out. The only part of kith that opens the network.
 */
#ifndef KITH_CLI_CLONE_H
#define KITH_CLI_CLONE_H

#include <stdbool.h>

#include "base/str.h"
#include "git/repo.h"

struct arena;

/*
 * Clones the repository at an address (see repo_url_check) into `path` below the site's `root`, whose name is
 * `folder`, or brings the clone there up to date. Empty, or what went wrong, in the arena; then *help is what to do.
 */
struct str clone_update(struct arena *arena, int root, struct str folder, struct str path,
        struct str url, struct str *help);
/* Gets files of the clone, all at once. False when that is refused. */
bool clone_get(struct arena *arena, struct str folder, struct str path, const repo_ids *files);

#endif
