/*
 * First all runs of signs are noted and matched, then the tape is copied and the matched runs become
 * tags.
 *
 * A run opens, closes or does both by what stands beside it, as runs of stars do (CommonMark 6.2).
 * It closes the nearest open run of its marker in the same span: what was opened inside a span is
 * forgotten at its end, and what was opened before it waits. The open runs of a marker are chained
 * through the notes, so that finding the nearest is one step:
 *
 *	*a ~b* ~~c ~d~~         notes    [~b ] [~~c] [~d ] [~~]
 *	                        open[~]   gone          -> closed over
 *	                        open[~~]         ^-------------'
 *
 * Nothing with a blank in it stands below or above the line, as Pandoc has it: signs for "about" and
 * powers are met in text.
 */
#include "markdown/marker.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { NONE = UINT32_MAX, MARKERS_MAX = 5 };

struct marker {
	struct str run; /* of signs */
	bool whole;     /* no blanks inside */
	enum tape_kind kind;
};

/* A run of signs. */
struct run {
	uint32_t at;    /* offset in the source */
	uint32_t event; /* the text it is in, on the tape */
	uint8_t marker; /* index */
	bool opens, closes;
	bool matched;    /* one of the two is then set, not both */
	uint32_t before; /* the open run of its marker before this one */
};

struct pass {
	const struct tape *tape;
	struct marker markers[MARKERS_MAX];
	unsigned marker_count;
	bool is_sign[256];
	struct arena *scratch;
	array_of(struct run) runs;
	uint32_t open[MARKERS_MAX]; /* the newest open run of each, or NONE */
	array_of(uint32_t) spans;   /* for each open span, how many runs there were before it */
	size_t looked_at;    /* the source of the block up to here has been searched for blanks */
	size_t behind_blank; /* offset behind the newest one, or 0 */
};

/* --- markers ------------------------------------------------------------------------------- */

static void
add_marker(struct pass *pass, bool wanted, const struct marker *marker)
{
	if (!wanted)
		return;
	pass->open[pass->marker_count] = NONE;
	pass->markers[pass->marker_count++] = *marker;
	pass->is_sign[(unsigned char)marker->run.at[0]] = true;
}

/* One tilde strikes out unless it is wanted for what stands below the line. */
static void
begin(struct pass *pass, const struct rewrite *rewrite)
{
	const struct markdown_options *options = rewrite->options;
	enum tape_kind one = options->sub ? TAPE_SUB : TAPE_DEL;
	*pass = (struct pass){
		.tape = rewrite->tape,
		.scratch = rewrite->scratch,
	};
	add_marker(pass, true, &(struct marker){ STR("~"), options->sub, one });
	add_marker(pass, true, &(struct marker){ STR("~~"), false, TAPE_DEL });
	add_marker(pass, options->mark, &(struct marker){ STR("=="), false, TAPE_HIGHLIGHT });
	add_marker(pass, options->ins, &(struct marker){ STR("++"), false, TAPE_INS });
	add_marker(pass, options->sup, &(struct marker){ STR("^"), true, TAPE_SUP });
}

/* The marker of a run, or MARKERS_MAX. */
static unsigned
find_marker(const struct pass *pass, char sign, size_t len)
{
	for (unsigned i = 0; i < pass->marker_count; i++) {
		struct str run = pass->markers[i].run;
		if (run.at[0] == sign && run.len == len)
			return i;
	}
	return MARKERS_MAX;
}

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
note_run(struct pass *pass, size_t at, uint32_t event, unsigned marker)
{
	struct str source = pass->tape->source;
	size_t len = pass->markers[marker].run.len;
	size_t before = character_before(source, at), behind = at + len;
	bool space_before = is_space_at(source, before), space_behind = is_space_at(source, behind);
	bool word_before = is_word_at(source, before), word_behind = is_word_at(source, behind);
	*array_push(pass->scratch, &pass->runs) = (struct run){
		.at = (uint32_t)at,
		.event = event,
		.marker = (uint8_t)marker,
		.opens = !space_behind && (word_behind || !word_before),
		.closes = !space_before && (word_before || !word_behind),
	};
}

/* --- matching ------------------------------------------------------------------------------ */

/* Forgets the open runs from a number on. */
static void
forget_from(struct pass *pass, uint32_t number)
{
	for (unsigned i = 0; i < pass->marker_count; i++) {
		while (pass->open[i] != NONE && pass->open[i] >= number)
			pass->open[i] = pass->runs.at[pass->open[i]].before;
	}
}

