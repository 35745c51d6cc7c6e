/*
 * One position moves through the source; nothing is read twice but the few bytes around a mark.
 * `inside` says what the bytes mean there:
 *
 *	TEXT             until the next mark: lex_text.c
 *	OUTPUT, TAG      tokens of an expression, until the closing mark outside of all brackets
 *	LINE             the same, until the line ends
 *	END              the same, until the source ends
 */
#include "template/lex.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/ascii.h"

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
lex_start(struct lex *lex, struct arena *arena, struct str source,
        const struct lex_settings *settings)
{
	lex->arena = arena;
	lex->source = str_slice(source, 0, UINT32_MAX);
	lex->at = lex->opened = 0;
	lex->inside = LEX_TEXT;
	lex->settings = *settings;
	lex->nest = 0;
}

void
lex_start_expression(struct lex *lex, struct arena *arena, struct str source)
{
	lex_start(lex, arena, source, &(struct lex_settings){ 0 });
	lex->inside = LEX_END;
}

/* --- bytes --------------------------------------------------------------------------------- */

/* The byte at an offset, NUL behind the end. */
char
lex_byte(const struct lex *lex, uint32_t at)
{
	return at < lex->source.len ? lex->source.at[at] : '\0';
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
	if (lex->inside == LEX_END || lex->inside == LEX_LINE || lex->nest)
		return false;
	if (lex_at(lex, at, tag ? STR("}}") : STR("%}"))) {
		*token = lex_fail(lex, lex->opened, 2,
		        "this begins with \"%s\" and must end with \"%s\"", tag ? "{%" : "{{",
		        tag ? "%}" : "}}");
		return true;
	}
	if (!lex_at(lex, at, tag ? STR("%}") : STR("}}")))
		return false;
	lex->at = at + 2;
	*token = lex_token_from(lex, tag ? LEX_TAG_END : LEX_OUTPUT_END, from);
	lex_close_mark(lex, lex->at, tag || sign == '-' ? sign : '+');
	lex->inside = LEX_TEXT;
	return true;
}

/*
 * Does the line end here, outside of all brackets? Then what is passed is all white space up to the
 * last newline of it, so that empty lines below go with the line.
 */
static bool
ends_line(struct lex *lex)
{
	uint32_t end = lex_skip_space(lex, lex->at);
	if (lex->inside != LEX_LINE || lex->nest)
		return false;
	if (end < lex->source.len) {
		while (end > lex->at && lex->source.at[end - 1] != '\n')
			end--;
		if (end == lex->at)
			return false;
	}
	lex->at = end;
	lex->inside = LEX_TEXT;
	return true;
}

static struct lex_token
next_inside(struct lex *lex)
{
	struct lex_token token;
	uint32_t begin = lex->at;
	if (ends_line(lex)) {
		token = lex_token_from(lex, LEX_TAG_END, begin);
		token.len = 0;
		return token;
	}
	lex->at = lex_skip_space(lex, lex->at);
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
	if (ascii_is_digit(c))
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
	return lex->inside == LEX_TEXT ? lex_text(lex) : next_inside(lex);
}
