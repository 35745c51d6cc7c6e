#include "markdown/entity.h"

#include <stdint.h>
#include <stdlib.h>

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
#include "markdown/entity.def"
#undef ENTITY
};

static int
compare_name(const void *key, const void *item)
{
	const struct entity *entity = item;
	return str_cmp(*(const struct str *)key, str_from(entity->name));
}

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* The digits behind "#" or "#x"; false when they are not all digits. */
static bool
decode_number(struct buf *out, struct str digits, unsigned base)
{
	uint32_t number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = (unsigned)digit_value(digits.at[i]);
		if (digit >= base)
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
