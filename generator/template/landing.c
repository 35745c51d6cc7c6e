#include "template/landing.h"

#include <stdint.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "template/spot.h"

/* --- characters ---------------------------------------------------------------------------- */

static bool
is_one_of(char c, struct str set)
{
	return str_find_char(set, c) != STR_NONE;
}

/* --- HTML and XML -------------------------------------------------------------------------- */

void
landing_markup(struct buf *out, struct str s)
{
	while (s.len) {
		size_t run = 0;
		while (run < s.len && s.at[run] != '<' && s.at[run] != '>' && s.at[run] != '"' &&
		        s.at[run] != '\'')
			run++;
		buf_put(out, str_slice(s, 0, run));
		if (run < s.len)
			escape_html(out, str_slice(s, run, run + 1));
		s = str_skip(s, run + 1);
	}
}

void
landing_comment(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '-' && out->len && out->at[out->len - 1] == '-')
			buf_char(out, ' ');
		buf_char(out, s.at[i]);
	}
	if (str_ends(s, STR("-")))
		buf_char(out, ' ');
}

void
landing_cdata(struct buf *out, struct str s)
{
	for (;;) {
		size_t end = str_find(s, STR("]]>"));
		if (end == STR_NONE)
			break;
		buf_put(out, str_slice(s, 0, end + 2));
		buf_lit(out, "]]><![CDATA[");
		s = str_skip(s, end + 2);
	}
	buf_put(out, s);
}

/* --- scripts and styles -------------------------------------------------------------------- */

/*
 * Few signs are let through, and no "/" behind a star: a string is then no harm either where the lexer
 * of spot_code.c should have taken code for one.
 */
static bool
stays_in_string(const struct buf *out, uint32_t c)
{
	if (c >= 0x80)
		return c != 0x2028 && c != 0x2029;
	if (c == '/')
		return !out->len || (out->at[out->len - 1] != '*' && out->at[out->len - 1] != '<');
	return ascii_is_letter((char)c) || ascii_is_digit((char)c) ||
	        is_one_of((char)c, STR(" _-.,:@#%!?~|^"));
}

static void
put_string(struct buf *out, struct str s, const char *format)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);
		if (stays_in_string(out, c))
			utf8_put(out, c);
		else
			buf_format(out, format, (unsigned)c);
	}
}

void
landing_script_string(struct buf *out, struct str s)
{
	put_string(out, s, "\\u%04x");
}

void
landing_style_string(struct buf *out, struct str s)
{
	put_string(out, s, "\\%x ");
}

void
landing_style_url(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (ascii_is_alnum(c) || is_one_of(c, STR("-._~:/?#[]@!$&+,;=%")))
			buf_char(out, c);
		else
			buf_format(out, "%%%02X", (unsigned)(unsigned char)c);
	}
}

/* The functions of CSS that give colours, numbers and lengths; the word stands before `end`. */
static bool
is_style_function(struct str s, size_t end)
{
	static const struct str names[] = { STR_INIT("rgb"), STR_INIT("rgba"), STR_INIT("hsl"),
		STR_INIT("hsla"), STR_INIT("hwb"), STR_INIT("lab"), STR_INIT("lch"),
		STR_INIT("oklab"), STR_INIT("oklch"), STR_INIT("color"), STR_INIT("color-mix"),
		STR_INIT("light-dark"), STR_INIT("var"), STR_INIT("calc"), STR_INIT("min"),
		STR_INIT("max"), STR_INIT("clamp"), STR_INIT("minmax"), STR_INIT("repeat"),
		STR_INIT("rotate"), STR_INIT("scale"), STR_INIT("translate"),
		STR_INIT("cubic-bezier"), STR_INIT("steps") };
	size_t begin = end;
	while (begin > 0 && (ascii_is_letter(s.at[begin - 1]) || s.at[begin - 1] == '-'))
		begin--;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(str_slice(s, begin, end), names[i]))
			return true;
	}
	return false;
}

/* A "/" or "*" between two other things: no part of a comment. */
static bool
is_lone_sign(struct str s, size_t i)
{
	return i > 0 && i + 1 < s.len && !is_one_of(s.at[i - 1], STR("/*")) &&
	        !is_one_of(s.at[i + 1], STR("/*"));
}

bool
landing_is_style(struct str s)
{
	unsigned depth = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (ascii_is_alnum(c) || (unsigned char)c >= 0x80 || is_one_of(c, STR(" _-.%#,+!")))
			continue;
		if (c == '(' && is_style_function(s, i))
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (!(c == '/' || (c == '*' && depth)) || !is_lone_sign(s, i))
			return false;
	}
	return depth == 0;
}

/* --- tags ---------------------------------------------------------------------------------- */

enum { NAME_MAX_LEN = 64 };

/* The name in lower case; empty when it is none. */
static struct str
lower_name(struct str s, char room[NAME_MAX_LEN])
{
	if (s.len > NAME_MAX_LEN)
		return STR_EMPTY;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (!ascii_is_alnum(c) && !is_one_of(c, STR("-_.:")))
			return STR_EMPTY;
		room[i] = ascii_is_letter(c) ? (char)(c | 0x20) : c;
	}
	return str_of(room, s.len);
}

