/*
 * A file's bytes as the system maps them, for files that are large and of which little is read.
 *
 * Only for files that are replaced and never cut short while somebody reads them: a byte that is gone
 * ends the process.
 */
#ifndef KITH_BASE_FS_VIEW_H
#define KITH_BASE_FS_VIEW_H

#include "base/str.h"

/* As fs_open_read; an empty file is -ENODATA. Closed by fs_view_close. */
int fs_view_open(int root, struct str path, struct str *out);
/* An empty view is fine. */
void fs_view_close(struct str view);

#endif
