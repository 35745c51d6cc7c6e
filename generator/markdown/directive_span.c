/*
 * Two walks, as for all that md4c does not know: the first notes what becomes of which bytes of the
 * source, the second copies the tape with these edits. Brackets that are open wait on a stack and match
 * within one span only.
 *
 *	:a[x [y] :b{c=d}]{e=f}
 *	OPEN     WHOLE  CLOSE          brackets: OPEN, then [
 *
 * A list of attributes has been parsed as text by md4c. The events that stand for it are left out, so
 * it counts only when no span begins in it and ends behind it.
 */
#include "markdown/directive_span.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/utf8.h"
#include "markdown/directive.h"
#include "markdown/position.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { NONE = UINT32_MAX };

enum edit_kind { OPEN, CLOSE, WHOLE };

struct edit {
	enum edit_kind kind;
	uint32_t at, end; /* the bytes of the source that it stands for */
	uint32_t index;   /* of the directive; NONE: an OPEN that nothing closes */
	uint32_t event;   /* the text it begins in, on the tape */
};

struct bracket {
	uint32_t edit;  /* the OPEN it belongs to, or NONE */
	uint32_t depth; /* spans around it */
	struct markdown_directive directive;
};

struct pass {
	const struct rewrite *rewrite;
	struct str source;
	struct arena *scratch;
	array_of(struct edit) edits; /* in the order of the tape */
	array_of(struct bracket) brackets;
	unsigned directives;       /* among them */
	uint32_t depth;            /* spans around us */
	uint32_t event;            /* the text we are in */
	size_t skip;               /* what lies before is part of a list of attributes */
	struct tape_reader reader; /* behind the event we are at */
};

/* --- noting -------------------------------------------------------------------------------- */

static bool
begins_word(struct str source, size_t colon)
{
	size_t at = colon;
	if (at == 0)
		return true;
	while (--at > 0 && ((unsigned char)source.at[at] & 0xc0) == 0x80)
		continue;
	uint32_t character = utf8_next(source, &at);
	bool digit = character >= '0' && character <= '9';
	bool letter = utf8_is_letter(character) && !utf8_is_ideographic(character);
	return !digit && !letter && character != ':' && character != '_';
}

/*
 * The length of the attributes at an offset, or 0; `end` is where the text we are in ends. The events
 * up to their end have to be in one line and one span.
 */
static size_t
list_at(const struct pass *pass, size_t at, size_t end)
{
	size_t len = directive_list(str_skip(pass->source, at)), to = at + len;
	struct tape_reader reader = pass->reader;
	struct tape_event event;
	int depth = 0;
	if (len == 0 || to <= end)
		return len;
	while (tape_next(&reader, &event) && depth >= 0) {
		if (event.is == TAPE_IS_SPAN)
			depth += event.leave ? -1 : 1;
		else if (event.is != TAPE_IS_TEXT)
			return 0;
		else if (event.kind == TAPE_TEXT && tape_is_literal(pass->rewrite->tape, &event) &&
		        event.arg[0] + event.arg[1] >= to)
			return depth == 0 && event.arg[0] <= to ? len : 0;
	}
	return 0;
}

static uint32_t
add_directive(struct pass *pass, const struct markdown_directive *directive)
{
	struct directives *directives = pass->rewrite->directives;
	if (directives->list.len == DIRECTIVES_MAX) {
		directives->too_many = true; /* the text is refused: any index will do */
		return 0;
	}
	*array_push(pass->rewrite->arena, &directives->list) = *directive;
	return (uint32_t)directives->list.len - 1;
}

static void
add_edit(struct pass *pass, enum edit_kind kind, size_t at, size_t end, uint32_t index)
{
	*array_push(pass->scratch, &pass->edits) =
	        (struct edit){ kind, (uint32_t)at, (uint32_t)end, index, pass->event };
}

static void
open_bracket(struct pass *pass, const struct markdown_directive *directive)
{
	struct bracket *bracket = array_push(pass->scratch, &pass->brackets);
	*bracket = (struct bracket){ .edit = NONE, .depth = pass->depth };
	if (directive) {
		bracket->edit = (uint32_t)pass->edits.len - 1;
		bracket->directive = *directive;
		pass->directives++;
	}
}

static void
forget_innermost(struct pass *pass)
{
	pass->brackets.len--;
	pass->directives -= pass->brackets.at[pass->brackets.len].edit != NONE;
}

/* A colon. Returns where to go on. */
static size_t
note_colon(struct pass *pass, size_t at, size_t end)
{
	struct str source = pass->source;
	size_t name = directive_name(str_slice(source, at + 1, end)), behind = at + 1 + name;
	char next = name && behind < end ? source.at[behind] : 0;
	if ((next != '[' && next != '{') || !begins_word(source, at) ||
	        pass->directives == DIRECTIVE_DEPTH_MAX)
		return at + 1;
	position_move(pass->rewrite->position, at);
	struct markdown_directive directive = {
		.kind = MARKDOWN_DIRECTIVE_TEXT,
		.name = str_slice(source, at + 1, behind),
		.list = STR_EMPTY,
		.line = pass->rewrite->position->line,
		.column = pass->rewrite->position->column,
	};
	if (next == '[') {
		add_edit(pass, OPEN, at, behind + 1, NONE);
		open_bracket(pass, &directive);
		return behind + 1;
	}
	size_t list = list_at(pass, behind, end);
	if (list == 0)
		return at + 1;
	directive.list = str_slice(source, behind, behind + list);
	add_edit(pass, WHOLE, at, behind + list, add_directive(pass, &directive));
	return behind + list;
}

