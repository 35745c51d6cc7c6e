/*
 * Classes of single bytes, by ASCII and no locale. Every byte of a character beyond ASCII is in none
 * of them, so that texts in UTF-8 can be looked at byte by byte.
 */
#ifndef KITH_BASE_ASCII_H
#define KITH_BASE_ASCII_H

#include <stdbool.h>

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_is_alnum(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

static inline bool
ascii_is_hex(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* A sign that shows and is neither letter nor digit. */
static inline bool
ascii_is_punctuation(char c)
{
	return c > ' ' && c < 0x7f && !ascii_is_alnum(c);
}

/* What a hexadecimal digit counts, or -1. */
static inline int
ascii_hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A space or a tab: what may stand between words of one line. */
static inline bool
ascii_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* One of these or an end of line, as isspace has it in the C locale. */
static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A letter from A to Z in its small form, and any other byte as it is. */
static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

#endif
