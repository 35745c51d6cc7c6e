/*
 * How many lines a change added and removed: what `git diff --numstat --minimal` says.
 */
#ifndef KITH_DIFF_LINE_COUNT_H
#define KITH_DIFF_LINE_COUNT_H

#include "base/str.h"
#include "diff/script.h"

struct arena;

/*
 * More edits than this among lines that both texts have are not searched for: then all lines between
 * the common ends count as removed and added, which is never too few.
 */
enum { LINE_COUNT_MAX = 4096 };

/* A line ends with its newline, so the last one without is another line than the same with it. */
struct diff_count line_count(struct arena *scratch, struct str before, struct str after);

#endif
