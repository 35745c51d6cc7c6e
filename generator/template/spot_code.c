/*
 * Scripts and styles: strings, comments, regular expressions, and the code between. A script's "/" is
 * taken for a division behind an operand and for a regular expression elsewhere, which is how people
 * write; strings end with their line, so one misunderstanding does not go far.
 */
#include "base/ascii.h"
#include "template/spot.h"

/* --- characters ---------------------------------------------------------------------------- */

struct reading {
	struct spot *spot;
	struct str text;
	size_t at, next; /* of this character and of the one behind it */
	char c;
	bool escaped; /* an attribute's value: entities stand for characters */
};

/* The character at `at`, with what the entities are that matter here. */
static bool
read_char(struct reading *r)
{
	static const struct {
		struct str name;
		char c;
	} entities[] = {
		{ STR_INIT("&quot;"), '"' },
		{ STR_INIT("&#34;"), '"' },
		{ STR_INIT("&#x22;"), '"' },
		{ STR_INIT("&apos;"), '\'' },
		{ STR_INIT("&#39;"), '\'' },
		{ STR_INIT("&#x27;"), '\'' },
	};
	struct str rest = str_skip(r->text, r->at);
	if (!rest.len)
		return false;
	r->c = *rest.at;
	r->next = r->at + 1;
	if (!r->escaped || r->c != '&')
		return true;
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (!str_starts(rest, entities[i].name))
			continue;
		r->c = entities[i].c;
		r->next = r->at + entities[i].name.len;
	}
	return true;
}

static bool
follows(struct reading *r, struct str what)
{
	if (!str_starts(str_skip(r->text, r->at), what))
		return false;
	r->next = r->at + what.len;
	return true;
}

static bool
is_word_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* What stands behind a backslash, in the next text perhaps. */
static void
skip_escaped(struct reading *r)
{
	if (r->next < r->text.len)
		r->next++;
	else
		r->spot->cut = SPOT_CUT_ESCAPE;
}

static struct reading
begin(struct spot *spot, struct str text, bool escaped)
{
	struct reading r = { .spot = spot, .text = text, .escaped = escaped };
	if (spot->cut && text.len) {
		r.at = 1;
		spot->cut = 0;
	}
	return r;
}

/* --- scripts ------------------------------------------------------------------------------- */

/* Is the word that ends before `end` one that an operand follows? */
static bool
is_operator_word(struct str text, size_t end)
{
	static const struct str words[] = { STR_INIT("return"), STR_INIT("typeof"),
		STR_INIT("case"), STR_INIT("in"), STR_INIT("of"), STR_INIT("delete"),
		STR_INIT("void"), STR_INIT("throw"), STR_INIT("new"), STR_INIT("instanceof"),
		STR_INIT("do"), STR_INIT("else"), STR_INIT("yield"), STR_INIT("await") };
	size_t begin = end;
	while (begin > 0 && is_word_char(text.at[begin - 1]))
		begin--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(str_slice(text, begin, end), words[i]))
			return true;
	}
	return false;
}

static void
open_braces(struct spot *spot)
{
	spot->code = SPOT_CODE;
	spot->operand = 0;
	if (spot->nest == SPOT_NEST_MAX)
		spot->lost = 1;
	else
		spot->braces[spot->nest++] = 0;
}

static void
brace(struct spot *spot, char c)
{
	uint8_t *open = spot->nest ? &spot->braces[spot->nest - 1] : NULL;
	spot->operand = c == '}';
	if (!open)
		return;
	if (c == '{') {
		if (*open == UINT8_MAX)
			spot->lost = 1;
		else
			++*open;
	} else if (*open) {
		--*open;
	} else {
		spot->nest--;
		spot->code = SPOT_TEMPLATE;
	}
}

static void
script_code(struct reading *r)
{
	struct spot *spot = r->spot;
	switch (r->c) {
	case '"': spot->code = SPOT_DOUBLE; break;
	case '\'': spot->code = SPOT_SINGLE; break;
	case '`': spot->code = SPOT_TEMPLATE; break;
	case '{':
	case '}': brace(spot, r->c); break;
	case ' ':
	case '\t':
	case '\n':
	case '\r': break;
	case ')':
	case ']': spot->operand = 1; break;
	case '+':
	case '-':
		/* `a++ / 2` */
		if (!follows(r, STR("++")) && !follows(r, STR("--")))
			spot->operand = 0;
		break;
	case '/':
		if (follows(r, STR("//")))
			spot->code = SPOT_LINE;
		else if (follows(r, STR("/*")))
			spot->code = SPOT_BLOCK;
		else if (!spot->operand)
			spot->code = SPOT_PATTERN;
		else
			spot->operand = 0;
		break;
	default:
		spot->operand = is_word_char(r->c);
		if (follows(r, STR("<!--")))
			spot->code = SPOT_LINE;
		else if (spot->operand)
			spot->operand = !is_operator_word(r->text, r->at + 1);
	}
}

