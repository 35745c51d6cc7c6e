/*
 * Reading, writing, making and removing, all relative to the folder of a path that fs_open.c has
 * opened below the root. The last name of a path is then used with calls that do not follow links.
 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs_open.h"
#include "base/fs_watch.h"
#include "base/path.h"

enum {
	LOOK_AHEAD = 16, /* zero bytes behind what fs_read returns */
	FILE_MODE = 0666,
	FOLDER_MODE = 0777,
	TEMPORARY_TRIES = 100,
};

int
fs_close(int fd)
{
	fs_watch_closed(fd);
	/* After EINTR the descriptor is closed on Linux and must not be closed again. */
	return close(fd) == 0 || errno == EINTR ? 0 : -errno;
}

/* flat switch */
const char *
fs_explain(int error)
{
	switch (error < 0 ? -error : error) {
	case 0: return "no error";
	case EPERM:
	case EACCES: return "permission denied";
	case ENOENT: return "there is no such file or folder";
	case EXDEV: return "it leads out of the folder it belongs to";
	case ELOOP: return "its symbolic links go round in a circle or may not be followed";
	case EISDIR: return "it is a folder";
	case ENOTDIR: return "a part of its path is not a folder";
	case EINVAL: return "it is not a regular file";
	case EFBIG: return "it is too large";
	case EAGAIN: return "it changed while it was read";
	case EEXIST: return "it exists already";
	case ENOTEMPTY: return "the folder is not empty";
	case ENAMETOOLONG: return "its path is too long or nested too deeply";
	case ENOSPC: return "no space left on the device";
	case EDQUOT: return "the disk quota is used up";
	case EROFS: return "the file system is read-only";
	case EIO: return "the device reported an input/output error";
	case EMFILE:
	case ENFILE: return "too many files are open";
	case ENOMEM: return "out of memory";
	case EBUSY:
	case ETXTBSY: return "it is in use";
	case ESTALE: return "the network file system lost it";
	case EILSEQ: return "its name cannot be stored on this file system";
	default: return "the system refused, for a reason kith does not know";
	}
}

