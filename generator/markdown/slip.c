/*
 * One walk over the tape. What md4c has left as text is looked at where it could begin something:
 *
 *	::figure {src=a.png}        the begin of a line: a directive that is none
 *	[the log][logg]             "][" in text: a link to a name that nothing defines
 *	```c {9}                    a listing's info string, when the listing is known: slip_code.c
 *	{{< figure >}}              what other programs read: slip_foreign.c
 *
 * Prose about arrays has brackets as well, so a link is only what looks like words: "a[i][j]" and
 * "[x][y]" are none.
 */
#include "markdown/slip.h"

#include "base/ascii.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "markdown/directive.h"
#include "markdown/indent.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/slip_code.h"
#include "markdown/slip_foreign.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

enum {
	REFERENCE_MAX = 200, /* bytes of one of its two parts */
	WORD_MIN = 3,
};

/* --- directives ---------------------------------------------------------------------------- */

static void
check_directive(const struct rewrite *rewrite, size_t at)
{
	static const char *const helps[] = {
		[DIRECTIVE_SLIP_FORM] =
		        "behind its name stand [text] and {name=\"value\"}, and nothing else; "
		        "write \"\\::\" for the colons themselves",
		[DIRECTIVE_SLIP_BLANK] =
		        "no blank stands between its name, its [text] and its "
		        "{name=\"value\"}; write \"\\::\" for the colons themselves",
		[DIRECTIVE_SLIP_TEXT] =
		        "its text stands in brackets, as in \":::details[Text]\"; write \"\\:::\" "
		        "for the colons themselves",
		[DIRECTIVE_SLIP_NAME] =
		        "a name stands before the braces, as in \":::aside{.wide}\"; "
		        "write \"\\:::\" for the colons themselves",
	};
	struct str rest = str_skip(rewrite->tape->source, at);
	enum directive_slip slip = directive_slip(str_line(&rest));
	if (slip != DIRECTIVE_SLIP_NONE)
		rewrite_warn(
		        rewrite, at, helps[slip], "this line begins like a directive and is none");
}

/* The lines of a text, of which the first may begin in the middle. */
static void
check_directives(const struct rewrite *rewrite, const struct tape_event *event, bool begins)
{
	struct str source = rewrite->tape->source;
	size_t at = event->arg[0], end = at + event->arg[1];
	if (begins && !tape_is_escaped(rewrite->tape, at))
		check_directive(rewrite, at);
	for (size_t next; (next = str_find_char(str_slice(source, at, end), '\n')) != STR_NONE;) {
		at += next + 1;
		if (at < end)
			check_directive(rewrite, at);
	}
}

/* --- links --------------------------------------------------------------------------------- */

static bool
is_word(char c)
{
	return ascii_is_alnum(c) || (c & 0x80) || c == '_';
}

/* Where the brackets begin that end at an offset, in its line; STR_NONE when they do not. */
static size_t
opening_of(struct str source, size_t at)
{
	for (size_t i = at; i > 0 && at - i < REFERENCE_MAX; i--) {
		char c = source.at[i - 1];
		if (c == '[')
			return i - 1;
		if (c == ']' || c == '\n')
			break;
	}
	return STR_NONE;
}

/* Does a text look like words, rather than like the index of an array or a mark of ours? */
static bool
is_words(struct str text)
{
	bool letter = false;
	for (size_t i = 0; i < text.len; i++)
		letter |= is_word(text.at[i]) && !ascii_is_digit(text.at[i]);
	return letter && text.len >= WORD_MIN && str_find_char(STR("^!@ "), text.at[0]) == STR_NONE;
}

/* "1", or a word; a letter will do behind several words. */
static bool
is_name(struct str label, struct str text)
{
	size_t digits = 0;
	while (digits < label.len && ascii_is_digit(label.at[digits]))
		digits++;
	if (label.len == 0 || digits == label.len)
		return true;
	return is_words(label) || (is_word(label.at[0]) && str_find_char(text, ' ') != STR_NONE);
}

