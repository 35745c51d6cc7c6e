/*
 * One walk notes what is there, a second copies the tape with it:
 *
 *	*a* [b](c){.d} [e [f] g]{#h}
 *	           '--'          '--'    cuts:   stretches of the source that are gone
 *	    ^                            notes:  a position on the tape, and the list to put there
 *	               ^        ^        spans:  the source again, where one begins and ends
 *
 * Offsets are in order within a block only, since footnotes stand before the rest in the source.
 *
 * Brackets that are no link match as brackets do, within one span. Openings wait on a stack of which
 * an end of a span takes what was opened in it.
 */
#include "markdown/annotate.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"
#include "markdown/annotate_list.h"
#include "markdown/attribute.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { HEADING_TRIES = 8 };

/* A list that belongs to what begins at a position of the tape. */
struct note {
	uint32_t at;
	struct str list;
};

/* What is done at an offset of the source. */
enum action { CUT, SPAN_BEGIN, SPAN_END };

struct edit {
	uint32_t block;    /* the newest event of one, by its number */
	uint32_t from, to; /* what is gone */
	enum action action;
	struct str list; /* of a span */
};

/* An open span: its position, and how many brackets were open before it. */
struct level {
	uint32_t at;
	size_t brackets;
};

struct pass {
	const struct rewrite *rewrite;
	const struct tape *tape;
	struct arena *scratch;
	struct tape_reader reader;
	array_of(struct note) notes;
	array_of(struct note) infos; /* what stands behind the fence of a listing now */
	array_of(struct edit) edits;
	array_of(uint32_t) brackets; /* offsets of open ones */
	array_of(struct level) levels;
	struct tape_event left; /* the span that the event before left, with its beginning */
	uint32_t heading;       /* position of the one we are in */
	uint32_t block;         /* events of blocks so far */
	size_t text_end; /* where in the source the newest text ends, if that is the newest */
	unsigned images; /* we are in */
};

/* --- lists --------------------------------------------------------------------------------- */

/* Is it more than words in braces? */
static bool
is_list(struct str list)
{
	struct attribute attribute;
	struct str rest = str_skip(list, 1);
	while (attribute_next(&rest, &attribute)) {
		if (attribute.kind != ATTRIBUTE_NAMED || attribute.value.len || attribute.quoted)
			return true;
	}
	return false;
}

/* The length of the list at an offset of the source, or 0. */
static size_t
list_at(const struct pass *pass, size_t at)
{
	struct str rest = str_skip(pass->tape->source, at);
	size_t len = attribute_list(rest);
	return len && is_list(str_slice(rest, 0, len)) ? len : 0;
}

/* --- noting -------------------------------------------------------------------------------- */

static void
edit(struct pass *pass, enum action action, size_t from, size_t to, struct str list)
{
	*array_push(pass->scratch, &pass->edits) =
	        (struct edit){ pass->block, (uint32_t)from, (uint32_t)to, action, list };
}

static void
note(struct pass *pass, uint32_t at, enum tape_kind kind, size_t from, size_t len)
{
	struct str list = str_slice(pass->tape->source, from, from + len);
	*array_push(pass->scratch, &pass->notes) =
	        (struct note){ .at = at, .list = annotate_list_clean(pass->rewrite, kind, list) };
}

/* The list right behind a link, image, code or emphasis. Returns where text goes on. */
static size_t
note_behind(struct pass *pass, struct tape_event *piece)
{
	enum tape_kind kind = pass->left.kind;
	size_t at = piece->arg[0];
	bool may = kind == TAPE_LINK || kind == TAPE_IMAGE || kind == TAPE_CODE_SPAN ||
	        kind == TAPE_EM || kind == TAPE_STRONG;
	if (!may || !pass->left.leave || pass->tape->source.at[at] != '{' ||
	        tape_is_escaped(pass->tape, at))
		return at;
	size_t len = list_at(pass, at);
	if (!len || !stretch_is_text(&pass->reader, piece, at + len))
		return at;
	note(pass, pass->left.at, kind, at, len);
	edit(pass, CUT, at, at + len, STR_EMPTY);
	return at + len;
}

/* A closing bracket. Returns where text goes on. */
static size_t
note_bracket(struct pass *pass, struct tape_event *piece, size_t at)
{
	size_t first = pass->levels.len ? pass->levels.at[pass->levels.len - 1].brackets : 0;
	if (pass->brackets.len <= first)
		return at + 1;
	uint32_t begin = pass->brackets.at[--pass->brackets.len];
	bool may = at + 1 < stretch_end(piece) && pass->tape->source.at[at + 1] == '{';
	size_t len = may ? list_at(pass, at + 1) : 0, end = at + 1 + len;
	if (!len || !stretch_is_text(&pass->reader, piece, end))
		return at + 1;
	struct str list = annotate_list_clean(
	        pass->rewrite, TAPE_SPAN, str_slice(pass->tape->source, at + 1, end));
	edit(pass, SPAN_BEGIN, begin, begin + 1, list);
	edit(pass, SPAN_END, at, end, STR_EMPTY);
	return end;
}

