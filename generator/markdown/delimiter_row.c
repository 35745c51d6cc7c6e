/*
 * Only a paragraph's second line counts, and that it is one is known from the tape: the same signs
 * in a listing are not touched.
 *
 *	| a | b |            TEXT "| a | b |\n|-|:-|\n| 1 | 2 |"
 *	|-|:-|                                ^ the first line break of the paragraph
 *	| 1 | 2 |
 */
#include "markdown/delimiter_row.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "markdown/origin.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

enum { CELL_MIN = 3 };

/* The line of the source from `at` on, without its end. */
static struct str
line_at(struct str source, size_t at)
{
	struct str rest = str_skip(source, at);
	size_t len = str_find_char(rest, '\n');
	return len == STR_NONE ? rest : str_slice(rest, 0, len);
}

/* Cells between the bars of a row; `inside` of those are text of a cell. */
static size_t
count_cells(struct str row, size_t inside)
{
	size_t bars = 0, at = 0;
	row = str_trim(row);
	for (bool escaped = false; at < row.len; at++) {
		bars += row.at[at] == '|' && !escaped;
		if (row.at[at] == '|' && !escaped && (at == 0 || at + 1 == row.len))
			inside++;
		escaped = row.at[at] == '\\' && !escaped;
	}
	return bars + 1 > inside ? bars + 1 - inside : 0;
}

/* How many cells the line has that `at` is in, and how many the line above it. */
static struct delimiter_row
compare(struct str source, size_t at, size_t inside)
{
	while (at && source.at[at - 1] != '\n')
		at--;
	size_t above = at ? at - 1 : 0;
	while (above && source.at[above - 1] != '\n')
		above--;
	struct str names = line_at(source, above), row = line_at(source, at);
	names = str_skip(names, verbatim_prefix(names));
	for (; row.len && str_find_char(STR("> \t"), row.at[0]) != STR_NONE; at++)
		row = str_skip(row, 1);
	return (struct delimiter_row){ at, count_cells(row, 0), count_cells(names, inside), above };
}

static bool
is_cell(struct str cell)
{
	if (cell.len && cell.at[0] == ':')
		cell = str_skip(cell, 1);
	if (cell.len && cell.at[cell.len - 1] == ':')
		cell.len--;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] != '-')
			return false;
	}
	return cell.len > 0;
}

/* Cuts the next cell off a row. False at its end. */
static bool
next_cell(struct str *row, struct str *cell)
{
	if (!row->at)
		return false;
	*cell = str_trim(str_cut(row, '|'));
	return true;
}

/* A row between bars, at least one of them. Sets *shortest to the length of its shortest cell. */
static bool
is_row(struct str line, size_t *shortest)
{
	struct str row = str_trim(line), cell;
	if (str_find_char(row, '|') == STR_NONE)
		return false;
	*shortest = SIZE_MAX;
	for (size_t number = 0; next_cell(&row, &cell); number++) {
		bool outside = cell.len == 0 && (number == 0 || !row.at);
		if (!outside && !is_cell(cell))
			return false;
		if (!outside && cell.len < *shortest)
			*shortest = cell.len;
	}
	return *shortest < SIZE_MAX;
}

/* One of cells some of which are too short. */
static bool
is_short_row(struct str line)
{
	size_t shortest;
	return is_row(line, &shortest) && shortest < CELL_MIN;
}

/* The row with dashes added to those that are fewer than three. */
static void
put_widened(struct buf *out, struct str line)
{
	for (size_t at = 0; at < line.len;) {
		size_t dashes = 0;
		while (at + dashes < line.len && line.at[at + dashes] == '-')
			dashes++;
		if (dashes == 0) {
			buf_char(out, line.at[at++]);
			continue;
		}
		buf_repeat(out, '-', dashes < CELL_MIN ? CELL_MIN : dashes);
		at += dashes;
	}
}

/* Bars in a text that are not escaped. */
static size_t
bars_in(const struct tape *tape, const struct tape_event *event)
{
	size_t count = 0;
	if (event->is != TAPE_IS_TEXT || !tape_is_literal(tape, event))
		return 0;
	for (size_t at = event->arg[0], end = at + event->arg[1]; at < end; at++)
		count += tape->source.at[at] == '|' && !tape_is_escaped(tape, at);
	return count;
}

