/*
 * Each of these begins with a sign that prose hardly has, in text that md4c has left as text; the rest of
 * it is read in the source, up to the line's end:
 *
 *	{{< figure src="a.png" >}}  {% x() %}     shortcodes of Hugo, Zola and Jekyll
 *	%%comment%%  ^[note]  ^block  - [/] task  Obsidian
 *	!!! note                                  MkDocs
 *	| a | b |                                 rows without one of hyphens
 *	##Heading  [a](my file.md)  [^my note]    a blank too few or too many
 */
#include "markdown/slip_foreign.h"

#include "base/ascii.h"
#include "base/block.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"

enum {
	BLOCK_ID_MIN = 4, /* a short word with "^" before it is rather a power */
	NOTE_MIN = 3,     /* of the text between its brackets */
	EXTENSION_MAX = 5,
	LINE_MAX_LEN = 500,
	HEADING_MAX = 6,
	NO_BREAK_LEN = 2, /* bytes of a no-break space */
};

static bool
is_word(char c)
{
	return ascii_is_alnum(c) || (c & 0x80) || c == '_';
}

/* No more of a line than anybody means: nothing is read so far for each sign in it. */
static struct str
line_at(struct str source, size_t at)
{
	struct str rest = str_slice(source, at, at + LINE_MAX_LEN);
	return str_line(&rest);
}

static struct str
skip_blanks(struct str text)
{
	size_t len = 0;
	while (len < text.len && ascii_is_blank(text.at[len]))
		len++;
	return str_skip(text, len);
}

static size_t
word_len(struct str text)
{
	size_t len = 0;
	while (len < text.len &&
	        (ascii_is_alnum(text.at[len]) || text.at[len] == '-' || text.at[len] == '_' ||
	                text.at[len] == '.'))
		len++;
	return len && ascii_is_letter(text.at[0]) ? len : 0;
}

/* --- shortcodes ---------------------------------------------------------------------------- */

/* Once for each name of a page. */
static void
warn_of_shortcode(struct slip_foreign *foreign, size_t at, struct str name)
{
	for (unsigned i = 0; i < foreign->count; i++) {
		if (str_eq(foreign->names[i], name))
			return;
	}
	if (foreign->count == SLIP_SHORTCODES)
		return;
	foreign->names[foreign->count++] = name;
	rewrite_warn(foreign->rewrite, at,
	        "kith has directives for that, such as ::figure{src=map.png alt=\"A map\"}: see "
	        "\"Directives\" in the manual; code shows the braces as they are",
	        "\"" STR_FMT "\" is a shortcode or a template's tag of another program, and stands "
	        "here as text",
	        STR_ARG(name));
}

/* An opening brace. What closes ({{< /x >}}, {% endx %}) was told with what it closes. */
static void
check_brace(struct slip_foreign *foreign, size_t at, bool alone)
{
	struct str source = foreign->rewrite->tape->source, line = str_trim(line_at(source, at));
	struct str rest;
	if (str_starts(line, STR("{{<")) || str_starts(line, STR("{{%")))
		rest = str_skip(line, 3);
	else if (str_starts(line, STR("{%")) && str_find(line, STR("%}")) != STR_NONE)
		rest = str_skip(line, 2);
	else if (alone && str_starts(line, STR("{{")) && str_ends(line, STR("}}")) &&
	        str_find(line, STR("}}")) == line.len - 2)
		rest = str_skip(line, 2);
	else
		return;
	if (rest.len && rest.at[0] == '-')
		rest = str_skip(rest, 1);
	rest = skip_blanks(rest);
	size_t len = word_len(rest);
	if (len && !str_starts(rest, STR("end")))
		warn_of_shortcode(foreign, at, str_slice(rest, 0, len));
}

/* --- Obsidian ------------------------------------------------------------------------------ */

static bool
ends_word(struct str source, size_t at)
{
	return at > 0 && is_word(source.at[at - 1]);
}

/* "%%": alone on its line, at its begin, or right before what it hides. */
static void
check_comment(struct slip_foreign *foreign, size_t at, bool begins)
{
	struct str source = foreign->rewrite->tape->source, line = line_at(source, at);
	struct str rest = str_skip(line, 2);
	if (rest.len == 0 && begins) {
		foreign->in_comment = !foreign->in_comment;
		if (!foreign->in_comment)
			return;
	} else {
		size_t close = str_find(rest, STR("%%"));
		if (close == STR_NONE || ends_word(source, at) ||
		        (!is_word(rest.at[0]) && !begins) ||
		        str_find_char(str_slice(rest, 0, close), '`') != STR_NONE)
			return;
	}
	rewrite_warn(foreign->rewrite, at,
	        "take it out, or hide it from readers in <!-- and -->, which stay in the page's source; "
	        "write \"\\%%\" for the signs themselves",
	        "a comment between %%%% is published: kith shows it to everybody");
}

