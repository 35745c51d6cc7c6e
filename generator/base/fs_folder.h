/*
 * Folders as such: where one lies, whether it is empty, what is in the place of a file in it, and how
 * to fill a new one. For code that must know whether a folder is the one it takes it for; everybody
 * else uses fs.h.
 * Results are 0 or a negative errno unless said otherwise.
 */
#ifndef KITH_BASE_FS_FOLDER_H
#define KITH_BASE_FS_FOLDER_H

#include <stdbool.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"

struct arena;
struct fs_stat;

/* Is it the same folder, however it was reached? False when either cannot be asked. */
bool fs_folder_same(int a, int b);
/* Can a rename take a file from one to the other? */
bool fs_folder_same_volume(int a, int b);
/* The folder that holds it, which is itself at the top of the file system. */
int fs_folder_above(int folder, int *fd);
int fs_folder_is_empty(int folder, bool *empty);
/* The names in it, without "." and "..", sorted by their bytes; in the arena. */
typedef array_of(struct str) fs_folder_name_list;
int fs_folder_names(int folder, struct arena *arena, fs_folder_name_list *out);
/*
 * How a folder looks, and then a hash of the names in it, of what kind each is and of where links lead; the
 * same in any order.
 */
int fs_folder_sum(int folder, struct fs_stat *looks, struct hash *out);
/*
 * May this process make and remove files in the folder `path` below `root`? One call, which follows
 * links, so the answer is good for asking and not for doing.
 */
int fs_folder_can_write(int root, struct str path);

/*
 * How the file at the end of a path looks, in one call, which follows links on the way. Good for
 * recognising a file, since that one is the same however it was reached.
 */
int fs_folder_glance(int root, struct str path, struct fs_stat *out);
/*
 * Like fs_stat, but a symbolic link is not what it points to: -ELOOP when there is one anywhere in
 * the path.
 */
int fs_folder_look(int root, struct str path, struct fs_stat *out);

/*
 * Writes a new file and the folders above it in a folder that was made for the purpose and that
 * nobody else writes to, at little more than the price of the file itself. *stat is how it looks when
 * it is closed. -EEXIST when it exists; incomplete after any other error. Thread-safe.
 */
int fs_folder_put(int folder, struct str path, struct str bytes, struct fs_stat *stat);

#endif