/* Follows a tape to the second lines of its paragraphs. */
struct finder {
	const struct tape *tape;
	size_t inside; /* bars in the first line that are in code or HTML */
	enum { ELSEWHERE, FIRST_LINE, BEHIND_BREAK } where;
};

/* Where a second line begins, if this event tells it, else SIZE_MAX. */
static size_t
second_line(struct finder *finder, const struct tape_event *event)
{
	bool was_behind = finder->where == BEHIND_BREAK;
	if (event->is == TAPE_IS_BLOCK) {
		bool has_text = !event->leave && (event->kind == TAPE_P || event->kind == TAPE_LI);
		finder->where = has_text ? FIRST_LINE : ELSEWHERE;
		finder->inside = 0;
		return SIZE_MAX;
	}
	if (finder->where == ELSEWHERE)
		return SIZE_MAX;
	if (was_behind)
		finder->where = ELSEWHERE;
	if (event->kind == TAPE_NEWLINE || event->kind == TAPE_BREAK)
		finder->where = was_behind ? ELSEWHERE : BEHIND_BREAK;
	if (finder->where == FIRST_LINE && event->kind != TAPE_TEXT)
		finder->inside += bars_in(finder->tape, event);
	if (event->kind != TAPE_TEXT || !tape_is_literal(finder->tape, event))
		return SIZE_MAX;
	if (was_behind)
		return event->arg[0];
	size_t newline = str_find_char(tape_str(finder->tape, event->arg), '\n');
	if (newline == STR_NONE)
		return SIZE_MAX;
	bool ends_here = newline + 1 == event->arg[1];
	finder->where = ends_here ? BEHIND_BREAK : ELSEWHERE;
	return ends_here ? SIZE_MAX : event->arg[0] + newline + 1;
}

/* Is there a line that would be such a row if it were the second one of a paragraph? */
static bool
may_have_some(struct str source)
{
	size_t at = 0;
	for (size_t bar; (bar = str_find_char(str_skip(source, at), '|')) != STR_NONE;) {
		size_t newline = str_rfind_char(str_slice(source, at, at + bar), '\n');
		struct str line = line_at(source, newline == STR_NONE ? at : at + newline + 1);
		if (is_short_row(str_skip(line, verbatim_prefix(line))))
			return true;
		at = (size_t)(line.at - source.at) + line.len;
	}
	return false;
}

bool
delimiter_row_widen(
        struct arena *arena, const struct tape *tape, struct buf *out, struct delimiter_rows *wrong)
{
	struct finder finder = { .tape = tape };
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	size_t done = 0;
	if (!may_have_some(tape->source))
		return false;
	while (tape_next(&reader, &event)) {
		size_t at = second_line(&finder, &event);
		if (at == SIZE_MAX || at < done)
			continue;
		struct str line = line_at(tape->source, at);
		struct delimiter_row row = compare(tape->source, at, finder.inside);
		if (!is_short_row(line))
			continue;
		if (row.cells != row.names) {
			*array_push(arena, wrong) = row;
			continue;
		}
		buf_put(out, str_slice(tape->source, done, at));
		put_widened(out, line);
		done = at + line.len;
	}
	if (done)
		buf_put(out, str_skip(tape->source, done));
	return done > 0;
}

bool
delimiter_row_check(struct arena *arena, const struct tape *tape, struct delimiter_rows *rows)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	bool in_head = false;
	size_t text = SIZE_MAX, inside = 0;
	while (tape_seek(&reader, in_head ? TAPE_ANY : TAPE_BIT(THEAD), &event)) {
		inside += in_head ? bars_in(tape, &event) : 0;
		bool counts = in_head && event.is == TAPE_IS_TEXT;
		if (counts && text == SIZE_MAX && tape_is_literal(tape, &event))
			text = event.arg[0];
		if (event.kind != TAPE_THEAD)
			continue;
		size_t end = text < tape->source.len ? text + line_at(tape->source, text).len + 1
		                                     : SIZE_MAX;
		struct delimiter_row row = { 0 };
		if (event.leave && end < tape->source.len)
			row = compare(tape->source, end, inside);
		if (row.cells != row.names)
			*array_push(arena, rows) = row;
		in_head = !event.leave;
		text = SIZE_MAX;
		inside = 0;
	}
	return rows->len > 0;
}

/* --- below a paragraph --------------------------------------------------------------------- */

