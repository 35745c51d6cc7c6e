/*
 * One position moves through the source; nothing is read twice but the few bytes around a mark.
 * `inside` says what the bytes mean there:
 *
 *	TEXT             until the next mark, with the white space before it cut as the mark says
 *	OUTPUT, TAG      tokens of an expression, until the closing mark outside of all brackets
 *	END              tokens of an expression, until the source ends
 *
 * Comments and raw sections never leave this file: a comment is skipped, a raw section is text.
 */
#include "template/lex.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/utf8.h"

static const char *const kind_texts[] = {
#define LEX(name, text) text,
	LEX_KINDS(LEX)
#undef LEX
};

const char *
lex_kind_text(enum lex_kind kind)
{
	return kind_texts[kind];
}

void
lex_start(struct lex *lex, struct arena *arena, struct str source, bool trim_blocks,
        bool lstrip_blocks)
{
	lex->arena = arena;
	lex->source = str_slice(source, 0, UINT32_MAX);
	lex->at = lex->opened = 0;
	lex->inside = LEX_TEXT;
	lex->trim_blocks = trim_blocks;
	lex->lstrip_blocks = lstrip_blocks;
	lex->nest = 0;
}

void
lex_start_expression(struct lex *lex, struct arena *arena, struct str source)
{
	lex_start(lex, arena, source, false, false);
	lex->inside = LEX_END;
}

/* --- bytes --------------------------------------------------------------------------------- */

/* The byte at an offset, NUL behind the end. */
char
lex_byte(const struct lex *lex, uint32_t at)
{
	return at < lex->source.len ? lex->source.at[at] : '\0';
}

static bool
starts_at(const struct lex *lex, uint32_t at, struct str text)
{
	return at <= lex->source.len && str_starts(str_skip(lex->source, at), text);
}

static bool
is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

/* The offset behind all white space. */
static uint32_t
skip_space(const struct lex *lex, uint32_t at)
{
	for (;;) {
		char c = lex_byte(lex, at);
		size_t next = at;
		if (is_ascii_space(c))
			at++;
		else if ((unsigned char)c >= 0x80 && utf8_is_space(utf8_next(lex->source, &next)))
			at = (uint32_t)next;
		else
			return at;
	}
}

/* The end of [from, to) without the white space at its end. */
static uint32_t
cut_space(const struct lex *lex, uint32_t from, uint32_t to)
{
	while (to > from) {
		uint32_t lead = to - 1;
		while (lead > from && ((unsigned char)lex->source.at[lead] & 0xc0) == 0x80)
			lead--;
		size_t next = lead;
		uint32_t c = utf8_next(lex->source, &next);
		if (c < 0x80 ? !is_ascii_space((char)c) : !utf8_is_space(c))
			break;
		to = lead;
	}
	return to;
}

/* --- tokens -------------------------------------------------------------------------------- */

struct lex_token
lex_token_from(const struct lex *lex, enum lex_kind kind, uint32_t from)
{
	return (struct lex_token){
		.kind = kind,
		.at = from,
		.len = lex->at - from,
		.text = str_slice(lex->source, from, lex->at),
	};
}

/* The last token but END: what is wrong, and where. */
struct lex_token
lex_fail(struct lex *lex, uint32_t at, uint32_t len, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = str_vformat(lex->arena, format, args);
	va_end(args);
	lex->at = (uint32_t)lex->source.len;
	lex->inside = LEX_TEXT;
	return (struct lex_token){ .kind = LEX_ERROR, .at = at, .len = len, .text = text };
}

/* --- outside of tags ----------------------------------------------------------------------- */

/* The offset of the next `{{`, `{%` or `{#`, or the end. */
static uint32_t
find_mark(const struct lex *lex, uint32_t at)
{
	for (; at + 1 < lex->source.len; at++) {
		const char *brace = memchr(lex->source.at + at, '{', lex->source.len - at - 1);
		if (!brace)
			break;
		at = (uint32_t)(brace - lex->source.at);
		if (brace[1] == '{' || brace[1] == '%' || brace[1] == '#')
			return at;
	}
	return (uint32_t)lex->source.len;
}

/*
 * The end of the text [from, mark) after the mark's sign, or lstrip_blocks, has eaten from it. The
 * latter only touches blanks that reach back to the start of a line.
 */
static uint32_t
cut_text(const struct lex *lex, uint32_t from, uint32_t mark)
{
	char sign = lex_byte(lex, mark + 2);
	if (sign == '-')
		return cut_space(lex, from, mark);
	if (sign == '+' || !lex->lstrip_blocks || lex_byte(lex, mark + 1) == '{')
		return mark;
	uint32_t line = mark;
	while (line > from && lex->source.at[line - 1] != '\n')
		line--;
	bool at_line_start = line > 0 ? lex->source.at[line - 1] == '\n' : true;
	return at_line_start && cut_space(lex, line, mark) == line ? line : mark;
}

