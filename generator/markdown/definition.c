#include "markdown/definition.h"

#include <string.h>

#include "markdown/verbatim.h"

enum {
	TERMS_MAX = 4, /* of one definition */
	LEVEL_MAX = 6, /* of a heading */
	RULE_MIN = 3,  /* signs */
	SHALLOW = 3,   /* columns that are no indentation */
};

size_t
definition_text(struct str line)
{
	size_t at = 1;
	if (line.len < 3 || line.at[0] != ':' || (line.at[1] != ' ' && line.at[1] != '\t'))
		return 0;
	while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t'))
		at++;
	return at; /* one of nothing but blanks is empty */
}

bool
definition_in_quote(struct str line, size_t prefix)
{
	return str_find_char(str_slice(line, 0, prefix), '>') != STR_NONE;
}

/* Is the line the one of dashes below the names of a table, "--|:-:"? */
static bool
is_delimiter_row(struct str line)
{
	bool bar = false, dash = false;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];
		bar |= c == '|';
		dash |= c == '-';
		if (c != '|' && c != '-' && c != ':' && c != ' ' && c != '\t')
			return false;
	}
	return bar && dash;
}

/* Is the line a thematic break, or the one below a heading ("---", "* * *", "===")? */
static bool
is_rule(struct str line)
{
	size_t signs = 0;
	line = str_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] != line.at[0] && line.at[i] != ' ' && line.at[i] != '\t')
			return false;
		signs += line.at[i] == line.at[0];
	}
	return signs >= RULE_MIN && str_find_char(STR("-=*_"), line.at[0]) != STR_NONE;
}

bool
definition_comes_behind(struct str line)
{
	size_t level = 0;
	while (level < line.len && line.at[level] == '#')
		level++;
	bool heading = level > 0 && level <= LEVEL_MAX &&
	        (level == line.len || line.at[level] == ' ' || line.at[level] == '\t');
	return heading || is_rule(line);
}

/* A line of signs that is no text. */
static bool
is_signs(struct str line)
{
	return is_delimiter_row(line) || is_rule(line);
}

/* Is there what may begin a definition in the lines behind a term? */
static bool
has_colon(struct str rest)
{
	const char *end = rest.at, *behind = rest.at + rest.len;
	for (unsigned i = 0; i < TERMS_MAX && end && end < behind; i++) {
		const char *newline = memchr(end, '\n', (size_t)(behind - end));
		end = newline ? newline + 1 : behind;
	}
	size_t len = (size_t)(end - rest.at);
	for (size_t at = 0, skip; (skip = str_find_char(str_slice(rest, at, len), ':')) != STR_NONE;
	        at++) {
		at += skip;
		char before = at > 0 ? rest.at[at - 1] : '\n';
		bool begins = before == '\n' || before == ' ' || before == '\t';
		if (begins && definition_text(str_slice(rest, at, at + 3)))
			return true;
	}
	return false;
}

bool
definition_term(struct str whole, size_t prefix, struct str rest)
{
	struct str text = str_skip(whole, prefix);
	bool blank = false;
	if (rest.len == 0 || !has_colon(rest))
		return false;
	if (definition_in_quote(whole, prefix) || text.len == 0 ||
	        str_find_char(STR("#|<:"), text.at[0]) != STR_NONE || is_signs(text))
		return false;
	for (unsigned i = 0; i < TERMS_MAX && rest.len; i++) {
		struct str line = str_cut(&rest, '\n');
		size_t its = verbatim_prefix(line);
		if (its >= prefix && its <= prefix + SHALLOW &&
		        definition_text(str_skip(line, its)))
			return !definition_in_quote(line, its);
		if (blank || its != prefix || is_signs(str_skip(line, its)))
			return false;
		blank = its == line.len;
	}
	return false;
}