/* The next line from *at on that is such a row, as where its text begins; moves behind it. */
static size_t
next_row(struct str source, size_t *at)
{
	size_t bar, shortest;
	while ((bar = str_find_char(str_skip(source, *at), '|')) != STR_NONE) {
		size_t newline = str_rfind_char(str_slice(source, *at, *at + bar), '\n');
		size_t begin = newline == STR_NONE ? *at : *at + newline + 1;
		struct str line = line_at(source, begin);
		size_t text = 0;
		*at = begin + line.len;
		while (text < line.len && str_find_char(STR("> \t"), line.at[text]) != STR_NONE)
			text++;
		if (is_row(str_skip(line, text), &shortest))
			return begin + text;
	}
	return SIZE_MAX;
}

/* Follows a tape to the rows in its paragraphs. */
struct below {
	const struct tape *tape;
	size_t done;   /* of the source */
	size_t row;    /* the next one, or SIZE_MAX */
	size_t above;  /* where the line before it begins */
	size_t begin;  /* where the text of the paragraph does that we are in, or SIZE_MAX */
	size_t inside; /* bars in the line above that are in code or HTML */
};

static void
find_next(struct below *below)
{
	below->row = next_row(below->tape->source, &below->done);
	below->inside = 0;
	if (below->row != SIZE_MAX)
		below->above = compare(below->tape->source, below->row, 0).above;
}

/* A row that a piece of text holds. */
static void
see_row(struct arena *arena, const struct below *below, struct delimiter_rows *rows,
        struct delimiter_rows *wrong)
{
	struct delimiter_row row = compare(below->tape->source, below->row, below->inside);
	if (below->begin == below->row) {
		row.names = 0;
		*array_push(arena, wrong) = row;
	} else if (below->begin < row.above) {
		*array_push(arena, row.cells == row.names ? rows : wrong) = row;
	}
}

bool
delimiter_row_below(struct arena *arena, const struct tape *tape, struct delimiter_rows *rows,
        struct delimiter_rows *wrong)
{
	struct below below = { .tape = tape, .begin = SIZE_MAX };
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	bool in_text = false;
	find_next(&below);
	while (below.row != SIZE_MAX && tape_next(&reader, &event)) {
		if (event.is == TAPE_IS_BLOCK) {
			in_text = !event.leave && (event.kind == TAPE_P || event.kind == TAPE_LI);
			below.begin = SIZE_MAX;
		}
		if (event.is != TAPE_IS_TEXT || !tape_is_literal(tape, &event))
			continue;
		size_t at = event.arg[0], end = at + event.arg[1];
		if (below.begin == SIZE_MAX)
			below.begin = at;
		while (below.row < at)
			find_next(&below);
		for (; below.row < end; find_next(&below)) {
			if (in_text && event.kind == TAPE_TEXT)
				see_row(arena, &below, rows, wrong);
		}
		if (below.row != SIZE_MAX && at >= below.above && event.kind != TAPE_TEXT)
			below.inside += bars_in(tape, &event);
	}
	return rows->len > 0;
}

struct origin_text
delimiter_row_part(
        struct arena *arena, const struct origin_text *text, const struct delimiter_rows *rows)
{
	struct origin_writer out;
	struct str rest = text->text;
	origin_begin(&out, arena, text);
	for (uint32_t number = 0, i = 0; rest.len; number++) {
		size_t at = (size_t)(rest.at - text->text.at), marks = 0;
		struct str line = str_cut(&rest, '\n');
		if (i < rows->len && rows->at[i].above == at) {
			while (marks < line.len &&
			        str_find_char(STR("> "), line.at[marks]) != STR_NONE)
				marks++;
			origin_put(&out, str_slice(line, 0, marks), STR_EMPTY, number, 0);
			i++;
		}
		origin_put(&out, STR_EMPTY, line, number, 0);
	}
	return origin_end(&out, NULL);
}

void
delimiter_row_break(struct str source, const struct delimiter_rows *rows, struct buf *out)
{
	size_t done = 0;
	for (size_t i = 0; i < rows->len; i++) {
		size_t at = rows->at[i].at;
		at += str_find_char(str_skip(source, at), '|');
		buf_put(out, str_slice(source, done, at));
		buf_char(out, '\\');
		done = at;
	}
	buf_put(out, str_skip(source, done));
}
