/*
 * The parser says nothing about these cells, so they are looked for behind the last thing it told
 * of a row. A row of which it told nothing is the line below the one before.
 */
#include "markdown/surplus.h"

#include "base/arena.h"
#include "base/str.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

struct finder {
	const struct tape *tape;
	uint32_t columns;
	uint32_t cell;    /* number of the one we are in; of a row: cells so far */
	uint32_t cell_of; /* the one that `end` is in; 0: nothing known yet */
	size_t end;       /* behind what is known of the row */
	size_t line;      /* begin of the row's line, or SIZE_MAX */
};

static size_t
line_end(struct str source, size_t at)
{
	size_t len = str_find_char(str_skip(source, at), '\n');
	return len == STR_NONE ? source.len : at + len;
}

/* Behind so many bars from `at` on, or `to` if there are less. */
static size_t
behind_bars(const struct tape *tape, size_t at, size_t to, uint32_t bars)
{
	for (; at < to && bars; at++)
		bars -= tape->source.at[at] == '|' && !tape_is_escaped(tape, at);
	return bars ? to : at;
}

static void
see_view(struct finder *finder, const uint32_t view[2])
{
	size_t end = (size_t)view[0] + view[1];
	if (view[1] == 0 || view[0] >= finder->tape->source.len || end < finder->end)
		return;
	finder->end = end;
	finder->cell_of = finder->cell;
}

/* Where the line of the row that ends here begins. */
static size_t
its_line(const struct finder *finder)
{
	struct str source = finder->tape->source;
	size_t at = finder->end;
	if (finder->cell_of == 0) {
		at = finder->line < source.len ? line_end(source, finder->line) : source.len;
		return at < source.len ? at + 1 : SIZE_MAX;
	}
	while (at && source.at[at - 1] != '\n')
		at--;
	return at;
}

/* Where text stands behind the last cell of the row that ends here, or SIZE_MAX. */
static size_t
find(struct finder *finder)
{
	struct str source = finder->tape->source;
	finder->line = its_line(finder);
	if (finder->line == SIZE_MAX)
		return SIZE_MAX;
	size_t to = line_end(source, finder->line), at = finder->end;
	if (finder->cell_of == 0) {
		at = finder->line;
		at += verbatim_prefix(str_slice(source, at, to));
		at += at < to && source.at[at] == '|';
	}
	uint32_t within = finder->cell_of ? finder->cell_of - 1 : 0;
	at = behind_bars(finder->tape, at, to, finder->columns - within);
	while (at < to && str_find_char(STR("| \t"), source.at[at]) != STR_NONE)
		at++;
	return at < to ? at : SIZE_MAX;
}

static void
see_enter(struct finder *finder, const struct tape_event *event)
{
	switch (event->kind) {
	case TAPE_TABLE:
		finder->columns = event->arg[0];
		finder->line = SIZE_MAX;
		break;
	case TAPE_TR:
		finder->cell = finder->cell_of = 0;
		finder->end = 0;
		break;
	case TAPE_TH:
	case TAPE_TD: finder->cell++; break;
	case TAPE_LINK:
	case TAPE_IMAGE:
		see_view(finder, &event->arg[TAPE_LINK_HREF]);
		see_view(finder, &event->arg[TAPE_LINK_TITLE]);
		break;
	default: break;
	}
}

struct surplus
surplus_find(struct arena *arena, const struct tape *tape)
{
	struct surplus surplus = { .list = { NULL, 0, 0 } };
	struct finder finder = { .tape = tape, .line = SIZE_MAX };
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	bool in_table = false;
	while (tape_seek(&reader, in_table ? TAPE_ANY : TAPE_BIT(TABLE), &event)) {
		if (event.kind == TAPE_TABLE)
			in_table = !event.leave;
		bool ends_row = event.leave && event.kind == TAPE_TR;
		size_t at = ends_row ? find(&finder) : SIZE_MAX;
		if (at != SIZE_MAX)
			*array_push(arena, &surplus.list) =
			        (struct surplus_cell){ at, finder.columns };
		if (event.is == TAPE_IS_TEXT)
			see_view(&finder, event.arg);
		else if (!event.leave)
			see_enter(&finder, &event);
	}
	return surplus;
}
