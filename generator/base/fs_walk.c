/*
 * Everything below a folder: listed in order, or removed. Only one folder is open at a time, so a
 * deep tree needs no more descriptors than a flat one.
 *
 * Sorting each folder by itself gives the order of whole paths, provided that the name of a folder
 * is compared as if it ended in '/', because that is what follows it in the paths below it:
 *
 *	a-b          '-' is less than '/'
 *	a/x
 *	a0           '0' is greater
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/fs_open.h"
#include "base/fs_watch.h"
#include "base/path.h"

enum {
	DEPTH_MAX = 64,
	LINKS_MAX = 10000,     /* followed in one walk: links to links multiply */
	ENTRIES_MAX = 4000000, /* listed in one walk */
};

/* A name in a folder, and what readdir could tell about it for nothing. */
struct item {
	struct str name;
	unsigned char type; /* DT_REG, DT_DIR, DT_LNK; DT_UNKNOWN for all else */
	bool is_folder;
	struct fs_entry entry;
};

typedef array_of(struct item) item_list;

/* All names but "." and "..". */
static int
read_names(DIR *folder, struct arena *arena, item_list *out)
{
	for (;;) {
		errno = 0;
		const struct dirent *found = readdir(folder);
		if (!found)
			return -errno;
		struct str name = str_from(found->d_name);
		if (str_is(name, ".") || str_is(name, ".."))
			continue;
		*array_push(arena, out) = (struct item){
			.name = str_copy(arena, name),
			.type = found->d_type,
		};
	}
}

/* --- listing ------------------------------------------------------------------------------- */

struct walk {
	int root;
	struct str top;
	bool hidden;
	struct arena *arena;  /* of the result */
	struct arena scratch; /* of the names still to visit */
	fs_list *out;
	size_t links;
	bool disordered;
};

/* The folders from the walk's top down to the one that is read, innermost first. */
struct ancestor {
	const struct ancestor *above;
	unsigned depth;
	dev_t device;
	ino_t inode;
};

static bool
is_ancestor(const struct ancestor *from, const struct stat *stat)
{
	for (; from; from = from->above) {
		if (from->device == stat->st_dev && from->inode == stat->st_ino)
			return true;
	}
	return false;
}

/* What editors leave behind, and names with a dot except those that web servers look for. */
static bool
is_passed_over(struct str name, bool hidden)
{
	static const struct str kept[] = {
		STR_INIT(".well-known"),
		STR_INIT(".nojekyll"),
		STR_INIT(".domains"),
		STR_INIT(".htaccess"),
	};
	if (name.at[0] == '.') {
		for (size_t i = 0; hidden && i < sizeof kept / sizeof *kept; i++) {
			if (str_eq(name, kept[i]))
				return false;
		}
		return true;
	}
	bool hash = name.len > 1 && name.at[0] == '#' && name.at[name.len - 1] == '#';
	return hash || str_ends(name, STR("~")) || str_ends(name, STR(".swp"));
}

static void
list(struct walk *walk, struct fs_entry entry)
{
	*array_push(walk->arena, walk->out) = entry;
}

static void
list_error(struct walk *walk, struct str path, int error)
{
	struct fs_entry entry = { .path = path, .stat = { .is_folder = true }, .error = error };
	list(walk, entry);
	walk->disordered = true;
}

/* Who reads the file later, and finds another, is to know that it has changed meanwhile. */
static void
tell_looked(struct walk *walk, const struct fs_entry *entry)
{
	if (fs_watch_on())
		fs_watch_looked(walk->root, path_join(&walk->scratch, walk->top, entry->path),
		        entry->error, &entry->stat);
}

/* Finds out what an item is: readdir's word is enough for a folder, a file's size needs a stat. */
static void
look(struct walk *walk, int folder, struct item *item)
{
	struct stat stat;
	if (item->type == DT_DIR) {
		item->is_folder = true;
		return;
	}
	if (fstatat(folder, item->name.at, &stat, AT_SYMLINK_NOFOLLOW) != 0) {
		item->entry.error = -errno;
		return;
	}
	if (S_ISLNK(stat.st_mode)) {
		struct str path = path_join(&walk->scratch, walk->top, item->entry.path);
		item->entry.error = ++walk->links > LINKS_MAX
		        ? -ELOOP
		        : fs_stat(walk->root, path, &item->entry.stat);
	} else {
		item->entry.error = fs_open_describe(&stat, &item->entry.stat);
		tell_looked(walk, &item->entry);
	}
	item->is_folder = !item->entry.error && item->entry.stat.is_folder;
}

static unsigned char
byte_at(const struct item *item, size_t i)
{
	if (i < item->name.len)
		return (unsigned char)item->name.at[i];
	return item->is_folder ? '/' : '\0';
}

static int
compare_items(const void *left, const void *right, void *context)
{
	(void)context;
	const struct item *a = left, *b = right;
	size_t shared = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.at, b->name.at, shared);
	return order ? order : byte_at(a, shared) - byte_at(b, shared);
}

/* The folder that is to be read, unless it is one of those above it: a link can lead back up. */
static int
open_folder(struct walk *walk, struct str path, struct ancestor *self, DIR **out)
{
	int fd;
	struct stat stat;
	struct str whole = path_join(&walk->scratch, walk->top, path);
	int error = fs_open_folder(walk->root, whole, &fd);
	if (error)
		return error;
	fs_watch_listed(walk->root, whole, fd);
	if (fstat(fd, &stat) != 0)
		error = -errno;
	else if (is_ancestor(self->above, &stat))
		error = -ELOOP;
	else if (!(*out = fdopendir(fd)))
		error = -errno;
	if (error) {
		close(fd);
		return error;
	}
	self->device = stat.st_dev;
	self->inode = stat.st_ino;
	return 0;
}