/* "^[note]" and, at the end of a line, "^block". */
static void
check_caret(const struct slip_foreign *foreign, size_t at, size_t end)
{
	struct str source = foreign->rewrite->tape->source, line = line_at(source, at);
	size_t close = str_find_char(line, ']'), len = 1;
	if (at + 1 < end && line.len > 1 && line.at[1] == '[') {
		if (close == STR_NONE || close < 2 + NOTE_MIN || !ascii_is_letter(line.at[2]) ||
		        (at > 0 && source.at[at - 1] == '['))
			return;
		rewrite_warn(foreign->rewrite, at,
		        "write [^name] here and, in a line of its own, [^name]: the note",
		        "a note in the middle of a line is shown as text");
		return;
	}
	bool letter = false; /* without one it is a power too */
	for (; len < line.len && (ascii_is_alnum(line.at[len]) || (len > 1 && line.at[len] == '-'));
	        len++)
		letter |= ascii_is_letter(line.at[len]);
	bool apart = at == 0 || ascii_is_blank(source.at[at - 1]) || source.at[at - 1] == '\n';
	if (apart && letter && len > BLOCK_ID_MIN && str_trim(line).len == len)
		rewrite_warn(foreign->rewrite, at,
		        "only headings and what has an {#id} can be linked to: take it out, or "
		        "write [some words]{#id}; write \"\\^\" for the sign itself",
		        "the name of a block, \"" STR_FMT "\", is shown as text",
		        STR_ARG(str_slice(line, 0, len)));
}

/* Is the text before an offset of a line the mark of a list's item? */
static bool
is_item(struct str before)
{
	while (before.len && (ascii_is_blank(before.at[0]) || before.at[0] == '>'))
		before = str_skip(before, 1);
	before = str_trim(before);
	size_t digits = 0;
	while (digits < before.len && ascii_is_digit(before.at[digits]))
		digits++;
	before = str_skip(before, digits);
	char c = before.len == 1 ? before.at[0] : 0;
	return digits ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+';
}

/* "[/] half done" */
static void
check_task(const struct slip_foreign *foreign, size_t at)
{
	struct str source = foreign->rewrite->tape->source, line = line_at(source, at);
	size_t begin = at;
	while (begin > 0 && source.at[begin - 1] != '\n')
		begin--;
	if (line.len < 4 || line.at[2] != ']' || line.at[3] != ' ' ||
	        str_find_char(STR("/->!?"), line.at[1]) == STR_NONE ||
	        !is_item(str_slice(source, begin, at)))
		return;
	rewrite_warn(foreign->rewrite, at,
	        "a task is open, \"[ ]\", or done, \"[x]\"; write \"\\[\" for the bracket itself",
	        "\"" STR_FMT "\" is no task", STR_ARG(str_slice(line, 0, 3)));
}

/* --- blanks -------------------------------------------------------------------------------- */

/* "[^my note]", which may be text or, with an address behind its colon, a link. */
static void
check_note(const struct slip_foreign *foreign, size_t at)
{
	struct str line = line_at(foreign->rewrite->tape->source, at);
	size_t len = 2;
	bool blank = false;
	for (; len < line.len && line.at[len] != ']'; len++) {
		bool inner = line.at[len] == ' ' && is_word(line.at[len - 1]);
		if (!is_word(line.at[len]) && line.at[len] != '-' && !inner)
			return;
		blank |= inner;
	}
	if (!blank || len == line.len || len <= 2 + NOTE_MIN || line.at[len - 1] == ' ' ||
	        !ascii_is_letter(line.at[2]))
		return;
	rewrite_warn(foreign->rewrite, at, "write a hyphen for it, here and where the note stands",
	        "the name of a footnote, \"" STR_FMT "\", has no blank in it",
	        STR_ARG(str_slice(line, 2, len)));
}

static bool
has_extension(struct str path)
{
	size_t dot = str_rfind_char(path, '.');
	struct str extension = dot == STR_NONE ? STR_EMPTY : str_skip(path, dot + 1);
	bool letter = false;
	for (size_t i = 0; i < extension.len; i++) {
		if (!ascii_is_alnum(extension.at[i]))
			return false;
		letter |= ascii_is_letter(extension.at[i]);
	}
	return letter && extension.len <= EXTENSION_MAX && dot > 0 && is_word(path.at[dot - 1]);
}

