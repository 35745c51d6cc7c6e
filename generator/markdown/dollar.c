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

#include <string.h>

#include "base/buf.h"

enum { TICKS_MAX = 32 /* longer runs are no marks of code */ };

struct walk {
	struct str text;
	char *copy;
	size_t waiting;               /* offset of the dollar that may open, or STR_NONE */
	bool has_none[TICKS_MAX + 1]; /* no run of so many backticks follows in it */
	bool hid;
};

static bool
is_blank_at(struct str text, size_t at)
{
	return at >= text.len || memchr(" \t\n", text.at[at], 3);
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
	walk->copy[at] = DOLLAR_HIDDEN;
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

/* Behind the target of a link, which begins at `at`. */
static size_t
skip_target(struct str text, size_t at)
{
	while (!is_blank_at(text, at) && text.at[at] != ')')
		at++;
	return at;
}

static void
see_dollar(struct walk *walk, size_t at)
{
	struct str text = walk->text;
	bool digit = at + 1 < text.len && text.at[at + 1] >= '0' && text.at[at + 1] <= '9';
	bool opens = !is_blank_at(text, at + 1),
	     closes = at && !is_blank_at(text, at - 1) && !digit;
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

/* Looks at what begins at `at`; returns the offset behind it. */
static size_t
see(struct walk *walk, size_t at)
{
	switch (walk->text.at[at]) {
	case '\\': return at + 2;
	case '`': return skip_code(walk, at);
	case '$': return see_dollars(walk, at);
	case ']':
		return str_starts(str_skip(walk->text, at), STR("]("))
		        ? skip_target(walk->text, at + 2)
		        : at + 1;
	case '\n':
		if (is_empty_line(walk->text, at + 1))
			end_paragraph(walk);
		return at + 1;
	default: return at + 1;
	}
}

bool
dollar_hide(struct str text, struct buf *out)
{
	struct walk walk = { .text = text, .waiting = STR_NONE };
	size_t begin = out->len;
	if (str_find_char(text, '$') == STR_NONE || str_find_char(text, DOLLAR_HIDDEN) != STR_NONE)
		return false;
	buf_put(out, text);
	if (out->full)
		return false;
	walk.copy = out->at + begin;
	for (size_t at = 0; at < text.len;)
		at = see(&walk, at);
	end_paragraph(&walk);
	if (!walk.hid)
		out->len = begin;
	return walk.hid;
}
