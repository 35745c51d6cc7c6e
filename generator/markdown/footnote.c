#include "markdown/footnote.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "markdown/ahead.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

/* --- labels -------------------------------------------------------------------------------- */

struct str
footnote_label(struct str text)
{
	if (!str_starts(text, STR("[^")))
		return STR_EMPTY;
	size_t len = 2;
	for (; len < text.len && text.at[len] != ']'; len++) {
		unsigned char c = (unsigned char)text.at[len];
		if (c <= ' ' || c == '[' || len > FOOTNOTE_LABEL_MAX)
			return STR_EMPTY;
	}
	return len < text.len ? str_slice(text, 2, len) : STR_EMPTY;
}

/* Labels that differ in the case of ASCII letters are the same. */
static struct str
key_of(struct arena *arena, struct str label)
{
	char *key = arena_array(arena, char, label.len);
	for (size_t i = 0; i < label.len; i++) {
		char c = label.at[i];
		key[i] = ascii_lower(c);
	}
	return str_of(key, label.len);
}

static struct footnote *
find(struct arena *arena, struct footnotes *notes, struct str label)
{
	uintptr_t index = (uintptr_t)map_get(&notes->by_label, key_of(arena, label));
	return index ? &notes->list.at[index - 1] : NULL;
}

void
footnote_add(struct arena *arena, struct footnotes *notes, struct footnote note)
{
	bool added;
	struct map_entry *entry =
	        map_put(&notes->by_label, arena, key_of(arena, note.label), &added);
	note.repeated = !added;
	*array_push(arena, &notes->list) = note;
	if (added)
		entry->value = (void *)(uintptr_t)notes->list.len;
}

/* --- references ---------------------------------------------------------------------------- */

struct pass {
	struct arena *arena;
	const struct tape *tape;
	struct footnotes *notes;
	struct tape_writer *out;
	array_of(struct footnote *) order; /* by number */
	uint32_t images;                   /* we are in */
	struct ahead ahead;                /* for "[^" */
};

/*
 * The next reference in source[at, end): its note, or NULL with *at set to the end. What has no
 * definition is noted once, by the first walk.
 */
static struct footnote *
next_reference(struct pass *pass, size_t *at, size_t end, struct str *label, bool note_missing)
{
	struct str source = pass->tape->source;
	while ((*at = ahead_find(&pass->ahead, *at, end)) < end) {
		*label = footnote_label(str_slice(source, *at, end));
		bool counts = label->len && !tape_is_escaped(pass->tape, *at);
		struct footnote *note = counts ? find(pass->arena, pass->notes, *label) : NULL;
		if (note)
			return note;
		if (counts && note_missing && pass->notes->missing.len < FOOTNOTE_MISSING_MAX)
			*array_push(pass->arena, &pass->notes->missing) = (uint32_t)*at;
		*at += 2;
	}
	return NULL;
}

/* The kinds that may_refer has to see. */
static const uint64_t referring = TAPE_BIT(TEXT) | TAPE_BIT(IMAGE);

/* Does the event have text in which references may be? Those in images are left out. */
static bool
may_refer(struct pass *pass, const struct tape_event *event)
{
	if (event->kind == TAPE_IMAGE)
		pass->images += event->leave ? -1u : 1u;
	return event->kind == TAPE_TEXT && tape_is_literal(pass->tape, event);
}

static void
count_reference(struct pass *pass, struct footnote *note, size_t at)
{
	if (pass->images) {
		if (pass->notes->in_images.len < FOOTNOTE_MISSING_MAX)
			*array_push(pass->arena, &pass->notes->in_images) = (uint32_t)at;
		return;
	}
	note->references++;
	if (note->number)
		return;
	*array_push(pass->arena, &pass->order) = note;
	note->number = (uint32_t)pass->order.len;
}

static void
number_references(struct pass *pass, uint32_t from, uint32_t to)
{
	struct tape_reader reader = tape_read(pass->tape, from, to);
	struct tape_event event;
	while (from != to && tape_seek(&reader, referring, &event)) {
		if (!may_refer(pass, &event))
			continue;
		size_t at = event.arg[0], end = at + event.arg[1];
		struct str label;
		for (struct footnote *note;
		        (note = next_reference(pass, &at, end, &label, !pass->images));) {
			count_reference(pass, note, at);
			at += label.len + 3;
		}
	}
}

/* --- copying ------------------------------------------------------------------------------- */

static void
copy_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->tape->source, label;
	size_t at = event->arg[0], end = at + event->arg[1], done = at;
	for (struct footnote *note; (note = next_reference(pass, &at, end, &label, false));) {
		tape_text(pass->out, TAPE_TEXT, str_slice(source, done, at));
		struct tape_event reference = { .kind = TAPE_NOTE_REF, .arg = { note->number } };
		if (!pass->images)
			tape_put(pass->out, &reference);
		done = at += label.len + 3;
	}
	tape_text(pass->out, TAPE_TEXT, str_slice(source, done, end));
}

static void
copy(struct pass *pass, uint32_t from, uint32_t to)
{
	struct tape_reader reader = tape_read(pass->tape, from, to);
	struct tape_event event;
	uint32_t done = from;
	while (from != to && tape_seek(&reader, referring, &event)) {
		if (!may_refer(pass, &event) ||
		        ahead_find(&pass->ahead, event.arg[0], stretch_end(&event)) ==
		                stretch_end(&event))
			continue;
		tape_copy(pass->out, pass->tape, done, event.at);
		copy_text(pass, &event);
		done = event.next;
	}
	tape_copy(pass->out, pass->tape, done, to);
}

