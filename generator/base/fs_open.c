/*
 * Opening a path below a folder and nowhere else. Linux does it in one call (openat2, since 5.6),
 * which is also safe when somebody moves folders about at the same moment. Where that call is
 * missing or forbidden, by_walk takes the path one component at a time and never lets the system
 * follow a link: it reads the link itself, puts the target in its place in the path, and begins
 * again at the root. The same with "..", which strikes out the component before it once that is
 * known to be a folder. So there is one descriptor at a time, and each step is taken from a folder
 * that was reached from the root without links.
 *
 * Compiled with KITH_NO_OPENAT2 only the walk is left; the tests run both.
 */
#include "base/fs_open.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/fs_watch.h"
#include "base/path.h"

#if defined(__linux__) && !defined(KITH_NO_OPENAT2) && defined(__has_include)
#if __has_include(<linux/openat2.h>)
#define HAVE_OPENAT2
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif
#endif

enum {
	TEXT_MAX = 4096, /* a path with its terminator */
	LINKS_MAX = 40,
	FILE_MODE = 0666,
	TRIES = 64,
	RESTART = INT_MIN, /* in place of a descriptor: the path was rewritten */
};

/* Enough of a folder to take the next step from it, even when its names may not be listed. */
#ifdef O_PATH
#define STEP_FLAGS (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#else
#define STEP_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#endif

static int
open_at(int folder, const char *name, int flags)
{
	int fd;
	do
		fd = openat(folder, name, flags | O_CLOEXEC, FILE_MODE);
	while (fd < 0 && errno == EINTR);
	return fd < 0 ? -errno : fd;
}

/* The path as system calls want it; a NUL within would hide what comes behind it. */
static int
terminate(struct str path, char text[TEXT_MAX])
{
	if (path.len >= TEXT_MAX)
		return -ENAMETOOLONG;
	if (str_find_char(path, '\0') != STR_NONE)
		return -EINVAL;
	memcpy(text, path.len ? path.at : ".", path.len ? path.len : 1);
	text[path.len ? path.len : 1] = '\0';
	return 0;
}

/* --- one component at a time --------------------------------------------------------------- */

struct walk {
	char text[TEXT_MAX];
	int flags; /* for the last component */
	enum fs_links links;
	int links_seen;
};

/* Replaces text[from, to) by `middle`. */
static int
put_instead(struct walk *walk, size_t from, size_t to, struct str middle)
{
	size_t tail = strlen(walk->text + to) + 1;
	if (from + middle.len + tail > TEXT_MAX)
		return -ENAMETOOLONG;
	memmove(walk->text + from + middle.len, walk->text + to, tail);
	memcpy(walk->text + from, middle.at, middle.len);
	return RESTART;
}

/* `name`, which lies at text[from, to), could not be opened: is that because it is a link? */
static int
try_link(struct walk *walk, int folder, const char *name, size_t from, size_t to, int error)
{
	char target[TEXT_MAX];
	ssize_t len = readlinkat(folder, name, target, sizeof target);
	if (len < 0)
		return error;
	bool is_last = !walk->text[to];
	if (walk->links == FS_LINKS_REFUSE || (is_last && (walk->flags & O_NOFOLLOW)))
		return -ELOOP;
	if (target[0] == '/')
		return -EXDEV;
	if (len == sizeof target)
		return -ENAMETOOLONG;
	if (++walk->links_seen > LINKS_MAX)
		return -ELOOP;
	return put_instead(walk, from, to, str_of(target, (size_t)len));
}

/* The component at text[*from, *to); false when there is none from *to on. */
static bool
next_component(const char *text, size_t *from, size_t *to)
{
	*from = *to + strspn(text + *to, "/");
	*to = *from + strcspn(text + *from, "/");
	return *to > *from;
}

