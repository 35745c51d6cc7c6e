#include "markdown/callout.h"

#include "base/ascii.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/remark.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

/* Characters of a remark's first line that may be its title; a longer one is text. */
enum {
	REMARK_TITLE_MAX = 200,
	LINE_MIN = 20, /* bytes; nobody breaks a shorter line in the middle of a sentence */
};

struct opening {
	struct str name;
	enum tape_kind kind; /* CALLOUT or FOLD */
	bool open;
	size_t len; /* of it in the text, blanks behind included */
};

static bool
is_name(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_';
}

/* Does a text begin with [!NAME], and does that stand alone or before a blank? */
static bool
read_opening(struct str text, struct opening *opening)
{
	size_t len = 2;
	if (!str_starts(text, STR("[!")))
		return false;
	while (len < text.len && is_name(text.at[len]))
		len++;
	opening->name = str_slice(text, 2, len);
	if (len == text.len || text.at[len] != ']' || opening->name.len == 0 ||
	        opening->name.len > CALLOUT_NAME_MAX)
		return false;
	len++;
	bool folds = len < text.len && (text.at[len] == '-' || text.at[len] == '+');
	opening->kind = folds ? TAPE_FOLD : TAPE_CALLOUT;
	opening->open = folds && text.at[len] == '+';
	len += folds;
	size_t end = len;
	while (len < text.len && (text.at[len] == ' ' || text.at[len] == '\t'))
		len++;
	opening->len = len;
	return end == text.len || len > end || text.at[len] == '\n';
}

/* What is wrong with an opening that read_opening does not take, as far as it is known? */
static const char *
help_of_slip(struct str line)
{
	size_t close = str_find_char(line, ']'), name = 2;
	while (name < line.len && is_name(line.at[name]))
		name++;
	struct str behind = close == STR_NONE ? STR_EMPTY : str_skip(line, close + 1);
	if (line.at[2] == ' ')
		return "no blank stands behind the \"!\": > [!NOTE] Title";
	if (close == STR_NONE)
		return "a bracket ends its name: > [!NOTE] Title";
	if (close != name)
		return "its name is one word, and its title stands behind the bracket: > [!NOTE] Title";
	if (str_starts(behind, STR("{")))
		return "it takes no attributes; what a link leads to is [some words]{#id}: "
		       "> [!NOTE] Title";
	if (str_starts(behind, STR("\u00a0")))
		return "the blank behind the bracket is a no-break space; an ordinary one belongs "
		       "there: > [!NOTE] Title";
	return "a blank stands between the bracket and the title: > [!NOTE] Title";
}

/* What a quote may begin with that lacks only "!": "[LESSON] Title". */
static const struct str bare[] = { STR_INIT("[LESSON]"), STR_INIT("[ASK]"), STR_INIT("[DECISION]"),
	STR_INIT("[NOTE]"), STR_INIT("[TIP]"), STR_INIT("[IMPORTANT]"), STR_INIT("[WARNING]"),
	STR_INIT("[CAUTION]") };

/* Words in brackets may be text, so these are told only in capitals. */
static void
warn_of_bare(const struct rewrite *rewrite, size_t at, struct str line)
{
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
		if (str_starts(line, bare[i]))
			rewrite_warn(rewrite, at, "\"!\" stands before the name: > [!NOTE] Title",
			        "\"" STR_FMT "\" begins no callout", STR_ARG(bare[i]));
	}
}

/* With a blank before it only when it is in capitals, for "[! there]" may be text. */
static bool
begins_with_name(struct str text)
{
	struct str name = str_trim(text);

	return name.len &&
	        (name.at == text.at ? is_name(name.at[0]) : name.at[0] >= 'A' && name.at[0] <= 'Z');
}

/* "[!NOTE A", "[!NOTE text]": what stands there may be text, but hardly was meant to be. */
static void
warn_of_slip(const struct rewrite *rewrite, const struct tape_event *first)
{
	struct str rest = str_skip(rewrite->tape->source, first->arg[0]), line = str_line(&rest);
	warn_of_bare(rewrite, first->arg[0], line);
	if (!str_starts(line, STR("[!")) || line.len < 3 || !begins_with_name(str_skip(line, 2)))
		return;
	rewrite_warn(rewrite, first->arg[0], help_of_slip(line),
	        "this quote begins like a callout and is none");
}

/* Any name will do, but one that is nearly that of a remark would be missed where those are gathered. */
static void
warn_of_name(const struct rewrite *rewrite, size_t offset, struct str name)
{
	struct str near = remark_nearest(name);
	if (near.len)
		rewrite_warn(rewrite, offset,
		        "kith gathers > [!LESSON], > [!ASK] and > [!DECISION]",
		        "\"" STR_FMT "\" is nearly \"" STR_FMT "\", and is gathered nowhere",
		        STR_ARG(name), STR_ARG(near));
}

/*
 * Is a quote that was entered a callout? Then the reader is moved behind its first text, which is
 * `first`.
 */
static bool
begins_callout(const struct rewrite *rewrite, struct tape_reader *reader, struct opening *opening,
        struct tape_event *first)
{
	struct tape_reader ahead = *reader;
	struct tape_event paragraph;
	bool is = tape_next(&ahead, &paragraph) && paragraph.kind == TAPE_P && !paragraph.leave &&
	        tape_next(&ahead, first) && first->kind == TAPE_TEXT &&
	        tape_is_literal(reader->tape, first) &&
	        !tape_is_escaped(reader->tape, first->arg[0]);
	if (is && !read_opening(tape_str(reader->tape, first->arg), opening)) {
		warn_of_slip(rewrite, first);
		return false;
	}
	if (is) {
		warn_of_name(rewrite, first->arg[0] + 2, opening->name);
		*reader = ahead;
	}
	return is;
}