/* A "]" in text. */
static void
check_reference(const struct rewrite *rewrite, size_t at)
{
	struct str source = rewrite->tape->source;
	struct str label = str_slice(source, at + 2, at + 2 + REFERENCE_MAX);
	size_t begin = opening_of(source, at), len = 0;
	if (begin == STR_NONE ||
	        (begin && str_find_char(STR(")]}\""), source.at[begin - 1]) != STR_NONE) ||
	        (begin && is_word(source.at[begin - 1])) || tape_is_escaped(rewrite->tape, begin) ||
	        tape_is_escaped(rewrite->tape, at))
		return;
	while (len < label.len && str_find_char(STR("[]\n"), label.at[len]) == STR_NONE)
		len++;
	if (len == label.len || label.at[len] != ']')
		return;
	char next = len + 1 < label.len ? label.at[len + 1] : ' ';
	struct str text = str_slice(source, begin + 1, at);
	label = str_slice(label, 0, len);
	if (next == '[' || next == '(' || !is_words(text) || !is_name(label, text))
		return;
	if (label.len == 0)
		label = text;
	rewrite_warn(rewrite, begin,
	        "say where it leads in a line of its own, \"[name]: address\"; write \"\\[\" for the "
	        "bracket itself",
	        "nothing defines the link \"" STR_FMT "\"", STR_ARG(label));
}

static void
check_references(const struct rewrite *rewrite, const struct tape_event *event)
{
	struct str source = rewrite->tape->source;
	for (size_t at = event->arg[0], end = at + event->arg[1]; at < end; at++) {
		size_t skip = str_find_char(str_slice(source, at, end), ']');
		if (skip == STR_NONE)
			return;
		at += skip;
		if (at + 1 < source.len && source.at[at + 1] == '[')
			check_reference(rewrite, at);
	}
}

/* --- the walk ------------------------------------------------------------------------------ */

void
slip_check(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	bool directives = str_find(tape->source, STR("::")) != STR_NONE;
	bool references = str_find(tape->source, STR("][")) != STR_NONE;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	struct slip_code listing = { .rewrite = rewrite };
	struct slip_foreign foreign = { .rewrite = rewrite };
	bool begins = false;
	while (tape_next(&reader, &event) && !rewrite->diags->silent) {
		bool literal = event.kind == TAPE_TEXT && tape_is_literal(tape, &event);
		slip_code_see(&listing, &event);
		slip_foreign_see(&foreign, &event);
		if (literal && directives)
			check_directives(rewrite, &event, begins);
		if (literal && references)
			check_references(rewrite, &event);
		begins = event.is == TAPE_IS_BLOCK || event.kind == TAPE_NEWLINE;
	}
}

/* --- headings ------------------------------------------------------------------------------ */

/* The first line behind an offset that begins with the mark of a heading, or the offset. */
static size_t
find_mark(struct str source, size_t behind)
{
	for (size_t at = behind; at < source.len; at = indent_next_line(source, at)) {
		struct str line = str_slice(source, at, indent_line_end(source, at));
		size_t mark = verbatim_prefix(line);
		if (mark < line.len && line.at[mark] == '#')
			return at + mark;
	}
	return behind;
}

/* Returns the offset of the line behind it. */
static size_t
warn_of_empty(const struct rewrite *rewrite, size_t behind)
{
	size_t at = find_mark(rewrite->tape->source, behind);
	rewrite_warn(rewrite, at, "write one behind the marks, or \"\\#\" for the sign itself",
	        "this heading has no text, so lists of contents leave it out");
	return indent_next_line(rewrite->tape->source, at);
}

/* Does an event of a heading give it words? */
static bool
gives_words(const struct tape *tape, const struct tape_event *event)
{
	if (event->kind == TAPE_IMAGE || event->kind == TAPE_DIRECTIVE_SPAN)
		return true;
	return event->is == TAPE_IS_TEXT && event->kind != TAPE_TEXT_HTML &&
	        str_trim(tape_str(tape, event->arg)).len;
}

static bool
has_empty_heading(const struct tape *tape)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_has(tape, TAPE_H) && tape_seek(&reader, TAPE_BIT(H), &event)) {
		bool has_words = event.leave;
		while (!has_words && tape_next(&reader, &event) && event.kind != TAPE_H)
			has_words = gives_words(tape, &event);
		if (!has_words)
			return true;
	}
	return false;
}

void
slip_check_headings(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	size_t behind = 0, begin = 0;
	bool has_words = true, any = has_empty_heading(tape);
	while (any && tape_next(&reader, &event)) {
		if (event.kind == TAPE_H) {
			if (event.leave && !has_words)
				behind = warn_of_empty(rewrite, begin);
			has_words = event.leave;
			begin = behind;
		}
		has_words |= gives_words(tape, &event);
		if (event.is == TAPE_IS_TEXT && tape_is_literal(tape, &event))
			behind = indent_next_line(
			        tape->source, (size_t)event.arg[0] + event.arg[1] - 1);
	}
}
