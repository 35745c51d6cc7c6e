/*
 * The walk over literal text. Each state has a step, which takes the bytes up to the next place where
 * the state may change. Literal text is the author's: what a browser would forgive is forgiven here.
 */
#include "template/spot.h"

#include <string.h>

#include "base/ascii.h"

/* --- tables -------------------------------------------------------------------------------- */

struct row {
	struct str name;
	enum spot_kind kind;
};

static const struct row elements[] = {
#define ELEMENT(name, kind) { STR_INIT(#name), SPOT_##kind },
#define ATTRIBUTE(name, kind)
#include "template/spot.def"
#undef ELEMENT
#undef ATTRIBUTE
};

static const struct row attributes[] = {
#define ELEMENT(name, kind)
#define ATTRIBUTE(name, kind) { STR_INIT(name), SPOT_##kind },
#include "template/spot.def"
#undef ELEMENT
#undef ATTRIBUTE
};

uint8_t
spot_element(struct str name)
{
	for (uint8_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		if (str_eq(elements[i].name, name))
			return (uint8_t)(i + 1);
	}
	return 0;
}

enum spot_kind
spot_attribute(struct str name)
{
	if (str_starts(name, STR("on")))
		return SPOT_SCRIPT;
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		if (str_eq(attributes[i].name, name))
			return attributes[i].kind;
	}
	/* XML lets a document call XLink as it likes. */
	return str_ends(name, STR(":href")) ? SPOT_ADDRESS : SPOT_PLAIN;
}

/* --- characters ---------------------------------------------------------------------------- */

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

/* May a tag's name begin so? XML has more letters than HTML. */
static bool
begins_name(const struct spot *spot, char c)
{
	return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
	        (spot->xml && (c == '_' || c == ':' || (unsigned char)c >= 0x80));
}

static void
add_char(char *to, uint8_t *len, size_t max, char c)
{
	if (*len < max)
		to[*len] = ascii_lower(c);
	if (*len <= max)
		(*len)++;
}

/* Its beginning, when it is longer: "onanimationstart" is a script as well, and no row is so long. */
static struct str
name_of(const struct spot *spot)
{
	return str_of(spot->name, spot->name_len > SPOT_NAME_MAX ? SPOT_NAME_MAX : spot->name_len);
}

static struct str
word_of(const struct spot *spot)
{
	return str_of(spot->word, spot->word_len > SPOT_WORD_MAX ? SPOT_WORD_MAX : spot->word_len);
}

static void
drop_name(struct spot *spot)
{
	memset(spot->name, 0, sizeof spot->name);
	spot->name_len = spot->dynamic = 0;
}

static void
drop_word(struct spot *spot)
{
	memset(spot->word, 0, sizeof spot->word);
	spot->word_len = 0;
}

static void
drop_value(struct spot *spot)
{
	drop_word(spot);
	spot->kind = spot->quote = spot->address = spot->watched = 0;
	spot->code = spot->operand = spot->lost = spot->cut = spot->nest = 0;
	memset(spot->braces, 0, sizeof spot->braces);
}

struct spot
spot_start(bool xml)
{
	return (struct spot){ .xml = xml };
}

/* --- tags ---------------------------------------------------------------------------------- */

static void
begin_tag(struct spot *spot, bool end)
{
	*spot = (struct spot){ .state = SPOT_TAG_NAME, .xml = spot->xml, .end = end };
}

/* The name of a tag is known: what is its content? */
static void
end_tag_name(struct spot *spot)
{
	spot->element = spot_element(spot->end ? STR_EMPTY : name_of(spot));
	spot->content = spot->element ? (uint8_t)elements[spot->element - 1].kind : SPOT_PLAIN;
	/* In XML no element is read in a way of its own, but its content is what it is. */
	if (spot->xml && spot->content == SPOT_PLAIN)
		spot->element = 0;
	drop_name(spot);
	spot->state = SPOT_TAG;
}

