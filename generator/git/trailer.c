#include "git/trailer.h"

#include "base/ascii.h"

static bool
is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

static bool
is_continuation(struct str line)
{
	return line.len && (line.at[0] == ' ' || line.at[0] == '\t');
}

static bool
is_key_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

/* Splits "Key: value"; false when the line is none. */
static bool
split(struct str line, struct trailer *out)
{
	size_t len = 0;
	while (len < line.len && is_key_char(line.at[len]))
		len++;
	struct str rest = str_trim(str_skip(line, len));
	if (len == 0 || !str_starts(rest, STR(":")))
		return false;
	out->key = str_slice(line, 0, len);
	out->value = str_trim(str_skip(rest, 1));
	return true;
}

/* The last paragraph, provided that another one comes before it. */
static struct str
last_paragraph(struct str message)
{
	struct str text = str_trim(message);
	size_t at = 0, len, block = 0;
	while ((len = str_find_char(str_skip(text, at), '\n')) != STR_NONE) {
		if (is_blank(str_slice(text, at, at + len)))
			block = at + len + 1;
		at += len + 1;
	}
	return block ? str_skip(text, block) : STR_EMPTY;
}

struct str
trailer_block(struct str message)
{
	struct str block = STR_EMPTY;
	bool any = false;
	if (str_find_char(message, ':') != STR_NONE)
		block = last_paragraph(message);
	for (struct str rest = block; rest.at;) {
		struct str line = str_line(&rest);
		struct trailer trailer;
		if (split(line, &trailer))
			any = true;
		else if (!(any && is_continuation(line)) &&
		        !str_starts(line, STR("(cherry picked from commit ")))
			return STR_EMPTY;
	}
	return any ? block : STR_EMPTY;
}

bool
trailer_next(struct str *block, struct trailer *out)
{
	bool found = false;
	while (block->at && !found)
		found = split(str_line(block), out);
	if (!found)
		return false;
	while (block->at && is_continuation(*block)) {
		struct str more = str_trim(str_line(block));
		if (out->value.len)
			out->value.len = (size_t)(more.at + more.len - out->value.at);
		else
			out->value = more;
	}
	return true;
}

bool
trailer_says_yes(const struct trailer *trailer, struct str key)
{
	return str_eq_nocase(trailer->key, key) &&
	        (str_eq_nocase(trailer->value, STR("yes")) ||
	                str_eq_nocase(trailer->value, STR("true")));
}
