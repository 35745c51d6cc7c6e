/*
 * Memory for a library that leaves the choice of its allocator to us. What work asks for is counted,
 * and work that asks for too much is left where it stands, so that how long it may take depends on its
 * input alone and never on a clock.
 *
 * Threads: what a thread's work asks for is its own, and has to be given back in that thread.
 */
#ifndef KITH_BASE_RATION_H
#define KITH_BASE_RATION_H

#include <stdbool.h>
#include <stddef.h>

typedef void ration_work(void *context);

/* In bytes. */
struct ration_limits {
	size_t all;   /* that the work asks for, whether it gives them back or not */
	size_t piece; /* that it asks for at once */
};

/*
 * Runs the work, which must not call ration_run. False when it asked for more than it may: then it did
 * not return, and all that it asked for and had not given back is given back. The work must hold nothing
 * else, such as a lock, while it is in the library.
 */
bool ration_run(struct ration_limits limits, ration_work *work, void *context);

/* As those of the standard library, for any thread, outside of work as well. They do not return NULL. */
void *ration_malloc(size_t size);
void *ration_calloc(size_t count, size_t size);
void *ration_realloc(void *memory, size_t size);
void ration_free(void *memory);

#endif