/* The items of one folder that are of interest, in order. */
static int
read_folder(struct walk *walk, struct str path, struct ancestor *self, item_list *out)
{
	DIR *folder;
	int error = open_folder(walk, path, self, &folder);
	if (error)
		return error;
	error = read_names(folder, &walk->scratch, out);
	size_t kept = 0;
	for (size_t i = 0; i < out->len; i++) {
		struct item *item = &out->at[kept];
		*item = out->at[i];
		if (is_passed_over(item->name, walk->hidden))
			continue;
		item->entry.path = path_join(walk->arena, path, item->name);
		look(walk, dirfd(folder), item);
		kept++;
	}
	out->len = kept;
	closedir(folder);
	array_sort(out->at, out->len, sizeof *out->at, &walk->scratch, compare_items, NULL);
	return error;
}

static int
walk_folder(struct walk *walk, struct str path, const struct ancestor *above)
{
	struct ancestor self = { .above = above, .depth = above ? above->depth + 1 : 0 };
	item_list items = { 0 };
	if (self.depth > DEPTH_MAX)
		return -ENAMETOOLONG;
	int error = read_folder(walk, path, &self, &items);
	if (error)
		return error;
	for (size_t i = 0; i < items.len; i++) {
		const struct item *item = &items.at[i];
		if (walk->out->len >= ENTRIES_MAX)
			return -EFBIG;
		if (!item->is_folder) {
			list(walk, item->entry);
			continue;
		}
		error = walk_folder(walk, item->entry.path, &self);
		if (error)
			list_error(walk, item->entry.path, error);
	}
	return 0;
}

static int
compare_entries(const void *left, const void *right, void *context)
{
	(void)context;
	const struct fs_entry *a = left, *b = right;
	return str_cmp(a->path, b->path);
}

int
fs_walk(int root, struct str path, bool hidden, struct arena *arena, fs_list *out)
{
	struct walk walk = {
		.root = root,
		.top = path,
		.hidden = hidden,
		.arena = arena,
		.scratch = ARENA_EMPTY,
		.out = out,
	};
	*out = (fs_list){ 0 };
	int error = walk_folder(&walk, STR_EMPTY, NULL);
	/* A folder that cannot be read is listed under its bare name, which sorts elsewhere. */
	if (walk.disordered)
		array_sort(
		        out->at, out->len, sizeof *out->at, &walk.scratch, compare_entries, NULL);
	arena_free(&walk.scratch);
	return error;
}

/* --- removing ------------------------------------------------------------------------------ */

static int remove_below(int root, struct str path, struct arena *arena);

/* A folder when it is one itself, not through a link. */
static bool
is_real_folder(int folder, const struct item *item)
{
	struct stat stat;
	if (item->type != DT_UNKNOWN)
		return item->type == DT_DIR;
	return fstatat(folder, item->name.at, &stat, AT_SYMLINK_NOFOLLOW) == 0 &&
	        S_ISDIR(stat.st_mode);
}

/* Removes the files of the folder and leaves its folders in `out`. */
static int
remove_files(int root, struct str path, struct arena *arena, item_list *out)
{
	int fd;
	int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
	int error = fs_open_beneath(root, path, flags, FS_LINKS_REFUSE, &fd);
	if (error)
		return error;
	DIR *folder = fdopendir(fd);
	if (!folder) {
		error = -errno;
		close(fd);
		return error;
	}
	error = read_names(folder, arena, out);
	size_t kept = 0;
	for (size_t i = 0; i < out->len; i++) {
		if (is_real_folder(fd, &out->at[i]))
			out->at[kept++] = out->at[i];
		else if (unlinkat(fd, out->at[i].name.at, 0) != 0 && errno != ENOENT && !error)
			error = -errno;
	}
	out->len = kept;
	closedir(folder);
	return error;
}

/* Goes on after an error, to remove what can be removed, and returns the first one. */
static int
remove_below(int root, struct str path, struct arena *arena)
{
	item_list folders = { 0 };
	int error = remove_files(root, path, arena, &folders);
	for (size_t i = 0; i < folders.len; i++) {
		struct str below = path_join(arena, path, folders.at[i].name);
		int next = remove_below(root, below, arena);
		error = error ? error : next;
	}
	struct fs_parent parent;
	int last = fs_open_parent(root, path, FS_LINKS_REFUSE, &parent);
	if (!last) {
		if (unlinkat(parent.fd, parent.name, AT_REMOVEDIR) != 0 && errno != ENOENT)
			last = -errno;
		fs_open_parent_done(&parent);
	}
	return error ? error : last;
}

int
fs_remove_tree(int root, struct str path)
{
	struct arena scratch = ARENA_EMPTY;
	struct fs_parent parent;
	struct stat stat;
	int error = fs_open_parent(root, path, FS_LINKS_REFUSE, &parent);
	if (error)
		return error == -ENOENT ? 0 : error;
	if (fstatat(parent.fd, parent.name, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		error = -errno;
	else if (!S_ISDIR(stat.st_mode) && unlinkat(parent.fd, parent.name, 0) != 0)
		error = -errno;
	fs_open_parent_done(&parent);
	if (!error && S_ISDIR(stat.st_mode))
		error = remove_below(root, path, &scratch);
	arena_free(&scratch);
	return error == -ENOENT ? 0 : error;
}
