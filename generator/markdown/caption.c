/*
 * Two passes, since those between them want all text in the order of the source. The first finds the
 * captions and leaves them where they stand, the last moves them into their tables:
 *
 *	given    TABLE ... TR TD TEXT ": Costs" /TD /TR /TBODY /TABLE
 *	found    TABLE ... /TBODY /TABLE CAPTION(0) TEXT "Costs" /CAPTION
 *	placed   TABLE CAPTION(0) TEXT "Costs" /CAPTION ... /TBODY /TABLE
 */
#include "markdown/caption.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/str.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum owner { TABLE_BEFORE, TABLE_BEHIND }; /* the operand of CAPTION */

/* Positions on the tape. */
struct caption {
	uint32_t from, to;  /* what is gone */
	uint32_t text, end; /* its events; the first is text that begins with its mark */
	uint32_t place;     /* where it is written */
	enum owner owner;
};

struct pass {
	const struct tape *tape;
	struct arena arena;
	array_of(struct caption) captions; /* in their order, which is that of their tables */
	bool has_caption;                  /* the newest table */
	struct caption before;  /* a paragraph that is the caption of a table right behind it */
	struct caption row;     /* the newest row, if it may be a caption as the last one */
	struct tape_event body; /* of the newest table */
};

/* --- what is one --------------------------------------------------------------------------- */

/* The length of the mark that a caption begins with, or 0. */
static size_t
mark(struct str text)
{
	size_t len = 1;
	if (str_starts(text, STR("Table:")) || str_starts(text, STR("table:")))
		len = 6;
	else if (!str_starts(text, STR(":")))
		return 0;
	size_t end = len;
	while (end < text.len && ascii_is_blank(text.at[end]))
		end++;
	return end > len ? end : 0;
}

/* Does a block begin with the mark, whose first event is the next one? */
static bool
begins_caption(struct tape_reader reader)
{
	struct tape_event text;
	return tape_next(&reader, &text) && text.kind == TAPE_TEXT &&
	        tape_is_literal(reader.tape, &text) && !tape_is_escaped(reader.tape, text.arg[0]) &&
	        mark(tape_str(reader.tape, text.arg)) > 0;
}

/* The last paragraph of a note stays for the way back in it. */
static bool
end_before_way_back(const struct tape_event *way_back, struct caption *caption)
{
	caption->from = caption->text;
	caption->end = caption->to = way_back->at;
	return true;
}

/* Is the paragraph that was entered a caption? `reader` stands behind the event. */
static bool
read_paragraph(struct tape_reader reader, const struct tape_event *enter, struct caption *caption)
{
	struct tape_event event;
	if (enter->kind != TAPE_P || enter->leave || !begins_caption(reader))
		return false;
	*caption = (struct caption){ .from = enter->at, .text = enter->next, .place = enter->at };
	while (tape_next(&reader, &event) && event.is != TAPE_IS_BLOCK) {
		if (event.kind == TAPE_NOTE_BACK)
			return end_before_way_back(&event, caption);
	}
	caption->end = event.at;
	caption->to = event.next;
	return true;
}

/* Is the line around an offset of the source without bars, and nothing but quotes before it? */
static bool
stands_alone(struct str source, size_t at)
{
	for (size_t i = at; i > 0 && source.at[i - 1] != '\n'; i--) {
		if (!ascii_is_blank(source.at[i - 1]) && source.at[i - 1] != '>')
			return false;
	}
	struct str rest = str_skip(source, at);
	return str_find_char(str_cut(&rest, '\n'), '|') == STR_NONE;
}

/*
 * May the row that was entered be a caption? If no bar is in its line, all of it is in its first
 * cell. `reader` stands behind the event.
 */
static void
see_row(struct pass *pass, struct tape_reader reader, const struct tape_event *enter)
{
	struct tape_event cell, event;
	pass->row.to = 0;
	if (!tape_next(&reader, &cell) || cell.kind != TAPE_TD || !begins_caption(reader))
		return;
	tape_next(&reader, &event);
	if (!stands_alone(pass->tape->source, event.arg[0]))
		return;
	pass->row = (struct caption){ .from = enter->at, .text = cell.next };
	while (event.kind != TAPE_TD && tape_next(&reader, &event))
		pass->row.end = event.at;
	while (event.kind != TAPE_TR && tape_next(&reader, &event))
		pass->row.to = event.next;
}

