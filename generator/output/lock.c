/*
 * Two bytes of the file are locked. The first one decides: its lock belongs to the open file, so that
 * two sinks of one process exclude each other as well. The second one is a name plate: a lock of the
 * older kind, which belongs to the process, and so the kernel can tell whose it is.
 *
 *	byte 0   F_OFD_SETLK   who may build
 *	byte 1   F_SETLK       under which process number
 *
 * Systems without open file description locks decide by the older kind, too.
 */
#include "output/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"

#ifdef F_OFD_SETLK
#define DECIDE F_OFD_SETLK
#else
#define DECIDE F_SETLK
#endif

enum { BYTE_DECIDES, BYTE_NAMES };

/* Milliseconds between two attempts. */
enum { PAUSE = 20 };

static struct flock
write_lock(off_t byte)
{
	return (struct flock){
		.l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = byte,
		.l_len = 1,
	};
}

static int
try_file(int fd)
{
	struct flock range = write_lock(BYTE_DECIDES);
	return fcntl(fd, DECIDE, &range) == 0 ? 0 : -errno;
}

static int
try_folder(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0 ? 0 : -errno;
}

static bool
is_held_elsewhere(int error)
{
	return error == -EAGAIN || error == -EACCES || error == -EWOULDBLOCK;
}

/* Tries until it works, fails, or patience is at its end. */
static int
try_patiently(int (*try)(int fd), int fd, unsigned patience)
{
	for (unsigned waited = 0;; waited += PAUSE) {
		int error = try(fd);
		if (error == 0 || (!is_held_elsewhere(error) && error != -EINTR))
			return error;
		if (waited >= patience)
			return -EBUSY;
		nanosleep(&(struct timespec){ .tv_nsec = PAUSE * 1000000L }, NULL);
	}
}

static long
holder_of(int fd)
{
	struct flock range = write_lock(BYTE_NAMES);
	if (fcntl(fd, F_GETLK, &range) != 0 || range.l_type == F_UNLCK || range.l_pid < 0)
		return 0;
	return (long)range.l_pid;
}

int
lock_take(int folder, struct str name, unsigned patience, struct lock *out, long *holder)
{
	int fd;
	*holder = 0;
	out->fd = -1;
	int error = fs_open_write(folder, name, &fd);
	if (error)
		return error;
	error = try_patiently(try_file, fd, patience);
	if (error) {
		*holder = holder_of(fd);
		fs_close(fd);
		return error;
	}
	struct flock plate = write_lock(BYTE_NAMES);
	fcntl(fd, F_SETLK, &plate);
	out->fd = fd;
	return 0;
}

int
lock_take_folder(int folder, unsigned patience, struct lock *out)
{
	out->fd = -1;
	int fd = fcntl(folder, F_DUPFD_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	int error = try_patiently(try_folder, fd, patience);
	if (error)
		fs_close(fd);
	else
		out->fd = fd;
	return error;
}

void
lock_release(struct lock *lock)
{
	if (lock->fd < 0)
		return;
	flock(lock->fd, LOCK_UN); /* the folder's descriptor lives on and would keep it */
	fs_close(lock->fd);
	lock->fd = -1;
}