bool
landing_is_attribute_name(struct str s)
{
	char room[NAME_MAX_LEN];
	struct str name = lower_name(s, room);
	enum spot_kind kind = spot_attribute(name);
	return name.len && (kind == SPOT_PLAIN || kind == SPOT_TYPE);
}

bool
landing_is_tag_name(struct str s)
{
	char room[NAME_MAX_LEN];
	struct str name = lower_name(s, room);
	return name.len && ascii_is_letter(*name.at) && !spot_element(name);
}

/* What is to be watched until it ends, or refused. */
static bool
check_start(struct spot *spot, bool any)
{
	bool code =
	        spot->kind == SPOT_SCRIPT || spot->kind == SPOT_STYLE || spot->kind == SPOT_PAGE;
	spot->watched = spot->kind == SPOT_ADDRESS || spot->kind == SPOT_ADDRESSES;
	return spot->state == SPOT_VALUE && (any || !code);
}

bool
landing_is_attributes(struct str s, bool xml, bool any, struct str *bad)
{
	struct spot spot = spot_start(xml);
	struct spot_reader r = spot_reader(&spot, s);
	enum spot_event event;
	spot.state = SPOT_TAG;
	r.values = true;
	*bad = STR_EMPTY;
	while ((event = spot_read(&r)) != SPOT_ENDS) {
		if (event == SPOT_STICKS || (event == SPOT_STARTS && !check_start(&spot, any)))
			return false;
		if (event == SPOT_CLOSES) {
			struct str value = str_slice(s, r.value, r.at);
			*bad = landing_scheme(value, spot.kind == SPOT_ADDRESSES);
			if (bad->len)
				return false;
		}
	}
	return spot_is_in_tag(&spot) && r.open == STR_NONE;
}

/* --- addresses ----------------------------------------------------------------------------- */

/* The character at *at, decoded if an entity stands there that can be part of a scheme. */
static uint32_t
next_char(struct str s, size_t *at)
{
	static const struct {
		struct str name;
		char c;
	} entities[] = {
		{ STR_INIT("&colon;"), ':' },
		{ STR_INIT("&Tab;"), '\t' },
		{ STR_INIT("&NewLine;"), '\n' },
	};
	struct str rest = str_skip(s, *at);
	if (*rest.at != '&')
		return (unsigned char)s.at[(*at)++];
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (!str_starts(rest, entities[i].name))
			continue;
		*at += entities[i].name.len;
		return (unsigned char)entities[i].c;
	}
	if (!str_starts(rest, STR("&#")))
		return (unsigned char)s.at[(*at)++];
	bool hex = rest.len > 2 && (rest.at[2] | 0x20) == 'x';
	size_t i = hex ? 3 : 2;
	uint32_t c = 0;
	for (; i < rest.len && c < 0x110000; i++) {
		char digit = (char)(rest.at[i] | 0x20);
		bool letter = hex && digit >= 'a' && digit <= 'f';
		if (!letter && !ascii_is_digit(rest.at[i]))
			break;
		c = c * (hex ? 16 : 10) + (uint32_t)(letter ? digit - 'a' + 10 : rest.at[i] - '0');
	}
	*at += i + (i < rest.len && rest.at[i] == ';');
	return c;
}

/* Media that browsers show or play, and run nothing of. */
static bool
is_media(struct str type)
{
	static const struct str kinds[] = { STR_INIT("image/"), STR_INIT("audio/"),
		STR_INIT("video/"), STR_INIT("font/") };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_starts(type, kinds[i]))
			return !str_starts(type, STR("image/svg"));
	}
	return false;
}

/* Can it stand in the name of a scheme? */
static bool
is_in_scheme(uint32_t c)
{
	return c < 0x80 && (ascii_is_alnum((char)c) || c == '+' || c == '-' || c == '.');
}

/* Most addresses are paths: their first character tells. Only a scheme that is refused is read on, for what follows. */
static struct str
scheme_of(struct str s)
{
	char word[32];
	size_t len = 0, colon = STR_NONE;
	struct str refused = STR_EMPTY;
	for (size_t at = 0; at < s.len && len < sizeof word;) {
		uint32_t c = next_char(s, &at);
		if (c <= ' ' || c == 0x7f)
			continue;
		if (c == ':' && colon == STR_NONE) {
			colon = len;
			refused = escape_scheme_runs(str_of(word, len));
		}
		if (colon == STR_NONE ? !is_in_scheme(c) : !refused.len)
			return STR_EMPTY;
		word[len++] = c < 0x80 ? (char)(ascii_is_letter((char)c) ? c | 0x20 : c) : '?';
	}
	if (str_is(refused, "data") && is_media(str_of(word + colon + 1, len - colon - 1)))
		return STR_EMPTY;
	return refused;
}

struct str
landing_scheme(struct str value, bool several)
{
	struct str found = STR_EMPTY;
	if (!several)
		return scheme_of(value);
	while (value.len && !found.len) {
		size_t end = 0;
		bool entity = false;
		for (; end < value.len && (entity || !is_one_of(value.at[end], STR(" \t\n\f\r,;")));
		        end++)
			entity = value.at[end] == '&' || (entity && value.at[end] != ';');
		found = scheme_of(str_slice(value, 0, end));
		value = str_skip(value, end + 1);
	}
	return found;
}
