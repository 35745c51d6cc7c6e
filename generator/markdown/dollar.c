/*
 * One walk, from dollar to dollar. The one that may open waits for the next: where that may close, the two
 * stay, and otherwise the first is hidden and the second is looked at anew:
 *
 *	It costs $5, and $x$ is $6.       opens  closes
 *	         |       | |    '- waits, and is hidden at the end of the paragraph
 *	         |       | '------- no     yes   -> both stay
 *	         |       '--------- yes    no    -> the first is hidden, this one waits
 *	         '----------------- yes    no    -> waits
 *
 * What is hidden where dollars mean nothing, as in a listing, does no harm: the text that is shown is
 * always the author's. Code is passed over so that its dollars do not take those around it for theirs.
 */
#include "markdown/dollar.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "markdown/stretch.h"

enum {
	TICKS_MAX = 32, /* longer runs are no marks of code */
	PADDING = 16,   /* bytes behind a text that the parser may look at */
};

struct walk {
	struct str text;
	char *copy;
	char hidden;                  /* stands in it for dollars */
	size_t waiting;               /* offset of the dollar that may open, or STR_NONE */
	bool has_none[TICKS_MAX + 1]; /* no run of so many backticks follows in it */
	bool hid;
};

static bool
is_blank_at(struct str text, size_t at)
{
	return at >= text.len || memchr(" \t\n", text.at[at], 3);
}

static bool
is_word_at(struct str text, size_t at)
{
	char c = at < text.len ? text.at[at] : ' ';
	return ascii_is_alnum(c);
}

static size_t
run_at(struct str text, size_t at)
{
	size_t len = 1;
	while (at + len < text.len && text.at[at + len] == text.at[at])
		len++;
	return len;
}

/* Is the line that begins at `at` empty but for blanks and the marks of quotes? */
static bool
is_empty_line(struct str text, size_t at)
{
	while (at < text.len && memchr(" \t>", text.at[at], 3))
		at++;
	return at >= text.len || text.at[at] == '\n';
}

static void
hide(struct walk *walk, size_t at)
{
	if (at == STR_NONE)
		return;
	walk->copy[at] = walk->hidden;
	walk->hid = true;
}

static void
end_paragraph(struct walk *walk)
{
	hide(walk, walk->waiting);
	walk->waiting = STR_NONE;
	memset(walk->has_none, 0, sizeof walk->has_none);
}

/* The offset behind the code that begins at `at`, or behind its backticks when it does not end. */
static size_t
skip_code(struct walk *walk, size_t at)
{
	struct str text = walk->text;
	size_t len = run_at(text, at), begin = at + len;
	if (len > TICKS_MAX || walk->has_none[len])
		return begin;
	for (at = begin; at < text.len;) {
		size_t run = text.at[at] == '`' ? run_at(text, at) : 1;
		if (text.at[at] == '`' && run == len)
			return at + run;
		if (text.at[at] == '\n' && is_empty_line(text, at + 1))
			break;
		at += run;
	}
	walk->has_none[len] = true;
	return begin;
}

/* Dollars of an address or a title are none of the text around them. */
static void
hide_between(struct walk *walk, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (walk->text.at[from] == '$')
			hide(walk, from);
	}
}

/* Behind what begins at `at` and ends with a character of its line; `at` when it does not end. */
static size_t
skip_to(struct str text, size_t at, char end)
{
	for (size_t i = at; i < text.len && text.at[i] != '\n'; i++) {
		if (text.at[i] == '\\')
			i++;
		else if (text.at[i] == end)
			return i + 1;
	}
	return at;
}

/* Behind the target and the title of a link, which begin at `at`. */
static size_t
skip_target(struct walk *walk, size_t at)
{
	struct str text = walk->text;
	size_t begin = at;
	while (!is_blank_at(text, at) && text.at[at] != ')')
		at++;
	while (at < text.len && text.at[at] == ' ')
		at++;
	if (at < text.len && memchr("\"'", text.at[at], 2))
		at = skip_to(text, at + 1, text.at[at]);
	hide_between(walk, begin, at);
	return at;
}