/* --- noting -------------------------------------------------------------------------------- */

static void
add(struct pass *pass, struct caption caption, enum owner owner)
{
	caption.owner = owner;
	*array_push(&pass->arena, &pass->captions) = caption;
	pass->has_caption = true;
}

/* The last row may be the caption. A body that has no other is gone with it. */
static void
end_body(struct pass *pass, struct tape_reader reader, const struct tape_event *leave)
{
	struct tape_event table;
	if (pass->has_caption || pass->row.to != leave->at || !tape_next(&reader, &table))
		return;
	if (pass->row.from == pass->body.next) {
		pass->row.from = pass->body.at;
		pass->row.to = leave->next;
	}
	pass->row.place = table.next;
	add(pass, pass->row, TABLE_BEFORE);
}

static void
begin_table(struct pass *pass, const struct tape_event *event)
{
	pass->has_caption = false;
	if (pass->before.to == event->at && event->at > 0)
		add(pass, pass->before, TABLE_BEHIND);
}

static void
end_table(struct pass *pass, struct tape_reader reader)
{
	struct tape_event event;
	struct caption caption;
	if (!pass->has_caption && tape_next(&reader, &event) &&
	        read_paragraph(reader, &event, &caption))
		add(pass, caption, TABLE_BEFORE);
}

static const uint64_t watched = TAPE_BIT(P) | TAPE_BIT(TABLE) | TAPE_BIT(TBODY) | TAPE_BIT(TR);

static void
note_event(struct pass *pass, struct tape_reader reader, const struct tape_event *event)
{
	size_t count = pass->captions.len;
	switch (event->kind) {
	case TAPE_P:
		if (count == 0 || pass->captions.at[count - 1].place != event->at)
			read_paragraph(reader, event, &pass->before);
		break;
	case TAPE_TABLE:
		if (event->leave)
			end_table(pass, reader);
		else
			begin_table(pass, event);
		break;
	case TAPE_TBODY:
		if (event->leave)
			end_body(pass, reader, event);
		pass->body = *event;
		break;
	case TAPE_TR:
		if (!event->leave)
			see_row(pass, reader, event);
		break;
	default: break;
	}
}

/* --- writing ------------------------------------------------------------------------------- */

static void
put_caption(const struct pass *pass, const struct caption *caption, struct tape_writer *out)
{
	struct tape_reader reader = tape_read(pass->tape, caption->text, caption->end);
	struct tape_event event;
	tape_next(&reader, &event);
	struct str text = tape_str(pass->tape, event.arg);
	tape_put(out, &(struct tape_event){ .kind = TAPE_CAPTION, .arg = { caption->owner } });
	tape_text(out, TAPE_TEXT, str_skip(text, mark(text)));
	tape_copy(out, pass->tape, event.next, caption->end);
	tape_leave(out, TAPE_CAPTION);
}

/* Copies from a position to behind the caption, and that to its place. Returns where to go on. */
static uint32_t
copy_with(const struct pass *pass, const struct caption *caption, uint32_t done,
        struct tape_writer *out)
{
	bool is_before = caption->place <= caption->from;
	uint32_t first = is_before ? caption->place : caption->from;
	tape_copy(out, pass->tape, done, first);
	if (!is_before)
		tape_copy(out, pass->tape, caption->to, caption->place);
	put_caption(pass, caption, out);
	if (is_before)
		tape_copy(out, pass->tape, caption->place, caption->from);
	return is_before ? caption->to : caption->place;
}

bool
caption_is_needed(const struct rewrite *rewrite)
{
	return tape_has(rewrite->tape, TAPE_TABLE) &&
	        str_find_char(rewrite->tape->source, ':') != STR_NONE;
}

