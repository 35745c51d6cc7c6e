/*
 * What a build spent its time on, as tables for a person and as a trace for the tracing viewer of a browser.
 */
#ifndef KITH_CLI_PROFILE_H
#define KITH_CLI_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct buf;
struct span_list;

/* A thread: a line of its own in the trace. */
struct profile_lane {
	struct str name;
	const struct span_list *spans; /* NULL: nothing is known of it */
};

/* The first lane's thread is the one that ran the steps; lanes in `workers` ran tasks beside. */
struct profile {
	const struct profile_lane *lanes;
	size_t count, workers;
	size_t rows;          /* of a table, at most */
	bool whole;           /* nothing is left out because it is short */
	uint64_t peak_memory; /* bytes */
};

/* Appends the tables, of lines of up to 80 columns. The arena holds what is made on the way. */
void profile_tables(const struct profile *profile, struct arena *arena, struct buf *out);
/*
 * Appends a trace as Chrome's viewer and others read it ("Trace Event Format", JSON object format): an event "X"
 * for each span, in microseconds from the first one, `tid` the lane from 1.
 */
void profile_trace(const struct profile *profile, struct buf *out);
/* How many spans, of the shortest, the trace has not: there was no room for them. The tables count them. */
size_t profile_forgotten(const struct profile *profile);

#endif