/* A script of another type is a piece of text to be read by some script. */
static void
end_type(struct spot *spot)
{
	static const struct str scripts[] = { STR_INIT("javascript"), STR_INIT("ecmascript"),
		STR_INIT("json"), STR_INIT("module"), STR_INIT("importmap"),
		STR_INIT("speculationrules"), STR_INIT("jscript"), STR_INIT("livescript"),
		STR_INIT("babel"), STR_INIT("typescript"), STR_INIT("jsx") };
	struct str type = word_of(spot);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		if (str_find(type, scripts[i]) != STR_NONE)
			return;
	}
	if (type.len)
		spot->content = SPOT_PLAIN;
}

static void
end_value(struct spot *spot)
{
	if (spot->kind == SPOT_TYPE)
		end_type(spot);
	drop_name(spot);
	drop_value(spot);
	spot->state = SPOT_TAG;
}

static void
end_tag(struct spot *spot, bool closed_itself)
{
	struct spot next = spot_start(spot->xml);
	if (spot->element && !(closed_itself && spot->xml)) {
		next.state = SPOT_CONTENT;
		next.element = spot->element;
		next.content = spot->content;
	}
	*spot = next;
}

static void
begin_value(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	enum spot_kind kind =
	        spot->end || spot->dynamic ? SPOT_PLAIN : spot_attribute(name_of(spot));
	/* Only the type of a script matters, and only the addresses of a feed. */
	if (kind == SPOT_TYPE && spot->content != SPOT_SCRIPT)
		kind = SPOT_PLAIN;
	spot->kind = (uint8_t)kind;
	r->value = r->at;
}

/* --- steps --------------------------------------------------------------------------------- */

/* Where `what` begins at or behind the reader, or the end of the text. */
static size_t
find(const struct spot_reader *r, struct str what)
{
	size_t found = str_find(str_skip(r->text, r->at), what);
	return found == STR_NONE ? r->text.len : r->at + found;
}

static bool
is_at(const struct spot_reader *r, struct str what)
{
	return str_starts(str_skip(r->text, r->at), what);
}

/* What a "<" opens; a "<" alone is text. */
static enum spot_event
step_open(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	if (!spot->end && is_at(r, STR("/"))) {
		spot->end = 1;
		r->at++;
	}
	if (r->at == r->text.len)
		return SPOT_ENDS;
	char c = r->text.at[r->at];
	if (begins_name(spot, c)) {
		begin_tag(spot, spot->end);
	} else if (spot->end && c != '>') {
		spot->state = SPOT_DECLARATION;
	} else if (is_at(r, STR("!--"))) {
		spot->state = SPOT_COMMENT;
		r->at++;
	} else if (spot->xml && is_at(r, STR("![CDATA["))) {
		spot->state = SPOT_CDATA;
	} else if (c == '!' || (c == '?' && !spot->xml)) {
		spot->state = SPOT_DECLARATION;
		spot->lost = str_starts(STR("!-"), str_skip(r->text, r->at));
	} else if (c == '?') {
		spot->state = SPOT_INSTRUCTION;
	} else {
		spot->state = SPOT_TEXT;
	}
	if (spot->state != SPOT_TAG_NAME)
		spot->end = 0;
	return SPOT_ENDS;
}

static enum spot_event
step_text(struct spot_reader *r)
{
	size_t open = find(r, STR("<"));
	r->at = open;
	if (open == r->text.len)
		return SPOT_ENDS;
	r->open = open;
	r->at++;
	r->spot->state = SPOT_OPEN;
	return SPOT_ENDS;
}

static enum spot_event
step_tag_name(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	for (; r->at < r->text.len; r->at++) {
		char c = r->text.at[r->at];
		if (is_space(c) || c == '/' || c == '>') {
			end_tag_name(spot);
			return SPOT_ENDS;
		}
		if (spot->dynamic)
			return SPOT_STICKS;
		add_char(spot->name, &spot->name_len, SPOT_NAME_MAX, c);
	}
	return SPOT_ENDS;
}

static enum spot_event
step_tag(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	char c = r->text.at[r->at];
	if (c == '>') {
		bool closed_itself = r->at && r->text.at[r->at - 1] == '/';
		r->at++;
		end_tag(spot, closed_itself);
	} else if (is_space(c) || c == '/') {
		spot->glued = 0;
		r->at++;
	} else if (spot->glued || c == '=') {
		return SPOT_STICKS;
	} else {
		spot->state = SPOT_NAME;
	}
	return SPOT_ENDS;
}

