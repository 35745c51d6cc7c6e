/*
 * What stands outside of tags: texts, cut as the marks at their ends say. Comments and raw sections
 * never leave this file: a comment is skipped, a raw section is text.
 *
 * A mark is a brace and its second byte, or one of the prefixes that the settings may give to lines:
 *
 *	text {% if x %} text       text           ## a comment up to the end of the line
 *	     ^at ^behind           # if x         a tag up to the end of the line
 */
#include "base/utf8.h"
#include "template/lex.h"

enum mark_kind { MARK_END, MARK_OUTPUT, MARK_TAG, MARK_COMMENT, MARK_LINE, MARK_LINE_COMMENT };

struct mark {
	enum mark_kind kind;
	uint32_t at;     /* where the text before it ends */
	uint32_t behind; /* where its sign may be */
};

/* --- white space --------------------------------------------------------------------------- */

bool
lex_at(const struct lex *lex, uint32_t at, struct str text)
{
	return at <= lex->source.len && str_starts(str_skip(lex->source, at), text);
}

static bool
is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

/* The offset behind all white space. */
uint32_t
lex_skip_space(const struct lex *lex, uint32_t at)
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

/* --- marks --------------------------------------------------------------------------------- */

/* The offset of the next `{{`, `{%` or `{#`, or the end. */
static uint32_t
find_brace(const struct lex *lex, uint32_t at)
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

static bool
begins_line(const struct lex *lex, uint32_t at)
{
	return at == 0 || lex->source.at[at - 1] == '\n';
}

/* The first line in [from, to) that a prefix makes a tag; blanks may stand before it. */
static bool
find_line(const struct lex *lex, uint32_t from, uint32_t to, struct mark *mark)
{
	struct str prefix = lex->settings.line_statement;
	for (uint32_t line = from; line < to && prefix.len; line++) {
		uint32_t at = line;
		if (!begins_line(lex, line))
			continue;
		while (lex_byte(lex, at) == ' ' || lex_byte(lex, at) == '\t' ||
		        lex_byte(lex, at) == '\v')
			at++;
		if (!lex_at(lex, at, prefix))
			continue;
		*mark = (struct mark){ MARK_LINE, line, at + (uint32_t)prefix.len };
		return true;
	}
	return false;
}

/* The first comment in [from, to) up to the end of its line, with the blanks before it. */
static bool
find_line_comment(const struct lex *lex, uint32_t from, uint32_t to, struct mark *mark)
{
	struct str prefix = lex->settings.line_comment;
	for (uint32_t at = from; at < to && prefix.len; at++) {
		uint32_t line = at;
		if (!lex_at(lex, at, prefix))
			continue;
		while (line > from && lex->source.at[line - 1] != '\n')
			line--;
		uint32_t begin = cut_space(lex, line, at);
		/* White space that is not part of the text keeps a comment from beginning. */
		if (!begins_line(lex, begin) && cut_space(lex, 0, begin) != begin)
			continue;
		*mark = (struct mark){ MARK_LINE_COMMENT, begin, at + (uint32_t)prefix.len };
		return true;
	}
	return false;
}

/* What ends the text that begins at `from`; of marks at one place the longer one counts. */
static struct mark
find_mark(const struct lex *lex, uint32_t from)
{
	uint32_t brace = find_brace(lex, from);
	struct mark found = { MARK_END, brace, brace }, other;
	if (brace < lex->source.len) {
		char c = lex->source.at[brace + 1];
		found.kind = c == '{' ? MARK_OUTPUT : c == '%' ? MARK_TAG : MARK_COMMENT;
		found.behind = brace + 2;
	}
	if (find_line(lex, from, found.at, &other))
		found = other;
	uint32_t to = found.kind == MARK_LINE ? found.behind : found.at;
	if (!find_line_comment(lex, from, to, &other))
		return found;
	if (found.kind != MARK_LINE || other.at < found.at ||
	        lex->settings.line_comment.len > lex->settings.line_statement.len)
		found = other;
	return found;
}

/*
 * The end of the text [from, mark) after the mark's sign, or lstrip_blocks, has eaten from it. The
 * latter only touches blanks that reach back to the start of a line.
 */