/* Paragraphs that begin as captions and have no table beside them. */
static void
warn_of_others(const struct rewrite *rewrite)
{
	struct tape tape = tape_so_far(rewrite->out);
	struct tape_reader reader = tape_read(&tape, 0, 0);
	struct tape_event event, text;
	while (tape_seek(&reader, TAPE_BIT(P), &event)) {
		struct tape_reader ahead = reader;
		if (event.leave || !begins_caption(reader) || !tape_next(&ahead, &text) ||
		        !str_starts(tape_str(&tape, text.arg), STR("Table:")))
			continue;
		rewrite_warn(rewrite, text.arg[0],
		        "a table has one, in the paragraph right before or behind it; write "
		        "\"Table\\:\" where no caption is meant",
		        "this caption has no table beside it");
	}
}

void
caption_pass(const struct rewrite *rewrite)
{
	struct pass pass = { .tape = rewrite->tape };
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	while (tape_seek(&reader, watched, &event))
		note_event(&pass, reader, &event);
	uint32_t done = 0;
	for (size_t i = 0; i < pass.captions.len; i++)
		done = copy_with(&pass, &pass.captions.at[i], done, rewrite->out);
	tape_copy(rewrite->out, rewrite->tape, done, UINT32_MAX);
	arena_free(&pass.arena);
	if (str_find(rewrite->tape->source, STR("Table:")) != STR_NONE)
		warn_of_others(rewrite);
}

/* --- placing ------------------------------------------------------------------------------- */

/* Positions: a caption with its attributes, and its table. */
struct move {
	uint32_t from, to, table;
};

struct placing {
	struct arena arena;
	array_of(struct move) moves; /* in order */
	struct move move;            /* the one to come */
	enum owner owner;
	uint32_t table;      /* the newest one */
	uint32_t attributes; /* the event before, if it was that; else UINT32_MAX */
};

static void
place(struct placing *placing, uint32_t table)
{
	placing->move.table = table;
	*array_push(&placing->arena, &placing->moves) = placing->move;
	placing->move.to = 0;
}

static void
see(struct placing *placing, const struct tape_event *event)
{
	struct move *move = &placing->move;
	if (event->kind == TAPE_TABLE && !event->leave) {
		placing->table = event->at;
		if (move->to == event->at && event->at > 0)
			place(placing, event->at);
	} else if (event->kind == TAPE_CAPTION && event->leave) {
		move->to = event->next;
		if (placing->owner == TABLE_BEFORE)
			place(placing, placing->table);
	} else if (event->kind == TAPE_CAPTION) {
		bool given = placing->attributes != UINT32_MAX;
		move->from = given ? placing->attributes : event->at;
		placing->owner = event->arg[0];
	}
	placing->attributes = event->kind == TAPE_ATTRIBUTES ? event->at : UINT32_MAX;
}

/* Copies from a position to behind the table and its caption. Returns where to go on. */
static uint32_t
copy_moved(const struct rewrite *rewrite, const struct move *move, uint32_t done)
{
	const struct tape *tape = rewrite->tape;
	struct tape_reader reader = tape_read(tape, move->table, 0);
	struct tape_event table = { .next = move->table };
	tape_next(&reader, &table);
	bool is_before = move->from < move->table;
	tape_copy(rewrite->out, tape, done, is_before ? move->from : table.next);
	if (is_before)
		tape_copy(rewrite->out, tape, move->to, table.next);
	tape_copy(rewrite->out, tape, move->from, move->to);
	if (!is_before)
		tape_copy(rewrite->out, tape, table.next, move->from);
	return is_before ? table.next : move->to;
}

bool
caption_is_found(const struct rewrite *rewrite)
{
	return tape_has(rewrite->tape, TAPE_CAPTION);
}

void
caption_place(const struct rewrite *rewrite)
{
	struct placing placing = { .attributes = UINT32_MAX };
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event))
		see(&placing, &event);
	uint32_t done = 0;
	for (size_t i = 0; i < placing.moves.len; i++)
		done = copy_moved(rewrite, &placing.moves.at[i], done);
	tape_copy(rewrite->out, rewrite->tape, done, UINT32_MAX);
	arena_free(&placing.arena);
}
