#include "base/program.h"

#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#else
#include <link.h>
#endif

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"

struct str
program_path(struct arena *arena)
{
	enum { SIZE = 4096 };
	char *path = arena_array(arena, char, SIZE);
#ifdef __APPLE__
	uint32_t size = SIZE;
	return _NSGetExecutablePath(path, &size) == 0 ? str_from(path) : STR_EMPTY;
#else
	ssize_t len = readlink("/proc/self/exe", path, SIZE);
	return len > 0 && len < SIZE ? str_of(path, (size_t)len) : STR_EMPTY;
#endif
}

static bool
has_folder(int root, struct str name)
{
	struct fs_stat stat;
	return fs_stat(root, name, &stat) == 0 && stat.is_folder;
}

static bool
is_source_tree(struct str folder)
{
	int fd;
	if (!folder.len || fs_open_root(folder, &fd) != 0)
		return false;
	bool is = has_folder(fd, STR("generator")) && has_folder(fd, STR("themes"));
	fs_close(fd);
	return is;
}

struct str
program_tree(struct arena *arena)
{
	/* build/release/kith, and build/release/tests/test_theme */
	struct str folder = path_dir(path_dir(program_path(arena)));
	for (unsigned i = 0; i < 2; i++) {
		folder = path_dir(folder);
		if (is_source_tree(folder))
			return folder;
	}
	return STR_EMPTY;
}

#ifdef __APPLE__

void
program_files(struct arena *arena, program_file_list *out)
{
	for (uint32_t i = 0; i < _dyld_image_count(); i++)
		*array_push(arena, out) = str_copy(arena, str_from(_dyld_get_image_name(i)));
}

#else

struct file_search {
	struct arena *arena;
	program_file_list *out;
};

/* The program itself has no name here, and neither has what the kernel brings in. */
static int
add_file(struct dl_phdr_info *info, size_t size, void *context)
{
	struct file_search *search = context;
	(void)size;
	if (info->dlpi_name[0] == '/')
		*array_push(search->arena, search->out) =
		        str_copy(search->arena, str_from(info->dlpi_name));
	return 0;
}

void
program_files(struct arena *arena, program_file_list *out)
{
	struct file_search search = { arena, out };
	struct str program = program_path(arena);
	if (program.len)
		*array_push(arena, out) = program;
	dl_iterate_phdr(add_file, &search);
}

#endif

struct hash
program_state(struct arena *arena)
{
	program_file_list files = { NULL, 0, 0 };
	struct hash state = hash_of(STR(KITH_VERSION));
	program_files(arena, &files);
	for (size_t i = 0; i < files.len; i++) {
		struct fs_stat stat = { 0 };
		(void)fs_stat_named(files.at[i], &stat);
		struct str looks = str_format(arena, "%llu %lld %u %llu",
		        (unsigned long long)stat.size, (long long)stat.changed_seconds,
		        stat.changed_nanos, (unsigned long long)stat.inode);
		state = hash_join(state, hash_join(hash_of(files.at[i]), hash_of(looks)));
	}
	return state;
}
