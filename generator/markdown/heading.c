/*
 * A heading that repeats an id tries "-1", "-2" … from where the last repeat of that id stopped. An
 * id "x-2" can only be in the way of repeats of "x", so each is in the way once at most, and all ids
 * of a document together cost no more than their number.
 */
#include "markdown/heading.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "markdown/attribute.h"
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
heading_ids_begin(struct heading_ids *ids)
{
	*ids = (struct heading_ids){ .memory = ARENA_EMPTY };
	buf_init(&ids->slug, SLUG_MAX);
}

bool
heading_ids_take(struct heading_ids *ids, struct str id)
{
	if (map_find(&ids->taken, id))
		return false;
	map_put(&ids->taken, &ids->memory, str_copy(&ids->memory, id), NULL);
	return true;
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
	struct map_entry *repeated = map_find(&ids->taken, buf_view(slug));
	uintptr_t repeats = repeated ? (uintptr_t)repeated->value : 0;
	size_t len = slug->len;
	while (map_find(&ids->taken, buf_view(slug))) {
		slug->len = len;
		buf_char(slug, '-');
		buf_int(slug, (int64_t)++repeats);
	}
	if (repeated)
		repeated->value = (void *)repeats;
	struct str id = str_copy(arena, buf_view(slug));
	map_put(&ids->taken, &ids->memory, id, NULL);
	return id;
}

void
heading_ids_end(struct heading_ids *ids)
{
	arena_free(&ids->memory);
	buf_free(&ids->slug);
}

/* The id in a list of attributes, or empty. */
static struct str
given_id(struct arena *arena, struct str list)
{
	struct attribute attribute;
	struct str rest = str_skip(list, 1);
	while (attribute_next(&rest, &attribute)) {
		if (attribute_is_id(&attribute))
			return attribute_decode(
			        &attribute, arena_array(arena, char, attribute_room(&attribute)));
	}
	return STR_EMPTY;
}

/* --- headings ------------------------------------------------------------------------------ */

void
heading_begin(struct heading_watch *watch, struct arena *arena, const struct tape *tape,
        struct heading_ids *ids)
{
	*watch =
	        (struct heading_watch){ .arena = arena, .ids = ids, .with_ids = !tape->commonmark };
	if (tape->headings == 0)
		return;
	watch->headings = arena_array(arena, struct markdown_heading, tape->headings);
	buf_init(&watch->text_memory, TEXT_MAX);
	watch->text = plain_begin(&watch->text_memory);
}

static void
open_heading(struct heading_watch *watch, const struct tape_event *event, struct str list,
        const struct position *position)
{
	watch->open = &watch->headings[event->arg[1]];
	watch->open->level = event->arg[0];
	watch->open->event = event->at;
	watch->open->id = given_id(watch->arena, list);
	watch->open->line = position->line;
	watch->placed = false;
}

static void
close_heading(struct heading_watch *watch)
{
	struct markdown_heading *heading = watch->open;
	heading->text = plain_take(&watch->text, watch->arena);
	if (watch->with_ids && heading->id.len == 0)
		heading->id = heading_ids_next(watch->ids, watch->arena, heading->text);
	watch->open = NULL;
}

void
heading_see(struct heading_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct str list, struct position *position)
{
	if (event->kind == TAPE_H) {
		if (event->leave)
			close_heading(watch);
		else
			open_heading(watch, event, list, position);
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
	if (watch->headings)
		buf_free(&watch->text_memory);
}
