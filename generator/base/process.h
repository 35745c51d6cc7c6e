/*
 * Running another program and keeping what it says. No shell is between: arguments arrive as they are.
 */
#ifndef KITH_BASE_PROCESS_H
#define KITH_BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

struct process {
	const char *const *arguments; /* the program first, looked up in PATH; ends with NULL */
	/*
	 * "NAME=value" goes before the environment's own, "NAME" alone takes it away, and "NAME*" all that
	 * begin so; ends with NULL.
	 */
	const char *const *environment;
	struct str input; /* what it reads from standard input */
	size_t max;       /* bytes of its output and of its messages that are kept, each */
};

struct process_result {
	int status;                /* its exit status; 128 and the signal that ended it */
	struct str output, errors; /* what it wrote to standard output and error; in the arena */
};

/*
 * Runs it to its end. 0, or a negative errno when it cannot be run: -ENOENT when there is no such program.
 * Signals that interrupt the caller reach it as well.
 */
int process_run(struct arena *arena, const struct process *process, struct process_result *result);

#endif