/* From `folder` through the component at text[from, to): a descriptor, RESTART, or an error. */
static int
step(struct walk *walk, int folder, size_t from, size_t to)
{
	char name[NAME_MAX + 1];
	if (to - from >= sizeof name)
		return -ENAMETOOLONG;
	memcpy(name, walk->text + from, to - from);
	name[to - from] = '\0';
	bool is_last = !walk->text[to];
	int fd = open_at(folder, name, is_last ? walk->flags | O_NOFOLLOW : STEP_FLAGS);
	/* what systems answer when O_NOFOLLOW meets a link, with and without O_DIRECTORY */
	if (fd == -ELOOP || fd == -EMLINK || fd == -ENOTDIR)
		return try_link(walk, folder, name, from, to, fd);
	return fd;
}

static void
leave(int folder, int root)
{
	if (folder != root)
		close(folder);
}

/* Goes from the root to the end of the path: a descriptor, RESTART, or an error. */
static int
walk_once(struct walk *walk, int root)
{
	int folder = root;
	size_t from = 0, to = 0, before = SIZE_MAX;
	while (next_component(walk->text, &from, &to)) {
		struct str name = str_of(walk->text + from, to - from);
		if (str_is(name, "."))
			continue;
		int next;
		bool is_last = !walk->text[to];
		if (!str_is(name, ".."))
			next = step(walk, folder, from, to);
		else
			next = before == SIZE_MAX ? -EXDEV
			                          : put_instead(walk, before, to, STR_EMPTY);
		leave(folder, root);
		if (next < 0 || is_last)
			return next;
		folder = next;
		before = from;
	}
	/* The path ended in a slash or a dot, or is the root itself. */
	int fd = open_at(folder, ".", walk->flags | O_NOFOLLOW);
	leave(folder, root);
	return fd;
}

static int
by_walk(int root, const char *text, int flags, enum fs_links links)
{
	struct walk walk = { .flags = flags, .links = links };
	memcpy(walk.text, text, strlen(text) + 1);
	int fd;
	do
		fd = walk_once(&walk, root);
	while (fd == RESTART);
	return fd;
}

/* --- in one call --------------------------------------------------------------------------- */

#ifdef HAVE_OPENAT2

static atomic_bool openat2_is_missing;

/* -ENOSYS when the system cannot do it, or a sandbox does not let it. */
static int
by_kernel(int root, const char *text, int flags, enum fs_links links)
{
	if (atomic_load_explicit(&openat2_is_missing, memory_order_relaxed))
		return -ENOSYS;
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? FILE_MODE : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	if (links == FS_LINKS_REFUSE)
		how.resolve |= RESOLVE_NO_SYMLINKS;
	/* EAGAIN: a folder was renamed while ".." was resolved below it. */
	long fd = -1;
	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, root, text, &how, sizeof how);
		if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	if (fd >= 0)
		return (int)fd;
	if (errno == ENOSYS)
		atomic_store_explicit(&openat2_is_missing, true, memory_order_relaxed);
	return errno == EPERM || errno == EAGAIN || errno == EINTR ? -ENOSYS : -errno;
}

#else

static int
by_kernel(int root, const char *text, int flags, enum fs_links links)
{
	(void)root, (void)text, (void)flags, (void)links;
	return -ENOSYS;
}

#endif

int
fs_open_beneath(int root, struct str path, int flags, enum fs_links links, int *fd)
{
	char text[TEXT_MAX];
	int error = terminate(path, text);
	if (error)
		return error;
	if (text[0] == '/')
		return -EXDEV;
	int result = by_kernel(root, text, flags, links);
	if (result == -ENOSYS)
		result = by_walk(root, text, flags, links);
	if (result < 0)
		return result;
	*fd = result;
	return 0;
}

/* --- folders and files --------------------------------------------------------------------- */

int
fs_open_root(struct str path, int *fd)
{
	char text[TEXT_MAX];
	int error = terminate(path, text);
	if (error)
		return error;
	int result = open_at(AT_FDCWD, text, O_RDONLY | O_DIRECTORY);
	if (result < 0) {
		fs_watch_looked(-1, path, result, NULL);
		return result;
	}
	fs_watch_opened(-1, path, result);
	*fd = result;
	return 0;
}