static int
look(int root, struct str path, struct fs_stat *out)
{
	struct stat stat;
	struct fs_parent parent;
	if (!path.len)
		return fstat(root, &stat) == 0 ? fs_open_describe(&stat, out) : -errno;
	int error = fs_open_parent(root, path, FS_LINKS_FOLLOW, &parent);
	if (error)
		return error;
	if (fstatat(parent.fd, parent.name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		error = -errno;
	fs_open_parent_done(&parent);
	if (!error && S_ISLNK(stat.st_mode)) {
		int fd;
		int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
		error = fs_open_beneath(root, path, flags, FS_LINKS_FOLLOW, &fd);
		if (error)
			return error == -ENXIO ? -EINVAL : error;
		if (fstat(fd, &stat) != 0)
			error = -errno;
		close(fd);
	}
	return error ? error : fs_open_describe(&stat, out);
}

int
fs_stat(int root, struct str path, struct fs_stat *out)
{
	int error = look(root, path, out);
	fs_watch_looked(root, path, error, out);
	return error;
}

bool
fs_holds(struct str folder, struct str path)
{
	struct fs_stat stat;
	int root;
	if (fs_open_root(folder, &root) != 0)
		return false;
	bool found = fs_stat(root, path, &stat) == 0;
	fs_close(root);
	return found;
}

/* --- reading and writing ------------------------------------------------------------------- */

/* Up to `len` bytes, fewer only at the end of the file. Returns how many, or an error. */
static ssize_t
read_all(int fd, char *to, size_t len)
{
	size_t done = 0;
	while (done < len) {
		ssize_t n = read(fd, to + done, len - done);
		if (n == 0)
			break;
		if (n > 0)
			done += (size_t)n;
		else if (errno != EINTR)
			return -errno;
	}
	return (ssize_t)done;
}

static bool
same_stat(const struct fs_stat *a, const struct fs_stat *b)
{
	return a->size == b->size && a->seconds == b->seconds && a->nanos == b->nanos;
}

static int
describe(int fd, struct fs_stat *out)
{
	struct stat stat;
	return fstat(fd, &stat) == 0 ? fs_open_describe(&stat, out) : -errno;
}

/*
 * Asks for one byte more than the file had, which tells in the same call that it has not grown, and
 * compares size and time before and after.
 */
static int
read_file(int fd, struct arena *arena, size_t max, struct str *out, struct fs_stat *stat)
{
	struct fs_stat after;
	int error = describe(fd, stat);
	if (error)
		return error;
	if (stat->size > max || stat->size > SSIZE_MAX - LOOK_AHEAD)
		return -EFBIG;
	size_t size = (size_t)stat->size;
	char *bytes = arena_bytes(arena, size + LOOK_AHEAD, 1);
	ssize_t got = read_all(fd, bytes, size + 1);
	if (got < 0)
		return (int)got;
	error = describe(fd, &after);
	if (error)
		return error;
	if ((size_t)got != size || !same_stat(stat, &after))
		return -EAGAIN;
	*out = str_of(bytes, size);
	return 0;
}

int
fs_read(int root, struct str path, struct arena *arena, size_t max, struct str *out,
        struct fs_stat *stat)
{
	int fd;
	struct fs_stat unwanted;
	int error = fs_open_read(root, path, &fd);
	if (error)
		return error;
	stat = stat ? stat : &unwanted;
	error = read_file(fd, arena, max, out, stat);
	close(fd);
	if (error)
		fs_watch_looked(root, path, error, NULL);
	else
		fs_watch_read(root, path, stat, *out);
	return error;
}

/* Writes everything and closes, whatever happens. */
static int
write_and_close(int fd, struct str bytes)
{
	int error = 0;
	while (bytes.len && !error) {
		ssize_t n = write(fd, bytes.at, bytes.len);
		if (n >= 0)
			bytes = str_skip(bytes, (size_t)n);
		else if (errno != EINTR)
			error = -errno;
	}
	int close_error = fs_close(fd);
	return error ? error : close_error;
}

int
fs_write(int root, struct str path, struct str bytes)
{
	int fd;
	int error = fs_open_write(root, path, &fd);
	return error ? error : write_and_close(fd, bytes);
}

/* The folder of a path that is about to be written, made if need be. */
static int
make_parent(int root, struct str path, struct fs_parent *out)
{
	int error = fs_open_parent(root, path, FS_LINKS_FOLLOW, out);
	if (error != -ENOENT)
		return error;
	error = fs_make_folders(root, path_dir(path));
	return error ? error : fs_open_parent(root, path, FS_LINKS_FOLLOW, out);
}

/* A new file with a name that nobody else uses: of this process, and of this call. */
static int
open_temporary(int folder, char *name, size_t size, int *fd)
{
	static atomic_uint serial;
	for (int i = 0; i < TEMPORARY_TRIES; i++) {
		unsigned number = atomic_fetch_add_explicit(&serial, 1, memory_order_relaxed);
		snprintf(name, size, ".kith-%ld-%u~", (long)getpid(), number);
		*fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		        FILE_MODE);
		if (*fd >= 0)
			return 0;
		if (errno != EEXIST && errno != EINTR)
			break;
	}
	return -errno;
}

int
fs_write_aside(int root, struct str path, struct str bytes)
{
	int fd;
	char name[64];
	struct fs_parent parent;
	int error = make_parent(root, path, &parent);
	if (error)
		return error;
	error = open_temporary(parent.fd, name, sizeof name, &fd);
	if (!error) {
		error = write_and_close(fd, bytes);
		if (!error && renameat(parent.fd, name, parent.fd, parent.name) != 0)
			error = -errno;
		if (error)
			unlinkat(parent.fd, name, 0);
	}
	fs_open_parent_done(&parent);
	return error;
}

/* --- folders, names, removal --------------------------------------------------------------- */

/* Names only: what is to be made has no "..", which would be another folder each time. */
static bool
is_plain(struct str path)
{
	while (path.at) {
		struct str name = str_cut(&path, '/');
		if (!name.len || str_is(name, ".") || str_is(name, ".."))
			return false;
	}
	return true;
}

/* Makes the folder `name` in *folder unless it is there, and steps into it. */
static int
make_step(int root, int *folder, struct str name)
{
	char text[NAME_MAX + 1];
	if (name.len >= sizeof text)
		return -ENAMETOOLONG;
	memcpy(text, name.at, name.len);
	text[name.len] = '\0';
	if (mkdirat(*folder, text, FOLDER_MODE) != 0 && errno != EEXIST)
		return -errno;
	int next = openat(*folder, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (next < 0)
		return -errno;
	if (*folder != root)
		close(*folder);
	*folder = next;
	return 0;
}

/* Looks for the longest part that exists, from the end: mostly little is missing. */
int
fs_make_folders(int root, struct str path)
{
	int folder = root;
	struct str there = path;
	int error = 0;
	while (there.len) {
		error = fs_open_folder(root, there, &folder);
		if (error != -ENOENT)
			break;
		there = path_dir(there);
	}
	if (!there.len)
		error = 0;
	struct str rest = str_skip(path, there.len ? there.len + 1 : 0);
	if (!error && rest.len && !is_plain(rest))
		error = -EINVAL;
	while (!error && rest.len)
		error = make_step(root, &folder, str_cut(&rest, '/'));
	if (folder != root)
		close(folder);
	return error;
}

int
fs_rename(int from_root, struct str from, int to_root, struct str to)
{
	struct fs_parent old, new;
	int error = fs_open_parent(from_root, from, FS_LINKS_FOLLOW, &old);
	if (error)
		return error;
	error = make_parent(to_root, to, &new);
	if (!error) {
		if (renameat(old.fd, old.name, new.fd, new.name) != 0)
			error = -errno;
		fs_open_parent_done(&new);
	}
	fs_open_parent_done(&old);
	return error;
}

static int
remove_name(int root, struct str path, int flags)
{
	struct fs_parent parent;
	int error = fs_open_parent(root, path, FS_LINKS_FOLLOW, &parent);
	if (error)
		return error;
	if (unlinkat(parent.fd, parent.name, flags) != 0)
		error = -errno;
	fs_open_parent_done(&parent);
	return error;
}

int
fs_remove(int root, struct str path)
{
	int error = remove_name(root, path, 0);
	return error == -ENOENT || error == -ENOTDIR ? 0 : error;
}

int
fs_remove_folder(int root, struct str path)
{
	int error = remove_name(root, path, AT_REMOVEDIR);
	return error == -ENOENT || error == -ENOTEMPTY || error == -EEXIST ? 0 : error;
}