/* Hides the dollars of an address and its title where a line says, "[name]: address \"title\"". */
static void
hide_in_definition(struct walk *walk, size_t at)
{
	struct str text = walk->text;
	while (at < text.len && memchr(" >", text.at[at], 2))
		at++;
	size_t label = at < text.len && text.at[at] == '[' ? skip_to(text, at + 1, ']') : 0;
	if (label < at + 2 || label >= text.len || text.at[label] != ':' || text.at[at + 1] == '^')
		return;
	size_t end = str_find_char(str_skip(text, label), '\n');
	hide_between(walk, label, end == STR_NONE ? text.len : label + end);
}

static void
see_dollar(struct walk *walk, size_t at)
{
	struct str text = walk->text;
	bool opens = !is_blank_at(text, at + 1) && !(at && is_word_at(text, at - 1)),
	     closes = at && !is_blank_at(text, at - 1) && !is_word_at(text, at + 1);
	if (walk->waiting != STR_NONE && closes) {
		walk->waiting = STR_NONE;
		return;
	}
	hide(walk, walk->waiting);
	walk->waiting = opens ? at : STR_NONE;
	if (!opens)
		hide(walk, at);
}

static size_t
see_dollars(struct walk *walk, size_t at)
{
	size_t len = run_at(walk->text, at);
	if (len == 1) {
		see_dollar(walk, at);
	} else {
		hide(walk, walk->waiting);
		walk->waiting = STR_NONE;
	}
	return at + len;
}

/* What `see` looks at. */
static const bool is_sign[256] = {
	['\\'] = true, ['`'] = true, ['$'] = true, [']'] = true, ['\n'] = true
};

/* Looks at what begins at `at`; returns the offset behind it. */
static size_t
see(struct walk *walk, size_t at)
{
	switch (walk->copy[at]) {
	case '\\': return at + 2;
	case '`': return skip_code(walk, at);
	case '$': return see_dollars(walk, at);
	case ']':
		return str_starts(str_skip(walk->text, at), STR("](")) ? skip_target(walk, at + 2)
		                                                       : at + 1;
	case '\n':
		if (is_empty_line(walk->text, at + 1))
			end_paragraph(walk);
		hide_in_definition(walk, at + 1);
		return at + 1;
	default: return at + 1;
	}
}

/*
 * A character to hide dollars behind. A byte that is not UTF-8 is not in the text, but the parser does not
 * take it for punctuation, which tells now and then beside a mark of emphasis.
 */
static char
find_hidden(struct str text)
{
	const char *harmless = "%^}{,";
	while (*harmless && str_find_char(text, *harmless) != STR_NONE)
		harmless++;
	return *harmless ? *harmless : '\xff';
}

void
dollar_begin(struct dollar_view *view, struct str text, bool math)
{
	static const char zeroes[PADDING];
	*view = (struct dollar_view){ .text = text, .parsed = text };
	buf_init(&view->room, text.len + PADDING);
	if (!math || str_find_char(text, '$') == STR_NONE)
		return;
	buf_put(&view->room, text);
	buf_put(&view->room, str_of(zeroes, PADDING));
	if (view->room.full)
		return;
	struct walk walk = { .text = text,
		.copy = view->room.at,
		.hidden = find_hidden(text),
		.waiting = STR_NONE };
	hide_in_definition(&walk, 0);
	size_t at = 0;
	while (at < text.len && (at = stretch_find(text, at, text.len, is_sign)) < text.len)
		at = see(&walk, at);
	end_paragraph(&walk);
	if (!walk.hid)
		return;
	view->parsed = str_of(view->room.at, text.len);
	view->hidden = walk.hidden;
}

void
dollar_end(struct dollar_view *view)
{
	buf_free(&view->room);
}

void
dollar_show(const struct dollar_view *view, struct str copy, struct buf *out)
{
	size_t at;
	while (view->hidden && (at = str_find_char(copy, view->hidden)) != STR_NONE) {
		buf_put(out, str_slice(copy, 0, at));
		buf_char(out, '$');
		copy = str_skip(copy, at + 1);
	}
	buf_put(out, copy);
}
