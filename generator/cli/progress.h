/*
 * How far a command has come: one line on a terminal, written anew at most once for each percent, and gone at the end;
 * nothing elsewhere.
 */
#ifndef KITH_CLI_PROGRESS_H
#define KITH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct args;

struct progress {
	const char *step;
	size_t percent;
	bool wanted, shown;
};

/* Messages go to a terminal, and nobody asked for quiet: then it is shown. */
struct progress progress_begin(const struct args *args);
/* `context` is the struct progress; `total` is 0 when it is not known. */
void progress_show(void *context, const char *step, size_t done, size_t total);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