/* Is it an address with a blank, by its looks? */
static bool
is_spaced_path(struct str path)
{
	size_t hash = str_find_char(path, '#');
	if (str_find_char(path, ' ') == STR_NONE || str_find_char(path, '<') != STR_NONE ||
	        str_find_char(path, '{') != STR_NONE || str_find_char(path, '`') != STR_NONE)
		return false;
	return has_extension(str_slice(path, 0, hash)) || path.at[0] == '#' || path.at[0] == '/' ||
	        str_starts(path, STR("./")) || str_starts(path, STR("../")) ||
	        str_starts(path, STR("https://")) || str_starts(path, STR("http://"));
}

/* "](my file.md)"; a title in quotes may stand at its end. */
static void
check_path(const struct slip_foreign *foreign, size_t at)
{
	struct str source = foreign->rewrite->tape->source;
	struct str rest = line_at(source, at + 2);
	size_t open = at, close = str_find_char(rest, ')');
	while (open > 0 && at - open < LINE_MAX_LEN && source.at[open - 1] != '[' &&
	        source.at[open - 1] != '\n')
		open--;
	if (close == STR_NONE || open == 0 || source.at[open - 1] != '[' ||
	        tape_is_escaped(foreign->rewrite->tape, open - 1) || ends_word(source, open - 1))
		return;
	struct str path = str_trim(str_slice(rest, 0, close));
	size_t quote = str_find_char(path, '"');
	if (quote != STR_NONE && quote > 0 && ascii_is_blank(path.at[quote - 1]))
		path = str_trim(str_slice(path, 0, quote));
	if (path.len && is_spaced_path(path))
		rewrite_warn(foreign->rewrite, at + 2,
		        "in pointed brackets it may have blanks, [text](<my file.md>), and so it may "
		        "with %20 for each",
		        "an address ends at its first blank, so this is no link");
}

/* --- begins of lines ----------------------------------------------------------------------- */

/* "##Heading", and "# Heading" with a blank that is none to a computer. */
static void
check_heading(const struct slip_foreign *foreign, size_t at)
{
	struct str line = line_at(foreign->rewrite->tape->source, at);
	size_t level = 0;
	while (level < line.len && line.at[level] == '#')
		level++;
	struct str rest = str_skip(line, level);
	bool no_break = str_starts(rest, STR("\u00a0")) && rest.len > NO_BREAK_LEN;
	if (level > HEADING_MAX || rest.len == 0 ||
	        (!no_break && (level < 2 || !ascii_is_letter(rest.at[0]))))
		return;
	rewrite_warn(foreign->rewrite, at + no_break * level,
	        "a blank stands behind the signs, \"## Heading\"; write \"\\#\" for the sign itself",
	        no_break ? "a no-break space stands behind these signs, so this is no heading"
	                 : "no blank stands behind these signs, so this is no heading");
}

/* "!!! note" and "??? note", with a title in quotes or nothing behind it. */
static void
check_admonition(const struct slip_foreign *foreign, size_t at)
{
	struct str line = str_trim(line_at(foreign->rewrite->tape->source, at));
	size_t signs = 3;
	if (!str_starts(line, STR("!!!")) && !str_starts(line, STR("???")))
		return;
	if (line.len > signs && line.at[signs] == '+')
		signs++;
	struct str rest = str_skip(line, signs);
	if (!rest.len || rest.at[0] != ' ')
		return;
	rest = skip_blanks(rest);
	size_t name = 0;
	while (name < rest.len && rest.at[name] >= 'a' && rest.at[name] <= 'z')
		name++;
	struct str title = skip_blanks(str_skip(rest, name));
	if (name && (!title.len || (title.at[0] == '"' && str_ends(title, STR("\"")))))
		rewrite_warn(foreign->rewrite, at,
		        "a callout is a quote here: a first line \"> [!NOTE] Title\", and \"> \" "
		        "before every line of its text",
		        "\"" STR_FMT "\" begins a box in MkDocs, and stands here as text",
		        STR_ARG(str_slice(line, 0, (size_t)(rest.at - line.at) + name)));
}

/* Does it begin and end with a bar, and has it one more? */
static bool
is_row(struct str line)
{
	size_t last = str_rfind_char(line, '|'), second = str_find_char(str_skip(line, 1), '|');
	return str_starts(line, STR("|")) && last == line.len - 1 && second + 1 < last;
}

static bool
is_delimiter(struct str line)
{
	size_t at = 0;
	while (at < line.len &&
	        (line.at[at] == '|' || line.at[at] == '-' || line.at[at] == ':' ||
	                line.at[at] == ' '))
		at++;
	return at == line.len;
}

