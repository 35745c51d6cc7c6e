/*
 * The file system behind one door. Every file of a site is opened by fs_open_read or fs_open_write,
 * relative to the descriptor of a folder, and never reaches outside it: not by "..", not by an
 * absolute path, not through a symbolic link (openat2 with RESOLVE_BENEATH on Linux, a walk of our
 * own elsewhere). Only regular files are opened, never a device, a FIFO or a socket.
 *
 * All functions return 0 or a negative errno; fs_explain turns one into a sentence. Paths are
 * relative, with '/', without a leading "./". Threads: all are safe on the same folder descriptor.
 */
#ifndef KITH_BASE_FS_H
#define KITH_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;

/* Descriptor of a folder named by the user, absolute or relative to the working directory. */
int fs_open_root(struct str path, int *fd);
/* A path named by the user as the system knows it, absolute and without links; terminated. */
int fs_real_path(struct arena *arena, struct str path, struct str *out);
/* A folder below another one. */
int fs_open_folder(int root, struct str path, int *fd);
/* -EXDEV when the path leaves the root, -EISDIR for a folder, -EINVAL for other non-files. */
int fs_open_read(int root, struct str path, int *fd);
/* Creates or truncates; makes missing folders on the way. */
int fs_open_write(int root, struct str path, int *fd);
int fs_close(int fd);

/* What a person should know about an error: "permission denied", "it leads out of the site", ... */
const char *fs_explain(int error);

/* Identity and size of a file; a hint for freshness, never its proof. */
struct fs_stat {
	uint64_t size;
	int64_t seconds; /* of modification */
	uint32_t nanos;
	int64_t changed_seconds; /* of any change, of name and rights too; no program can set it */
	uint32_t changed_nanos;
	uint64_t inode;
	bool is_folder;
};

/* Follows links like fs_open_read; an empty path is the root. -EINVAL for no file nor folder. */
int fs_stat(int root, struct str path, struct fs_stat *out);
/* Is there a file or folder at this path of a folder that the user named? */
bool fs_holds(struct str folder, struct str path);

/*
 * The whole file into the arena, followed by 16 zero bytes that len does not count (parsers may
 * look ahead). -EFBIG beyond `max` bytes, -EAGAIN when the file changed while it was read. `stat`
 * may be NULL.
 */
int fs_read(int root, struct str path, struct arena *arena, size_t max, struct str *out,
        struct fs_stat *stat);
/*
 * A file that the user named, absolute or relative to the working directory; "-" is standard input.
 * Pipes are fine. Otherwise as fs_read.
 */
int fs_read_named(struct str path, struct arena *arena, size_t max, struct str *out);
/* How a path named by the user looks; links are followed. */
int fs_stat_named(struct str path, struct fs_stat *out);
/* Writes, checks the close. The file is complete on 0 and in an unknown state otherwise. */
int fs_write(int root, struct str path, struct str bytes);
/* The same through a temporary name and a rename: the old content or the new one, never a part. */
int fs_write_aside(int root, struct str path, struct str bytes);

int fs_make_folders(int root, struct str path); /* like mkdir -p; existing ones are fine */
/* Replaces a file at `to`; makes missing folders on the way to it. */
int fs_rename(int from_root, struct str from, int to_root, struct str to);
/* A missing file is fine. */
int fs_remove(int root, struct str path);
/* A missing folder is fine, and so is one that is not empty, which stays. */
int fs_remove_folder(int root, struct str path);
/* A file or a folder with all in it; removes symbolic links and never follows one. */
int fs_remove_tree(int root, struct str path);

struct fs_entry {
	struct str path; /* relative to the walked folder, in the arena */
	struct fs_stat stat;
	int error; /* 0, or why this entry cannot be used (-EXDEV, -ELOOP, -EACCES, ...) */
};

typedef array_of(struct fs_entry) fs_list;

/*
 * All files below `path`, sorted by bytes of their path so that the order is the same everywhere.
 * Names that begin with '.' are passed over, but with `hidden` .well-known, .nojekyll, .domains and
 * .htaccess are kept. What editors leave behind (x~, x.swp, #x#) is passed over too. Links that
 * stay inside the root are followed, others are listed with their error, and so are folders that
 * cannot be read or lie deeper than 64. -ENOENT when `path` does not exist.
 */
int fs_walk(int root, struct str path, bool hidden, struct arena *arena, fs_list *out);

#endif
