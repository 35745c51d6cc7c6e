#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "content/source.h"
#include "images/image_size.h"

/* The first bytes of a file, up to `max`; fewer where it ends or fails. */
static struct str
read_head(int fd, char *bytes, size_t max)
{
	size_t len = 0;
	while (len < max) {
		ssize_t n = pread(fd, bytes + len, max - len, (off_t)len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return str_of(bytes, len);
}

/* Nearly all headers end within the first piece; the second is for photographs with a preview. */
bool
asset_measure(int root, struct asset *asset)
{
	int fd;
	char head[8192];
	if (fs_open_read(root, asset->path, &fd) != 0)
		return false;
	struct str bytes = read_head(fd, head, sizeof head);
	bool known = image_size(bytes, &asset->width, &asset->height);
	if (!known && bytes.len == sizeof head) {
		struct arena arena = ARENA_EMPTY;
		char *more = arena_array(&arena, char, IMAGE_SIZE_BYTES);
		bytes = read_head(fd, more, IMAGE_SIZE_BYTES);
		known = image_size(bytes, &asset->width, &asset->height);
		arena_free(&arena);
	}
	fs_close(fd);
	return known;
}
