/*
 * Writes tapes (tape.h): the recorder a document from its first event to its last, a pass a copy of
 * another tape, in which it changes what it came for.
 *
 *	struct tape_writer writer = { .text_at = SIZE_MAX };
 *	tape_begin_copy(&writer, tape, max);
 *	... tape_copy what stays, tape_put what is new ...
 *	tape = tape_finish(&writer, arena);
 */
#ifndef KITH_MARKDOWN_TAPE_WRITE_H
#define KITH_MARKDOWN_TAPE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "markdown/tape.h"

struct arena;

/*
 * Writes a tape. Its buffers have a ceiling and are given back by tape_finish or tape_drop.
 * Text that continues the text before it in the source becomes one event with it.
 */
struct tape_writer {
	struct str source;
	struct buf pool;
	struct buf events;
	uint32_t links, headings, remarks;
	uint64_t kinds;    /* a bit for each kind written */
	bool out_of_order; /* events were copied: tape_finish gives them their indices */
	size_t text_at;    /* position of the newest event if that is text, else SIZE_MAX */
	struct tape_event text;
};

/* `max` bounds the bytes of events and of the pool. */
void tape_begin(struct tape_writer *writer, struct str source, size_t max);
/* Something did not fit: the tape is not to be used. */
static inline bool
tape_is_full(const struct tape_writer *writer)
{
	return writer->events.full || writer->pool.full;
}
void tape_enter(struct tape_writer *writer, enum tape_kind kind);
void tape_leave(struct tape_writer *writer, enum tape_kind kind);
/*
 * Any event with its operands. LINK, IMAGE, H and a callout that is a remark get the next index, whatever
 * theirs was, behind tape_copy only when the tape is finished.
 */
void tape_put(struct tape_writer *writer, const struct tape_event *event);
void tape_text(struct tape_writer *writer, enum tape_kind kind, struct str text);
/* A newline in text of this kind. */
void tape_newline(struct tape_writer *writer, enum tape_kind kind);
/* Spaces that stand for the indentation of text of this kind. */
void tape_spaces(struct tape_writer *writer, enum tape_kind kind, size_t count);
/*
 * Where in the source the newest event ends, if it is text of this kind that lies there; else
 * SIZE_MAX.
 */
size_t tape_text_end(const struct tape_writer *writer, enum tape_kind kind);
/* Takes spaces and tabs off the end of the newest event, if that is text. */
void tape_trim(struct tape_writer *writer);
/* Makes text that lies in the source or anywhere else a view; the latter is copied to the pool. */
void tape_view(struct tape_writer *writer, struct str text, uint32_t view[2]);
/* Forgets all events from a position on that was taken from writer->events.len before. */
void tape_rewind(struct tape_writer *writer, size_t position);
/* What has been written so far, valid until the next write. */
struct tape tape_so_far(const struct tape_writer *writer);
/*
 * Begins a tape that may copy events from another one: it gets that one's pool. The writer is zero, or one
 * whose tape is not needed any more: its memory is used again.
 */
void tape_begin_copy(struct tape_writer *writer, const struct tape *from, size_t max);
/*
 * The same for a piece of the tape that `whole` is a copy of, to which the piece is then copied. Until it is ended
 * the pool of the whole is with the piece.
 */
void tape_begin_piece(struct tape_writer *piece, struct tape_writer *whole);
void tape_end_piece(struct tape_writer *piece, struct tape_writer *whole);
/* Has a copy take the place of the tape it was made of, whose memory then serves the next copy. */
void tape_swap(struct tape_writer *writer, struct tape_writer *copy);
/*
 * Copies the events between two positions of the tape it was begun with as they are, to its end at the most.
 * A pass copies so what it does not change, in as few pieces as it can.
 */
void tape_copy(struct tape_writer *writer, const struct tape *from, uint32_t begin, uint32_t end);
/* Copies the tape into the arena in its exact size. The source is not copied. */
struct tape *tape_finish(struct tape_writer *writer, struct arena *arena);
void tape_drop(struct tape_writer *writer);

#endif