/* Behind a value, a "-" makes sure that no name comes about that means something. */
static enum spot_event
step_name(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	for (; r->at < r->text.len; r->at++) {
		char c = r->text.at[r->at];
		if (is_space(c) || c == '/' || c == '>' || c == '=')
			break;
		if (c != '-' && spot->dynamic && !memchr(spot->name, '-', sizeof spot->name))
			return SPOT_STICKS;
		add_char(spot->name, &spot->name_len, SPOT_NAME_MAX, c);
	}
	if (r->at < r->text.len)
		spot->state = SPOT_NAMED;
	return SPOT_ENDS;
}

static enum spot_event
step_named(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	char c = r->text.at[r->at];
	if (is_space(c)) {
		r->at++;
	} else if (c == '=') {
		r->at++;
		spot->state = SPOT_EQUALS;
	} else {
		drop_name(spot);
		spot->state = SPOT_TAG;
	}
	return SPOT_ENDS;
}

static enum spot_event
step_equals(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	char c = r->text.at[r->at];
	if (is_space(c)) {
		r->at++;
		return SPOT_ENDS;
	}
	if (c == '>') {
		end_value(spot);
		return SPOT_ENDS;
	}
	if (c == '"' || c == '\'') {
		r->at++;
		spot->state = SPOT_VALUE;
		spot->quote = (uint8_t)c;
	} else {
		spot->state = SPOT_UNQUOTED;
	}
	begin_value(r);
	return r->values ? SPOT_STARTS : SPOT_ENDS;
}

static enum spot_event
step_unquoted(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	for (; r->at < r->text.len; r->at++) {
		char c = r->text.at[r->at];
		if (is_space(c) || c == '>') {
			end_value(spot);
			break;
		}
		if (spot->kind == SPOT_TYPE)
			add_char(spot->word, &spot->word_len, SPOT_WORD_MAX, c);
	}
	return SPOT_ENDS;
}

/*
 * An address is settled by what cannot be part of a scheme, or by a ":" behind another one than
 * javascript. An entity may stand for anything, so it settles nothing; a data: address is looked at as
 * a whole.
 */
