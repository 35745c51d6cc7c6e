/*
 * A disk that fails, or a process that dies, at a chosen moment. The functions below stand in front of
 * the C library's and count the calls that change files: opening to create or truncate, write, rename,
 * making and removing. At the call with the armed number it happens:
 *
 *	kill      the process ends before the call
 *	tear      the same, but of a write the first half is done
 *	fail      the call fails with the given errno, once
 *	refuse    this call and all later ones fail
 *
 * A test includes this file and arms it with fault_arm. A whole program runs under it as a library:
 *
 *	cc -shared -fPIC -o shim.so shim.c -ldl
 *	LD_PRELOAD=./shim.so KITH_FAULT=kill:17 kith build
 *	LD_PRELOAD=./shim.so KITH_FAULT=refuse:17:28 kith build       28 is ENOSPC
 *
 * KITH_GROWS=x.md makes a file of that name grow by a byte when a part of it has been read, as when its
 * author saves it at that moment.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

enum fault_mode { FAULT_NONE, FAULT_KILL, FAULT_TEAR, FAULT_FAIL, FAULT_REFUSE };

static atomic_int fault_mode = FAULT_NONE;
static atomic_ulong fault_count;
static unsigned long fault_at;
static int fault_errno;

/* From now on, the `at`-th call that changes files, counted from 1, meets its fate. */
static void
fault_arm(enum fault_mode mode, unsigned long at, int error)
{
	atomic_store(&fault_mode, FAULT_NONE);
	atomic_store(&fault_count, 0);
	fault_at = at;
	fault_errno = error;
	atomic_store(&fault_mode, mode);
}

/* Back to a sound disk; how many such calls there were. */
static unsigned long
fault_disarm(void)
{
	atomic_store(&fault_mode, FAULT_NONE);
	return atomic_load(&fault_count);
}

#ifndef __APPLE__
__attribute__((constructor)) static void
fault_arm_from_environment(void)
{
	static const char *const names[] = { "none", "kill", "tear", "fail", "refuse" };
	const char *text = getenv("KITH_FAULT");
	char mode[16];
	unsigned long at;
	int error = EIO;
	if (!text || sscanf(text, "%15[a-z]:%lu:%d", mode, &at, &error) < 2)
		return;
	for (int i = FAULT_NONE; i <= FAULT_REFUSE; i++) {
		if (!strcmp(mode, names[i]))
			fault_arm((enum fault_mode)i, at, error);
	}
}
#endif

/* Counts a call; true when it must fail, with errno set. Does not return when it is to end here. */
static bool
fault_strikes(void)
{
	enum fault_mode mode = (enum fault_mode)atomic_load(&fault_mode);
	if (mode == FAULT_NONE)
		return false;
	unsigned long number = atomic_fetch_add(&fault_count, 1) + 1;
	if (number < fault_at || (number > fault_at && mode != FAULT_REFUSE))
		return false;
	if (mode == FAULT_KILL || mode == FAULT_TEAR)
		kill(getpid(), SIGKILL);
	errno = fault_errno;
	return true;
}

/* The function behind ours. */
static void *
fault_real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	if (!found)
		abort();
	return found;
}

#define FAULT_REAL(name, type) ((type)(uintptr_t)fault_real(name))

/* --- what may be opened -------------------------------------------------------------------- */

static bool
fault_changes(int flags)
{
	return (flags & (O_CREAT | O_TRUNC)) != 0;
}

int
openat(int folder, const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & O_CREAT ? (mode_t)va_arg(args, unsigned) : 0;
	va_end(args);
	if (fault_changes(flags) && fault_strikes())
		return -1;
	return FAULT_REAL("openat", int (*)(int, const char *, int, ...))(
	        folder, path, flags, mode);
}

#ifdef SYS_openat2
/* There is no function for openat2: it is called by number. Reads what may not have been passed. */
__attribute__((no_sanitize("address"))) long
syscall(long number, ...)
{
	va_list args;
	va_start(args, number);
	long a[6];
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_openat2) {
		unsigned long long flags;
		memcpy(&flags, (const void *)(uintptr_t)a[2], sizeof flags);
		if (fault_changes((int)flags) && fault_strikes())
			return -1;
	}
	return FAULT_REAL("syscall", long (*)(long, ...))(
	        number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
#endif

#ifdef __linux__
/* --- what is read -------------------------------------------------------------------------- */

static bool
fault_grows(int fd)
{
	const char *name = getenv("KITH_GROWS");
	char link[40], path[4096];
	if (!name)
		return false;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof path);
	size_t end = strlen(name);
	return len > 0 && (size_t)len > end && !memcmp(path + len - end, name, end);
}

ssize_t
read(int fd, void *to, size_t size)
{
	char link[40];
	ssize_t got = FAULT_REAL("read", ssize_t(*)(int, void *, size_t))(fd, to, size);
	if (got <= 0 || !fault_grows(fd))
		return got;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	FILE *file = fopen(link, "a");
	if (file) {
		fputc('x', file);
		fclose(file);
	}
	return got;
}
#endif

/* --- what changes files -------------------------------------------------------------------- */

ssize_t
write(int fd, const void *bytes, size_t len)
{
	ssize_t (*real)(int, const void *, size_t) =
	        FAULT_REAL("write", ssize_t(*)(int, const void *, size_t));
	bool last =
	        atomic_load(&fault_mode) == FAULT_TEAR && atomic_load(&fault_count) + 1 == fault_at;
	if (last)
		real(fd, bytes, len / 2);
	return fault_strikes() ? -1 : real(fd, bytes, len);
}

int
renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	if (fault_strikes())
		return -1;
	return FAULT_REAL("renameat", int (*)(int, const char *, int, const char *))(
	        from_folder, from, to_folder, to);
}

int
mkdirat(int folder, const char *path, mode_t mode)
{
	if (fault_strikes())
		return -1;
	return FAULT_REAL("mkdirat", int (*)(int, const char *, mode_t))(folder, path, mode);
}

int
unlinkat(int folder, const char *path, int flags)
{
	if (fault_strikes())
		return -1;
	return FAULT_REAL("unlinkat", int (*)(int, const char *, int))(folder, path, flags);
}
