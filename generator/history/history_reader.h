/*
 * The bytes of a file as it was at a revision, for those who show what changed.
 *
 * Threads: a reader belongs to one thread at a time; any number of them may read the same history.
 */
#ifndef KITH_HISTORY_HISTORY_READER_H
#define KITH_HISTORY_HISTORY_READER_H

#include <stddef.h>

#include "base/str.h"

struct arena;
struct history;
struct history_reader;
struct object_id;

enum history_read {
	HISTORY_READ_DONE,
	HISTORY_READ_MISSING,   /* not in this clone, as in one made with --filter=blob:none */
	HISTORY_READ_TOO_LARGE, /* more than `max` bytes */
	HISTORY_READ_BINARY,    /* no text, or a pointer to a file that Git LFS keeps elsewhere */
	HISTORY_READ_FAILED,    /* the repository cannot be read, or the object is damaged */
};

/*
 * Opens nothing before the first read, so one that is never used costs nothing. Lives in the arena, which has to be
 * that of the thread that reads: the first read takes memory from it.
 */
struct history_reader *history_reader_open(struct arena *arena, const struct history *history);
void history_reader_close(struct history_reader *reader); /* NULL is fine */

/*
 * Copies the text of a blob into the arena. It may not be UTF-8. `out` is empty when the result is not
 * HISTORY_READ_DONE.
 */
enum history_read history_reader_text(struct history_reader *reader, struct arena *arena,
        const struct object_id *id, size_t max, struct str *out);

/* Why there is no text, as the end of a sentence: "the clone does not have this version". */
struct str history_reader_explain(enum history_read read);

#endif
