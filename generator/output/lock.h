/*
 * One build at a time. The lock is the kernel's, on a file that stays empty: it ends with the process
 * that holds it, however that ends, so a dead build never blocks the next one, and taking it writes
 * nothing.
 */
#ifndef KITH_OUTPUT_LOCK_H
#define KITH_OUTPUT_LOCK_H

#include "base/str.h"

struct lock {
	int fd; /* -1: not held */
};

/*
 * Takes the lock `name` in a folder, making the file when it is missing, and waits up to `patience`
 * milliseconds for another holder. 0, or a negative errno: -EBUSY when it is still held, with the
 * holder's process number in *holder (0 when it cannot be told: this very process, another machine
 * or another container).
 */
int lock_take(int folder, struct str name, unsigned patience, struct lock *out, long *holder);

/*
 * The same on a folder itself, for one in which no file may be left; the holder has no name then.
 */
int lock_take_folder(int folder, unsigned patience, struct lock *out);

/* Gives it up; fine when it is not held. */
void lock_release(struct lock *lock);

#endif