static void
read_address(struct spot *spot, struct str text)
{
	for (size_t i = 0; i < text.len && spot->address == SPOT_UNSETTLED; i++) {
		char c = ascii_lower(text.at[i]);
		bool in_scheme = (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '+' ||
		        c == '-' || c == '.';
		struct str word = word_of(spot);
		if (c == '&')
			spot->address = SPOT_TOUCHED;
		else if (c == ':' && (str_is(word, "javascript") || str_is(word, "vbscript")))
			spot->address = SPOT_RUNS;
		else if (c == ':' && str_is(word, "data"))
			spot->address = SPOT_TOUCHED;
		else if (in_scheme)
			add_char(spot->word, &spot->word_len, SPOT_WORD_MAX, c);
		else if ((unsigned char)c > ' ')
			spot->address = SPOT_SETTLED;
	}
	if (spot->address != SPOT_UNSETTLED)
		drop_word(spot);
}

static void
read_value(struct spot *spot, struct str text)
{
	switch ((enum spot_kind)spot->kind) {
	case SPOT_PLAIN:
	case SPOT_ADDRESSES: break;
	case SPOT_ADDRESS: read_address(spot, text); break;
	case SPOT_SCRIPT: spot_read_script(spot, text, true); break;
	case SPOT_STYLE: spot_read_style(spot, text, true); break;
	case SPOT_PAGE:
		/* Its own tags are not followed. */
		if (str_find_char(text, '<') != STR_NONE || str_find_char(text, '&') != STR_NONE)
			spot->lost = 1;
		break;
	case SPOT_TYPE:
		for (size_t i = 0; i < text.len; i++)
			add_char(spot->word, &spot->word_len, SPOT_WORD_MAX, text.at[i]);
		break;
	}
}

static enum spot_event
step_value(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	char quote = (char)spot->quote;
	size_t end = find(r, str_of(&quote, 1));
	read_value(spot, str_slice(r->text, r->at, end));
	r->at = end;
	if (end == r->text.len)
		return SPOT_ENDS;
	if (spot->watched) {
		spot->watched = 0;
		return SPOT_CLOSES;
	}
	r->at++;
	end_value(spot);
	return SPOT_ENDS;
}

/* Where the end tag of the element begins, or the end of the text. */
static size_t
find_end_tag(const struct spot_reader *r)
{
	struct str name = elements[r->spot->element - 1].name;
	for (size_t i = r->at; i + 2 + name.len <= r->text.len; i++) {
		if (r->text.at[i] != '<' || r->text.at[i + 1] != '/')
			continue;
		struct str found = str_slice(r->text, i + 2, i + 2 + name.len);
		struct str rest = str_skip(r->text, i + 2 + name.len);
		bool ends = !rest.len || is_space(*rest.at) || *rest.at == '/' || *rest.at == '>';
		if (ends && str_eq_nocase(found, name))
			return i;
	}
	return r->text.len;
}

/* Does the text end in what may become an end tag, "</scr"? */
static bool
ends_cut(const struct spot_reader *r, size_t end)
{
	struct str name = elements[r->spot->element - 1].name, rest = r->text;
	size_t open = str_rfind_char(rest, '<');
	if (end < rest.len || open == STR_NONE || rest.len - open < 2 || rest.at[open + 1] != '/')
		return false;
	rest = str_skip(rest, open + 2);
	return rest.len <= name.len && str_eq_nocase(rest, str_slice(name, 0, rest.len));
}

static enum spot_event
step_content(struct spot_reader *r)
{
	struct spot *spot = r->spot;
	size_t end = find_end_tag(r);
	struct str text = str_slice(r->text, r->at, end);
	if (spot->cut == SPOT_CUT_TAG)
		spot->cut = 0;
	if (spot->content == SPOT_SCRIPT)
		spot_read_script(spot, text, false);
	else if (spot->content == SPOT_STYLE)
		spot_read_style(spot, text, false);
	if (ends_cut(r, end))
		spot->cut = SPOT_CUT_TAG;
	r->at = end;
	if (end < r->text.len) {
		r->at += 2;
		begin_tag(spot, true);
	}
	return SPOT_ENDS;
}

/* Up to what ends it, which comes last in a chain of `count`. */
static enum spot_event
step_until(struct spot_reader *r, struct str end)
{
	r->at = find(r, end);
	if (r->at < r->text.len) {
		r->at += end.len;
		*r->spot = spot_start(r->spot->xml);
	}
	return SPOT_ENDS;
}

static enum spot_event
step_comment(struct spot_reader *r)
{
	if (!r->spot->xml && find(r, STR("--!>")) < find(r, STR("-->")))
		return step_until(r, STR("--!>"));
	return step_until(r, STR("-->"));
}

static enum spot_event
step(struct spot_reader *r)
{
	switch ((enum spot_state)r->spot->state) {
	case SPOT_TEXT: return step_text(r);
	case SPOT_OPEN: return step_open(r);
	case SPOT_TAG_NAME: return step_tag_name(r);
	case SPOT_TAG: return step_tag(r);
	case SPOT_NAME: return step_name(r);
	case SPOT_NAMED: return step_named(r);
	case SPOT_EQUALS: return step_equals(r);
	case SPOT_UNQUOTED: return step_unquoted(r);
	case SPOT_VALUE: return step_value(r);
	case SPOT_CONTENT: return step_content(r);
	case SPOT_COMMENT: return step_comment(r);
	case SPOT_DECLARATION: return step_until(r, STR(">"));
	case SPOT_INSTRUCTION: return step_until(r, STR("?>"));
	case SPOT_CDATA: return step_until(r, STR("]]>"));
	case SPOT_NOWHERE: r->at = r->text.len; break;
	}
	return SPOT_ENDS;
}

struct spot_reader
spot_reader(struct spot *spot, struct str text)
{
	return (struct spot_reader){ spot, text, 0, STR_NONE, STR_NONE, false };
}

enum spot_event
spot_read(struct spot_reader *r)
{
	while (r->at < r->text.len) {
		enum spot_event event = step(r);
		if (event != SPOT_ENDS)
			return event;
	}
	return SPOT_ENDS;
}
