/*
 * Files that the user names on the command line: the one place where a path may lead anywhere, and where a
 * pipe is as good as a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"

/* Zero bytes behind the text, for parsers that look ahead. */
enum { PADDING = 16, STEP = 1 << 16 };

static int
drain(int fd, struct buf *buf)
{
	for (;;) {
		char *room = buf_room(buf, STEP);
		ssize_t n;

		if (!room)
			return -EFBIG;
		n = read(fd, room, STEP);
		if (n == 0)
			return 0;
		if (n > 0)
			buf->len += (size_t)n;
		else if (errno != EINTR)
			return -errno;
	}
}

static struct str
padded_copy(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.len + PADDING, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return str_of(copy, s.len);
}

int
fs_read_named(struct str path, struct arena *arena, size_t max, struct str *out)
{
	bool standard_input = str_is(path, "-");
	int fd = STDIN_FILENO, error;
	struct buf buf;

	if (!standard_input)
		fd = open(str_terminated(arena, path), O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -errno;
	buf_init(&buf, max + STEP);
	error = drain(fd, &buf);
	if (!error && buf.len > max)
		error = -EFBIG;
	if (!error)
		*out = padded_copy(arena, buf_view(&buf));
	buf_free(&buf);
	if (!standard_input)
		close(fd);
	return error;
}

int
fs_real_path(struct arena *arena, struct str path, struct str *out)
{
	char resolved[PATH_MAX];
	if (!realpath(path.len ? str_terminated(arena, path) : ".", resolved))
		return -errno;
	*out = str_copy(arena, str_from(resolved));
	return 0;
}