/* Moves behind a closing mark that ends at `at`, and behind the white space its sign eats. */
static void
close_mark(struct lex *lex, uint32_t at, char sign)
{
	if (sign == '-')
		at = skip_space(lex, at);
	else if (sign != '+' && lex->trim_blocks && lex_byte(lex, at) == '\n')
		at++;
	lex->at = at;
}

/* Is there `{% word %}` at `mark`? Then *end is behind it and *sign is the one before "%}". */
static bool
is_plain_tag(const struct lex *lex, uint32_t mark, struct str word, uint32_t *end, char *sign)
{
	uint32_t at = mark + 2;
	if (lex_byte(lex, at) == '-' || lex_byte(lex, at) == '+')
		at++;
	at = skip_space(lex, at);
	if (!starts_at(lex, at, word))
		return false;
	at = skip_space(lex, at + (uint32_t)word.len);
	*sign = lex_byte(lex, at);
	if (*sign == '-' || *sign == '+')
		at++;
	*end = at + 2;
	return starts_at(lex, at, STR("%}"));
}

/* Moves behind the comment at `mark`; false when it never ends. */
static bool
skip_comment(struct lex *lex, uint32_t mark)
{
	uint32_t from = mark + 2;
	if (lex_byte(lex, from) == '-' || lex_byte(lex, from) == '+')
		from++;
	size_t length = str_find(str_skip(lex->source, from), STR("#}"));
	if (length == STR_NONE)
		return false;
	uint32_t end = from + (uint32_t)length;
	close_mark(lex, end + 2, end > from ? lex->source.at[end - 1] : '\0');
	return true;
}

/* The text of the raw section whose tag ends at `from`; its last tag has been passed. */
static struct lex_token
raw_section(struct lex *lex, uint32_t mark, uint32_t from)
{
	for (uint32_t at = from; (at = find_mark(lex, at)) < lex->source.len; at++) {
		uint32_t end;
		char sign;
		if (lex_byte(lex, at + 1) != '%' ||
		        !is_plain_tag(lex, at, STR("endraw"), &end, &sign))
			continue;
		lex->at = cut_text(lex, from, at);
		struct lex_token text = lex_token_from(lex, LEX_TEXT, from);
		close_mark(lex, end, sign);
		return text;
	}
	return lex_fail(
	        lex, mark, from - mark, "this raw section is never closed by {%% endraw %%}");
}

static struct lex_token
opening(struct lex *lex, uint32_t mark)
{
	lex->inside = lex_byte(lex, mark + 1) == '{' ? LEX_OUTPUT : LEX_TAG;
	lex->opened = mark;
	lex->at = mark + 2;
	if (lex_byte(lex, lex->at) == '-' || lex_byte(lex, lex->at) == '+')
		lex->at++;
	return lex_token_from(lex, lex->inside, mark);
}

static struct lex_token
next_outside(struct lex *lex)
{
	for (;;) {
		uint32_t from = lex->at;
		uint32_t mark = find_mark(lex, from);
		bool at_end = mark == lex->source.len;
		lex->at = at_end ? mark : cut_text(lex, from, mark);
		if (lex->at > from) {
			struct lex_token text = lex_token_from(lex, LEX_TEXT, from);
			lex->at = mark;
			return text;
		}
		if (at_end)
			return lex_token_from(lex, LEX_END, from);
		uint32_t end;
		char sign;
		if (lex_byte(lex, mark + 1) == '#') {
			if (!skip_comment(lex, mark))
				return lex_fail(
				        lex, mark, 2, "this comment is never closed by \"#}\"");
		} else if (lex_byte(lex, mark + 1) == '%' &&
		        is_plain_tag(lex, mark, STR("raw"), &end, &sign)) {
			struct lex_token raw =
			        raw_section(lex, mark, sign == '-' ? skip_space(lex, end) : end);
			if (raw.kind == LEX_ERROR || raw.text.len)
				return raw;
		} else {
			return opening(lex, mark);
		}
	}
}

/* --- inside of tags ------------------------------------------------------------------------ */

static enum lex_kind
pair(struct lex *lex, char second, enum lex_kind alone, enum lex_kind both)
{
	bool found = lex_byte(lex, lex->at) == second;
	lex->at += found;
	return found ? both : alone;
}

