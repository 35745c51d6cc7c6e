#include "markdown/attribute.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/entity.h"

enum { REFERENCE_MAX = 64 };

static bool
is_letter(char c)
{
	return ascii_is_letter(c) || c == '_' || (c & 0x80);
}

static bool
is_name(char c)
{
	return is_letter(c) || ascii_is_digit(c) || c == '-' || c == ':' || c == '.';
}

/* How many characters of ids and classes a text begins with; a dot begins the next class. */
static size_t
short_len(struct str text)
{
	size_t len = 0;
	while (len < text.len && is_name(text.at[len]) && text.at[len] != '.')
		len++;
	return len;
}

static size_t
name_len(struct str text)
{
	size_t len = 0;
	if (text.len == 0 || !is_letter(text.at[0]))
		return 0;
	while (len < text.len && is_name(text.at[len]))
		len++;
	return len;
}

/* The length of a value in quotes with them, or 0. */
static size_t
quoted_len(struct str text)
{
	if (text.len == 0 || (text.at[0] != '"' && text.at[0] != '\''))
		return 0;
	for (size_t i = 1; i < text.len && text.at[i] != '\n'; i++) {
		if (text.at[i] == '\\')
			i++;
		else if (text.at[i] == text.at[0])
			return i + 1;
	}
	return 0;
}

/* Addresses have signs of equality in them, so one may stand in a value, but not begin it. */
static size_t
bare_len(struct str text)
{
	size_t len = 0;
	if (text.len && text.at[0] == '=')
		return 0;
	while (len < text.len && (unsigned char)text.at[len] > ' ' &&
	        !memchr("\"'<>`{}", text.at[len], 8))
		len++;
	return len;
}

/* Reads `=value`, if it is there. False when there is no value behind the sign. */
static bool
read_value(struct str *rest, struct attribute *attribute)
{
	if (rest->len == 0 || rest->at[0] != '=')
		return true;
	*rest = str_skip(*rest, 1);
	size_t quoted = quoted_len(*rest), len = quoted ? quoted : bare_len(*rest);
	attribute->quoted = quoted > 0;
	attribute->value = quoted ? str_slice(*rest, 1, len - 1) : str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return len > 0;
}

static bool
read_short(struct str *rest, struct attribute *attribute)
{
	attribute->kind = rest->at[0] == '#' ? ATTRIBUTE_ID : ATTRIBUTE_CLASS;
	*rest = str_skip(*rest, 1);
	size_t len = short_len(*rest);
	attribute->value = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return len > 0;
}

static bool
read_named(struct str *rest, struct attribute *attribute)
{
	size_t len = name_len(*rest);
	attribute->kind = ATTRIBUTE_NAMED;
	attribute->name = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return len > 0 && read_value(rest, attribute);
}

bool
attribute_next(struct str *rest, struct attribute *attribute)
{
	*attribute = (struct attribute){ .name = STR_EMPTY, .value = STR_EMPTY };
	while (rest->len && ascii_is_blank(rest->at[0]))
		*rest = str_skip(*rest, 1);
	if (rest->len == 0 || rest->at[0] == '}')
		return false;
	struct str behind = *rest;
	bool is_short = rest->at[0] == '#' || rest->at[0] == '.';
	bool good = is_short ? read_short(&behind, attribute) : read_named(&behind, attribute);
	if (good)
		*rest = behind;
	return good;
}

size_t
attribute_list(struct str text)
{
	struct attribute attribute;
	struct str rest;
	if (text.len == 0 || text.at[0] != '{')
		return 0;
	rest = str_slice(text, 1, ATTRIBUTE_LIST_MAX);
	bool some = false;
	while (attribute_next(&rest, &attribute))
		some = true;
	bool closed = some && rest.len && rest.at[0] == '}';
	return closed ? (size_t)(rest.at - text.at) + 1 : 0;
}

/* --- values -------------------------------------------------------------------------------- */

/* Does an escaped character stand at `at`? */
static bool
is_escape(struct str value, size_t at)
{
	return value.at[at] == '\\' && at + 1 < value.len && memchr("\"'\\", value.at[at + 1], 3);
}

struct str
attribute_unescape(const struct attribute *attribute, char *room)
{
	struct str value = attribute->value;
	size_t len = 0;
	if (!attribute->quoted)
		return value;
	for (size_t i = 0; i < value.len; i++) {
		i += is_escape(value, i);
		room[len++] = value.at[i];
	}
	return str_of(room, len);
}

/* The length of the reference at the begin of a text, whose character `out` gets, or 0. */
static size_t
reference(struct str text, struct buf *out)
{
	size_t end = str_find_char(str_slice(text, 0, REFERENCE_MAX), ';');
	buf_clear(out);
	return end != STR_NONE && entity_decode(out, str_slice(text, 0, end + 1)) ? end + 1 : 0;
}

size_t
attribute_room(const struct attribute *attribute)
{
	return 2 * attribute->value.len; /* the longest is "&nGt;", two characters of three bytes */
}

struct str
attribute_decode(const struct attribute *attribute, char *room)
{
	struct str value = attribute->value;
	struct buf character;
	size_t len = 0;
	if (str_find_char(value, '&') == STR_NONE)
		return attribute_unescape(attribute, room);
	buf_init(&character, REFERENCE_MAX);
	for (size_t i = 0, taken; i < value.len; i += taken) {
		taken = value.at[i] == '&' ? reference(str_skip(value, i), &character) : 0;
		if (taken) {
			memcpy(room + len, character.at, character.len);
			len += character.len;
			continue;
		}
		taken = 1;
		if (attribute->quoted && is_escape(value, i))
			taken = 2;
		room[len++] = value.at[i + taken - 1];
	}
	buf_free(&character);
	return str_of(room, len);
}

bool
attribute_is_id(const struct attribute *attribute)
{
	return attribute->kind == ATTRIBUTE_ID ||
	        (attribute->kind == ATTRIBUTE_NAMED && str_eq_nocase(attribute->name, STR("id")));
}

bool
attribute_is_class(const struct attribute *attribute)
{
	return attribute->kind == ATTRIBUTE_CLASS ||
	        (attribute->kind == ATTRIBUTE_NAMED &&
	                str_eq_nocase(attribute->name, STR("class")));
}

bool
attribute_is_allowed(struct str name)
{
	return !str_eq_nocase(str_slice(name, 0, 2), STR("on")) &&
	        !str_eq_nocase(name, STR("style")) && !str_eq_nocase(name, STR("srcdoc"));
}
