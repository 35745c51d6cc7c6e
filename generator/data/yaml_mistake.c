/*
 * One row of `mistakes` per sentence of libyaml's scanner and parser, each with a function that
 * looks at the line and says what its author probably meant:
 *
 *	title: Foo: bar      line 1, column 11: mapping values are not allowed in this context
 *	          ^          -> find_separator finds an earlier "title: ", so the text needs quotes
 *
 * Guesses may be wrong, places may not: every error lies within the text.
 */
#include "data/yaml_mistake.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "data/node.h"
#include "data/yaml_flow.h"

/* What the functions below pass around: the place that the row of the mistake asks about. */
struct look {
	const struct yaml_mistake *mistake;
	struct diags *diags;
	struct yaml_spot spot;
	struct str line; /* its line, or the last one when it is behind the end */
	size_t offset;   /* of it in the line, in bytes */
	bool at_end;     /* it is behind the last character */
};

/* --- lines --------------------------------------------------------------------------------- */

/* Line `number` of the text; an empty one behind the end. */
static struct str
line_at(const struct look *look, uint32_t number)
{
	struct str rest = look->mistake->text, line = STR_EMPTY;
	for (uint32_t i = 0; rest.at; i++) {
		line = str_line(&rest);
		if (i == number)
			return line;
	}
	return STR_EMPTY;
}

/* Goes from a line that line_at gave to the one above it, or below it; false at either end. */
static bool
line_above(const struct look *look, struct str *line)
{
	struct str text = look->mistake->text;
	if (line->at <= text.at)
		return false;
	struct str above = str_slice(text, 0, (size_t)(line->at - text.at) - 1);
	size_t newline = str_rfind_char(above, '\n');
	*line = str_skip(above, newline == STR_NONE ? 0 : newline + 1);
	if (str_ends(*line, STR("\r")))
		line->len--;
	return true;
}

static bool
line_below(const struct look *look, struct str *line)
{
	struct str text = look->mistake->text;
	struct str rest = str_skip(text, (size_t)(line->at - text.at));
	str_line(&rest);
	if (!rest.at)
		return false;
	*line = str_line(&rest);
	return true;
}

static uint32_t
last_line(const struct look *look)
{
	struct str text = look->mistake->text;
	uint32_t lines = 0;
	for (const char *c = text.at; c < text.at + text.len; c++)
		lines += *c == '\n';
	return lines && text.at[text.len - 1] == '\n' ? lines - 1 : lines;
}

static size_t
byte_offset(struct str line, uint32_t column)
{
	return utf8_prefix(line, column).len;
}

static uint32_t
column_at(struct str line, size_t offset)
{
	return (uint32_t)utf8_length(str_slice(line, 0, offset));
}

static uint32_t
indent_of(struct str line)
{
	uint32_t n = 0;
	while (n < line.len && line.at[n] == ' ')
		n++;
	return n;
}

static bool
is_blank(struct str s)
{
	return str_trim(s).len == 0;
}

/* The byte at the place; '?' behind the end of its line. */
static char
char_at(const struct look *look)
{
	return look->offset < look->line.len ? look->line.at[look->offset] : '?';
}

static char
first_char(struct str s)
{
	return s.len ? s.at[0] : '\0';
}

/* Offset of the colon that ends the key of this line, or STR_NONE. */
static size_t
find_separator(struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] == '#' && i > 0 && line.at[i - 1] == ' ')
			break;
		if (line.at[i] == ':' &&
		        (i + 1 == line.len || line.at[i + 1] == ' ' || line.at[i + 1] == '\t'))
			return i;
	}
	return STR_NONE;
}

/* What an author sees as key and value: `  - title: Foo` gives "- title:" and "Foo". */
static void
split_line(struct str line, struct str *key, struct str *value)
{
	size_t colon = find_separator(line);
	line = str_trim(line);
	*key = STR_EMPTY;
	*value = line;
	if (colon != STR_NONE) {
		*key = str_trim(str_slice(line, 0, find_separator(line) + 1));
		*value = str_trim(str_skip(line, key->len));
	} else if (str_starts(line, STR("- "))) {
		*key = STR("-");
		*value = str_trim(str_skip(line, 1));
	}
}

