#include "base/fs_view.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/fs.h"

static int
map(int fd, struct str *out)
{
	struct stat status;
	if (fstat(fd, &status) < 0)
		return -errno;
	if (status.st_size <= 0)
		return -ENODATA;
	if ((uintmax_t)status.st_size > SIZE_MAX)
		return -EFBIG;
	void *at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return -errno;
	*out = str_of(at, (size_t)status.st_size);
	return 0;
}

int
fs_view_open(int root, struct str path, struct str *out)
{
	int fd;
	*out = STR_EMPTY;
	int error = fs_open_read(root, path, &fd);
	if (error < 0)
		return error;
	error = map(fd, out);
	fs_close(fd);
	return error;
}

void
fs_view_close(struct str view)
{
	if (view.len)
		munmap((void *)(uintptr_t)view.at, view.len);
}