/* In a string, comment or regular expression. */
static void
script_quoted(struct reading *r)
{
	static const char ends[] = { [SPOT_SINGLE] = '\'',
		[SPOT_DOUBLE] = '"',
		[SPOT_TEMPLATE] = '`',
		[SPOT_PATTERN] = '/',
		[SPOT_CLASS] = ']' };
	struct spot *spot = r->spot;
	if (spot->code == SPOT_LINE) {
		if (r->c == '\n')
			spot->code = SPOT_CODE;
	} else if (spot->code == SPOT_BLOCK) {
		if (follows(r, STR("*/")))
			spot->code = SPOT_CODE;
	} else if (r->c == '\\') {
		skip_escaped(r);
	} else if (spot->code == SPOT_TEMPLATE && follows(r, STR("${"))) {
		open_braces(spot);
	} else if (spot->code == SPOT_PATTERN && r->c == '[') {
		spot->code = SPOT_CLASS;
	} else if (r->c == ends[spot->code]) {
		spot->code = spot->code == SPOT_CLASS ? SPOT_PATTERN : SPOT_CODE;
		spot->operand = 1;
	} else if (r->c == '\n' && spot->code != SPOT_TEMPLATE) {
		spot->code = SPOT_CODE;
	}
}

void
spot_read_script(struct spot *spot, struct str text, bool escaped)
{
	struct reading r = begin(spot, text, escaped);
	for (; read_char(&r); r.at = r.next) {
		if (spot->code == SPOT_CODE)
			script_code(&r);
		else
			script_quoted(&r);
	}
}

/* --- styles -------------------------------------------------------------------------------- */

/* Is this "(" that of url(? */
static bool
begins_url(const struct reading *r)
{
	return r->at >= 3 && str_eq_nocase(str_slice(r->text, r->at - 3, r->at), STR("url"));
}

static void
style_code(struct reading *r)
{
	struct spot *spot = r->spot;
	if (r->c == '"')
		spot->code = SPOT_DOUBLE;
	else if (r->c == '\'')
		spot->code = SPOT_SINGLE;
	else if (r->c == '\\')
		skip_escaped(r);
	else if (follows(r, STR("/*")))
		spot->code = SPOT_BLOCK;
	else if (r->c == '(' && begins_url(r))
		spot->code = SPOT_URL;
}

static void
style_url(struct reading *r)
{
	struct spot *spot = r->spot;
	bool space = r->c == ' ' || (r->c >= '\t' && r->c <= '\r');
	if (spot->code == SPOT_URL && r->c == '"')
		spot->code = SPOT_URL_DOUBLE;
	else if (spot->code == SPOT_URL && r->c == '\'')
		spot->code = SPOT_URL_SINGLE;
	else if (r->c == ')')
		spot->code = SPOT_CODE;
	else if (r->c == '\\')
		skip_escaped(r);
	else if (!space)
		spot->code = SPOT_URL_BARE;
}

static void
style_quoted(struct reading *r)
{
	struct spot *spot = r->spot;
	bool is_double = spot->code == SPOT_DOUBLE || spot->code == SPOT_URL_DOUBLE;
	if (spot->code == SPOT_BLOCK) {
		if (follows(r, STR("*/")))
			spot->code = SPOT_CODE;
	} else if (r->c == '\\') {
		skip_escaped(r);
	} else if (r->c == (is_double ? '"' : '\'') || r->c == '\n') {
		spot->code = SPOT_CODE;
	}
}

void
spot_read_style(struct spot *spot, struct str text, bool escaped)
{
	struct reading r = begin(spot, text, escaped);
	for (; read_char(&r); r.at = r.next) {
		switch ((enum spot_code)spot->code) {
		case SPOT_CODE: style_code(&r); break;
		case SPOT_URL:
		case SPOT_URL_BARE: style_url(&r); break;
		default: style_quoted(&r);
		}
	}
}