static const bool is_bracket[256] = { ['['] = true, [']'] = true };

/* Notes what is in a piece of text; the pass may go on behind a later one. */
static void
note_text(struct pass *pass, struct tape_event piece)
{
	struct str source = pass->tape->source;
	size_t at = note_behind(pass, &piece), list_end = at;
	if (at == piece.arg[0] && tape_is_escaped(pass->tape, at))
		at++;
	size_t end = stretch_end(&piece);
	while (at < end && (at = stretch_find(source, at, end, is_bracket)) < end) {
		if (source.at[at] == ']') {
			list_end = at = note_bracket(pass, &piece, at);
			end = stretch_end(&piece);
		} else {
			*array_push(pass->scratch, &pass->brackets) = (uint32_t)at++;
		}
	}
	pass->text_end =
	        pass->levels.len || (list_end == end && source.at[end - 1] == '}') ? 0 : end;
}

static void
note_span(struct pass *pass, const struct tape_event *event)
{
	pass->left = *event;
	if (!event->leave) {
		*array_push(pass->scratch, &pass->levels) =
		        (struct level){ event->at, pass->brackets.len };
		return;
	}
	struct level level = pass->levels.at[--pass->levels.len];
	pass->brackets.len = level.brackets;
	pass->left.at = level.at;
}

/* Is the list from `at` to the end of the heading's text nothing but text on the tape? */
static bool
is_text_of_heading(const struct pass *pass, size_t at)
{
	struct tape_reader reader = tape_read(pass->tape, pass->heading, 0);
	struct tape_event event;
	unsigned depth = 0;
	while (tape_next(&reader, &event)) {
		if (event.is == TAPE_IS_SPAN)
			depth += event.leave ? -1u : 1u;
		if (stretch_is_piece(pass->tape, &event) && event.arg[0] <= at &&
		        stretch_end(&event) > at)
			return depth == 0 && stretch_is_text(&reader, &event, pass->text_end);
	}
	return false;
}

/* Has the heading an edit behind an offset? */
static bool
is_edited(const struct pass *pass, size_t at)
{
	if (pass->edits.len == 0)
		return false;
	const struct edit *last = &pass->edits.at[pass->edits.len - 1];
	return last->block == pass->block && last->to > at;
}

/* The list at the end of a heading, with the blanks before it. */
static void
note_heading(struct pass *pass)
{
	struct str source = pass->tape->source;
	size_t end = pass->text_end,
	       least = end > ATTRIBUTE_LIST_MAX ? end - ATTRIBUTE_LIST_MAX : 0;
	if (end == 0 || source.at[end - 1] != '}')
		return;
	unsigned tries = 0;
	for (size_t at = end - 1; at > least && tries < HEADING_TRIES; at--) {
		if (source.at[at] == '\n')
			return;
		if (source.at[at] != '{' || list_at(pass, at) != end - at || tries++ > 0 ||
		        tape_is_escaped(pass->tape, at) || !is_text_of_heading(pass, at))
			continue;
		if (is_edited(pass, at))
			return;
		note(pass, pass->heading, TAPE_H, at, end - at);
		while (at > 0 && (source.at[at - 1] == ' ' || source.at[at - 1] == '\t'))
			at--;
		edit(pass, CUT, at, end, STR_EMPTY);
		return;
	}
}

/* A listing's attributes stay where they are, behind its fence, but for an id that it may not have. */
static void
note_listing(struct pass *pass, const struct tape_event *event)
{
	struct str info = annotate_list_info(pass->rewrite, event);
	if (info.len != event->arg[1])
		*array_push(pass->scratch, &pass->infos) = (struct note){ event->at, info };
}

static void
note_event(struct pass *pass, const struct tape_event *event)
{
	size_t text_end = pass->text_end;
	if (event->kind == TAPE_IMAGE)
		pass->images += event->leave ? -1u : 1u;
	if (event->kind == TAPE_TEXT && !pass->images && tape_is_literal(pass->tape, event)) {
		note_text(pass, *event);
		pass->left.kind = TAPE_KINDS;
		return;
	}
	if (event->kind == TAPE_CODE && !event->leave && event->arg[1])
		note_listing(pass, event);
	if (event->is == TAPE_IS_BLOCK) {
		pass->brackets.len = 0;
		bool ends = event->kind == TAPE_H || event->kind == TAPE_CAPTION;
		if (ends && event->leave && text_end)
			note_heading(pass);
		pass->heading = event->at;
		pass->block++;
	}
	pass->text_end = 0;
	pass->left.kind = TAPE_KINDS;
	if (event->is == TAPE_IS_SPAN)
		note_span(pass, event);
}

/* --- copying ------------------------------------------------------------------------------- */

struct copy {
	const struct pass *pass;
	struct tape_writer *out;
	size_t note, info, edit; /* the next ones */
	uint32_t block;          /* events of blocks so far */
	size_t seen;             /* the source of the block before this offset has been passed */
	size_t gone;             /* and what lies before this one is left out */
};

