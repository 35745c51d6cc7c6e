/*
 * An address is what stands around an '@' as in RFC 5322's dot-atoms, with a dot in its domain: that leaves
 * alone "@name", "a @ b" and "user@host".
 */
#include "git/mail.h"

#include "base/arena.h"
#include "base/ascii.h"

static bool
in_local(char c)
{
	return ascii_is_alnum(c) || (c & 0x80) || strchr(".!#$%&'*+/=?^_`{|}~-", c);
}

static bool
in_domain(char c)
{
	return ascii_is_alnum(c) || (c & 0x80) || c == '.' || c == '-';
}

enum { PASSES_MAX = 4 };

struct found {
	size_t start, at, end; /* of the address and its '@' */
};

/* The next address whose '@' does not come before `from`; false when there is none. */
static bool
find(struct str text, size_t from, struct found *out)
{
	for (size_t at = from; at < text.len; at++) {
		if (text.at[at] != '@')
			continue;
		size_t start = at, end = at + 1, dots = 0;
		while (start > 0 && text.at[start - 1] && in_local(text.at[start - 1]))
			start--;
		for (; end < text.len && in_domain(text.at[end]); end++)
			dots += text.at[end] == '.' && end > at + 1 && end + 1 < text.len &&
			        in_domain(text.at[end + 1]) && text.at[end + 1] != '.';
		while (end > at + 1 && text.at[end - 1] == '.')
			end--;
		*out = (struct found){ start, at, end };
		if (start < at && dots)
			return true;
	}
	return false;
}

/* An address in brackets goes with them and the blank before it; of others the domain does. */
static void
cut_range(struct str text, struct found found, size_t *from, size_t *to)
{
	*from = found.at;
	*to = found.end;
	if (found.start == 0 || text.at[found.start - 1] != '<' || found.end == text.len ||
	        text.at[found.end] != '>')
		return;
	*from = found.start - 1;
	*to = found.end + 1;
	while (*from > 0 && text.at[*from - 1] == ' ')
		--*from;
}

static struct str
hide_once(struct arena *arena, struct str text, struct found found)
{
	char *out = arena_array(arena, char, text.len + 1);
	size_t len = 0, done = 0;
	do {
		size_t from, to;
		cut_range(text, found, &from, &to);
		if (from < done)
			from = done;
		memcpy(out + len, text.at + done, from - done);
		len += from - done;
		done = to;
	} while (find(text, done, &found));
	memcpy(out + len, text.at + done, text.len - done);
	return str_of(out, len + text.len - done);
}

/* What is left may be an address again: "jo<x@a.b>@example.org". Nobody's name is that more than once. */
struct str
mail_hide(struct arena *arena, struct str text)
{
	struct found found;
	for (int i = 0; find(text, 0, &found); i++) {
		if (i == PASSES_MAX)
			return STR_EMPTY;
		text = hide_once(arena, text, found);
	}
	return text;
}