/* Is there a blank in the source between two offsets? Asked in order, but for block by block. */
static bool
is_blank_between(struct pass *pass, size_t from, size_t to)
{
	for (; pass->looked_at < to; pass->looked_at++) {
		if (memchr(" \t\n", pass->tape->source.at[pass->looked_at], 3))
			pass->behind_blank = pass->looked_at + 1;
	}
	return pass->behind_blank > from;
}

/* May a run close the open run `number`? */
static bool
fits(struct pass *pass, const struct run *run, uint32_t number)
{
	uint32_t first = pass->spans.len ? pass->spans.at[pass->spans.len - 1] : 0;
	return run->closes && number != NONE && number >= first &&
	        !(pass->markers[run->marker].whole &&
	                is_blank_between(pass, pass->runs.at[number].at, run->at));
}

/* The newest run was noted: closes another one with it, or keeps it open. */
static void
match_newest(struct pass *pass)
{
	uint32_t number = (uint32_t)pass->runs.len - 1;
	struct run *run = &pass->runs.at[number];
	uint32_t opener = pass->open[run->marker];
	if (fits(pass, run, opener)) {
		forget_from(pass, opener);
		pass->runs.at[opener].matched = run->matched = true;
		pass->runs.at[opener].closes = run->opens = false;
	} else if (run->opens) {
		run->before = opener;
		pass->open[run->marker] = number;
	}
}

/* Notes the runs of one piece of text. An escaped character begins its piece. */
static void
note_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->tape->source;
	size_t at = event->arg[0], end = at + event->arg[1];
	if (pass->looked_at == SIZE_MAX) {
		pass->looked_at = at;
		pass->behind_blank = 0;
	}
	at += tape_is_escaped(pass->tape, at);
	while ((at = stretch_find(source, at, end, pass->is_sign)) < end) {
		char sign = source.at[at];
		size_t begin = at;
		while (at < end && source.at[at] == sign)
			at++;
		unsigned marker = find_marker(pass, sign, at - begin);
		if (marker == MARKERS_MAX)
			continue;
		note_run(pass, begin, event->at, marker);
		match_newest(pass);
	}
}

static void
note_span(struct pass *pass, bool leave)
{
	if (leave)
		forget_from(pass, pass->spans.at[--pass->spans.len]);
	else
		*array_push(pass->scratch, &pass->spans) = (uint32_t)pass->runs.len;
}

static void
note_all(struct pass *pass)
{
	struct tape_reader reader = tape_read(pass->tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.is == TAPE_IS_BLOCK) {
			forget_from(pass, 0);
			pass->looked_at = SIZE_MAX;
		} else if (event.is == TAPE_IS_SPAN) {
			note_span(pass, event.leave);
		} else if (event.kind == TAPE_TEXT && tape_is_literal(pass->tape, &event)) {
			note_text(pass, &event);
		}
	}
}

/* --- copying ------------------------------------------------------------------------------- */

/* Copies a piece of text; *next is the first matched run that lies in it. */
static void
copy_text(const struct pass *pass, const struct tape_event *event, uint32_t *next,
        struct tape_writer *out)
{
	struct str source = pass->tape->source;
	size_t from = event->arg[0], end = from + event->arg[1];
	for (; *next < pass->runs.len && pass->runs.at[*next].event == event->at; ++*next) {
		const struct run *run = &pass->runs.at[*next];
		if (!run->matched)
			continue;
		const struct marker *marker = &pass->markers[run->marker];
		tape_text(out, TAPE_TEXT, str_slice(source, from, run->at));
		if (run->opens)
			tape_enter(out, marker->kind);
		else
			tape_leave(out, marker->kind);
		from = run->at + marker->run.len;
	}
	tape_text(out, TAPE_TEXT, str_slice(source, from, end));
}

void
marker_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct pass pass;
	begin(&pass, rewrite);
	note_all(&pass);
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	uint32_t next = 0, done = 0;
	while (next < pass.runs.len) {
		if (!pass.runs.at[next].matched) {
			next++;
			continue;
		}
		reader.at = pass.runs.at[next].event;
		tape_next(&reader, &event);
		tape_copy(rewrite->out, tape, done, event.at);
		copy_text(&pass, &event, &next, rewrite->out);
		done = event.next;
	}
	tape_copy(rewrite->out, tape, done, UINT32_MAX);
}