static uint32_t
cut_text(const struct lex *lex, uint32_t from, struct mark mark)
{
	char sign = lex_byte(lex, mark.behind);
	if (sign == '-')
		return cut_space(lex, from, mark.at);
	if (sign == '+' || !lex->settings.lstrip_blocks || mark.kind == MARK_OUTPUT)
		return mark.at;
	uint32_t line = mark.at;
	while (line > from && lex->source.at[line - 1] != '\n')
		line--;
	bool blank = begins_line(lex, line) && cut_space(lex, line, mark.at) == line;
	return blank ? line : mark.at;
}

/* Moves behind a closing mark that ends at `at`, and behind the white space its sign eats. */
void
lex_close_mark(struct lex *lex, uint32_t at, char sign)
{
	if (sign == '-')
		at = lex_skip_space(lex, at);
	else if (sign != '+' && lex->settings.trim_blocks && lex_byte(lex, at) == '\n')
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
	at = lex_skip_space(lex, at);
	if (!lex_at(lex, at, word))
		return false;
	at = lex_skip_space(lex, at + (uint32_t)word.len);
	*sign = lex_byte(lex, at);
	if (*sign == '-' || *sign == '+')
		at++;
	*end = at + 2;
	return lex_at(lex, at, STR("%}"));
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
	lex_close_mark(lex, end + 2, end > from ? lex->source.at[end - 1] : '\0');
	return true;
}

/* The text of the raw section whose tag ends at `from`; its last tag has been passed. */
static struct lex_token
raw_section(struct lex *lex, uint32_t mark, uint32_t from)
{
	for (uint32_t at = from; (at = find_brace(lex, at)) < lex->source.len; at++) {
		uint32_t end;
		char sign;
		if (lex_byte(lex, at + 1) != '%' ||
		        !is_plain_tag(lex, at, STR("endraw"), &end, &sign))
			continue;
		lex->at = cut_text(lex, from, (struct mark){ MARK_TAG, at, at + 2 });
		struct lex_token text = lex_token_from(lex, LEX_TEXT, from);
		lex_close_mark(lex, end, sign);
		return text;
	}
	return lex_fail(
	        lex, mark, from - mark, "this raw section is never closed by {%% endraw %%}");
}

static struct lex_token
opening(struct lex *lex, struct mark mark)
{
	lex->inside = mark.kind == MARK_OUTPUT ? LEX_OUTPUT
	        : mark.kind == MARK_TAG        ? LEX_TAG
	                                       : LEX_LINE;
	lex->opened = mark.at;
	lex->at = mark.behind;
	if (lex_byte(lex, lex->at) == '-' || lex_byte(lex, lex->at) == '+')
		lex->at++;
	return lex_token_from(lex, mark.kind == MARK_OUTPUT ? LEX_OUTPUT : LEX_TAG, mark.at);
}

/*
 * What the mark is, when it is not a tag or output: a comment is skipped, a raw section has a text,
 * which may be empty. False for tags and outputs.
 */
static bool
pass_mark(struct lex *lex, struct mark mark, struct lex_token *token)
{
	uint32_t end;
	char sign;
	*token = (struct lex_token){ .kind = LEX_TEXT };
	switch (mark.kind) {
	case MARK_COMMENT:
		if (!skip_comment(lex, mark.at))
			*token =
			        lex_fail(lex, mark.at, 2, "this comment is never closed by \"#}\"");
		return true;
	case MARK_LINE_COMMENT:
		lex->at = mark.behind;
		while (lex->at < lex->source.len && lex->source.at[lex->at] != '\n')
			lex->at++;
		return true;
	case MARK_TAG:
		if (!is_plain_tag(lex, mark.at, STR("raw"), &end, &sign))
			return false;
		*token = raw_section(lex, mark.at, sign == '-' ? lex_skip_space(lex, end) : end);
		return true;
	default: return false;
	}
}

struct lex_token
lex_text(struct lex *lex)
{
	for (;;) {
		uint32_t from = lex->at;
		struct mark mark = find_mark(lex, from);
		struct lex_token token;
		lex->at = mark.kind == MARK_END ? mark.at : cut_text(lex, from, mark);
		if (lex->at > from) {
			token = lex_token_from(lex, LEX_TEXT, from);
			lex->at = mark.at;
			return token;
		}
		lex->at = mark.at;
		if (mark.kind == MARK_END)
			return lex_token_from(lex, LEX_END, from);
		if (!pass_mark(lex, mark, &token))
			return opening(lex, mark);
		if (token.kind == LEX_ERROR || token.text.len)
			return token;
	}
}
