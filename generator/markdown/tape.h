/*
 * A recorded document: what the parser said, in the order it said it.
 *
 *	# Hi *you*      H(1, 0)  TEXT "Hi "  EM  TEXT "you"  /EM  /H
 *
 * A site keeps the tape of every page in memory, so it is small: an event is one byte, its kind and
 * whether it leaves, followed by its operands as variable-length numbers. Text is not copied: an
 * event says where it lies in the source. What does not stand there literally (a decoded link
 * target, a title over two lines) lies in the pool, which is numbered on behind the source:
 *
 *	events   [H|1|0] [TEXT|2|3] [EM] [TEXT|6|3] [/EM] [/H]
 *	source   # Hi *you*                 offsets 0 ..
 *	pool     mailto:ada@example.org     offsets source.len ..
 *
 * A paragraph of plain lines is three events in seven bytes. An event is named by its offset on the
 * tape ("position"). Who only looks reads a tape (struct tape_reader); who changes something reads
 * one and writes another (tape_write.h), because nothing can be inserted in place. A finished
 * tape is const and may be read from any thread.
 *
 * Blocks and spans are always balanced and properly nested on a tape: tape_md4c.c sees to it.
 */
#ifndef KITH_MARKDOWN_TAPE_H
#define KITH_MARKDOWN_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum tape_kind {
#define TAPE(name, class, operands) TAPE_##name,
#include "markdown/tape.def"
#undef TAPE
	TAPE_KINDS
};

enum tape_class { TAPE_IS_BLOCK, TAPE_IS_SPAN, TAPE_IS_MARK, TAPE_IS_TEXT };
enum tape_task { TAPE_NO_TASK, TAPE_TASK_OPEN, TAPE_TASK_DONE };
enum tape_align { TAPE_ALIGN_NONE, TAPE_ALIGN_LEFT, TAPE_ALIGN_CENTER, TAPE_ALIGN_RIGHT };

/* Operands of an event at the most; what its first byte has when it leaves. */
enum { TAPE_ARGS = 6, TAPE_LEAVE = 0x40 };

/* Names for the operands of LINK and IMAGE. */
enum { TAPE_LINK_INDEX, TAPE_LINK_HREF, TAPE_LINK_TITLE = 3, TAPE_LINK_WIKI = 5 };
/* And of CALLOUT and FOLD, and of CODE. */
enum { TAPE_CALLOUT_REMARK = 2, TAPE_FOLD_OPEN };
enum { TAPE_CODE_FENCE = 2 };

struct tape {
	struct str source;
	struct str pool;
	struct str events;
	uint32_t links;    /* LINK and IMAGE events, numbered in reading order */
	uint32_t headings; /* H events */
	uint64_t kinds;    /* a bit for each kind that may be there: tape_has */
	uint8_t html;      /* enum markdown_html: what to do with TEXT_HTML */
	bool commonmark;   /* emit nothing that CommonMark does not print */
};

_Static_assert((int)TAPE_KINDS <= TAPE_LEAVE, "a kind has six bits, and one in a set of kinds");

/* False when the tape has no event of this kind. */
static inline bool
tape_has(const struct tape *tape, enum tape_kind kind)
{
	return tape->kinds >> kind & 1;
}

struct tape_event {
	enum tape_kind kind;
	enum tape_class is; /* set when it is read */
	bool leave;
	uint32_t at;   /* its position */
	uint32_t next; /* the position behind it */
	uint32_t arg[TAPE_ARGS];
};

/* The text behind a view. Lives as long as the tape. */
static inline struct str
tape_str(const struct tape *tape, const uint32_t view[2])
{
	size_t at = view[0];
	if (at < tape->source.len)
		return str_of(tape->source.at + at, view[1]);
	return view[1] ? str_of(tape->pool.at + (at - tape->source.len), view[1]) : STR_EMPTY;
}

/* Is a TEXT or ENTITY what stands in the source? */
static inline bool
tape_is_literal(const struct tape *tape, const struct tape_event *event)
{
	return event->arg[0] < tape->source.len;
}

/*
 * Does an odd number of backslashes stand before a sign in the source? Of a backslash itself this
 * is false: none is a sign, and each of a long row of them begins an event.
 */
bool tape_is_escaped(const struct tape *tape, size_t at);

struct tape_reader {
	const struct tape *tape;
	size_t at, end;
};

/* From one position to another; `to` 0 means the end. */
struct tape_reader tape_read(const struct tape *tape, uint32_t from, uint32_t to);
/* The next event; false at the end. */
bool tape_next(struct tape_reader *reader, struct tape_event *event);
/*
 * The next event of a set of kinds, TAPE_BIT(P) | TAPE_BIT(H); false at the end. Those between cost half as
 * much as with tape_next.
 */
bool tape_seek(struct tape_reader *reader, uint64_t kinds, struct tape_event *event);
#define TAPE_BIT(kind) ((uint64_t)1 << TAPE_##kind)
#define TAPE_ANY UINT64_MAX

#endif
