/*
 * Reads through fs.h what a library reads of a repository by itself: HEAD, the refs, the index, the
 * configuration, the files of shallow clones and grafts. Nothing is done with it: whoever watches the
 * file system (base/fs_watch.h) learns of them, and of those that are not there.
 */
#ifndef KITH_GIT_REF_WATCH_H
#define KITH_GIT_REF_WATCH_H

#include "base/str.h"

/* For the repository at the top folder, which holds `.git` or is a bare one. Any thread. */
void ref_watch_tell(struct str top);
/* The same for the repository that holds a folder; and which folders hold none, so that one may appear. */
void ref_watch_above(struct str folder);
/* The same for the files of attributes that speak of a file in the work tree. */
void ref_watch_attributes(struct str top, struct str path);

#endif
