/*
 * What may be in the folder of a clone before git sees it.
 */
#ifndef KITH_CLI_CLONE_FOLDER_H
#define KITH_CLI_CLONE_FOLDER_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Is `path` below `root` a bare repository with nothing in it that leads git elsewhere or that it runs? Only
 * what git itself makes for `kith fetch` passes: no hooks, no commondir, no objects from elsewhere, no links, on
 * the way to it neither. The configuration may say anything and has to be written anew.
 */
bool clone_folder_is_plain(int root, struct str path);

#endif