/* The line above the one that `at` stands in the indentation of, or behind. */
static struct str
line_above(struct str source, size_t at)
{
	struct str before = str_slice(source, at > LINE_MAX_LEN ? at - LINE_MAX_LEN : 0, at);
	while (before.len && ascii_is_blank(before.at[before.len - 1]))
		before.len--;
	if (!str_ends(before, STR("\n")))
		return STR_EMPTY;
	before.len--;
	size_t newline = str_rfind_char(before, '\n');
	return skip_blanks(newline == STR_NONE ? before : str_skip(before, newline + 1));
}

/* "| a | b |" above "| 1 | 2 |", with nothing between that says which are the names. */
static void
check_row(const struct slip_foreign *foreign, size_t at)
{
	struct str source = foreign->rewrite->tape->source;
	struct str rest = str_slice(source, at, at + 2 * LINE_MAX_LEN);
	struct str line = str_trim(str_line(&rest)), below = str_trim(str_line(&rest));
	if (!is_row(line) || !is_row(below) || is_delimiter(line) || is_delimiter(below) ||
	        str_starts(line_above(source, at), STR("|")))
		return;
	rewrite_warn(foreign->rewrite, at,
	        "below the row of names stands one of hyphens: | --- | --- |",
	        "these lines look like a table and are none");
}

static void
check_line(const struct slip_foreign *foreign, size_t at)
{
	switch (foreign->rewrite->tape->source.at[at]) {
	case '|': check_row(foreign, at); break;
	case '#': check_heading(foreign, at); break;
	case '!':
	case '?': check_admonition(foreign, at); break;
	default: break;
	}
}

/* --- the walk ------------------------------------------------------------------------------ */

static void
check_sign(struct slip_foreign *foreign, size_t begin, size_t at, size_t end, bool begins)
{
	struct str source = foreign->rewrite->tape->source;
	char next = at + 1 < source.len ? source.at[at + 1] : 0;
	switch (source.at[at]) {
	case '{':
		if ((next == '{' || next == '%') && (at == 0 || source.at[at - 1] != '{'))
			check_brace(foreign, at, begins && foreign->block);
		break;
	case '%':
		if (next == '%' && (at == 0 || source.at[at - 1] != '%'))
			check_comment(foreign, at, begins);
		break;
	case '^':
		if (at == begin && at > 0 && source.at[at - 1] == '[')
			check_note(foreign, at - 1);
		else
			check_caret(foreign, at, end);
		break;
	case '[':
		if (next == '^')
			check_note(foreign, at);
		else if (begins)
			check_task(foreign, at);
		break;
	case ']':
		if (next == '(')
			check_path(foreign, at);
		break;
	default: break;
	}
}

/* Has a block of sixteen bytes none of the signs? */
static bool
is_plain(const char *at)
{
	block bytes = block_load(at);
	return block_is_zero((block)(bytes == '{') | (block)(bytes == '%') | (block)(bytes == '^') |
	        (block)(bytes == '[') | (block)(bytes == ']') | (block)(bytes == '\n'));
}

/* The offset of the first sign in [at, end), or `end`. */
static size_t
find_sign(struct str source, size_t at, size_t end)
{
	static const bool signs[256] = {
		['{'] = true, ['%'] = true, ['^'] = true, ['['] = true, [']'] = true, ['\n'] = true
	};
	while (end - at >= sizeof(block) && is_plain(source.at + at))
		at += sizeof(block);
	return stretch_find(source, at, end, signs);
}

static void
check_text(struct slip_foreign *foreign, size_t at, size_t end)
{
	const struct tape *tape = foreign->rewrite->tape;
	bool begins = foreign->begins;
	if (begins && !tape_is_escaped(tape, at))
		check_line(foreign, at);
	size_t begin = at;
	while ((at = find_sign(tape->source, at, end)) < end) {
		if (tape->source.at[at] == '\n') {
			foreign->block = false;
			if (at + 1 < end)
				check_line(foreign, at + 1);
		} else if (!tape_is_escaped(tape, at)) {
			bool first = at == begin ? begins : tape->source.at[at - 1] == '\n';
			check_sign(foreign, begin, at, end, first);
		}
		at++;
	}
}

void
slip_foreign_see(struct slip_foreign *foreign, const struct tape_event *event)
{
	if (event->kind == TAPE_TEXT && tape_is_literal(foreign->rewrite->tape, event))
		check_text(foreign, event->arg[0], stretch_end(event));
	foreign->begins = event->is == TAPE_IS_BLOCK || event->kind == TAPE_NEWLINE;
	foreign->block = event->is == TAPE_IS_BLOCK;
}
