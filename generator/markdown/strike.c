/*
 * First all runs of one or two tildes are noted and matched, then the tape is copied and the
 * matched runs become tags.
 *
 * A run opens, closes or does both by what stands beside it, as runs of stars do (CommonMark 6.2).
 * It closes the nearest open run of its length in the same span: what was opened inside a span is
 * forgotten at its end, and what was opened before it waits. The open runs of either length are
 * chained through the notes, so that finding the nearest is one step:
 *
 *	*a ~b* ~~c ~d~~         notes    [~b ] [~~c] [~d ] [~~]
 *	                        open[1]   gone          -> closed over
 *	                        open[2]          ^-------------'
 */
#include "markdown/strike.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"

enum { NONE = UINT32_MAX, LENGTH_MAX = 2 };

/* A run of tildes. */
struct run {
	uint32_t at; /* offset in the source */
	uint8_t len;
	bool opens, closes;
	bool matched;    /* one of the two is then set, not both */
	uint32_t before; /* the open run of its length before this one */
};

struct pass {
	const struct tape *tape;
	struct arena arena;
	struct run *runs;
	uint32_t count;
	uint32_t open[LENGTH_MAX + 1]; /* the newest open run by length, or NONE */
	uint32_t *spans;               /* for each open span, how many runs there were before it */
	uint32_t depth;
};

/* --- noting -------------------------------------------------------------------------------- */

static bool
is_space_at(struct str source, size_t at)
{
	return at >= source.len || utf8_is_space(utf8_next(source, &at));
}

static bool
is_word_at(struct str source, size_t at)
{
	return at < source.len && utf8_is_letter(utf8_next(source, &at));
}

/* The offset of the character before `at`, or one behind the source when there is none. */
static size_t
character_before(struct str source, size_t at)
{
	if (at == 0)
		return source.len;
	at--;
	while (at > 0 && ((unsigned char)source.at[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static void
note_run(struct pass *pass, size_t at, size_t len)
{
	struct str source = pass->tape->source;
	size_t before = character_before(source, at), behind = at + len;
	bool space_before = is_space_at(source, before), space_behind = is_space_at(source, behind);
	bool word_before = is_word_at(source, before), word_behind = is_word_at(source, behind);
	pass->runs[pass->count++] = (struct run){
		.at = (uint32_t)at,
		.len = (uint8_t)len,
		.opens = !space_behind && (word_behind || !word_before),
		.closes = !space_before && (word_before || !word_behind),
	};
}

/* --- matching ------------------------------------------------------------------------------ */

/* Forgets the open runs from a number on. */
static void
forget_from(struct pass *pass, uint32_t number)
{
	for (unsigned len = 1; len <= LENGTH_MAX; len++) {
		while (pass->open[len] != NONE && pass->open[len] >= number)
			pass->open[len] = pass->runs[pass->open[len]].before;
	}
}

/* The newest run was noted: closes another one with it, or keeps it open. */
static void
match_newest(struct pass *pass)
{
	uint32_t number = pass->count - 1;
	struct run *run = &pass->runs[number];
	uint32_t opener = pass->open[run->len];
	uint32_t first = pass->depth ? pass->spans[pass->depth - 1] : 0;
	if (run->closes && opener != NONE && opener >= first) {
		forget_from(pass, opener);
		pass->runs[opener].matched = run->matched = true;
		pass->runs[opener].closes = run->opens = false;
	} else if (run->opens) {
		run->before = opener;
		pass->open[run->len] = number;
	}
}

/* Notes the runs of one piece of text. An escaped character begins its piece. */
static void
note_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->tape->source;
	size_t at = event->arg[0], end = at + event->arg[1];
	if (at > 0 && source.at[at - 1] == '\\')
		at++;
	while (at < end) {
		size_t tilde = str_find_char(str_slice(source, at, end), '~');
		if (tilde == STR_NONE)
			return;
		size_t begin = at += tilde;
		while (at < end && source.at[at] == '~')
			at++;
		if (at - begin <= LENGTH_MAX) {
			note_run(pass, begin, at - begin);
			match_newest(pass);
		}
	}
}

static void
note_span(struct pass *pass, bool leave)
{
	if (leave)
		forget_from(pass, pass->spans[--pass->depth]);
	else
		pass->spans[pass->depth++] = pass->count;
}

static void
note_all(struct pass *pass)
{
	struct tape_reader reader = tape_read(pass->tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.is == TAPE_IS_BLOCK)
			forget_from(pass, 0);
		else if (event.is == TAPE_IS_SPAN)
			note_span(pass, event.leave);
		else if (event.kind == TAPE_TEXT && tape_is_literal(pass->tape, &event))
			note_text(pass, &event);
	}
}

/* --- copying ------------------------------------------------------------------------------- */

/* Copies a piece of text; *next is the first run that may lie in it. */
static void
copy_text(const struct pass *pass, const struct tape_event *event, uint32_t *next,
        struct tape_writer *out)
{
	struct str source = pass->tape->source;
	size_t from = event->arg[0], end = from + event->arg[1];
	for (; *next < pass->count && pass->runs[*next].at < end; ++*next) {
		const struct run *run = &pass->runs[*next];
		if (!run->matched)
			continue;
		tape_text(out, TAPE_TEXT, str_slice(source, from, run->at));
		if (run->opens)
			tape_enter(out, TAPE_DEL);
		else
			tape_leave(out, TAPE_DEL);
		from = run->at + run->len;
	}
	tape_text(out, TAPE_TEXT, str_slice(source, from, end));
}

bool
strike_is_needed(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	if (str_find_char(tape->source, '~') == STR_NONE)
		return false;
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_TEXT &&
		        str_find_char(tape_str(tape, event.arg), '~') != STR_NONE)
			return true;
	}
	return false;
}

void
strike_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_writer *out = rewrite->out;
	struct pass pass = { .tape = tape, .open = { NONE, NONE, NONE } };
	size_t tildes = 0;
	for (size_t i = 0; i < tape->source.len; i++)
		tildes += tape->source.at[i] == '~';
	pass.runs = arena_array(&pass.arena, struct run, tildes);
	pass.spans = arena_array(&pass.arena, uint32_t, tape->events.len);
	note_all(&pass);
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	uint32_t next = 0;
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_TEXT && tape_is_literal(tape, &event))
			copy_text(&pass, &event, &next, out);
		else
			tape_put(out, &event);
	}
	arena_free(&pass.arena);
}
