/*
 * A look at a text before md4c gets it. Some texts keep md4c (0.4.8, and in part every version)
 * busy for a time that grows with the square of their length, all of it before the first callback,
 * where nobody can stop it. This finds them in linear time.
 */
#ifndef KITH_MARKDOWN_PRESCAN_H
#define KITH_MARKDOWN_PRESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Longer texts are refused. */
enum { PRESCAN_TEXT_MAX = 16 << 20 };

/*
 * Units of work, about half a nanosecond each, that a text may cause beyond those of a plain one.
 */
enum { PRESCAN_WORK_BASE = 500000000, PRESCAN_WORK_PER_BYTE = 400 };

struct prescan {
	const char *problem; /* NULL, or why the text is refused, as a sentence */
	const char *help;    /* what to do about it */
	size_t at;           /* offset of the line it is about */
	size_t widest;       /* offset of the line with most marks and spaces before its text */
};

/* The text has LF for line ends. Thread-safe. */
struct prescan prescan_check(struct str text);

/* The estimate behind it, for tests: the work of the brackets. */
uint64_t prescan_work(struct str text);

#endif