/* --- titles -------------------------------------------------------------------------------- */

struct title {
	struct tape_writer *out;
	bool ended;     /* the rest of the paragraph is text */
	unsigned spans; /* around us: their newlines do not end it */
};

/* What follows the title's line is a paragraph again. */
static void
end_title(struct title *title)
{
	tape_leave(title->out, TAPE_LABEL);
	tape_enter(title->out, TAPE_P);
	title->ended = true;
}

static void
title_text(struct title *title, struct str text)
{
	size_t newline = title->spans ? STR_NONE : str_find_char(text, '\n');
	tape_text(title->out, TAPE_TEXT, str_slice(text, 0, newline));
	if (newline == STR_NONE)
		return;
	end_title(title);
	tape_text(title->out, TAPE_TEXT, str_skip(text, newline + 1));
}

static void
title_event(struct title *title, const struct tape *tape, const struct tape_event *event)
{
	bool breaks = event->kind == TAPE_NEWLINE || event->kind == TAPE_BREAK;
	if (event->is == TAPE_IS_SPAN)
		title->spans += event->leave ? -1u : 1u;
	if (event->kind == TAPE_TEXT) {
		title_text(title, tape_str(tape, event->arg));
	} else if (breaks && title->spans == 0) {
		end_title(title);
	} else {
		tape_put(title->out, event);
	}
}

/* The rest of the first line, unless it is text. A paragraph that has no other line is gone. */
static void
copy_title(struct tape_reader *reader, struct str first, bool is_text, struct tape_writer *out)
{
	struct title title = { .out = out };
	struct tape_event event;
	tape_enter(out, TAPE_LABEL);
	if (is_text) {
		end_title(&title);
		tape_text(out, TAPE_TEXT, first);
		return;
	}
	title_text(&title, first);
	while (!title.ended && tape_next(reader, &event)) {
		if (event.is == TAPE_IS_BLOCK) {
			tape_leave(out, TAPE_LABEL);
			return;
		}
		title_event(&title, reader->tape, &event);
	}
}

/* Does a text go on in the middle of a sentence, in another line of its quote? */
static bool
goes_on(struct str title, struct str next)
{
	size_t at = 0;
	while (next.len && (next.at[0] == ' ' || next.at[0] == '\t' || next.at[0] == '>'))
		next = str_skip(next, 1);
	bool words = title.len >= LINE_MIN &&
	        (ascii_is_alnum(title.at[title.len - 1]) || title.at[title.len - 1] == ',' ||
	                (unsigned char)title.at[title.len - 1] >= 0x80);
	return words && next.len && utf8_category(utf8_next(next, &at)) == UTF8_LL;
}

/* Is the first line of a remark, from `at` on, too long for a title? One that lacks its end is told of. */
static bool
title_is_text(const struct rewrite *rewrite, size_t at)
{
	struct str rest = str_skip(rewrite->tape->source, at), line = str_trim(str_line(&rest));
	if (utf8_length(line) > REMARK_TITLE_MAX)
		return true;
	if (goes_on(line, rest))
		rewrite_warn(rewrite, at, "write all of it on that line, or end it with a point",
		        "the title of a remark is its first line, and this one seems to go on");
	return false;
}

/* --- the pass ------------------------------------------------------------------------------ */

static void
enter(const struct rewrite *rewrite, struct tape_reader *reader, const struct opening *opening,
        const struct tape_event *first)
{
	struct tape_writer *out = rewrite->out;
	struct tape_event event = { .kind = opening->kind };
	bool is_remark = remark_is(opening->name);
	tape_view(out, opening->name, event.arg);
	event.arg[TAPE_CALLOUT_REMARK] = is_remark;
	event.arg[TAPE_FOLD_OPEN] = opening->open;
	tape_put(out, &event);
	copy_title(reader, str_skip(tape_str(reader->tape, first->arg), opening->len),
	        is_remark && title_is_text(rewrite, first->arg[0] + opening->len), out);
}

/* Does any quote begin with a bracket? */
bool
callout_is_needed(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	bool found = false;
	while (!found && tape_has(tape, TAPE_QUOTE) &&
	        tape_seek(&reader, TAPE_BIT(QUOTE), &event)) {
		struct tape_reader ahead = reader;
		found = !event.leave && tape_next(&ahead, &event) && event.kind == TAPE_P &&
		        tape_next(&ahead, &event) && event.kind == TAPE_TEXT &&
		        str_starts(tape_str(tape, event.arg), STR("["));
	}
	return found;
}

void
callout_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_writer *out = rewrite->out;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event, first;
	struct opening opening = { .kind = TAPE_QUOTE };
	struct buf kinds; /* a byte for each open quote: what it has become */
	buf_init(&kinds, tape->events.len);
	uint32_t done = 0;
	while (tape_seek(&reader, TAPE_BIT(QUOTE), &event)) {
		enum tape_kind kind = TAPE_QUOTE;
		if (event.leave)
			kind = (enum tape_kind)kinds.at[--kinds.len];
		else if (begins_callout(rewrite, &reader, &opening, &first))
			kind = opening.kind;
		if (!event.leave)
			buf_char(&kinds, (char)kind);
		if (kind == TAPE_QUOTE)
			continue;
		tape_copy(out, tape, done, event.at);
		if (event.leave)
			tape_leave(out, kind);
		else
			enter(rewrite, &reader, &opening, &first);
		done = (uint32_t)reader.at;
	}
	tape_copy(out, tape, done, UINT32_MAX);
	buf_free(&kinds);
}
