/*
 * A set of ids that never walks far: open addressing over the headings themselves, twice as many
 * slots as headings. A heading that repeats an id tries "-1", "-2" … from where the last repeat of
 * that id stopped. An id "x-2" can only be in the way of repeats of "x", so each is in the way once
 * at most, and all ids of a document together cost no more than their number.
 */
#include "markdown/heading.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "markdown/position.h"
#include "markdown/tape.h"

enum {
	SLUG_TEXT = 1000, /* characters of a text that may find their way into an id */
	SLUG_MAX = 1 << 20,
	TEXT_MAX = 64 << 20,
};

/* --- ids ----------------------------------------------------------------------------------- */

void
heading_ids_begin(struct heading_ids *ids, const struct markdown_heading *headings, uint32_t count)
{
	size_t slots = 8;
	while (slots < 2 * (size_t)count)
		slots *= 2;
	size_t bytes = (slots + count) * sizeof(uint32_t);
	*ids = (struct heading_ids){ .headings = headings, .mask = (uint32_t)(slots - 1) };
	buf_init(&ids->memory, bytes);
	buf_init(&ids->slug, SLUG_MAX);
	buf_repeat(&ids->memory, 0, bytes);
	ids->slots = (uint32_t *)(void *)ids->memory.at;
	ids->repeats = ids->slots + slots;
}

/* The slot of an id: the heading's that has it, or an empty one. */
static uint32_t *
find_slot(const struct heading_ids *ids, struct str id)
{
	uint32_t at = (uint32_t)hash_64(id) & ids->mask;
	while (ids->slots[at] && !str_eq(ids->headings[ids->slots[at] - 1].id, id))
		at = (at + 1) & ids->mask;
	return &ids->slots[at];
}

/* Cuts a long slug behind a word. */
static void
shorten(struct buf *slug)
{
	struct str head = utf8_prefix(buf_view(slug), HEADING_ID_MAX);
	if (head.len == slug->len)
		return;
	size_t hyphen = slug->at[head.len] == '-' ? head.len : str_rfind_char(head, '-');
	slug->len = hyphen == STR_NONE ? head.len : hyphen;
}

struct str
heading_ids_next(struct heading_ids *ids, struct arena *arena, struct str text)
{
	struct buf *slug = &ids->slug;
	buf_clear(slug);
	utf8_slug(slug, utf8_prefix(text, SLUG_TEXT));
	if (slug->len == 0)
		buf_lit(slug, "section");
	shorten(slug);
	uint32_t *slot = find_slot(ids, buf_view(slug));
	if (*slot) {
		uint32_t *repeats = &ids->repeats[*slot - 1];
		size_t len = slug->len;
		while (*slot) {
			slug->len = len;
			buf_char(slug, '-');
			buf_int(slug, ++*repeats);
			slot = find_slot(ids, buf_view(slug));
		}
	}
	*slot = ++ids->len;
	return str_copy(arena, buf_view(slug));
}

void
heading_ids_end(struct heading_ids *ids)
{
	buf_free(&ids->memory);
	buf_free(&ids->slug);
}

/* --- headings ------------------------------------------------------------------------------ */

void
heading_begin(struct heading_watch *watch, struct arena *arena, const struct tape *tape)
{
	*watch = (struct heading_watch){ .arena = arena, .with_ids = !tape->commonmark };
	if (tape->headings == 0)
		return;
	watch->headings = arena_array(arena, struct markdown_heading, tape->headings);
	buf_init(&watch->text_memory, TEXT_MAX);
	watch->text = plain_begin(&watch->text_memory);
	heading_ids_begin(&watch->ids, watch->headings, tape->headings);
}

static void
open_heading(struct heading_watch *watch, const struct tape_event *event,
        const struct position *position)
{
	watch->open = &watch->headings[event->arg[1]];
	watch->open->level = event->arg[0];
	watch->open->event = event->at;
	watch->open->line = position->line;
	watch->placed = false;
}

static void
close_heading(struct heading_watch *watch)
{
	watch->open->text = plain_take(&watch->text, watch->arena);
	if (watch->with_ids)
		watch->open->id = heading_ids_next(&watch->ids, watch->arena, watch->open->text);
	else
		watch->open->id = STR_EMPTY;
	watch->open = NULL;
}

void
heading_see(struct heading_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct position *position)
{
	if (event->kind == TAPE_H) {
		if (event->leave)
			close_heading(watch);
		else
			open_heading(watch, event, position);
	} else if (watch->open) {
		plain_add(&watch->text, tape, event);
		bool in_source = event->is == TAPE_IS_TEXT && event->arg[0] < tape->source.len;
		if (!watch->placed && in_source) {
			position_move(position, event->arg[0]);
			watch->open->line = position->line;
			watch->placed = true;
		}
	}
}

void
heading_end(struct heading_watch *watch)
{
	if (watch->headings) {
		heading_ids_end(&watch->ids);
		buf_free(&watch->text_memory);
	}
}