static void
put_list(struct copy *copy, struct str list)
{
	struct tape_event event = { .kind = TAPE_ATTRIBUTES };
	tape_view(copy->out, list, event.arg);
	tape_put(copy->out, &event);
}

/* The list of what begins here. */
static void
put_note(struct copy *copy, const struct tape_event *event)
{
	const struct pass *pass = copy->pass;
	while (copy->note < pass->notes.len && pass->notes.at[copy->note].at == event->at)
		put_list(copy, pass->notes.at[copy->note++].list);
}

/* What stands behind the fence that begins here. */
static void
change_info(struct copy *copy, struct tape_event *event)
{
	const struct pass *pass = copy->pass;
	if (copy->info < pass->infos.len && pass->infos.at[copy->info].at == event->at)
		tape_view(copy->out, pass->infos.at[copy->info++].list, event->arg);
}

/* Is something put before the event, or a part of it changed? */
static bool
is_changed(const struct copy *copy, const struct tape_event *event, bool piece)
{
	const struct pass *pass = copy->pass;
	if (copy->note < pass->notes.len && pass->notes.at[copy->note].at == event->at)
		return true;
	if (copy->info < pass->infos.len && pass->infos.at[copy->info].at == event->at)
		return true;
	if (!piece)
		return copy->seen < copy->gone && event->is == TAPE_IS_SPAN;
	if (event->arg[0] < copy->gone)
		return true;
	if (copy->edit >= pass->edits.len)
		return false;
	const struct edit *edit = &pass->edits.at[copy->edit];
	return edit->block <= copy->block && edit->from < stretch_end(event);
}

static void
copy_piece(struct copy *copy, const struct tape_event *event)
{
	const struct pass *pass = copy->pass;
	size_t from = event->arg[0], end = stretch_end(event);
	if (from < copy->gone)
		from = copy->gone < end ? copy->gone : end;
	for (; copy->edit < pass->edits.len; copy->edit++) {
		const struct edit *edit = &pass->edits.at[copy->edit];
		if (edit->block > copy->block || edit->from >= end)
			break;
		if (edit->from < copy->gone)
			continue;
		tape_text(copy->out, event->kind, str_slice(pass->tape->source, from, edit->from));
		if (edit->action == SPAN_BEGIN) {
			put_list(copy, edit->list);
			tape_enter(copy->out, TAPE_SPAN);
		} else if (edit->action == SPAN_END) {
			tape_leave(copy->out, TAPE_SPAN);
		}
		copy->gone = edit->to;
		from = edit->to < end ? edit->to : end;
	}
	tape_text(copy->out, event->kind, str_slice(pass->tape->source, from, end));
}

/* Leaves behind what belongs to blocks that have been copied. */
static void
skip_edits(struct copy *copy)
{
	const struct pass *pass = copy->pass;
	while (copy->edit < pass->edits.len && pass->edits.at[copy->edit].block < copy->block)
		copy->edit++;
}

static void
copy_all(struct pass *pass)
{
	struct copy copy = { .pass = pass, .out = pass->rewrite->out };
	struct tape_event event;
	uint32_t done = 0;
	pass->reader = tape_read(pass->tape, 0, 0);
	while (tape_next(&pass->reader, &event)) {
		bool piece = stretch_is_piece(pass->tape, &event);
		if (event.is == TAPE_IS_BLOCK) {
			copy.block++;
			copy.seen = copy.gone = 0;
			skip_edits(&copy);
		}
		if (piece)
			copy.seen = stretch_end(&event);
		if (!is_changed(&copy, &event, piece))
			continue;
		tape_copy(copy.out, pass->tape, done, event.at);
		put_note(&copy, &event);
		change_info(&copy, &event);
		if (piece)
			copy_piece(&copy, &event);
		else if (copy.seen >= copy.gone || event.is != TAPE_IS_SPAN)
			tape_put(copy.out, &event);
		done = event.next;
	}
	tape_copy(copy.out, pass->tape, done, UINT32_MAX);
}

static int
compare_notes(const void *a, const void *b, void *context)
{
	(void)context;
	uint32_t x = ((const struct note *)a)->at, y = ((const struct note *)b)->at;
	return (x > y) - (x < y);
}

static int
compare_edits(const void *a, const void *b, void *context)
{
	(void)context;
	const struct edit *x = a, *y = b;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

void
annotate_pass(const struct rewrite *rewrite)
{
	struct pass pass = {
		.rewrite = rewrite,
		.tape = rewrite->tape,
		.scratch = rewrite->scratch,
	};
	struct tape_event event;
	pass.left.kind = TAPE_KINDS;
	pass.reader = tape_read(rewrite->tape, 0, 0);
	while (tape_next(&pass.reader, &event))
		note_event(&pass, &event);
	array_sort(pass.notes.at, pass.notes.len, sizeof *pass.notes.at, pass.scratch,
	        compare_notes, NULL);
	array_sort(pass.edits.at, pass.edits.len, sizeof *pass.edits.at, pass.scratch,
	        compare_edits, NULL);
	copy_all(&pass);
}
