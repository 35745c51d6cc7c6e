#include "markdown/remark.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/utf8.h"
#include "markdown/identifier.h"
#include "markdown/plain.h"
#include "markdown/position.h"
#include "markdown/sentence.h"
#include "markdown/tape.h"

enum {
	TITLE_MAX = 80, /* characters of a title that is made out of the text */
	ENOUGH = 8 * TITLE_MAX,
	TEXT_MAX = 64 << 20,
};

static const struct str names[] = {
#define REMARK(NAME, name) STR_INIT(name),
#include "markdown/remark.def"
#undef REMARK
};

static const struct str *
find(struct str name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(names[i], name))
			return &names[i];
	}
	return NULL;
}

bool
remark_is(struct str name)
{
	return find(name) != NULL;
}

/* TASK is no slip of ASK: callouts may have any name. */
struct str
remark_nearest(struct str name)
{
	struct arena scratch = ARENA_EMPTY;
	struct str near =
	        diag_nearest(utf8_fold(&scratch, name), names, sizeof names / sizeof *names);
	bool same = near.len && name.len && (name.at[0] | 0x20) == near.at[0];
	arena_free(&scratch);
	return same && !remark_is(name) ? near : STR_EMPTY;
}

/* --- where they are ------------------------------------------------------------------------ */

void
remark_begin(struct remark_watch *watch, struct arena *arena, struct markdown *document)
{
	*watch = (struct remark_watch){
		.arena = arena,
		.document = document,
		.before = { .within = TAPE_KINDS },
	};
}

static void
enter(struct remark_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct position *position)
{
	uint32_t number = event->arg[TAPE_CALLOUT_REMARK];
	struct lead_in lead_in = watch->before.last;
	*array_push(watch->arena, &watch->open) = (struct remark_open){ number, lead_in };
	if (!number)
		return;
	if (tape_is_literal(tape, event))
		position_move(position, event->arg[0]);
	*array_push(watch->arena, &watch->document->remarks) = (struct markdown_remark){
		.kind = *find(tape_str(tape, event->arg)),
		.title = STR_EMPTY,
		.id = STR_EMPTY,
		.lead_in = lead_in,
		.line = tape_is_literal(tape, event) ? position->line : 0,
		.column = tape_is_literal(tape, event) ? position->column : 0,
	};
}

/* The innermost callout that we are in, if it is a remark. */
static struct markdown_remark *
innermost(const struct remark_watch *watch)
{
	uint32_t number = watch->open.len ? watch->open.at[watch->open.len - 1].number : 0;
	return number ? &watch->document->remarks.at[number - 1] : NULL;
}

void
remark_see(struct remark_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct position *position)
{
	bool callout = event->kind == TAPE_CALLOUT || event->kind == TAPE_FOLD;
	lead_in_see(&watch->before, tape, event);
	if (callout && !event->leave)
		enter(watch, tape, event, position);
	struct markdown_remark *remark = innermost(watch);
	if (remark && event->kind == TAPE_LABEL && !remark->begin) {
		if (event->leave)
			remark->begin = event->next;
		else
			remark->label = event->next;
	}
	if (!callout || !event->leave)
		return;
	watch->open.len--;
	if (!remark)
		return;
	remark->end = event->at;
	watch->before.last = watch->open.at[watch->open.len].lead_in;
}

/* --- what they are called ------------------------------------------------------------------ */

/* The plain text between two events, or its begin. */
static struct str
text_of(struct arena *arena, const struct tape *tape, uint32_t from, uint32_t to, struct buf *room)
{
	struct plain plain = plain_begin(room);
	struct tape_reader reader = tape_read(tape, from, to);
	struct tape_event event;
	while (from != to && room->len < ENOUGH && tape_next(&reader, &event))
		plain_add(&plain, tape, &event);
	return plain_take(&plain, arena);
}

static void
name(struct arena *arena, const struct markdown *document, struct markdown_remark *remark,
        struct buf *room)
{
	buf_clear(room);
	remark->title = text_of(arena, document->tape, remark->label, remark->begin, room);
	if (remark->title.len)
		return;
	struct str text = text_of(arena, document->tape, remark->begin, remark->end, room);
	plain_shorten(room, sentence_around(text, 0, text.len ? 1 : 0), TITLE_MAX);
	remark->title = str_copy(arena, buf_view(room));
}

/* An id that is not among the others, with a number behind it if need be. Headings do the same. */
static struct str
new_id(struct arena *arena, const struct markdown_remark *remark, struct map *ids, struct buf *room)
{
	struct buf words;
	buf_init(&words, TEXT_MAX);
	buf_put(&words, remark->kind);
	buf_char(&words, ' ');
	plain_shorten(&words, remark->title, TITLE_MAX);
	buf_clear(room);
	utf8_slug(room, buf_view(&words));
	buf_free(&words);
	size_t len = room->len;
	struct map_entry *entry = map_find(ids, buf_view(room));
	uintptr_t repeats = entry ? (uintptr_t)entry->value : 0;
	while (map_find(ids, buf_view(room))) {
		room->len = len;
		buf_char(room, '-');
		buf_int(room, (int64_t)++repeats);
	}
	if (entry)
		entry->value = (void *)repeats;
	return str_copy(arena, buf_view(room));
}

void
remark_name(struct arena *arena, struct markdown *document)
{
	struct map ids = { 0 };
	struct arena scratch = ARENA_EMPTY;
	struct buf room;
	if (document->remarks.len == 0)
		return;
	buf_init(&room, TEXT_MAX);
	identifier_gather(&scratch, document, &ids);
	for (size_t i = 0; i < document->remarks.len; i++) {
		struct markdown_remark *remark = &document->remarks.at[i];
		name(arena, document, remark, &room);
		remark->id = new_id(arena, remark, &ids, &room);
		map_put(&ids, &scratch, remark->id, NULL);
	}
	buf_free(&room);
	arena_free(&scratch);
}
