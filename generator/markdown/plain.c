#include "markdown/plain.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/block.h"
#include "base/buf.h"
#include "base/entity.h"
#include "base/utf8.h"
#include "markdown/tape.h"

struct plain
plain_begin(struct buf *out)
{
	return (struct plain){ .out = out, .begin = out->len };
}

/* 0xff for each byte that is white space. */
static block
spaces_in(block b)
{
	return (block)(b == ' ') | block_between(b, '\t', '\r');
}

/* Where a stretch of words ends that have one space between them: at other white space, or the end. */
static size_t
words_end(struct str text, size_t at)
{
	for (; text.len - at > sizeof(block); at += sizeof(block)) {
		block b = block_load(text.at + at), next = block_load(text.at + at + 1);
		block found = spaces_in(b) & ((block)(b != ' ') | spaces_in(next));
		if (!block_is_zero(found))
			return at + block_first(found);
	}
	while (at < text.len &&
	        (!ascii_is_space(text.at[at]) ||
	                (text.at[at] == ' ' && at + 1 < text.len &&
	                        !ascii_is_space(text.at[at + 1]))))
		at++;
	return at;
}

/* Appends with runs of white space as one space, and none at the begin. */
static void
add_folded(struct plain *plain, struct str text)
{
	size_t at = 0;
	while (at < text.len) {
		size_t from = at;
		if (!ascii_is_space(text.at[at]))
			at = words_end(text, at);
		if (at > from) {
			if (plain->space && plain->out->len > plain->begin)
				buf_char(plain->out, ' ');
			plain->space = false;
			buf_put(plain->out, str_slice(text, from, at));
		}
		for (; at < text.len && ascii_is_space(text.at[at]); at++)
			plain->space = true;
	}
}

static void
add_entity(struct plain *plain, struct str reference)
{
	if (plain->space && plain->out->len > plain->begin)
		buf_char(plain->out, ' ');
	plain->space = false;
	if (!entity_decode(plain->out, reference))
		buf_put(plain->out, reference);
}

/* Is it raw HTML that parts words? */
static bool
is_break(const struct tape *tape, const struct tape_event *event)
{
	return str_eq_nocase(str_slice(tape_str(tape, event->arg), 0, 3), STR("<br"));
}

void
plain_add(struct plain *plain, const struct tape *tape, const struct tape_event *event)
{
	switch (event->kind) {
	case TAPE_TEXT:
	case TAPE_TEXT_CODE:
	case TAPE_TEXT_MATH:
		if (plain->pieces++ == 0)
			plain->only = tape_str(tape, event->arg);
		add_folded(plain, tape_str(tape, event->arg));
		break;
	case TAPE_ENTITY:
		plain->pieces++;
		add_entity(plain, tape_str(tape, event->arg));
		break;
	case TAPE_TEXT_HTML: plain->space |= is_break(tape, event); break;
	case TAPE_ATTRIBUTES:
	case TAPE_NOTE_REF:
	case TAPE_NOTE_BACK: break;
	default:
		if (event->is != TAPE_IS_SPAN)
			plain->space = true;
	}
}

struct str
plain_take(struct plain *plain, struct arena *arena)
{
	struct str text = str_skip(buf_view(plain->out), plain->begin);
	if (plain->pieces == 1 && str_eq(plain->only, text))
		text = plain->only;
	else
		text = text.len ? str_copy(arena, text) : STR_EMPTY;
	plain->out->len = plain->begin;
	plain->pieces = 0;
	plain->only = (struct str){ NULL, 0 };
	plain->space = false;
	return text;
}

void
plain_shorten(struct buf *out, struct str text, size_t max)
{
	struct str head = max ? utf8_prefix(text, max) : text;
	if (head.len == text.len) {
		buf_put(out, text);
		return;
	}
	head = utf8_prefix(text, max - 1);
	size_t space = str_rfind_char(head, ' ');
	bool in_word = head.len < text.len && text.at[head.len] != ' ';
	if (in_word && space != STR_NONE && space > 0)
		head.len = space;
	buf_put(out, head);
	buf_lit(out, "…");
}

void
plain_text(const struct tape *tape, struct buf *out)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;

	while (tape_next(&reader, &event)) {
		switch (event.kind) {
		case TAPE_TEXT:
		case TAPE_TEXT_CODE:
		case TAPE_TEXT_MATH: buf_put(out, tape_str(tape, event.arg)); break;
		case TAPE_ENTITY:
			if (!entity_decode(out, tape_str(tape, event.arg)))
				buf_put(out, tape_str(tape, event.arg));
			break;
		case TAPE_ATTRIBUTES:
		case TAPE_NOTE_REF:
		case TAPE_NOTE_BACK: break;
		default:
			if (event.kind == TAPE_TEXT_HTML ? is_break(tape, &event)
			                                 : event.is != TAPE_IS_SPAN)
				buf_char(out, ' ');
		}
	}
}
