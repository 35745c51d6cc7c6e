/*
 * What a finished build leaves for the next one of the same output: what it read, what it had to say, and
 * what came of it. When all that is as it was, the next build has nothing to do and says the same.
 *
 *	kith inputs 1   <key> <manifest> <outside> <until> <since>             check
 *	told    <sources> <pages> <files> <warnings> <title>                   check
 *	left    <why> <path>                                                   check   pages left out
 *	diag    <level> <rule> <line> <column> <width> <caret> <path> <text> <help> <excerpt>   check
 *	read    <size> <seconds> <nanos> <changed seconds> <changed nanos> <inode> <hash> <path>   check
 *	absent  <path>                                                         check   and so on, input.h
 *	...
 *	end     <lines> <hash of all before>                                   check
 *
 * It lies in the state folder of its output, beside the hints, and belongs to the manifest of that hash. A
 * build writes it when all else is done: who dies before that leaves one that belongs to no manifest. What
 * is odd about it makes it forgotten as a whole, and the next build is one from the beginning.
 *
 * The key is a hash of all that decides and is no file: the options, the environment, the program.
 */
#ifndef KITH_FRESHNESS_LEDGER_H
#define KITH_FRESHNESS_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "freshness/input.h"

/* Its name in a state folder. */
#define LEDGER_NAME "inputs"

/* A larger one is odd. */
enum { LEDGER_MAX_BYTES = 1 << 30 };

struct ledger_left_out {
	struct str path;
	int64_t why; /* enum left_out */
};

/* What there is to tell of a build that was published. */
struct ledger_summary {
	struct str title;
	size_t sources; /* Markdown files */
	size_t pages;   /* published ones */
	size_t files;   /* routes */
	array_of(struct ledger_left_out) left_out;
};

struct ledger {
	struct input_list inputs; /* its arena has all text */
	struct hash key;
	struct hash manifest; /* of the output that came of it */
	struct hash outside;  /* of what is asked of the machine and is no file; zero: nothing */
	int64_t until;        /* the moment at which the clock would decide otherwise */
	struct ledger_summary summary;
	int64_t warnings;
	array_of(struct diag) diags;
};

void ledger_write(const struct ledger *ledger, struct buf *out);
/* False when it is odd in any way. To be freed in either case, and before the text is dropped. */
bool ledger_read(struct str text, struct ledger *out);
void ledger_free(struct ledger *ledger);

#endif
