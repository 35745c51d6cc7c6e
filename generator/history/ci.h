/*
 * The build service that runs this program, as far as its environment variables tell (ci.def). It decides
 * how advice is worded and what is worth a warning, never what is published.
 *
 * Threads: as getenv.
 */
#ifndef KITH_HISTORY_CI_H
#define KITH_HISTORY_CI_H

struct ci {
	const char *variable, *value; /* value: empty when any will do */
	const char *name;
	const char *deepen; /* what to change there for a whole clone: the end of "on NAME, ..." */
};

/* NULL anywhere else, as on a writer's machine. */
const struct ci *ci_here(void);

#endif