int
fs_open_folder(int root, struct str path, int *fd)
{
	int error = fs_open_beneath(root, path, O_RDONLY | O_DIRECTORY, FS_LINKS_FOLLOW, fd);
	if (error)
		fs_watch_looked(root, path, error, NULL);
	else
		fs_watch_opened(root, path, *fd);
	return error;
}

int
fs_open_parent(int root, struct str path, enum fs_links links, struct fs_parent *out)
{
	struct str name = path_base(path);
	if (!name.len || str_is(name, ".") || str_is(name, "..") ||
	        str_find_char(name, '\0') != STR_NONE)
		return -EINVAL;
	if (name.len >= sizeof out->name)
		return -ENAMETOOLONG;
	if (path.at[0] == '/')
		return -EXDEV;
	memcpy(out->name, name.at, name.len);
	out->name[name.len] = '\0';
	out->fd = root;
	out->opened = name.len < path.len;
	if (!out->opened)
		return 0;
	return fs_open_beneath(root, path_dir(path), O_RDONLY | O_DIRECTORY, links, &out->fd);
}

void
fs_open_parent_done(const struct fs_parent *parent)
{
	if (parent->opened)
		close(parent->fd);
}

int
fs_open_describe(const struct stat *from, struct fs_stat *out)
{
#ifdef __APPLE__
	struct timespec modified = from->st_mtimespec, changed = from->st_ctimespec;
#else
	struct timespec modified = from->st_mtim, changed = from->st_ctim;
#endif
	*out = (struct fs_stat){
		.size = (uint64_t)from->st_size,
		.seconds = modified.tv_sec,
		.nanos = (uint32_t)modified.tv_nsec,
		.changed_seconds = changed.tv_sec,
		.changed_nanos = (uint32_t)changed.tv_nsec,
		.inode = from->st_ino,
		.is_folder = S_ISDIR(from->st_mode),
	};
	return S_ISREG(from->st_mode) || S_ISDIR(from->st_mode) ? 0 : -EINVAL;
}

/* Gives `opened` to the caller when it is a regular file and closes it otherwise. */
static int
accept_file(int opened, int *fd)
{
	struct stat stat;
	int error = 0;
	if (fstat(opened, &stat) != 0)
		error = -errno;
	else if (!S_ISREG(stat.st_mode))
		error = S_ISDIR(stat.st_mode) ? -EISDIR : -EINVAL;
	if (error)
		close(opened);
	else
		*fd = opened;
	return error;
}

/* A FIFO without a partner, a socket, a device without a driver: no files. */
static int
no_file(int error)
{
	return error == -ENXIO || error == -ENODEV || error == -EOPNOTSUPP ? -EINVAL : error;
}

static void
tell_opened(int root, struct str path, int error, int fd)
{
	struct stat stat;
	struct fs_stat looks;
	if (!error)
		error = fstat(fd, &stat) == 0 ? fs_open_describe(&stat, &looks) : -errno;
	fs_watch_looked(root, path, error, error ? NULL : &looks);
}

/* O_NONBLOCK: opening a FIFO must not wait for somebody to write into it. */
int
fs_open_read(int root, struct str path, int *fd)
{
	int opened;
	int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
	int error = fs_open_beneath(root, path, flags, FS_LINKS_FOLLOW, &opened);
	error = error ? no_file(error) : accept_file(opened, fd);
	if (fs_watch_on())
		tell_opened(root, path, error, error ? -1 : *fd);
	return error;
}

int
fs_open_write(int root, struct str path, int *fd)
{
	int opened;
	int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	int error = fs_open_beneath(root, path, flags, FS_LINKS_FOLLOW, &opened);
	if (error == -ENOENT && path_dir(path).len) {
		error = fs_make_folders(root, path_dir(path));
		if (!error)
			error = fs_open_beneath(root, path, flags, FS_LINKS_FOLLOW, &opened);
	}
	return error ? no_file(error) : accept_file(opened, fd);
}
