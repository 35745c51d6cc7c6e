/*
 * Room for a library that calls itself as deep as its input is, and has no limit to that.
 *
 * Threads: any. The work runs in a thread of its own while the caller waits, so what belongs to the
 * caller's thread alone (_Thread_local) is another's there.
 */
#ifndef KITH_BASE_DEEP_H
#define KITH_BASE_DEEP_H

#include <stdbool.h>
#include <stddef.h>

typedef void deep_work(void *context);

/*
 * Runs the work on a stack of that many bytes, of which a system commits only what is used. False when
 * it has no room for them: then the work did not run.
 */
bool deep_run(size_t bytes, deep_work *work, void *context);

#endif
