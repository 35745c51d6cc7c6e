#include "markdown/slip_code.h"

#include "base/diag.h"
#include "markdown/attribute.h"
#include "markdown/code.h"
#include "markdown/indent.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

/* The first ones mean something without a value. */
static const struct str names[] = { STR_INIT("linenos"), STR_INIT("numbers"), STR_INIT("nolinenos"),
	STR_INIT("diff"), STR_INIT("title"), STR_INIT("file"), STR_INIT("hl"), STR_INIT("lines"),
	STR_INIT("hl_lines"), STR_INIT("linenostart") };

enum { NAMES = sizeof names / sizeof *names, WORDS = 4 };

#define LINES_HELP "numbers of lines and ranges of them stand there, as in {2,5-7}"

/* The offset of a part of the info string. */
static size_t
place_of(const struct slip_code *listing, struct str part)
{
	return listing->info_at + (size_t)(part.at - listing->info.at);
}

/* Other programs have words of their own there; a value is given to whoever knows its name. */
static void
warn_of_unknown(const struct slip_code *listing, const struct code_slip *slip)
{
	struct str near = diag_nearest(slip->part, names, slip->has_value ? NAMES : WORDS);
	if (!near.len && !slip->has_value)
		return;
	rewrite_warn(listing->rewrite, place_of(listing, slip->part),
	        "kith knows title, file, hl, lines, linenos, numbers, nolinenos, diff, and what begins "
	        "with data- or aria-",
	        "\"" STR_FMT "\" means nothing behind a fence", STR_ARG(slip->part));
	if (near.len)
		diag_help(listing->rewrite->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
}

static void
warn_of_word(const struct slip_code *listing, const struct code_slip *slip)
{
	const struct rewrite *rewrite = listing->rewrite;
	size_t at = place_of(listing, slip->part);
	switch (slip->kind) {
	case CODE_SLIP_UNKNOWN: warn_of_unknown(listing, slip); break;
	case CODE_SLIP_LINES:
		rewrite_warn(rewrite, at, LINES_HELP, "\"" STR_FMT "\" is no list of lines",
		        STR_ARG(slip->part));
		break;
	case CODE_SLIP_NUMBERS:
		rewrite_warn(rewrite, at,
		        "write \"linenos\", \"linenos=10\" for the number of the first line, or "
		        "\"linenos=off\"",
		        "\"" STR_FMT "\" says nothing about the numbers of lines",
		        STR_ARG(slip->part));
		break;
	case CODE_SLIP_QUOTE:
		rewrite_warn(rewrite, at, "end it in the same line, as in title=\"main.c\"",
		        "this value has no quotation mark at its end");
		break;
	}
}

/* Lines to point out that the listing does not have. */
static void
check_lines(const struct slip_code *listing, const struct code_info *info)
{
	size_t brace = str_find_char(listing->info, '{');
	for (uint32_t i = 0; i < info->range_count; i++) {
		const struct code_range *range = &info->ranges[i];
		struct str at = str_skip(listing->info, brace == STR_NONE ? 0 : brace);
		if (range->from && range->from <= range->to && range->from <= listing->lines)
			continue;
		if (range->from > range->to)
			rewrite_warn(listing->rewrite, place_of(listing, at), LINES_HELP,
			        "\"%u-%u\" ends before it begins", range->from, range->to);
		else
			rewrite_warn(listing->rewrite, place_of(listing, at),
			        "the first one is 1, whatever number is shown beside it",
			        "there is no line %u in this listing of %u", range->from,
			        listing->lines);
	}
}

static void
check_info(const struct slip_code *listing)
{
	struct code_slip slip;
	struct code_info info;
	struct str rest = listing->info;
	for (code_begin(&rest, &info); code_next_slip(&rest, &slip);)
		warn_of_word(listing, &slip);
	code_info(listing->info, &info);
	check_lines(listing, &info);
}

/* Behind the lines of a listing comes a fence, or it goes on to the end of what it stands in. */
static void
check_end(const struct slip_code *listing)
{
	struct str source = listing->rewrite->tape->source;
	struct str line =
	        str_slice(source, listing->fence, indent_line_end(source, listing->fence));
	size_t prefix = verbatim_prefix(line), at = listing->fence;
	if (prefix == line.len || !indent_is_fence(source, listing->fence, line.at[prefix]))
		return;
	for (uint32_t i = 0; i <= listing->lines; i++)
		at = indent_next_line(source, at);
	if (!indent_is_fence(source, at, line.at[prefix]))
		rewrite_warn(listing->rewrite, listing->fence + prefix,
		        "end it with a line of as many of its signs; until then all is code",
		        "this listing is not closed");
}

static uint32_t
newlines_of(struct str text)
{
	uint32_t count = 0;
	for (size_t at; (at = str_find_char(text, '\n')) != STR_NONE; text = str_skip(text, at + 1))
		count++;
	return count;
}

void
slip_code_see(struct slip_code *listing, const struct tape_event *event)
{
	const struct tape *tape = listing->rewrite->tape;
	if (event->kind == TAPE_NEWLINE)
		listing->lines++;
	if (event->kind == TAPE_TEXT_CODE)
		listing->lines += newlines_of(tape_str(tape, event->arg));
	if (event->kind != TAPE_CODE)
		return;
	if (event->leave) {
		if (listing->info.len)
			check_info(listing);
		if (listing->inside)
			check_end(listing);
		return;
	}
	bool literal = event->arg[1] && event->arg[0] < tape->source.len;
	listing->info = literal ? tape_str(tape, event->arg) : STR_EMPTY;
	listing->info_at = event->arg[0];
	listing->inside = event->arg[TAPE_CODE_FENCE] > 0;
	listing->fence = event->arg[TAPE_CODE_FENCE] - 1;
	listing->lines = 0;
}
