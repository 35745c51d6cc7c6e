/*
 * Names, numbers and strings, as Python writes them.
 */
#include "base/ascii.h"
#include "template/lex.h"

#include "base/arena.h"
#include "base/utf8.h"

bool
lex_begins_name(char c)
{
	return ascii_is_letter(c) || c == '_' || (unsigned char)c >= 0x80;
}

struct lex_token
lex_name(struct lex *lex)
{
	uint32_t from = lex->at;
	for (;;) {
		char c = lex_byte(lex, lex->at);
		size_t next = lex->at;
		if ((unsigned char)c < 0x80) {
			if (!lex_begins_name(c) && !ascii_is_digit(c))
				break;
			lex->at++;
		} else if (utf8_is_letter(utf8_next(lex->source, &next))) {
			lex->at = (uint32_t)next;
		} else {
			break;
		}
	}
	if (lex->at == from)
		return lex_fail(lex, from, 1, "this character is not part of the language");
	return lex_token_from(lex, LEX_NAME, from);
}

static int
digit_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return 99;
}

/* Digits with single underscores between them; the offset behind them. */
static uint32_t
skip_digits(const struct lex *lex, uint32_t at, int base)
{
	while (digit_value(lex_byte(lex, at)) < base ||
	        (lex_byte(lex, at) == '_' && digit_value(lex_byte(lex, at + 1)) < base))
		at++;
	return at;
}

static struct lex_token
integer(struct lex *lex, uint32_t digits, int base)
{
	uint32_t from = lex->at;
	lex->at = skip_digits(lex, digits, base);
	struct lex_token token = lex_token_from(lex, LEX_INTEGER, from);
	for (uint32_t at = digits; at < lex->at; at++) {
		char c = lex->source.at[at];
		if (c != '_' &&
		        (__builtin_mul_overflow(token.integer, base, &token.integer) ||
		                __builtin_add_overflow(
		                        token.integer, digit_value(c), &token.integer)))
			return lex_fail(
			        lex, from, token.len, "this number does not fit into 64 bits");
	}
	if (base == 10 && token.integer > 0 && lex->source.at[digits] == '0')
		return lex_fail(lex, from, token.len, "a number cannot begin with 0");
	return token;
}

/* The offset behind `[eE][+-]digits` at `at`, or `at` when there is none. */
static uint32_t
skip_exponent(const struct lex *lex, uint32_t at)
{
	if ((lex_byte(lex, at) | 0x20) != 'e')
		return at;
	char sign = lex_byte(lex, at + 1);
	uint32_t digits = at + (sign == '+' || sign == '-' ? 2 : 1);
	return ascii_is_digit(lex_byte(lex, digits)) ? skip_digits(lex, digits, 10) : at;
}

static struct lex_token
floating(struct lex *lex, uint32_t end)
{
	char text[64];
	size_t len = 0;
	uint32_t from = lex->at;
	lex->at = end;
	for (uint32_t at = from; at < end; at++) {
		if (len == sizeof text)
			return lex_fail(lex, from, end - from, "this number has too many digits");
		if (lex->source.at[at] != '_')
			text[len++] = lex->source.at[at];
	}
	struct lex_token token = lex_token_from(lex, LEX_FLOAT, from);
	if (!str_to_number(str_of(text, len), &token.number))
		return lex_fail(lex, from, end - from, "this number is too large");
	return token;
}

/* `x.0.1` is two subscripts, so no float begins right behind a dot. */
struct lex_token
lex_number(struct lex *lex)
{
	uint32_t at = lex->at;
	char prefix = (char)(lex_byte(lex, at + 1) | 0x20);
	int base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 10;
	if (lex_byte(lex, at) == '0' && base != 10 && skip_digits(lex, at + 2, base) > at + 2)
		return integer(lex, at + 2, base);
	uint32_t whole = skip_digits(lex, at, 10);
	uint32_t end = whole;
	if (lex_byte(lex, end) == '.' && ascii_is_digit(lex_byte(lex, end + 1)))
		end = skip_digits(lex, end + 1, 10);
	end = skip_exponent(lex, end);
	if (end == whole || (at > 0 && lex_byte(lex, at - 1) == '.'))
		return integer(lex, at, 10);
	return floating(lex, end);
}

