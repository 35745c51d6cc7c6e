/*
 * The files at the top of a repository in which it says how it is to be read, such as .mailmap.
 */
#ifndef KITH_GIT_TOP_FILE_H
#define KITH_GIT_TOP_FILE_H

#include <stddef.h>

#include "base/str.h"

struct arena;
struct object_id;
struct repo;

/*
 * The file of this name in the work tree; in a bare repository that of HEAD, whose `tree` this is (NULL
 * without a commit). Empty when it is not there. -EFBIG beyond `max` bytes and other errors of the disk.
 */
int top_file_read(struct arena *arena, const struct repo *repo, const struct object_id *tree,
        struct str name, size_t max, struct str *out);

#endif
