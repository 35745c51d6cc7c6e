#include "base/entity.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"

enum {
	NAME_MAX_LEN = 32, /* longest name and a terminator */
	REFERENCE_MAX = 64,
};

struct entity {
	char name[NAME_MAX_LEN];
	uint32_t first, second;
};

static const struct entity entities[] = {
#define ENTITY(name, first, second) { #name, first, second },
#include "base/entity.def"
#undef ENTITY
};

static int
compare_name(const void *key, const void *item)
{
	const struct entity *entity = item;
	return str_cmp(*(const struct str *)key, str_from(entity->name));
}

/* The digits behind "#" or "#x"; false when they are not all digits. */
static bool
decode_number(struct buf *out, struct str digits, unsigned base)
{
	uint32_t number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = (unsigned)ascii_hex_digit(digits.at[i]);
		if (digit >= base) /* and so is what was -1 */
			return false;
		if (number <= 0x10ffff)
			number = number * base + digit;
	}
	bool is_character = number && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff);
	if (digits.len)
		utf8_put(out, is_character ? number : UTF8_REPLACEMENT);
	return digits.len != 0;
}

static bool
decode_name(struct buf *out, struct str name)
{
	const struct entity *entity = bsearch(&name, entities, sizeof entities / sizeof *entities,
	        sizeof *entities, compare_name);
	if (!entity)
		return false;
	utf8_put(out, entity->first);
	if (entity->second)
		utf8_put(out, entity->second);
	return true;
}

bool
entity_decode(struct buf *out, struct str s)
{
	if (s.len < 3 || s.at[0] != '&' || s.at[s.len - 1] != ';')
		return false;
	struct str inner = str_slice(s, 1, s.len - 1);
	if (inner.at[0] != '#')
		return decode_name(out, inner);
	bool hex = inner.len > 1 && (inner.at[1] == 'x' || inner.at[1] == 'X');
	return decode_number(out, str_skip(inner, hex ? 2 : 1), hex ? 16 : 10);
}

void
entity_decode_all(struct buf *out, struct str s)
{
	size_t from = 0, at = 0;
	while (at < s.len) {
		const char *found = memchr(s.at + at, '&', s.len - at);
		if (!found)
			break;
		at = (size_t)(found - s.at);
		size_t end = str_find_char(str_slice(s, at, at + REFERENCE_MAX), ';');
		buf_put(out, str_slice(s, from, at));
		from = at;
		if (end != STR_NONE && entity_decode(out, str_slice(s, at, at + end + 1)))
			from = at + end + 1;
		at = from > at ? from : at + 1;
	}
	buf_put(out, str_skip(s, from));
}

/* --- as browsers read text ----------------------------------------------------------------- */

/* The names that need no ';', sorted. */
static const char *const old_names[] = { "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring",
	"Atilde", "Auml", "COPY", "Ccedil", "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT",
	"Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash",
	"Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute",
	"aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar",
	"ccedil", "cedil", "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave",
	"eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc", "iexcl", "igrave",
	"iquest", "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde",
	"oacute", "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn",
	"pound", "quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn",
	"times", "uacute", "ucirc", "ugrave", "uml", "uuml", "yacute", "yen", "yuml" };

static int
compare_old_name(const void *key, const void *item)
{
	return str_cmp(*(const struct str *)key, str_from(*(const char *const *)item));
}

static bool
is_old_name(struct str name)
{
	return bsearch(&name, old_names, sizeof old_names / sizeof *old_names, sizeof *old_names,
	        compare_old_name);
}

/* The character that a number means, or 0 for none. */
static uint32_t
loose_character(uint32_t number)
{
	static const uint16_t windows[] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
		0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018,
		0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153,
		0x9d, 0x17e, 0x178 };
	if (number >= 0x80 && number < 0xa0)
		return windows[number - 0x80];
	if (number == 0 || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
		return UTF8_REPLACEMENT;
	bool control = number < 0x20 && number != '\t' && number != '\n' && number != '\f' &&
	        number != '\r';
	bool no_character = (number >= 0xfdd0 && number <= 0xfdef) || (number & 0xfffe) == 0xfffe;
	return control || number == 0x7f || no_character ? 0 : number;
}

/* The bytes of the number at the beginning of `s`, which is behind the '&'; 0 when there is none. */
static size_t
loose_number(struct buf *out, struct str s)
{
	bool hex = s.len > 2 && (s.at[1] | 0x20) == 'x';
	size_t digits = hex ? 2 : 1, at = digits;
	uint32_t number = 0, base = hex ? 16 : 10, digit;
	for (; at < s.len && (digit = (uint32_t)ascii_hex_digit(s.at[at])) < base; at++) {
		if (number <= 0x10ffff)
			number = number * base + digit;
	}
	if (at == digits)
		return 0;
	uint32_t c = loose_character(number);
	if (c)
		utf8_put(out, c);
	return at + (at < s.len && s.at[at] == ';');
}

/* The same for a name: all of it with its ';', or as much as is an old name. */
static size_t
loose_name(struct buf *out, struct str s)
{
	size_t len = 0;
	while (len < s.len && len < NAME_MAX_LEN && !memchr("\t\n\f <&#;", s.at[len], 8))
		len++;
	if (len < s.len && s.at[len] == ';' && decode_name(out, str_slice(s, 0, len)))
		return len + 1;
	for (; len > 1; len--) {
		struct str name = str_slice(s, 0, len);
		if (is_old_name(name) && decode_name(out, name))
			return len;
	}
	return 0;
}

void
entity_decode_loose(struct buf *out, struct str s)
{
	while (s.len) {
		size_t mark = str_find_char(s, '&');
		buf_put(out, str_slice(s, 0, mark));
		if (mark == STR_NONE)
			return;
		s = str_skip(s, mark + 1);
		size_t taken = str_starts(s, STR("#")) ? loose_number(out, s) : loose_name(out, s);
		if (!taken)
			buf_char(out, '&');
		s = str_skip(s, taken);
	}
}