/* --- saying it ------------------------------------------------------------------------------- */

/* Adds an error at a spot, which is brought into the text. */
static void say(const struct look *look, struct yaml_spot spot, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

static void
say(const struct look *look, struct yaml_spot spot, const char *format, ...)
{
	const struct yaml_mistake *m = look->mistake;
	uint32_t last = last_line(look);
	if (spot.line > last) {
		spot.line = last;
		spot.column = (uint32_t)utf8_length(line_at(look, last));
	}
	struct place place = {
		.path = m->source->path,
		.line = m->first_line + spot.line,
		.column = spot.column + 1,
	};
	va_list args;
	va_start(args, format);
	struct str text = str_vformat(&look->diags->arena, format, args);
	va_end(args);
	diag_error(look->diags, place, m->source->bytes, STR_FMT, STR_ARG(text));
}

/*
 * Shows the line as it should be, with its whole value in quotes, or the items of its list, when that
 * fits into a sentence.
 */
static void
help_quote(const struct look *look)
{
	enum { LONGEST = 72 };
	struct str key, value;
	size_t colon = find_separator(look->line);
	bool in_key = colon != STR_NONE && look->offset < colon;
	split_line(look->line, &key, &value);
	char quote = first_char(value);
	bool in_quotes = value.len > 1 && (quote == '"' || quote == '\'') &&
	        value.at[value.len - 1] == quote;
	if (in_quotes)
		value = str_slice(value, 1, value.len - 1);
	struct buf fixed;
	buf_init(&fixed, LONGEST);
	buf_put(&fixed, key);
	if (key.len)
		buf_char(&fixed, ' ');
	if (in_quotes || !yaml_flow_quote_items(&fixed, value))
		yaml_flow_quote(&fixed, value);
	struct str shown = buf_view(&fixed);
	bool in_map = str_starts(value, STR("{")) && !str_starts(value, STR("{{")) &&
	        str_ends(value, STR("}"));
	if (fixed.full || in_key || in_map || value.len == 0 ||
	        str_find(value, STR(" #")) != STR_NONE)
		diag_help(look->diags, "put the text in quotes");
	else
		diag_help(look->diags, "put the text in quotes: " STR_FMT, STR_ARG(shown));
	buf_free(&fixed);
}

/* --- colons ---------------------------------------------------------------------------------- */

/* A line that should be `key: value` and is not. */
static void
explain_no_colon_in(const struct look *look, struct str line, uint32_t number)
{
	struct str text = str_trim(line), brief = node_brief(text);
	size_t start = indent_of(line), colon = str_find_char(line, ':');
	struct yaml_spot spot = { number, column_at(line, start) };
	if (first_char(text) == '-' && text.len > 1 && text.at[1] != '-') {
		say(look, spot, "a space is missing behind this dash");
		diag_help(look->diags, "write \"- " STR_FMT "\"", STR_ARG(str_skip(brief, 1)));
	} else if (colon != STR_NONE && !str_starts(str_skip(line, colon), STR("://"))) {
		spot.column = column_at(line, colon);
		say(look, spot, "a space is missing behind this colon");
		diag_help(look->diags, "write \"" STR_FMT ": " STR_FMT "\"",
		        STR_ARG(node_brief(str_slice(line, start, colon))),
		        STR_ARG(node_brief(str_skip(line, colon + 1))));
	} else {
		say(look, spot, "this line has no colon");
		diag_help(look->diags,
		        "a key is followed by a colon and a space; "
		        "a line that goes on with the text above must be indented");
	}
}

static void
explain_no_colon(const struct look *look)
{
	explain_no_colon_in(look, look->line, look->spot.line);
}

/*
 * A colon behind the first word of a line, where libyaml reads on in a text. Either that text has
 * a key of its own further up and this line is indented below it, or the line above is no key.
 */
static void
explain_key_in_text(const struct look *look)
{
	struct yaml_spot spot = { look->spot.line, indent_of(look->line) };
	struct str above = STR_EMPTY;
	uint32_t n = spot.line, above_number = n;
	for (struct str line = look->line; line_above(look, &line);) {
		n--;
		if (is_blank(line) || first_char(str_trim(line)) == '#')
			continue;
		if (find_separator(line) != STR_NONE) {
			say(look, spot,
			        "a key cannot stand here, as the text above goes on in this line");
			diag_help(look->diags,
			        "let the line begin in the column of the key above, "
			        "or put the whole text in quotes");
			return;
		}
		if (above_number == spot.line) {
			above = line;
			above_number = n;
		}
	}
	if (above_number < spot.line) {
		explain_no_colon_in(look, above, above_number);
		return;
	}
	say(look, look->spot, "a colon cannot stand here");
	help_quote(look);
}

static void
explain_colon(const struct look *look)
{
	struct str key, value;
	if (find_separator(look->line) >= look->offset) {
		explain_key_in_text(look);
		return;
	}
	split_line(look->line, &key, &value);
	if (first_char(value) == '"' || first_char(value) == '\'')
		say(look, look->spot, "the text ends at the quote before this colon");
	else
		say(look, look->spot, "this text has a colon in it and must stand in quotes");
	help_quote(look);
}

/* --- first characters ------------------------------------------------------------------------ */

static void
explain_first_char(const struct look *look)
{
	struct str first = utf8_prefix(str_skip(look->line, look->offset), 1);
	say(look, look->spot, "a text cannot begin with \"" STR_FMT "\"", STR_ARG(first));
	help_quote(look);
}

static void
explain_tab(const struct look *look)
{
	if (is_blank(str_slice(look->line, 0, look->offset)))
		say(look, look->spot, "this line is indented by a tab");
	else
		say(look, look->spot, "a tab stands where a space belongs");
	diag_help(look->diags, "YAML is indented by spaces");
}

static void
explain_start(const struct look *look)
{
	if (char_at(look) == '\t')
		explain_tab(look);
	else
		explain_first_char(look);
}

static void
explain_list_item(const struct look *look)
{
	say(look, look->spot, "a list cannot begin behind its key");
	diag_help(look->diags,
	        "put each item on a line of its own below the key, or the text in quotes");
}

static void
explain_block_text(const struct look *look)
{
	say(look, look->spot, "the text of \"%c\" begins on the next line, not behind it",
	        char_at(look));
	help_quote(look);
}

static void
explain_block_indent(const struct look *look)
{
	say(look, look->spot, "the indentation of a block text is a number from 1 to 9");
}

static void
explain_directive(const struct look *look)
{
	say(look, look->spot, "a line cannot begin with \"%%\"");
	help_quote(look);
}

static void
explain_version(const struct look *look)
{
	say(look, look->spot, "this %%YAML line is not understood");
	diag_help(look->diags, "leave it out");
}

/* --- quotes ---------------------------------------------------------------------------------- */

static void
explain_open_quote(const struct look *look)
{
	say(look, look->spot, "this quote is never closed");
	diag_help(look->diags, "put another %c at the end of the text", char_at(look));
}

static void
explain_escape(const struct look *look)
{
	size_t backslash = str_rfind_char(str_slice(look->line, 0, look->offset + 1), '\\');
	struct yaml_spot spot = look->spot;
	if (backslash != STR_NONE)
		spot.column = column_at(look->line, backslash);
	say(look, spot, "this escape is not known");
	diag_help(look->diags, "write \\\\ for a backslash, or put the text in single quotes");
}

static void
explain_escaped_character(const struct look *look)
{
	say(look, look->spot, "this escape is no character");
	diag_help(look->diags, "write the character itself");
}

static size_t
count_char(struct str s, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

/*
 * A text in quotes has ended just before the mistake. When its quote was opened on an earlier
 * line, that is the line to mend: it is the nearest one with an odd number of them.
 */
static void
explain_after_quote(const struct look *look, char quote)
{
	bool opened_here = count_char(str_slice(look->line, 0, look->offset), quote) % 2 == 0;
	uint32_t n = look->spot.line;
	for (struct str line = look->line; !opened_here && line_above(look, &line);) {
		n--;
		if (count_char(line, quote) % 2 == 0)
			continue;
		struct yaml_spot spot = { n, column_at(line, str_rfind_char(line, quote)) };
		say(look, spot, "this quote is not closed before line %u",
		        (unsigned)(look->mistake->first_line + look->spot.line));
		diag_help(look->diags, "put another %c at the end of the text", quote);
		return;
	}
	say(look, look->spot, "the text ends at the quote before this");
	help_quote(look);
}

/* --- structure ------------------------------------------------------------------------------- */

static void
explain_indentation(const struct look *look)
{
	bool in_list = str_is(look->mistake->problem, "did not find expected '-' indicator");
	bool same_column = look->spot.column == look->mistake->from.column;
	struct str rest = str_skip(look->line, look->offset);
	bool item = first_char(rest) == '-' && (rest.len == 1 || rest.at[1] == ' ');
	if (first_char(rest) == ':') {
		say(look, look->spot, "a key is missing before this colon");
	} else if (item && same_column) {
		say(look, look->spot, "a list item cannot stand among keys");
		diag_help(look->diags, "put the list below a key of its own");
	} else if (in_list && !item && same_column) {
		say(look, look->spot, "a key cannot stand among list items");
		diag_help(look->diags, "a file is a list or a map, and not both");
	} else {
		say(look, look->spot, "the indentation of this line fits no line above it");
		diag_help(look->diags,
		        "keys of one map begin in the same column, and so do the items of a list");
	}
}

/* Something stands behind a value that had already ended, or in a column where nothing begins. */
static void
explain_leftover(const struct look *look)
{
	struct str before = str_trim(str_slice(look->line, 0, look->offset)), key, value;
	if (before.len == 0) {
		explain_indentation(look);
		return;
	}
	char last = before.at[before.len - 1];
	if (last == '"' || last == '\'') {
		explain_after_quote(look, last);
		return;
	}
	split_line(look->line, &key, &value);
	if (char_at(look) == ']' || char_at(look) == '}')
		say(look, look->spot, "nothing was opened for this bracket to close");
	else if (last == ']' || last == '}')
		say(look, look->spot, "the %s ends at the bracket before this",
		        last == ']' ? "list" : "map");
	else if (first_char(value) == '*')
		say(look, look->spot, "a text cannot begin with \"*\"");
	else
		say(look, look->spot, "this does not belong here");
	help_quote(look);
}

/* Does the bracket come before anything that looks like the next key? */
static bool
is_closed_later(const struct look *look, uint32_t indent, char closer)
{
	if (str_find_char(str_skip(look->line, look->offset), closer) != STR_NONE)
		return true;
	for (struct str line = look->line; line_below(look, &line);) {
		if (indent_of(line) <= indent && find_separator(line) != STR_NONE)
			return false;
		if (str_find_char(line, closer) != STR_NONE)
			return true;
	}
	return false;
}

static void
explain_bracket(const struct look *look, struct yaml_spot open)
{
	struct str line = line_at(look, open.line);
	bool list = first_char(str_skip(line, byte_offset(line, open.column))) != '{';
	char closer = list ? ']' : '}';
	bool key_follows = look->spot.line > open.line &&
	        indent_of(look->line) <= indent_of(line) && find_separator(look->line) != STR_NONE;
	if (!look->at_end && !key_follows && is_closed_later(look, indent_of(line), closer)) {
		say(look, look->spot, "a comma or \"%c\" is missing before this", closer);
		diag_help(
		        look->diags, "a text with brackets, commas or colons must stand in quotes");
		return;
	}
	size_t comment = yaml_flow_comment(line, byte_offset(line, open.column));
	if (comment != STR_NONE) {
		say(look, (struct yaml_spot){ open.line, column_at(line, comment) },
		        "a comment begins here, before the %s is closed", list ? "list" : "map");
		diag_help(look->diags, "a text that begins with \"#\" must stand in quotes");
		return;
	}
	say(look, open, "this %s is never closed", list ? "list" : "map");
	diag_help(look->diags, "put a \"%c\" at its end", closer);
}

static void
explain_open_bracket(const struct look *look)
{
	explain_bracket(look, look->mistake->from);
}

/* A value was due and something else came. */
static void
explain_no_value(const struct look *look)
{
	if (look->at_end)
		explain_bracket(look, look->mistake->open);
	else if (str_find(look->mistake->context, STR("flow")) == STR_NONE)
		explain_first_char(look);
	else if (char_at(look) == '-')
		say(look, look->spot, "a list in brackets has no dashes");
	else
		say(look, look->spot, "a value is missing before this");
}

/* --- the table ------------------------------------------------------------------------------- */

/*
 * The first row that fits is taken. Add one for another sentence of libyaml above the general
 * ones.
 */
static const struct {
	const char *problem; /* how it begins */
	const char *context; /* a part of it */
	enum { AT, FROM } spot;
	void (*explain)(const struct look *look);
} mistakes[] = {
	{ "mapping values are not allowed in this context", "", AT, explain_colon },
	{ "could not find expected ':'", "", FROM, explain_no_colon },
	{ "found character that cannot start any token", "", AT, explain_start },
	{ "found a tab character", "", AT, explain_tab },
	{ "block sequence entries are not allowed", "", AT, explain_list_item },
	{ "mapping keys are not allowed", "", AT, explain_first_char },
	{ "did not find expected key", "", AT, explain_leftover },
	{ "did not find expected '-' indicator", "", AT, explain_leftover },
	{ "did not find expected <document start>", "", AT, explain_leftover },
	{ "did not find expected ',' or", "", AT, explain_open_bracket },
	{ "did not find expected node content", "", AT, explain_no_value },
	{ "found unexpected end of stream", "quoted scalar", FROM, explain_open_quote },
	{ "found unexpected document indicator", "", FROM, explain_open_quote },
	{ "found unknown escape character", "", AT, explain_escape },
	{ "did not find expected hexdecimal number", "", AT, explain_escape },
	{ "found invalid Unicode character escape code", "", AT, explain_escaped_character },
	{ "found an indentation indicator equal to 0", "", AT, explain_block_indent },
	{ "", "block scalar", FROM, explain_block_text },
	{ "found incompatible YAML document", "", AT, explain_version },
	{ "found duplicate %YAML", "", AT, explain_version },
	{ "", "directive", FROM, explain_directive },
	{ "", "alias", FROM, explain_first_char },
	{ "", "anchor", FROM, explain_first_char },
	{ "", "tag", FROM, explain_first_char },
	{ "found undefined tag handle", "", FROM, explain_first_char },
};

static void
look_at(struct look *look, struct yaml_spot spot)
{
	uint32_t last = last_line(look);
	bool behind = spot.line > last;
	look->spot = spot;
	look->line = line_at(look, behind ? last : spot.line);
	look->offset = behind ? look->line.len : byte_offset(look->line, spot.column);
	look->at_end = behind || (spot.line == last && look->offset == look->line.len);
}

void
yaml_mistake_report(const struct yaml_mistake *mistake, struct diags *diags)
{
	struct look look = { .mistake = mistake, .diags = diags };
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		if (str_starts(mistake->problem, str_from(mistakes[i].problem)) &&
		        str_find(mistake->context, str_from(mistakes[i].context)) != STR_NONE) {
			look_at(&look, mistakes[i].spot == AT ? mistake->at : mistake->from);
			mistakes[i].explain(&look);
			return;
		}
	}
	say(&look, mistake->at, "this is not valid YAML: " STR_FMT, STR_ARG(mistake->problem));
}
