#include "base/fs_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_open.h"
#include "base/fs_watch.h"
#include "base/path.h"

enum { FOLDER_MODE = 0777 };

bool
fs_folder_same(int a, int b)
{
	struct stat x, y;
	return fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev &&
	        x.st_ino == y.st_ino;
}

bool
fs_folder_same_volume(int a, int b)
{
	struct stat x, y;
	if (fstat(a, &x) != 0 || fstat(b, &y) != 0 || x.st_dev != y.st_dev)
		return false;
	/* One device may be mounted twice, and a rename does not go from one mount to another. Linux
	 * says so before it misses the file, so this asks without doing anything. */
	static const char nothing[] = ".kith-nothing";
	return renameat(a, nothing, b, nothing) == 0 || errno != EXDEV;
}

int
fs_folder_above(int folder, int *fd)
{
	int above = openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (above < 0)
		return -errno;
	fs_watch_closed(above);
	*fd = above;
	return 0;
}

/* Opened anew, so that the reading position is nobody else's. */
static int
open_listing(int folder, DIR **out)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*out = fd < 0 ? NULL : fdopendir(fd);
	if (*out)
		return 0;
	int error = -errno;
	if (fd >= 0)
		close(fd);
	return error;
}

/* The next entry but "." and ".."; NULL at the end and, with errno, after an error. */
static const struct dirent *
next_entry(DIR *listing)
{
	const struct dirent *found;
	do {
		errno = 0;
		found = readdir(listing);
	} while (found && (!strcmp(found->d_name, ".") || !strcmp(found->d_name, "..")));
	return found;
}

static const char *
next_name(DIR *listing)
{
	const struct dirent *found = next_entry(listing);
	return found ? found->d_name : NULL;
}

int
fs_folder_is_empty(int folder, bool *empty)
{
	DIR *listing;
	int error = open_listing(folder, &listing);
	if (error)
		return error;
	*empty = !next_name(listing);
	error = *empty ? -errno : 0;
	closedir(listing);
	return error;
}

static int
by_bytes(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

int
fs_folder_names(int folder, struct arena *arena, fs_folder_name_list *out)
{
	DIR *listing;
	*out = (fs_folder_name_list){ NULL, 0, 0 };
	int error = open_listing(folder, &listing);
	if (error)
		return error;
	fs_watch_listed(folder, STR_EMPTY, folder);
	for (const char *name; (name = next_name(listing));)
		*array_push(arena, out) = str_copy(arena, str_from(name));
	error = -errno;
	closedir(listing);
	array_sort(out->at, out->len, sizeof *out->at, arena, by_bytes, NULL);
	return error;
}

/* What readdir tells of a kind, where the file system lets it. */
static unsigned char
kind_of(int folder, const struct dirent *entry)
{
	struct stat stat;
	if (entry->d_type != DT_UNKNOWN ||
	        fstatat(folder, entry->d_name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		return entry->d_type;
	return S_ISDIR(stat.st_mode)    ? DT_DIR
	        : S_ISREG(stat.st_mode) ? DT_REG
	        : S_ISLNK(stat.st_mode) ? DT_LNK
	                                : DT_UNKNOWN;
}

static struct hash
entry_sum(int folder, const struct dirent *entry)
{
	char target[PATH_MAX_BYTES];
	char kind = (char)kind_of(folder, entry);
	struct hash sum = hash_join(hash_of(str_from(entry->d_name)), hash_of(str_of(&kind, 1)));
	ssize_t len =
	        kind == DT_LNK ? readlinkat(folder, entry->d_name, target, sizeof target) : -1;
	return len < 0 ? sum : hash_join(sum, hash_of(str_of(target, (size_t)len)));
}

int
fs_folder_sum(int folder, struct fs_stat *looks, struct hash *out)
{
	DIR *listing;
	struct stat stat;
	*out = (struct hash){ 0, 0 };
	int error = open_listing(folder, &listing);
	if (error)
		return error;
	error = fstat(dirfd(listing), &stat) == 0 ? fs_open_describe(&stat, looks) : -errno;
	for (const struct dirent *entry; !error && (entry = next_entry(listing));) {
		struct hash sum = entry_sum(dirfd(listing), entry);
		out->high += sum.high;
		out->low += sum.low;
	}
	error = error ? error : -errno;
	closedir(listing);
	return error;
}

/* `text` has room for PATH_MAX_BYTES and a NUL. */
static int
terminate(struct str path, char *text)
{
	if (path.len > PATH_MAX_BYTES)
		return -ENAMETOOLONG;
	memcpy(text, path.at, path.len);
	text[path.len] = '\0';
	return 0;
}

int
fs_folder_can_write(int root, struct str path)
{
	char text[PATH_MAX_BYTES + 3];
	int error = terminate(path, text);
	if (error)
		return error;
	/* The dot makes the system say of a file that it is no folder. */
	memcpy(text + path.len, path.len ? "/." : ".", path.len ? 3 : 2);
	return faccessat(root, text, W_OK | X_OK, AT_EACCESS) == 0 ? 0 : -errno;
}

int
fs_folder_glance(int root, struct str path, struct fs_stat *out)
{
	struct stat stat;
	char text[PATH_MAX_BYTES + 1];
	int error = terminate(path, text);
	if (error)
		return error;
	if (fstatat(root, text, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		return -errno;
	return S_ISLNK(stat.st_mode) ? -ELOOP : fs_open_describe(&stat, out);
}

int
fs_folder_look(int root, struct str path, struct fs_stat *out)
{
	struct stat stat;
	struct fs_parent parent;
	int error = fs_open_parent(root, path, FS_LINKS_REFUSE, &parent);
	if (error)
		return error;
	if (fstatat(parent.fd, parent.name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		error = -errno;
	else
		error = S_ISLNK(stat.st_mode) ? -ELOOP : fs_open_describe(&stat, out);
	fs_open_parent_done(&parent);
	return error;
}

/* Nobody else is here to put a link in the way, so a whole path may be made in one call. */
static int
make_folder(int root, struct str path)
{
	char text[PATH_MAX_BYTES + 1];
	int error = terminate(path, text);
	if (error)
		return error;
	if (mkdirat(root, text, FOLDER_MODE) == 0 || errno == EEXIST)
		return 0;
	struct str above = path_dir(path);
	if (errno != ENOENT || !above.len)
		return -errno;
	error = make_folder(root, above);
	if (error)
		return error;
	return mkdirat(root, text, FOLDER_MODE) == 0 || errno == EEXIST ? 0 : -errno;
}

static int
write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);
		if (n >= 0)
			bytes = str_skip(bytes, (size_t)n);
		else if (errno != EINTR)
			return -errno;
	}
	return 0;
}

/* An index page mostly is the first file of its folder, any other file is not: the guess saves a call. */
int
fs_folder_put(int folder, struct str path, struct str bytes, struct fs_stat *out)
{
	int fd;
	int flags = O_WRONLY | O_CREAT | O_EXCL;
	struct str above = path_dir(path);
	int error = -ENOENT;
	if (!above.len || !str_is(path_base(path), "index.html"))
		error = fs_open_beneath(folder, path, flags, FS_LINKS_REFUSE, &fd);
	if (error == -ENOENT && above.len) {
		error = make_folder(folder, above);
		if (!error)
			error = fs_open_beneath(folder, path, flags, FS_LINKS_REFUSE, &fd);
	}
	if (error)
		return error;
	struct stat stat;
	error = write_all(fd, bytes);
	if (!error)
		error = fstat(fd, &stat) == 0 ? fs_open_describe(&stat, out) : -errno;
	int close_error = fs_close(fd);
	return error ? error : close_error;
}
