/*
 * Files that the user names on the command line: the one place where a path may lead anywhere, and where a
 * pipe is as good as a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/fs_open.h"
#include "base/fs_watch.h"

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

static void
tell(struct str path, const struct stat *status, int error, struct str bytes)
{
	struct fs_stat looks;
	if (!status || fs_open_describe(status, &looks) != 0)
		fs_watch_spoil();
	else if (error)
		fs_watch_looked(-1, path, error, NULL);
	else
		fs_watch_read(-1, path, &looks, bytes);
}

int
fs_read_named(struct str path, struct arena *arena, size_t max, struct str *out)
{
	bool standard_input = str_is(path, "-");
	int fd = STDIN_FILENO, error;
	struct stat status;
	struct buf buf;

	if (!standard_input)
		fd = open(str_terminated(arena, path), O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		error = -errno;
		fs_watch_looked(-1, path, error, NULL);
		return error;
	}
	bool known = fstat(fd, &status) == 0 && !standard_input;
	buf_init(&buf, max + STEP);
	error = drain(fd, &buf);
	if (!error && buf.len > max)
		error = -EFBIG;
	if (!error)
		*out = padded_copy(arena, buf_view(&buf));
	tell(path, known ? &status : NULL, error, error ? STR_EMPTY : *out);
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

int
fs_stat_named(struct str path, struct fs_stat *out)
{
	char text[PATH_MAX];
	struct stat stat_now;
	if (path.len >= sizeof text)
		return -ENAMETOOLONG;
	memcpy(text, path.at, path.len);
	text[path.len] = '\0';
	int error = stat(text, &stat_now) == 0 ? fs_open_describe(&stat_now, out) : -errno;
	fs_watch_looked(-1, path, error, out);
	return error;
}