static enum lex_kind
punctuation(struct lex *lex)
{
	switch (lex->source.at[lex->at++]) {
	case '+': return LEX_ADD;
	case '-': return LEX_SUB;
	case '*': return pair(lex, '*', LEX_MUL, LEX_POW);
	case '/': return pair(lex, '/', LEX_DIV, LEX_FLOORDIV);
	case '%': return LEX_MOD;
	case '~': return LEX_TILDE;
	case '|': return LEX_PIPE;
	case '.': return LEX_DOT;
	case ',': return LEX_COMMA;
	case ':': return LEX_COLON;
	case ';': return LEX_SEMICOLON;
	case '=': return pair(lex, '=', LEX_ASSIGN, LEX_EQ);
	case '!': return pair(lex, '=', LEX_ERROR, LEX_NE);
	case '<': return pair(lex, '=', LEX_LT, LEX_LE);
	case '>': return pair(lex, '=', LEX_GT, LEX_GE);
	case '(': return LEX_PAREN;
	case ')': return LEX_PAREN_END;
	case '[': return LEX_BRACKET;
	case ']': return LEX_BRACKET_END;
	case '{': return LEX_BRACE;
	case '}': return LEX_BRACE_END;
	default: return LEX_ERROR;
	}
}

/* Keeps the account of brackets; an ERROR token when they do not match. */
static struct lex_token
bracket(struct lex *lex, struct lex_token token)
{
	char c = lex->source.at[token.at];
	if (token.kind == LEX_PAREN || token.kind == LEX_BRACKET || token.kind == LEX_BRACE) {
		if (lex->nest == LEX_NEST_MAX)
			return lex_fail(
			        lex, token.at, 1, "brackets nest deeper than %d", LEX_NEST_MAX);
		lex->brackets[lex->nest].close = c == '(' ? ')' : c == '[' ? ']' : '}';
		lex->brackets[lex->nest++].at = token.at;
		return token;
	}
	if (lex->nest == 0)
		return lex_fail(lex, token.at, 1, "there is no bracket that this \"%c\" closes", c);
	lex->nest--;
	uint32_t open = lex->brackets[lex->nest].at;
	if (lex->brackets[lex->nest].close != c)
		return lex_fail(lex, open, 1, "this \"%c\" is not closed by \"%c\"",
		        lex->source.at[open], lex->brackets[lex->nest].close);
	return token;
}

/* The closing mark of what is open, if it stands here; also an ERROR for the other one's. */
static bool
closing(struct lex *lex, struct lex_token *token)
{
	uint32_t from = lex->at;
	char sign = lex_byte(lex, from);
	bool tag = lex->inside == LEX_TAG;
	uint32_t at = from + (sign == '-' || (sign == '+' && tag));
	if (lex->inside == LEX_END || lex->nest)
		return false;
	if (starts_at(lex, at, tag ? STR("}}") : STR("%}"))) {
		*token = lex_fail(lex, lex->opened, 2,
		        "this begins with \"%s\" and must end with \"%s\"", tag ? "{%" : "{{",
		        tag ? "%}" : "}}");
		return true;
	}
	if (!starts_at(lex, at, tag ? STR("%}") : STR("}}")))
		return false;
	lex->at = at + 2;
	*token = lex_token_from(lex, tag ? LEX_TAG_END : LEX_OUTPUT_END, from);
	close_mark(lex, lex->at, tag || sign == '-' ? sign : '+');
	lex->inside = LEX_TEXT;
	return true;
}

static struct lex_token
next_inside(struct lex *lex)
{
	struct lex_token token;
	lex->at = skip_space(lex, lex->at);
	uint32_t from = lex->at;
	if (closing(lex, &token))
		return token;
	if (from == lex->source.len) {
		if (lex->inside == LEX_END && !lex->nest)
			return lex_token_from(lex, LEX_END, from);
		if (lex->nest)
			return lex_fail(lex, lex->brackets[lex->nest - 1].at, 1,
			        "this is not closed by \"%c\"", lex->brackets[lex->nest - 1].close);
		return lex_fail(lex, lex->opened, 2, "this is never closed by \"%s\"",
		        lex->inside == LEX_TAG ? "%}" : "}}");
	}
	char c = lex->source.at[from];
	if (lex_begins_name(c))
		return lex_name(lex);
	if (c >= '0' && c <= '9')
		return lex_number(lex);
	if (c == '"' || c == '\'')
		return lex_string(lex);
	token = lex_token_from(lex, punctuation(lex), from);
	token.len = lex->at - from;
	if (token.kind == LEX_ERROR)
		return lex_fail(lex, from, 1, "\"%c\" is not part of the language", c);
	return token.kind >= LEX_PAREN ? bracket(lex, token) : token;
}

struct lex_token
lex_next(struct lex *lex)
{
	return lex->inside == LEX_TEXT ? next_outside(lex) : next_inside(lex);
}
