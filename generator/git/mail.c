/*
 * An address is an '@' with something before it and a domain behind it:
 *
 *	jo@example.org, "jo"@example.org    a dot, and behind it a label that begins with a letter
 *	jo@[192.0.2.1]                      a number of a host in brackets
 *	<jo@laptop>, mailto:jo@laptop       any domain, since these say that it is an address
 *
 * Without all this it is something else: "@name", "a @ b", a login such as "root@localhost", which leads to
 * nobody from elsewhere, and versions, "react@18.2.0". In doubt it is an address.
 */
#include "git/mail.h"

#include "base/arena.h"
#include "base/ascii.h"

enum { PASSES_MAX = 4, PART_MAX = 320 };

struct found {
	size_t at;       /* its '@' */
	size_t from, to; /* what goes */
};

static bool
is_letter(char c)
{
	return ascii_is_letter(c) || (c & 0x80);
}

static bool
in_local(char c)
{
	return c && (is_letter(c) || ascii_is_digit(c) || strchr(".!#$%&'*+/=?^_`{|}~-", c));
}

static bool
in_domain(char c)
{
	return is_letter(c) || ascii_is_digit(c) || c == '.' || c == '-' || c == '_';
}

static bool
in_brackets(char c)
{
	return (unsigned char)c > ' ' && c != '<' && c != '>' && c != '/';
}

/* A quotation mark ends a name when there is one that begins it. */
static bool
has_local(struct str text, size_t at)
{
	if (at == 0 || (unsigned char)text.at[at - 1] <= ' ' || strchr("([<,;:", text.at[at - 1]))
		return false;
	if (text.at[at - 1] != '"')
		return true;
	for (size_t i = at - 1; i > 0 && at - i <= PART_MAX && text.at[i - 1] != '\n'; i--)
		if (text.at[i - 1] == '"')
			return true;
	return false;
}

/* The last label of a version is a number, or an x for any. */
static bool
is_label(struct str text, size_t at, size_t end)
{
	if (at >= end || !is_letter(text.at[at]))
		return false;
	bool any = text.at[at] == 'x' && (at + 1 == end || text.at[at + 1] == '.');
	return !any || !ascii_is_digit(text.at[at - 2]);
}

/* Where the domain behind an '@' ends; `at + 1` when there is none. */
static size_t
domain_end(struct str text, size_t at, bool *whole)
{
	size_t end = at + 1;
	*whole = false;
	while (end < text.len && in_domain(text.at[end]))
		end++;
	while (end > at + 1 && text.at[end - 1] == '.')
		end--;
	for (size_t i = at + 2; i < end; i++)
		*whole = *whole || (text.at[i] == '.' && is_label(text, i + 1, end));
	return end;
}

static bool
find_number(struct str text, struct found *out)
{
	size_t end = out->at + 2;
	bool digit = false, mark = false;
	for (; end < text.len && end - out->at < PART_MAX && text.at[end] != ']'; end++) {
		char c = text.at[end];
		if (!ascii_is_alnum(c) && !strchr(".:-%", c))
			return false;
		digit = digit || ascii_is_hex(c);
		mark = mark || c == '.' || c == ':';
	}
	if (end >= text.len || text.at[end] != ']' || !digit || !mark)
		return false;
	out->from = out->at;
	out->to = end + 1;
	return true;
}

/* It goes with its brackets and the blank before them. */
static bool
find_bracketed(struct str text, struct found *out)
{
	size_t start = out->at, end = out->at + 1;
	while (start > 0 && out->at - start < PART_MAX && in_brackets(text.at[start - 1]))
		start--;
	while (end < text.len && end - out->at < PART_MAX && in_brackets(text.at[end]))
		end++;
	if (start == 0 || text.at[start - 1] != '<' || end == text.len || text.at[end] != '>' ||
	        start == out->at || end == out->at + 1)
		return false;
	for (start--; start > 0 && text.at[start - 1] == ' ';)
		start--;
	out->from = start;
	out->to = end + 1;
	return true;
}

static bool
is_mailto(struct str text, size_t at)
{
	static const struct str scheme = STR_INIT("mailto:");
	size_t start = at;
	while (start > 0 && at - start < PART_MAX && in_local(text.at[start - 1]))
		start--;
	return start < at && start >= scheme.len &&
	        str_eq_nocase(str_slice(text, start - scheme.len, start), scheme);
}

static bool
find_domain(struct str text, struct found *out)
{
	bool whole;
	size_t end = domain_end(text, out->at, &whole);
	if (end == out->at + 1 || (!whole && !is_mailto(text, out->at)))
		return false;
	out->from = out->at;
	out->to = end;
	return true;
}

/* The next address whose '@' does not come before `from`; false when there is none. */
static bool
find(struct str text, size_t from, struct found *out)
{
	size_t at = from, next;
	for (; (next = str_find_char(str_skip(text, at), '@')) != STR_NONE; at++) {
		at += next;
		*out = (struct found){ .at = at };
		if (find_bracketed(text, out))
			return true;
		if (!has_local(text, at) || at + 1 == text.len)
			continue;
		if (text.at[at + 1] == '[' ? find_number(text, out) : find_domain(text, out))
			return true;
	}
	return false;
}

static struct str
hide_once(struct arena *arena, struct str text, struct found found)
{
	char *out = arena_array(arena, char, text.len + 1);
	size_t len = 0, done = 0;
	do {
		size_t from = found.from < done ? done : found.from;
		memcpy(out + len, text.at + done, from - done);
		len += from - done;
		done = found.to;
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