/* Where the last event of a range begins that is the end of a paragraph, or `to`. */
static uint32_t
last_paragraph_end(const struct tape *tape, uint32_t from, uint32_t to)
{
	struct tape_reader reader = tape_read(tape, from, to);
	struct tape_event event = { .next = from };
	while (from != to && tape_next(&reader, &event))
		continue;
	return event.leave && event.kind == TAPE_P ? event.at : to;
}

/* A note with the way back at the end of its last paragraph, or in one of its own. */
static void
copy_note(struct pass *pass, const struct footnote *note)
{
	struct tape_event back = { .kind = TAPE_NOTE_BACK };
	back.arg[0] = note->number;
	back.arg[1] = note->references;
	uint32_t end = last_paragraph_end(pass->tape, note->begin, note->end);
	tape_put(pass->out, &(struct tape_event){ .kind = TAPE_NOTE, .arg = { note->number } });
	copy(pass, note->begin, end);
	if (end == note->end)
		tape_enter(pass->out, TAPE_P);
	tape_put(pass->out, &back);
	tape_leave(pass->out, TAPE_P);
	tape_leave(pass->out, TAPE_NOTE);
}

/* The first blocks are the notes. Returns where the text begins. */
static uint32_t
find_notes(struct pass *pass)
{
	struct tape_reader reader = tape_read(pass->tape, 0, 0);
	struct tape_event event = { .next = 0 };
	unsigned depth = 0;
	for (size_t i = 0; i < pass->notes->list.len && tape_next(&reader, &event);) {
		if (event.is != TAPE_IS_BLOCK)
			continue;
		depth -= event.leave;
		if (depth == 0 && event.leave)
			pass->notes->list.at[i++].end = event.at;
		else if (depth == 0)
			pass->notes->list.at[i].begin = event.next;
		depth += !event.leave;
	}
	return event.next;
}

void
footnote_pass(struct arena *arena, const struct tape *tape, struct footnotes *notes,
        struct tape_writer *out)
{
	struct pass pass = {
		.arena = arena,
		.tape = tape,
		.notes = notes,
		.out = out,
		.ahead = ahead_for(tape->source, STR("[^")),
	};
	uint32_t text = find_notes(&pass), end = (uint32_t)tape->events.len;
	number_references(&pass, text, end);
	for (size_t i = 0; i < pass.order.len; i++)
		number_references(&pass, pass.order.at[i]->begin, pass.order.at[i]->end);
	for (size_t i = 0; i < notes->list.len; i++) {
		if (notes->list.at[i].number)
			copy_note(&pass, &notes->list.at[i]);
	}
	copy(&pass, text, end);
}

/* --- placing ------------------------------------------------------------------------------- */

struct placing {
	struct arena arena;
	struct tape_writer *out;
	array_of(uint32_t) begins; /* of the notes on the tape, by number - 1 */
	uint32_t *seen;            /* references written so far, by number - 1 */
};

/* Copies to the end of a note, or of all. References are counted. */
static void
place(struct placing *placing, const struct tape *tape, uint32_t from)
{
	struct tape_reader reader = tape_read(tape, from, 0);
	struct tape_event event = { .kind = TAPE_KINDS };
	uint32_t done = from;
	while ((event.kind != TAPE_NOTE || !event.leave) &&
	        tape_seek(&reader, TAPE_BIT(NOTE) | TAPE_BIT(NOTE_REF), &event)) {
		if (event.kind != TAPE_NOTE_REF)
			continue;
		tape_copy(placing->out, tape, done, event.at);
		event.arg[1] = ++placing->seen[event.arg[0] - 1];
		tape_put(placing->out, &event);
		done = event.next;
	}
	tape_copy(placing->out, tape, done, (uint32_t)reader.at);
}

/* Notes where the notes are, which come first. Returns where the text begins. */
static uint32_t
find_placed(struct placing *placing, const struct tape *tape)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event = { .next = 0 };
	uint32_t text = 0;
	while (tape_next(&reader, &event) && event.kind == TAPE_NOTE) {
		while (placing->begins.len < event.arg[0])
			*array_push(&placing->arena, &placing->begins) = 0;
		placing->begins.at[event.arg[0] - 1] = event.at;
		do
			tape_next(&reader, &event);
		while (event.kind != TAPE_NOTE);
		text = event.next;
	}
	return text;
}

bool
footnote_is_found(const struct rewrite *rewrite)
{
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	return tape_next(&reader, &event) && event.kind == TAPE_NOTE;
}

void
footnote_place(const struct rewrite *rewrite)
{
	struct placing placing = { .out = rewrite->out };
	uint32_t text = find_placed(&placing, rewrite->tape);
	placing.seen = arena_array(&placing.arena, uint32_t, placing.begins.len);
	if (text < rewrite->tape->events.len)
		place(&placing, rewrite->tape, text);
	tape_enter(rewrite->out, TAPE_NOTES);
	for (size_t i = 0; i < placing.begins.len; i++)
		place(&placing, rewrite->tape, placing.begins.at[i]);
	tape_leave(rewrite->out, TAPE_NOTES);
	arena_free(&placing.arena);
}