/* Encodes a character; returns the number of bytes, 0 for what text must not hold. */
static unsigned
encode(char *out, uint32_t c)
{
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	unsigned more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char leads[] = { 0, 0xc0, 0xe0, 0xf0 };
	out[0] = (char)(leads[more] | c >> 6 * more);
	for (unsigned i = 1; i <= more; i++)
		out[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3f));
	return more + 1;
}

/* An escape by number: `digits` of `base` at *at (at least `least`). */
static unsigned
numbered_escape(struct str s, size_t *at, unsigned digits, unsigned least, int base, char *out)
{
	uint32_t c = 0;
	unsigned count = 0;
	for (; count < digits && *at < s.len && digit_value(s.at[*at]) < base; count++)
		c = c * (uint32_t)base + (uint32_t)digit_value(s.at[(*at)++]);
	return count < least ? 0 : encode(out, c);
}

/* The escape behind the backslash at *at - 1, which is passed. Returns its bytes, -1 for a bad one. */
static int
escape(struct str s, size_t *at, char *out)
{
	static const char names[] = "abfnrtv\\'\"", values[] = "\a\b\f\n\r\t\v\\'\"";
	char c = s.at[(*at)++];
	const char *found = strchr(names, c);
	unsigned length = 0;
	if (c == '\n')
		return 0;
	if (found) {
		out[0] = values[found - names];
		return 1;
	}
	switch (c) {
	case 'x': length = numbered_escape(s, at, 2, 2, 16, out); break;
	case 'u': length = numbered_escape(s, at, 4, 4, 16, out); break;
	case 'U': length = numbered_escape(s, at, 8, 8, 16, out); break;
	case 'N': break;
	default:
		if (c >= '0' && c <= '7') {
			--*at;
			length = numbered_escape(s, at, 3, 1, 8, out);
			break;
		}
		out[0] = '\\';
		out[1] = c;
		return 2;
	}
	return length ? (int)length : -1;
}

/* The text between the quotes [from, to), escapes resolved. No escape is shorter than its bytes. */
static struct lex_token
unescape(struct lex *lex, uint32_t from, uint32_t to)
{
	struct str s = str_slice(lex->source, from, to);
	struct lex_token token = lex_token_from(lex, LEX_STRING, from - 1);
	token.text = s;
	if (str_find_char(s, '\\') == STR_NONE)
		return token;
	char *text = arena_bytes(lex->arena, s.len, 1);
	size_t len = 0;
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		if (s.at[at++] != '\\') {
			text[len++] = s.at[start];
			continue;
		}
		int length = escape(s, &at, text + len);
		if (length < 0)
			return lex_fail(lex, from + (uint32_t)start, (uint32_t)(at - start),
			        "this is not an escape that a string can have");
		len += (size_t)length;
	}
	token.text = str_of(text, len);
	return token;
}

struct lex_token
lex_string(struct lex *lex)
{
	uint32_t from = lex->at;
	char quote = lex->source.at[from];
	for (uint32_t at = from + 1; at < lex->source.len; at++) {
		if (lex->source.at[at] == '\\') {
			at++;
		} else if (lex->source.at[at] == quote) {
			struct str inside = str_slice(lex->source, from + 1, at);
			if (str_find(inside, STR("%}")) != STR_NONE ||
			        str_find(inside, STR("}}")) != STR_NONE)
				lex->suspect = from + 1;
			lex->at = at + 1;
			return unescape(lex, from + 1, at);
		}
	}
	return lex_fail(lex, from, 1, "this string is never closed by %c", quote);
}
