/*
 * Two things make md4c slow, and each has an estimate here that is never too low.
 *
 *   Depth. Each line is held against each open block quote and list item, and a blank line costs
 *   but one byte. A line cannot be deeper than the columns of marks and spaces before its text:
 *
 *	lines  x  widest prefix of a line
 *
 *   (That nesting is refused from the 101st level on is not for this file: the recorder sees it.)
 *
 *   Brackets. For each pair, md4c 0.4.8 walks from the paragraph's first line to the pair, and
 *   where there are definitions it reads all that stands between the two. No paragraph exceeds a
 *   run of lines without a blank one, and for a run that is
 *
 *	for each ']' the lines before it  +  8 x for each byte the pairs around it
 *
 * A table, a list or a code block counts as one paragraph, which is too much by far. What is
 * allowed is so much that even so only texts made for the purpose come near. Most runs are so small
 * that counting characters is enough to see it.
 */
#include "markdown/prescan.h"

#include "base/ascii.h"

#include <string.h>

enum {
	PAIR_WORK = 8,
	BRACKET_MARKS = 3,       /* what md4c notes of an opening bracket */
	MARKS_MAX = 8 << 20,     /* in one run; md4c takes 20 bytes and more for each */
	RUN_WORK_PER_BYTE = 100, /* a run with less need not be known better */
	TAB = 4,
};

/* What a text has of each, and the work its runs amount to. */
struct survey {
	uint64_t lines;
	uint64_t prefix; /* columns before the text of the line that has most */
	size_t prefix_at;
	uint64_t bracket_work;
	uint64_t most_work; /* in one run, which begins at brackets_at */
	size_t brackets_at;
	uint64_t most_marks; /* in one run, which begins at marks_at */
	size_t marks_at;
};

static uint64_t
work_max(struct str text)
{
	return PRESCAN_WORK_BASE + (uint64_t)PRESCAN_WORK_PER_BYTE * text.len;
}

static uint64_t
lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* How often a character occurs that is rare in most texts. */
static uint64_t
count(struct str s, char wanted)
{
	uint64_t found = 0;
	for (size_t at; (at = str_find_char(s, wanted)) != STR_NONE; found++)
		s = str_skip(s, at + 1);
	return found;
}

/* The offset behind the line that begins at `at`, newline included. */
static size_t
line_end(struct str text, size_t at)
{
	const char *found = memchr(text.at + at, '\n', text.len - at);
	return found ? (size_t)(found - text.at) + 1 : text.len;
}

/* --- lines --------------------------------------------------------------------------------- */

/* May this stand before the text of a line? If so, how many columns does it take? */
static unsigned
prefix_columns(char c)
{
	switch (c) {
	case '\t': return TAB;
	case ' ':
	case '>':
	case '-':
	case '+':
	case '*':
	case '.':
	case ')': return 1;
	default: return ascii_is_digit(c);
	}
}

/* `at` is where the line begins. */
static void
survey_prefix(struct str line, size_t at, struct survey *survey)
{
	uint64_t prefix = 0;
	for (size_t i = 0; i < line.len; i++) {
		unsigned columns = prefix_columns(line.at[i]);
		if (columns == 0)
			break;
		prefix += columns;
	}
	if (prefix > survey->prefix) {
		survey->prefix = prefix;
		survey->prefix_at = at;
	}
	survey->lines++;
}

static bool
is_blank(struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];
		if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			return false;
	}
	return true;
}

/* --- run by run ---------------------------------------------------------------------------- */

static bool
is_mark(char c)
{
	return c && strchr("\\*_`&;<>!]~$:@.|", c);
}

/* The work of a run's brackets, and how many marks it has, character by character. */
static uint64_t
walk_run(struct str run, uint64_t *marks)
{
	uint64_t lines = 0, open = 0, to_come = count(run, ']'), work = 0;
	for (size_t i = 0; i < run.len; i++) {
		char c = run.at[i];
		work += PAIR_WORK * lesser(open, to_come);
		if (c == '\n') {
			lines++;
		} else if (c == '[') {
			open++;
			*marks += BRACKET_MARKS;
		} else if (c == ']') {
			to_come--;
			open -= open > 0;
			work += lines;
		}
		*marks += is_mark(c);
	}
	return work;
}

static void
survey_run(struct str text, size_t from, size_t to, struct survey *survey)
{
	struct str run = str_slice(text, from, to);
	uint64_t closing = count(run, ']'), marks = 0;
	uint64_t pairs = closing ? lesser(closing, count(run, '[')) : 0;
	uint64_t work =
	        closing ? closing * str_count_char(run, '\n') + PAIR_WORK * pairs * run.len : 0;
	bool plain = work <= RUN_WORK_PER_BYTE * run.len && BRACKET_MARKS * run.len <= MARKS_MAX;
	if (!plain)
		work = walk_run(run, &marks);
	survey->bracket_work += work;
	if (work > survey->most_work) {
		survey->most_work = work;
		survey->brackets_at = from;
	}
	if (marks > survey->most_marks) {
		survey->most_marks = marks;
		survey->marks_at = from;
	}
}

static void
survey_text(struct str text, struct survey *survey)
{
	size_t run = 0;
	for (size_t at = 0, end; at < text.len; at = end) {
		end = line_end(text, at);
		struct str line = str_slice(text, at, end);
		survey_prefix(line, at, survey);
		if (is_blank(line)) {
			survey_run(text, run, at, survey);
			run = end;
		}
	}
	survey_run(text, run, text.len, survey);
}

/* --- the verdict --------------------------------------------------------------------------- */

static struct prescan
refused(const char *problem, const char *help, size_t at)
{
	return (struct prescan){ .problem = problem, .help = help, .at = at, .widest = at };
}

struct prescan
prescan_check(struct str text)
{
	struct survey survey = { 0 };
	if (text.len > PRESCAN_TEXT_MAX)
		return refused("the text is longer than 16 MiB", "split it into several pages", 0);
	survey_text(text, &survey);
	if (survey.lines * survey.prefix > work_max(text))
		return refused("block quotes and lists are nested too deeply",
		        "at most 100 levels are read", survey.prefix_at);
	if (survey.most_marks > MARKS_MAX)
		return refused("this paragraph has millions of special characters",
		        "put it into a file of its own, or into a code block in parts",
		        survey.marks_at);
	if (survey.bracket_work > work_max(text))
		return refused("this paragraph has too many brackets to look for links in it",
		        "put blank lines between its parts", survey.brackets_at);
	return (struct prescan){ .widest = survey.prefix_at };
}

uint64_t
prescan_work(struct str text)
{
	struct survey survey = { 0 };
	survey_text(text, &survey);
	return survey.bracket_work;
}