static size_t
note_closing(struct pass *pass, size_t at, size_t end)
{
	struct bracket *bracket =
	        pass->brackets.len && pass->brackets.at[pass->brackets.len - 1].depth == pass->depth
	        ? &pass->brackets.at[pass->brackets.len - 1]
	        : NULL;
	if (!bracket)
		return at + 1;
	forget_innermost(pass);
	if (bracket->edit == NONE)
		return at + 1;
	size_t behind = at + 1, list = list_at(pass, behind, end);
	bracket->directive.list = str_slice(pass->source, behind, behind + list);
	uint32_t index = add_directive(pass, &bracket->directive);
	pass->edits.at[bracket->edit].index = index;
	add_edit(pass, CLOSE, at, behind + list, index);
	return behind + list;
}

static void
note_text(struct pass *pass, const struct tape_event *event)
{
	size_t at = event->arg[0], end = at + event->arg[1];
	pass->event = event->at;
	if (at < pass->skip)
		at = pass->skip;
	else if (tape_is_escaped(pass->rewrite->tape, at))
		at++;
	while (at < end) {
		if (!pass->directives) { /* brackets count in one, and it begins with a colon */
			size_t colon = str_find_char(str_slice(pass->source, at, end), ':');
			at = colon == STR_NONE ? end : at + colon;
			if (at == end)
				break;
		}
		switch (pass->source.at[at]) {
		case ':': at = note_colon(pass, at, end); break;
		case ']': at = note_closing(pass, at, end); break;
		case '[':
			open_bracket(pass, NULL);
			at++;
			break;
		default: at++; break;
		}
	}
	pass->skip = at;
}

static void
note_all(struct pass *pass)
{
	struct tape_event event;
	pass->reader = tape_read(pass->rewrite->tape, 0, 0);
	while (tape_next(&pass->reader, &event)) {
		if (event.is == TAPE_IS_BLOCK) {
			pass->brackets.len = pass->directives = 0;
			pass->skip = 0;
		} else if (event.is == TAPE_IS_SPAN) {
			pass->depth += event.leave ? -1U : 1U;
			while (pass->brackets.len &&
			        pass->brackets.at[pass->brackets.len - 1].depth > pass->depth)
				forget_innermost(pass);
		} else if (event.kind == TAPE_TEXT &&
		        tape_is_literal(pass->rewrite->tape, &event)) {
			note_text(pass, &event);
		}
	}
}

/* --- copying ------------------------------------------------------------------------------- */

static void
put_edit(struct tape_writer *out, const struct edit *edit)
{
	if (edit->kind != CLOSE)
		tape_put(out,
		        &(struct tape_event){
		                .kind = TAPE_DIRECTIVE_SPAN, .arg = { edit->index } });
	if (edit->kind != OPEN)
		tape_leave(out, TAPE_DIRECTIVE_SPAN);
}

/* Copies a piece of text; *next is the first edit that may lie in it. */
static void
copy_text(struct pass *pass, const struct tape_event *event, size_t *next)
{
	struct tape_writer *out = pass->rewrite->out;
	size_t from = event->arg[0], end = from + event->arg[1];
	if (from < pass->skip)
		from = pass->skip;
	pass->skip = 0;
	for (; *next < pass->edits.len; ++*next) {
		const struct edit *edit = &pass->edits.at[*next];
		if (edit->at < event->arg[0] || edit->at >= end)
			break;
		if (edit->index == NONE)
			continue;
		tape_text(out, TAPE_TEXT, str_slice(pass->source, from, edit->at));
		put_edit(out, edit);
		from = edit->end;
	}
	if (from < end)
		tape_text(out, TAPE_TEXT, str_slice(pass->source, from, end));
	else if (from > end)
		pass->skip = from;
}

static void
copy_all(struct pass *pass)
{
	struct tape_reader reader = tape_read(pass->rewrite->tape, 0, 0);
	struct tape_event event;
	size_t next = 0;
	uint32_t done = 0;
	pass->skip = 0;
	while (pass->skip || next < pass->edits.len) {
		if (!pass->skip)
			reader.at = pass->edits.at[next].event;
		if (!tape_next(&reader, &event))
			break;
		bool text = event.kind == TAPE_TEXT && tape_is_literal(reader.tape, &event);
		tape_copy(pass->rewrite->out, reader.tape, done, event.at);
		if (text && event.arg[0] + event.arg[1] >= pass->skip)
			copy_text(pass, &event, &next);
		done = event.next;
	}
	tape_copy(pass->rewrite->out, reader.tape, done, UINT32_MAX);
}

void
directive_span_pass(const struct rewrite *rewrite)
{
	struct pass pass = {
		.rewrite = rewrite,
		.source = rewrite->tape->source,
		.scratch = rewrite->scratch,
	};
	note_all(&pass);
	copy_all(&pass);
}
